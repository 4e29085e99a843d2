"""Correcting an employee's award (职工养老待遇核定更正): months, index, account or archive put right, or arrears that arrived later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.finding import refuse
from shebao.base.money import yuan_text

from . import _correction as correction

KEY = "correct_award"
TITLE = "企业职工养老待遇核定更正"
LAW = correction.LAW
WORKING_DAYS = None
RISK = "high"
RESULT = "待遇核定更正告知书"
REVERSAL = "更正有误的，办理“撤回重新核定或调整”，上一版本自同一月起恢复。"
FIELDS = (
    *correction.FIRST,
    Field("paid_months", "累计缴费月数（含视同）", "number", required=False, help="不改的不填，下同"),
    Field("deemed_months", "其中视同缴费月数", "number", required=False),
    Field("avg_index", "平均缴费指数", required=False),
    Field("account_fen", "个人账户储存额（元）", "yuan", required=False),
    *correction.LAST,
)
_CHANGED = ("paid_months", "deemed_months", "avg_index", "account_fen")


def facts(payload: Payload, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the award with what is corrected put in."""
    corrected: dict[str, Any] = dict(stored)
    for name in ("paid_months", "deemed_months", "avg_index"):
        if name in payload:
            corrected[name] = str(payload[name])
    if "account_fen" in payload:
        corrected["account_balance"] = yuan_text(payload["account_fen"])
    return corrected


_HOW = correction.Correction(EMPLOYEE, facts)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing changes, for an award another system computed, and for a month outside the benefit."""
    if not any(name in payload for name in _CHANGED):
        refuse("procedures.correction", "没有填写要更正的内容", "请填写更正后的月数、指数或储存额。", "paid_months")
    return correction.check(_HOW, payload, day)


def preview(payload: Payload) -> list[Change]:
    """The parts before and after, and every month's difference, to be paid once or to be claimed."""
    return correction.preview(_HOW, payload)


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the last version made."""
    return correction.apply(_HOW, payload, by)
