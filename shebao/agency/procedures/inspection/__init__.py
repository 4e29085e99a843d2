"""Line of work: lists of other offices, clues and what came of them."""

TITLE, ORDER = "稽核", 21
