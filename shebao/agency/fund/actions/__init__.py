"""Verbs of the fund counter. Every one posts balanced vouchers in one transaction with its journal entry."""

from .book import book_contributions, book_payout, feed_expenditure, open_books, receive_interest, receive_subsidy, sweep_income
from .budget import set_budget
from .close import close_period
from .post import post_voucher, reverse_voucher

__all__ = [
    "book_contributions",
    "book_payout",
    "close_period",
    "feed_expenditure",
    "open_books",
    "post_voucher",
    "receive_interest",
    "receive_subsidy",
    "reverse_voucher",
    "set_budget",
    "sweep_income",
]
