"""Verbs of the fund counter. Every one posts balanced vouchers in one transaction with its journal entry."""

from .book import Moved, book_payout, book_slip, open_books
from .budget import set_budget
from .close import close_period
from .post import post_voucher
from .reverse import reverse_voucher
from .sign import check_vouchers
from .statement import enter_statement

__all__ = [
    "Moved",
    "book_payout",
    "book_slip",
    "check_vouchers",
    "close_period",
    "enter_statement",
    "open_books",
    "post_voucher",
    "reverse_voucher",
    "set_budget",
]
