"""A transfer of medical insurance that another agency made (医疗保险关系转移登记): counted, never booked."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.transfers.actions import record_medical
from shebao.agency.transfers.kinds import DIRECTIONS
from shebao.base.finding import refuse

KEY = "record_medical_transfer"
TITLE = "医疗保险关系转移登记"
LAW = "社会保险经办条例（国令第765号）第13条：由医保经办机构办理，本系统只计件"
WORKING_DAYS = None
RISK = "low"
RESULT = "医疗保险关系转移登记回执"
REVERSAL = "登记有误的，在年度件数说明中注明；本登记不影响任何待遇和账务。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("direction", "方向", "choice", choices=tuple(DIRECTIONS.items())),
    Field("done_on", "办结日期", "date"),
    Field("agency", "医保经办机构", longest=60),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a day to come, and for the same twice."""
    if date.fromisoformat(payload["done_on"]) > day:
        refuse("procedures.receipt", "办结日期晚于今天", "请核对日期。", "done_on")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """One more in the count."""
    return [Change("医疗保险关系", "", f"{DIRECTIONS[payload['direction']]}，{payload['done_on']}，{payload['agency']}；只计件")]


def apply(payload: Payload, *, by: By) -> None:
    """Count it."""
    record_medical(payload["person_id"], payload["direction"], date.fromisoformat(payload["done_on"]), payload["agency"], by=by)
