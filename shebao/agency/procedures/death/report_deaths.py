"""Reporting a list of deaths (批量死亡登记): recorded, insurance ended, benefits ended with the month of death, in that order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from shebao.agency.benefits import actions as benefits
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.journal.actions import Entry
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import actions as people_actions
from shebao.agency.procedures.pensions import in_state
from shebao.agency.store.columns import int_column
from shebao.base.months import month_of, month_text, parse_date

KEY = "report_deaths"
TITLE = "批量死亡登记"
LAW = "社会保险经办条例（国令第765号）第25条：核实后停发；注销登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
SOURCES = (
    ("relatives", "亲属申报"),
    ("village", "村（社区）报告"),
    ("funeral", "民政殡葬数据"),
    ("household", "公安户籍数据"),
    ("medical", "卫健死亡医学证明"),
)
FIELDS = (
    Field("rows", "死亡名单", "file", help="每行：身份证号码、姓名、死亡日期"),
    Field("source", "信息来源", "choice", choices=SOURCES),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row; rows have person_id and died_on."""
    for row in payload["rows"]:
        row["died_on"] = parse_date(str(row["died_on"])).isoformat()
    people_actions.check_deaths(deaths_of(payload["rows"]), day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many persons, how many insurances and how many pensions end."""
    people = int_column(row["person_id"] for row in payload["rows"])
    paid = in_state(people, RESIDENT, "active", "suspended")
    return [
        Change("人员", "在世", f"死亡登记 {people.size:,} 人"),
        Change("参保", f"参保中 {enrolment_queries.open_among(people, RESIDENT).size:,} 人", "于死亡当月终止"),
        Change("养老待遇", f"领取中 {paid.size:,} 人", "发至死亡当月，次月起停发"),
    ]


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> Entry:
    """The entry of the deaths."""
    return end_by_death(deaths_of(payload["rows"]), actor_id=actor_id, day=day, matter_id=matter_id)


def end_by_death(deaths: Sequence[tuple[int, date]], *, actor_id: int | None, day: date, matter_id: int | None = None) -> Entry:
    """All that a death changes at once: the register, the insurance, the pension (due up to and including the month of death)."""
    people, months = int_column(person_id for person_id, _ in deaths), int_column(month_of(died_on) for _, died_on in deaths)
    entry = people_actions.record_deaths(deaths, actor_id=actor_id, day=day, matter_id=matter_id)
    insured = np.isin(people, enrolment_queries.open_among(people, RESIDENT))
    if insured.any():
        enrolment.end(people[insured], RESIDENT, months[insured], "died", actor_id=actor_id, day=day, matter_id=matter_id)
    paid = np.isin(people, in_state(people, RESIDENT, "active", "suspended"))
    if paid.any():
        benefits.end(people[paid], RESIDENT, months[paid], "died", actor_id=actor_id, day=day, matter_id=matter_id)
    return entry


def deaths_of(rows: Sequence[Payload]) -> list[tuple[int, date]]:
    """Rows as the register takes them."""
    return [(row["person_id"], date.fromisoformat(row["died_on"])) for row in rows]


def last_month_text(died_on: str) -> str:
    """The last month a pension is due for somebody who died on a day."""
    return month_text(month_of(date.fromisoformat(died_on)))


def people(payload: Payload) -> int:
    """How many persons the matter is about."""
    return len(payload["rows"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 人（{dict(SOURCES)[payload['source']]}）"
