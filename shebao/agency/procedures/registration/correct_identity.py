"""Correcting a person's name or citizen number (更正姓名、身份证号码); sex and date of birth follow the number."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people
from shebao.agency.people.actions import Corrected
from shebao.agency.people.names import NAME_LONGEST
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.identity import mask_citizen_number
from shebao.base.months import month_of

KEY = "correct_identity"
TITLE = "更正姓名、身份证号码"
LAW = "社会保险经办条例（国令第765号）第10条：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
SENSITIVE = ("citizen_number",)
RESULT = "身份信息更正告知书"
REVERSAL = "更正有误的，再办理一次“更正姓名、身份证号码”；每次更正前的姓名和号码都保留。"
_SEX = {"male": "男", "female": "女"}
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("name", "正确的姓名", required=False, help="不改的不填", longest=NAME_LONGEST),
    Field("citizen_number", "正确的身份证号码", "citizen_number", required=False, help="不改的不填；性别、出生日期随号码更正"),
    Field(
        "why",
        "更正原因",
        "choice",
        choices=(("typed_wrong", "登记时录错"), ("changed", "公安机关变更了姓名或号码"), ("sex", "性别变更，公安机关换发号码")),
    ),
    scans_field("证明材料扫描件", "身份证、户口簿或公安机关证明；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing changes, or the number is somebody else's."""
    payload["accepted_on"] = day.isoformat()
    people_actions.check_identity(_row(payload), day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Name, number, sex and date of birth before and after, and what has to be put right besides."""
    after = people_actions.check_identity(_row(payload), date.fromisoformat(payload["accepted_on"]))
    person = people.person(payload["person_id"])
    pairs = (
        ("姓名", person.name, after["name"]),
        ("身份证号码", person.citizen_masked, mask_citizen_number(after["number"])),
        ("性别", _SEX[person.sex], _SEX[after["sex"]]),
        ("出生日期", person.birth_date.isoformat(), after["birth_date"].isoformat()),
    )
    changes = [Change(what, before, now) for what, before, now in pairs if before != now]
    if payload.get("citizen_number") and not any(change.what == "身份证号码" for change in changes):
        changes.append(Change("身份证号码", person.citizen_masked, "中间位不同，已按新号码更正"))
    if person.name != after["name"] and people.bank_account_in_force([person.id]):
        changes.append(Change("银行账户", f"户名 {person.name}", "户名不随之改变，请另办“变更银行账户”"))
    drawing = benefit_queries.in_state_among(int_column([person.id]), RESIDENT, "active", "suspended").size
    if drawing and month_of(person.birth_date) != month_of(after["birth_date"]):
        changes.append(Change("养老待遇", "按原出生年月核定", "不随之改变，须另办“更正待遇核定”"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the correction."""
    return people_actions.correct_identity(_row(payload), by=by)


def _row(payload: Payload) -> Corrected:
    return Corrected(payload["person_id"], payload.get("name", ""), payload.get("citizen_number", ""))
