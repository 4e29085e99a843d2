"""Questions to the payout counter, gathered: runs, their rows, bank files, and sums for statistics."""

from shebao.agency.payout.bank.outcomes import TITLES as OUTCOME_TITLES
from shebao.agency.payout.holds.thresholds import LIMITS, thresholds_on
from shebao.agency.payout.kinds import DUES as DUE_KINDS
from shebao.agency.payout.kinds import LINE_NUMBER
from shebao.agency.payout.kinds import LINES as LINE_KINDS
from shebao.agency.payout.kinds import RUNS as RUN_KINDS
from shebao.agency.payout.models import Run
from shebao.agency.payout.run.variance import variances
from shebao.agency.payout.tables.forecast import Behind, NextMonth, Where, months_paid_again, next_month

from .files import arrived, count_returned, file_content, file_fen, promised_fen, run_of_return, unknown_files
from .on_hold import OnHold, on_hold
from .operations import OperationRow, cause_titles, causes_of_line, operation, operations, sample, thresholds_moved, waiting_operations
from .overpaid import Overpaid, overpaid
from .overview import (
    Group,
    Signature,
    Summary,
    change_titles,
    epoch,
    hold_titles,
    months_paid,
    releasable_titles,
    run,
    run_rows,
    runs,
    state_title,
    stopping_rights,
    summary,
    title,
    withheld_titles,
)
from .rows import (
    amounts_by_person,
    answered_lines,
    change_rows,
    changes,
    covers,
    exclusion_rows,
    exclusions,
    line_rows,
    lines,
    lines_of_person,
    paid_once_before,
    returned,
    with_outcome,
)
from .sums import owed_at_death, owed_once, performance, recipients, totals
from .thresholds import ThresholdRow, threshold_rows

__all__ = [
    "DUE_KINDS",
    "LIMITS",
    "LINE_KINDS",
    "LINE_NUMBER",
    "OUTCOME_TITLES",
    "RUN_KINDS",
    "Behind",
    "Group",
    "NextMonth",
    "OnHold",
    "OperationRow",
    "Overpaid",
    "Run",
    "Signature",
    "Summary",
    "ThresholdRow",
    "Where",
    "amounts_by_person",
    "answered_lines",
    "arrived",
    "cause_titles",
    "causes_of_line",
    "change_rows",
    "change_titles",
    "changes",
    "count_returned",
    "covers",
    "epoch",
    "exclusion_rows",
    "exclusions",
    "file_content",
    "file_fen",
    "hold_titles",
    "line_rows",
    "lines",
    "lines_of_person",
    "months_paid",
    "months_paid_again",
    "next_month",
    "on_hold",
    "operation",
    "operations",
    "overpaid",
    "owed_at_death",
    "owed_once",
    "paid_once_before",
    "performance",
    "promised_fen",
    "recipients",
    "releasable_titles",
    "returned",
    "run",
    "run_of_return",
    "run_rows",
    "runs",
    "sample",
    "state_title",
    "stopping_rights",
    "summary",
    "threshold_rows",
    "thresholds_moved",
    "thresholds_on",
    "title",
    "totals",
    "unknown_files",
    "variances",
    "waiting_operations",
    "with_outcome",
    "withheld_titles",
]
