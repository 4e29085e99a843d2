"""Saying that a list of another office is no longer used (作废比对名单): the wrong file, or one that ran out."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.screening import actions as screening

KEY = "withdraw_clue_list"
TITLE = "作废比对名单"
LAW = "社会保险经办条例（国令第765号）第38条"
WORKING_DAYS = None
RISK = "low"
RESULT = "作废比对名单回执"
REVERSAL = "作废错了的，把名单再导入一次。"
AREA = "guard"
FIELDS = (
    Field("list_id", "名单编号", "number", help="“筛查”页面上名单的编号"),
    Field("reason", "原因", longest=200),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a list that is not in force."""
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Which list, and that its clues stay."""
    return [Change(f"第 {payload['list_id']} 份名单", "在用", "作废，以后的筛查不再用"), Change("已生成的线索", "", "保留，逐条写明结论")]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the withdrawal."""
    return screening.withdraw_list(payload["list_id"], payload["reason"], by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a list."""
    return ("source_list", payload["list_id"])
