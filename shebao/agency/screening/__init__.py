"""疑点筛查: lists of other offices, the rules run over the county, clues and what came of them."""
