"""Pages of the registers: what is due, the list of each, one record with its way."""
