"""What people do with declarations: each verb journals what it did, or refuses the whole list."""

from .assess import assess
from .back_pay import BackPay, back_pay
from .claims import claim_arrears, close_bankruptcy, file_bankruptcy, void_dues, write_off
from .correct import correct_wages
from .deferrals import NewDeferral, defer, end_deferral
from .differences import close_differences
from .historic import HistoricRow, record_months, take_back_months
from .late_fees import cancel_late_fee, charge_late_fees
from .limits import settle_differences
from .receive import ReceiptRow, receive
from .reconcile import Compared, reconcile
from .refunds import RefundHead, RefundRow, cancel_refund, decide_refund, pay_refund
from .send import send
from .undeclared import assess_undeclared, set_off_credits, withdraw_undeclared
from .wages import NewWage, declare_wages

__all__ = [
    "BackPay",
    "Compared",
    "HistoricRow",
    "NewDeferral",
    "NewWage",
    "ReceiptRow",
    "RefundHead",
    "RefundRow",
    "assess",
    "assess_undeclared",
    "back_pay",
    "cancel_late_fee",
    "cancel_refund",
    "charge_late_fees",
    "claim_arrears",
    "close_bankruptcy",
    "close_differences",
    "correct_wages",
    "decide_refund",
    "declare_wages",
    "defer",
    "end_deferral",
    "file_bankruptcy",
    "pay_refund",
    "receive",
    "reconcile",
    "record_months",
    "send",
    "set_off_credits",
    "settle_differences",
    "take_back_months",
    "void_dues",
    "withdraw_undeclared",
    "write_off",
]
