"""Taking over the pensions in payment of employee (企业职工在发待遇移交接收): a county's list is one matter."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Payload, RowNote
from shebao.agency.schemes.employee import KEY as SCHEME

from . import _hand_over as hand_over

KEY = "take_over_employee_pensions"
TITLE = "企业职工在发养老待遇移交接收"
LAW = hand_over.LAW
WORKING_DAYS = None
RISK = "high"
RESULT = "在发待遇移交接收单"
REVERSAL = "移交有误、尚未发放的，办理“撤销未发放的养老待遇核定”，再重新移交。"
SENSITIVE = ("rows",)
ROWS = hand_over.columns_of(SCHEME)
FIELDS = hand_over.FIELDS
complete = hand_over.complete


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row that does not fit together, and for somebody who is in the register already."""
    return hand_over.check(SCHEME, payload, day)


def preview(payload: Payload) -> list[Change]:
    """People, accounts and their sum, and what the pensions come to by part."""
    return hand_over.preview(SCHEME, payload)


def notes(payload: Payload) -> list[RowNote]:
    """Each person's monthly sum."""
    return hand_over.notes(SCHEME, payload)


def apply(payload: Payload, *, by: By) -> list[int]:
    """The ids of the persons, in the order of the list."""
    return hand_over.apply(SCHEME, payload, by)
