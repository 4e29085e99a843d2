"""File layouts agreed with banks, one file each."""
