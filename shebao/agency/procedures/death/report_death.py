"""Reporting that one person has died (死亡登记)."""

from __future__ import annotations

from datetime import date

from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.journal.actions import Entry
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import check_deaths
from shebao.agency.procedures.pensions import in_state
from shebao.agency.store.columns import int_column

from .report_deaths import SOURCES, deaths_of, end_by_death, last_month_text

KEY = "report_death"
TITLE = "死亡登记"
LAW = "社会保险经办条例（国令第765号）第25条：核实后停发；注销登记 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("died_on", "死亡日期", "date"),
    Field("source", "信息来源", "choice", choices=SOURCES),
    scans_field("死亡证明扫描件", "死亡医学证明、火化证明或户口注销证明；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the death is recorded already or the date cannot be."""
    check_deaths(deaths_of([payload]), day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The register, the insurance and the pension, before and after."""
    one = int_column([payload["person_id"]])
    month = last_month_text(payload["died_on"])
    found = [Change("人员状态", "在世", f"{payload['died_on']} 死亡")]
    if enrolment_queries.open_among(one, RESIDENT).size:
        found.append(Change("城乡居民养老保险", "参保中", f"{month} 终止"))
    if in_state(one, RESIDENT, "active", "suspended").size:
        found.append(Change("养老待遇", "领取中", f"发至 {month}，次月起停发"))
    return found


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> Entry:
    """The entry of the death."""
    return end_by_death(deaths_of([payload]), actor_id=actor_id, day=day, matter_id=matter_id)


def subject(payload: Payload) -> tuple[str, int]:
    """One open report a person."""
    return "person", payload["person_id"]


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people_queries.person(payload['person_id']).name}：{TITLE}"
