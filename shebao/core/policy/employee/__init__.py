"""The enterprise employee's pension: index, basic, account and transitional parts, awards, corrections, disability."""
