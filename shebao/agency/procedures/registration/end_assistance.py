"""Ending the place of persons in a group whose contribution the government pays (代缴对象退出)."""

from __future__ import annotations

from datetime import date

from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.enrolment.schemes import GROUPS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column

KEY = "end_assistance"
TITLE = "代缴对象退出"
LAW = "人社部发〔2021〕64号"
WORKING_DAYS = 10
RISK = "low"
ROWS = PERSON
FIELDS = (
    Field("rows", "对象名单", "file", help="每行：身份证号码、姓名"),
    Field("to_year", "最后代缴年度", "year", help="这一年度仍由政府代缴，下一年度起不再代缴"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, naming them, where somebody is in no group in the year."""
    simulated(lambda: _end(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many persons of which group, beside how many there are."""
    year, people = payload["to_year"], {row["person_id"] for row in payload["rows"]}
    listed = [group for person, group in _assisted(year) if person in people]
    now = enrolment_queries.assisted_counts(year)
    return [
        Change(title, f"{year} 年度 {now.get(group, 0):,} 人", f"退出 {listed.count(group):,} 人，{year + 1} 年度起不再代缴")
        for group, title in GROUPS.items()
        if group in listed
    ]


def notes(payload: Payload) -> list[RowNote]:
    """The group each person leaves; whoever is in none any more is flagged."""
    groups = dict(_assisted(payload["to_year"]))
    return [
        RowNote(GROUPS[groups[person]], f"{payload['to_year'] + 1} 年度起不再代缴")
        if person in groups
        else RowNote(flags=("已不是代缴对象",))
        for person in (row["person_id"] for row in payload["rows"])
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the ended places."""
    return _end(payload, by)


def _assisted(year: int) -> list[tuple[int, str]]:
    people, groups = enrolment_queries.assisted(year)
    return list(zip(people.tolist(), groups, strict=True))


def _end(payload: Payload, by: By) -> Entry:
    people = int_column(row["person_id"] for row in payload["rows"])
    return enrolment.end_assistance(people, payload["to_year"], by=by)
