"""Verbs of the fund counter. Every one posts balanced vouchers in one transaction with its journal entry."""

from .book import KeptBack, Moved, book_kept_back, book_payout, book_slip, open_books
from .budget import set_budget
from .close import close_period
from .deposit import Certificate, end_deposit, make_deposit
from .order import book_order, cancel_order, place_order
from .post import post_voucher
from .report import issue_report
from .reverse import reverse_voucher
from .sign import check_vouchers
from .statement import enter_statement

__all__ = [
    "Certificate",
    "KeptBack",
    "Moved",
    "book_kept_back",
    "book_order",
    "book_payout",
    "book_slip",
    "cancel_order",
    "check_vouchers",
    "close_period",
    "end_deposit",
    "enter_statement",
    "issue_report",
    "make_deposit",
    "open_books",
    "place_order",
    "post_voucher",
    "reverse_voucher",
    "set_budget",
]
