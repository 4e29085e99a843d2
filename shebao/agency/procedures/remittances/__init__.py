"""Paying bodies on the bank's slips (对外划款)."""

TITLE, ORDER = "对外划款", 17
