"""Pages of the three-way reconciliation: a month's files on three sides, the differences, one difference with its way and its letter."""
