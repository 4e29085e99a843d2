"""批次: leases and progress of long work."""
