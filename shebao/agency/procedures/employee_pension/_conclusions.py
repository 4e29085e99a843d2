"""What the matters before a pension share: whom they are about, and that what was concluded is what the award is decided on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import conclusions
from shebao.agency.benefits import queries as benefits
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.matters.kind import Field
from shebao.agency.people import queries as people
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.employee import TITLE as OF_EMPLOYEES
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.schemes.public_institution import TITLE as OF_PUBLIC
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.months import Month, month_of, month_range, month_text

SCHEME = Field("scheme", "险种", "choice", choices=((EMPLOYEE, OF_EMPLOYEES), (PUBLIC, OF_PUBLIC)))
REMEDIES = "不服的，可以自收到之日起六十日内申请行政复议（行政复议法第二十条），或者六个月内提起行政诉讼（行政诉讼法第四十六条）"


def insured(person_id: int, scheme: str) -> people.PersonRow:
    """The person; refused where they have died, are not insured in the scheme, or draw its pension already."""
    person, one = people.person(person_id), int_column([person_id])
    if person.death_date is not None:
        refuse("procedures.dead", f"{person.name}已登记死亡", "请按死亡待遇办理。", "person_id")
    if not enrolment.open_among(one, scheme).size:
        refuse("procedures.not_insured", f"{person.name}没有参加{schemes.title(scheme)}", "请先办理参保登记。", "person_id")
    if benefits.in_state_among(one, scheme, "active", "suspended").size:
        refuse("procedures.other_pension", f"{person.name}的待遇已经核定", "需要改动的，请办理更正核定。", "person_id")
    return person


def born(person_id: int, scheme: str) -> date:
    """The birth date that decides: the archive's, where it was reviewed, otherwise the register's."""
    archive = conclusions.standing(person_id, scheme, "archive")
    return date.fromisoformat(archive.facts["birth"]) if archive else people.person(person_id).birth_date


def refuse_otherwise(payload: Mapping[str, Any], scheme: str) -> None:
    """Refused where a claim says otherwise than what was concluded: archive, deemed service, flexible month, special occupation."""
    person = payload["person_id"]
    archive = conclusions.standing(person, scheme, "archive")
    if archive and archive.facts["category"] != payload["category"]:
        advice = "退休类别以档案审核结论为准；结论有误的，重新审核档案。"
        refuse("procedures.concluded", "退休类别与档案审核结论不一致", advice, "category")
    deemed = conclusions.standing(person, scheme, "deemed")
    if deemed and "deemed_months" in payload and deemed.facts["months"] != payload["deemed_months"]:
        what = f"视同缴费填写 {payload['deemed_months']} 个月，认定的是 {deemed.facts['months']} 个月"
        refuse("procedures.concluded", what, "以认定表为准；认定有误的，重新认定。", "deemed_months")
    flexible = conclusions.standing(person, scheme, "flexible")
    if payload["road"] == "flexible" and flexible and flexible.facts["month"] != payload["retire_month"]:
        what = f"弹性退休登记的是 {month_text(flexible.facts['month'])}，填写的是 {month_text(payload['retire_month'])}"
        refuse("procedures.concluded", what, "请核对退休年月；改变选择的，先撤销再重新登记。", "retire_month")
    if payload["road"] == "special":
        special = conclusions.standing(person, scheme, "special")
        if special is None:
            refuse("procedures.concluded", "没有特殊工种提前退休的审核结论", "请先办理“特殊工种提前退休审核”。", "road")
        if payload["retire_month"] < special.facts["earliest"]:
            what = f"最早可在 {month_text(special.facts['earliest'])} 退休"
            refuse("procedures.concluded", what, "请核对退休年月。", "retire_month")


def months_of(rows: list[dict[str, Any]], birth: date, place_of_rows: str = "rows") -> list[Month]:
    """Every month of some stretches, each once; refused for a stretch that runs backwards, overlaps another, or begins before 16."""
    seen: set[Month] = set()
    for number, row in enumerate(rows, 1):
        if row["to_month"] < row["from_month"]:
            refuse("procedures.stretch", f"第 {number} 段止月早于起月", "请核对起止月。", place_of_rows)
        if row["from_month"] < month_of(birth) + 1600:
            refuse(
                "procedures.stretch", f"第 {number} 段从 {month_text(row['from_month'])} 起，不满 16 周岁", "请核对档案。", place_of_rows
            )
        listed = set(month_range(row["from_month"], row["to_month"]))
        if listed & seen:
            refuse("procedures.stretch", f"第 {number} 段与前面的重叠", "同一个月只算一次。", place_of_rows)
        seen |= listed
    return sorted(seen)
