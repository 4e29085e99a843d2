"""What people do with injury cases, providers and what organisations are owed. Each verb journals what it did, or refuses."""

from .case import Conclusion, NewCare, NewCase, Recognised, confirm_care, grade, open_case, recognise
from .claims import NewBill, NewClaim, NewDependant, cancel_claim, claim
from .money import NewPayable, cancel_payable, cancel_repayment, open_advance, owe, pay, record_repayment, undo_payment
from .providers import NewEvent, NewProvider, agree, register_provider, settle

__all__ = [
    "Conclusion",
    "NewBill",
    "NewCare",
    "NewCase",
    "NewClaim",
    "NewDependant",
    "NewEvent",
    "NewPayable",
    "NewProvider",
    "Recognised",
    "agree",
    "cancel_claim",
    "cancel_payable",
    "cancel_repayment",
    "claim",
    "confirm_care",
    "grade",
    "open_advance",
    "open_case",
    "owe",
    "pay",
    "recognise",
    "record_repayment",
    "register_provider",
    "settle",
    "undo_payment",
]
