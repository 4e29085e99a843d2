"""Pages of screening: rules with what they came to, lists and how fresh they are, clues, one clue with its sides."""
