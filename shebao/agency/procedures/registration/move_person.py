"""Recording that a person has moved within the county (变更居住地)."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import move_persons
from shebao.base.finding import refuse

KEY = "move_person"
TITLE = "变更居住地"
LAW = "社会保险经办条例（国令第765号）：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("village_id", "新的村（社区）", "village"),
    scans_field("证明材料扫描件", "户口簿或居住证明；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where there is no such village or the person lives there already."""
    if payload["village_id"] not in {village.id for village in people_queries.villages()}:
        refuse("procedures.village", f"村（社区）编号 {payload['village_id']} 不存在", "请从列表中选择。", "village_id")
    if people_queries.person(payload["person_id"]).village_id == payload["village_id"]:
        refuse("procedures.unchanged", "登记的居住地已经是这个村（社区）", "不需要办理。", "village_id")
    return payload


def preview(payload: Payload) -> list[Change]:
    """Old village → new village."""
    person = people_queries.person(payload["person_id"])
    new = next(village for village in people_queries.villages() if village.id == payload["village_id"])
    return [Change("居住地", f"{person.township}{person.village}", f"{new.township}{new.name}")]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the move."""
    return move_persons([(payload["person_id"], payload["village_id"])], by=by)
