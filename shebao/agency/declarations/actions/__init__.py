"""What people do with declarations: each verb journals what it did, or refuses the whole list."""

from .assess import assess
from .correct import correct_wages
from .differences import close_differences
from .receive import ReceiptRow, receive
from .reconcile import Compared, reconcile
from .send import send
from .wages import NewWage, declare_wages

__all__ = [
    "Compared",
    "NewWage",
    "ReceiptRow",
    "assess",
    "close_differences",
    "correct_wages",
    "declare_wages",
    "receive",
    "reconcile",
    "send",
]
