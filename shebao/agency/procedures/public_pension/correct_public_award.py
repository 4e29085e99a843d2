"""Correcting a public institution's award (机关事业养老待遇核定更正): from reform data declared anew, or other facts put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.agency.benefits import reform
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.employee_pension import _correction as correction
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.money import yuan_text

from .decide_public_pension import facts_before_reform, growth_of, years_text

KEY = "correct_public_award"
TITLE = "机关事业养老待遇核定更正"
LAW = correction.LAW
WORKING_DAYS = None
RISK = "high"
RESULT = "待遇核定更正告知书"
REVERSAL = "更正有误的，办理“撤回重新核定或调整”，上一版本自同一月起恢复。"
FIELDS = (
    *correction.FIRST,
    Field("actual_months", "实际缴费月数", "number", required=False, help="不改的不填，下同；“中人”基础数据有误的先重新申报，再在这里更正"),
    Field("actual_index", "实际平均缴费指数", required=False),
    Field("account_fen", "个人账户储存额（元）", "yuan", required=False),
    Field("annuity_fen", "职业年金账户余额（元）", "yuan", required=False),
    Field("growth", "历年工资增长率", required=False, longest=300),
    *correction.LAST,
)


def facts(payload: Payload, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the award with the latest declaration and what is corrected put in."""
    declared = reform.declared(payload["person_id"]) or {}
    corrected = {**stored, **facts_before_reform(declared)}
    before = int(declared.get("deemed_months", "0"))
    if "actual_months" in payload:
        corrected |= {"actual_years": years_text(payload["actual_months"]), "paid_months": str(payload["actual_months"] + before)}
    if "actual_index" in payload:
        corrected["actual_index"] = payload["actual_index"]
    for name, fact in (("account_fen", "account_balance"), ("annuity_fen", "annuity_balance")):
        if name in payload:
            corrected[fact] = yuan_text(payload[name])
    if before and payload.get("growth"):
        corrected["G"] = growth_of(payload["growth"])
    return corrected


_HOW = correction.Correction(PUBLIC, facts)


def check(payload: Payload, day: date) -> Payload:
    """Refused for an award another system computed, and for a month outside the benefit."""
    return correction.check(_HOW, payload, day)


def preview(payload: Payload) -> list[Change]:
    """The parts before and after, and every month's difference, to be paid once or to be claimed."""
    return correction.preview(_HOW, payload)


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the last version made."""
    return correction.apply(_HOW, payload, by)
