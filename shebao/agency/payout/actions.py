"""Verbs of the payout counter, in the order of a run: propose, compute, seal, review, approve, file, submit, return, re-issue;
and, until hand-over, send back and take out."""

from .bank.own import confirm_layout, enter_layout
from .debts import DebtRow, Deduction, cancel_debts, open_debts, set_off
from .deductions import NewOrder, end_deduction, order_deduction
from .holds.change_threshold import NewThreshold, change_threshold, check_threshold
from .holds.releases import (
    LONGEST,
    OperationOrder,
    ReleaseOrder,
    check_not_own,
    check_operation_release,
    check_release,
    release,
    release_operation,
)
from .kinds import of_claim
from .recovery import NewDebtStep, step_debt, step_debts, undo_debt_step
from .run.answer import Changed, Settlement, change_answers, check_changes, take_return
from .run.compute import compute
from .run.epoch import after_restore, check_unlock, unlock
from .run.failed import note_failed
from .run.file import submit, write_file
from .run.never_due import clear_never_due, decide_never_due, take_back_never_due
from .run.owe import Owed, cancel_owed, cancel_owed_for, owe
from .run.propose import discard, propose, propose_again, propose_reissue
from .run.seal import seal
from .run.send_back import send_back
from .run.sign import approve, review
from .run.slip import Slip, enter_slip
from .run.withhold import take_out

__all__ = [
    "LONGEST",
    "Changed",
    "DebtRow",
    "Deduction",
    "NewDebtStep",
    "NewOrder",
    "NewThreshold",
    "OperationOrder",
    "Owed",
    "ReleaseOrder",
    "Settlement",
    "Slip",
    "after_restore",
    "approve",
    "cancel_debts",
    "cancel_owed",
    "cancel_owed_for",
    "change_answers",
    "change_threshold",
    "check_changes",
    "check_not_own",
    "check_operation_release",
    "check_release",
    "check_threshold",
    "check_unlock",
    "clear_never_due",
    "compute",
    "confirm_layout",
    "decide_never_due",
    "discard",
    "end_deduction",
    "enter_layout",
    "enter_slip",
    "note_failed",
    "of_claim",
    "open_debts",
    "order_deduction",
    "owe",
    "propose",
    "propose_again",
    "propose_reissue",
    "release",
    "release_operation",
    "review",
    "seal",
    "send_back",
    "set_off",
    "step_debt",
    "step_debts",
    "submit",
    "take_back_never_due",
    "take_out",
    "take_return",
    "undo_debt_step",
    "unlock",
    "write_file",
]
