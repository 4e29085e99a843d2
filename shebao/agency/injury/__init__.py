"""工伤: cases with recognition and grades, what they claim, and whom the fund pays for them."""
