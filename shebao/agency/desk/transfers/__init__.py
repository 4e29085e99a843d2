"""Pages of transfers: the board by state with days left, one case with its packets."""
