"""Placing persons in a group whose contribution the government pays (代缴对象认定)."""

from __future__ import annotations

from datetime import date

from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.enrolment.actions import AssistanceRow, grant_assistance
from shebao.agency.enrolment.schemes import GROUPS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.people import queries as people_queries
from shebao.agency.procedures.columns import PERSON
from shebao.base.finding import refuse

KEY = "grant_assistance"
TITLE = "代缴对象认定"
LAW = "人社部发〔2021〕64号"
WORKING_DAYS = 10
RISK = "low"
ROWS = (*PERSON, Wanted("group", "对象类别", choices={title: group for group, title in GROUPS.items()}))
FIELDS = (
    Field("rows", "对象名单", "file", help="每行：身份证号码、姓名、对象类别"),
    Field("from_year", "自年度", "year"),
    Field("to_year", "至年度", "year", required=False, help="不填表示长期"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for an unknown group or person; rows have person_id and group."""
    unknown = sorted({str(row.get("group")) for row in payload["rows"]} - set(GROUPS))
    if unknown:
        refuse("procedures.group", f"没有对象类别“{'、'.join(unknown)}”", f"可选：{'、'.join(GROUPS.values())}。", "rows")
    people = {row["person_id"] for row in payload["rows"]}
    missing = people - people_queries.persons(people).keys()
    if missing:
        refuse(
            "procedures.person", f"人员编号 {sorted(missing)[0]} 不存在", "请核对名单。", "rows", people=sorted(missing), reason="不存在"
        )
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many persons of which group, beside how many there are."""
    now = enrolment_queries.assisted_counts(payload["from_year"])
    until = f"{payload['to_year']} 年度" if payload.get("to_year") else "长期"
    return [
        Change(title, f"{payload['from_year']} 年度 {now.get(group, 0):,} 人", f"增加 {count:,} 人，{payload['from_year']} 年度至{until}")
        for group, title in GROUPS.items()
        if (count := sum(1 for row in payload["rows"] if row["group"] == group))
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the grant."""
    rows = [AssistanceRow(row["person_id"], row["group"], payload["from_year"], payload.get("to_year")) for row in payload["rows"]]
    return grant_assistance(rows, by=by)
