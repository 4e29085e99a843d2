"""One file a screening rule; the file's number is its ID."""
