"""What must always be true of payout, gathered for `shebao verify`: each gives (examined, problems), worked out again from the rows."""

from .bank.own import check_layouts
from .reconciliation.anchors import check_epoch, check_heads
from .reconciliation.bank import check_files, check_outcomes, check_returns, check_withheld
from .reconciliation.decisions import check_decided
from .reconciliation.deductions import check_debts_bounded, check_deductions
from .reconciliation.paid import check_paid_once
from .reconciliation.runs import check_open_runs, check_runs, check_signatures
from .reconciliation.thresholds import check_thresholds

__all__ = [
    "check_debts_bounded",
    "check_decided",
    "check_deductions",
    "check_epoch",
    "check_files",
    "check_heads",
    "check_layouts",
    "check_open_runs",
    "check_outcomes",
    "check_paid_once",
    "check_returns",
    "check_runs",
    "check_signatures",
    "check_thresholds",
    "check_withheld",
]
