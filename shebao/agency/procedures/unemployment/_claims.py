"""What the matters of a claim share: who may claim, why a claim may not be confirmed, when it ends by itself, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.store.columns import int_column
from shebao.agency.unemployment import queries as claims
from shebao.agency.unemployment.queries import ClaimRow
from shebao.base.dated import MissingValue
from shebao.base.finding import refuse
from shebao.base.months import Month, add_months, month_of, month_text, months_between
from shebao.core.policy.calculation import Answer, calculate
from shebao.core.policy.unemployment.older import FIRST_MONTH

LEAST_MONTHS = 12
"""社会保险法 第四十五条: employer and person have paid for a year."""


def law(name: str, facts: Mapping[str, Any], day: date) -> Answer:
    """A calculation at this agency's place with the values known on a day."""
    return calculate(name, installation.place(), facts, parameters.known_on(day))


def claim_going_on(person_id: int) -> ClaimRow:
    """A person's claim that has not ended; refused where there is none."""
    row = claims.claim_of(person_id)
    if row is None or row.last_month:
        name = people.person(person_id).name
        refuse("procedures.no_claim", f"{name}没有在领的失业保险金", "请核对人员；已停领的在失业待遇页面查看。", "person_id")
    return row


def legal_month(person_id: int, category: str, day: date) -> Month:
    """The month in which somebody reaches the legal age."""
    born = month_text(month_of(people.person(person_id).birth_date))
    month: Month = law("retirement_age", {"category": category, "birth": born}, day).values["legal_retirement_month"]
    return month


def last_month(claim: ClaimRow, day: date) -> tuple[Month, str]:
    """(the last month of a claim that goes on undisturbed, why it ends then): its months, or the legal age; whoever has less than a
    year to the legal age when the months are used up goes on until it (国务院关于渐进式延迟法定退休年龄的办法 第七条)."""
    regular, legal = add_months(claim.from_month, claim.granted - 1), legal_month(claim.person_id, claim.category, day)
    if legal <= regular:
        return legal, "legal_age"
    if regular < FIRST_MONTH:
        return regular, "months_used"
    facts = {"first_month": month_text(claim.from_month), "months": str(claim.granted), "legal_retirement_month": month_text(legal)}
    try:
        values = law("unemployment_until_legal_age", facts, day).values
    except MissingValue:
        return regular, "months_used"
    return (legal, "legal_age") if values["extended"] else (regular, "months_used")


def obstacles(rows: list[ClaimRow], month: Month) -> dict[int, str]:
    """Person → why a month of the claim may not be confirmed, as the registers know it (社会保险法 第51条)."""
    ids = int_column(row.person_id for row in rows)
    result: dict[int, str] = {}
    for person in people.deaths(ids.tolist()):
        result[person] = "已登记死亡"
    for scheme in ("employee", "public_institution", "resident"):
        for person in benefits.in_state_among(ids, scheme, "active", "suspended").tolist():
            result.setdefault(person, f"已有{schemes.title(scheme)}待遇")
    hired = set(enrolment.open_among(ids, SCHEME).tolist())
    for row in rows:
        if row.person_id in hired and (since := _insured_since(row.person_id)) > row.from_month and since <= month:
            result.setdefault(row.person_id, f"{month_text(since)} 起在单位参保")
    return result


def _insured_since(person_id: int) -> Month:
    """Since when somebody's open insurance through an employer runs, 0 for none."""
    return max((first for scheme, _, first, last in enrolment.employers_of(person_id) if scheme == SCHEME and last is None), default=0)


def over_sixty_days(left_on: date, registered_on: date) -> bool:
    """Whether the sixty days of 令8号 第六条 are over, which many places no longer ask for."""
    return (registered_on - left_on).days > 60


def months_owed(from_month: Month, month: Month) -> int:
    """Months that are paid back because a claim was decided after they began."""
    return max(months_between(from_month, month), 0)
