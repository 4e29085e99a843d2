"""Recording what proved that recipients are alive (资格认证登记): visits, counter certifications, matched data."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shebao.agency.certification.actions import EventRow, record_events
from shebao.agency.certification.kinds import KINDS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.people import queries as people_queries
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.base.months import parse_date

KEY = "record_certifications"
TITLE = "资格认证登记"
LAW = "社会保险经办条例（国令第765号）第26条；人社厅发〔2018〕107号"
WORKING_DAYS = None
RISK = "low"
ROWS = (
    *PERSON,
    Wanted("on", "认证日期", "date"),
    Wanted("kind", "认证方式", choices={kind.title: code for code, kind in KINDS.items()}),
)
FIELDS = (
    Field("rows", "认证名单", "file", help="每行：身份证号码、姓名、认证日期、认证方式"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row; rows have person_id, on and kind (a key of `certification.kinds.KINDS`)."""
    died = people_queries.deaths(row["person_id"] for row in payload["rows"])
    problems: list[Problem] = []
    for number, row in enumerate(payload["rows"], 1):
        row["on"] = parse_date(str(row["on"])).isoformat()
        if row["kind"] not in KINDS:
            problems.append((number, f"没有认证方式“{row['kind']}”"))
        if row["on"] > day.isoformat():
            problems.append((number, f"认证日期 {row['on']} 在受理日期之后"))
        if row["person_id"] in died and row["on"] > died[row["person_id"]].isoformat():
            problems.append((number, f"此人已于 {died[row['person_id']].isoformat()} 死亡，请核实冒领"))
    if problems:
        refuse_rows("procedures.certification", "登记认证", len(payload["rows"]), problems)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many proofs of which kind, and whether they extend the cycle."""
    counted = Counter(row["kind"] for row in payload["rows"])
    return [
        Change(KINDS[kind].title, "", f"{count:,} 人，{'顺延认证期 12 个月' if KINDS[kind].strong else '仅作线索，不顺延认证期'}")
        for kind, count in sorted(counted.items())
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the events."""
    events = [EventRow(row["person_id"], date.fromisoformat(row["on"]), row["kind"]) for row in payload["rows"]]
    return record_events(events, by=by)
