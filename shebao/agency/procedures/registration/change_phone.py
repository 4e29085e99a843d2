"""Recording another telephone of a person (变更联系电话)."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people
from shebao.base.finding import refuse
from shebao.base.identity import mask_phone

KEY = "change_phone"
TITLE = "变更联系电话"
LAW = "社会保险经办条例（国令第765号）第10条：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
SENSITIVE = ("phone",)
RESULT = "联系电话变更回执"
REVERSAL = "变更有误的，再办理一次“变更联系电话”。"
FIELDS = (Field("person_id", "人员", "person"), Field("phone", "新的联系电话", "phone"))


def check(payload: Payload, day: date) -> Payload:
    """Refused where it is the telephone on record."""
    if people.person(payload["person_id"]).phone == mask_phone(payload["phone"]):
        refuse("people.change_phone", "登记的已经是这个电话", "不需要办理。", "phone")
    return payload


def preview(payload: Payload) -> list[Change]:
    """Old telephone → new telephone, masked."""
    return [Change("联系电话", people.person(payload["person_id"]).phone or "没有登记", mask_phone(payload["phone"]))]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the change."""
    return people_actions.change_phone(payload["person_id"], payload["phone"], by=by)
