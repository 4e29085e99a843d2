"""Whom inspection may draw from, and how many tickets each has: more where the county's own records say the risk is higher."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions.month_totals import arrears
from shebao.agency.employers import queries as employers
from shebao.agency.injury import provider_queries as providers
from shebao.agency.inspection import queries as inspection
from shebao.agency.inspection.actions import Member
from shebao.agency.inspection.selection import Ticketed
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.screening import queries as screening
from shebao.base.months import first_day, last_day, month_of

from ..catalogue import catalogue

TITLES = {
    "collection": "正在参保的用人单位",
    "benefits": "正在领取待遇的人员",
    "providers": "有工伤服务协议的机构",
    "control": "上一年办结的办件",
}
SUBJECTS = {"collection": "employer", "benefits": "person", "providers": "provider", "control": "matter"}
ARREARS, CLUE, LONG_AGO, HIGH_RISK, MANY = 3, 3, 1, 2, 2
"""Tickets more: an employer with arrears, somebody with a clue, an employer not inspected for three years, a matter of three people, one
about many people. The agency's practice; each plan keeps the weights it drew by."""
MANY_PEOPLE = 20
NOT_FOR_YEARS = 3


def universe(kind: str, year: int, day: date) -> list[Member]:
    """Everybody a plan of a kind may draw from on a day."""
    return {"collection": _employers, "benefits": _recipients, "providers": _providers, "control": _matters}[kind](year, day)


def _employers(year: int, day: date) -> list[Member]:
    owing = {row.employer_id for row in arrears(month_of(day))}
    seen = inspection.inspected_since("employer", date(day.year - NOT_FOR_YEARS, day.month, 1))
    ids = sorted(employers.listed().filter(ended_month=None).values_list("id", flat=True))
    result = []
    for key, name in sorted(employers.names(ids).items()):
        reasons = [text for text, holds in (("欠费", key in owing), (f"{NOT_FOR_YEARS} 年没有稽核", key not in seen)) if holds]
        result.append(Member(key, name, 1 + ARREARS * (key in owing) + LONG_AGO * (key not in seen), "、".join(reasons)))
    return result


def _recipients(year: int, day: date) -> list[Member]:
    ids = sorted({person for key in schemes.titles() for person in benefits.people_in_payment(key, month_of(day)).tolist()})
    doubtful = set(screening.listed().filter(Q(result=None) | Q(result="reopened")).values_list("person_id", flat=True))
    named = people.person_names(ids)
    return [Member(key, named[key], 1 + CLUE * (key in doubtful), "有待查线索" if key in doubtful else "") for key in ids]


def _providers(year: int, day: date) -> list[Member]:
    return [Member(row.id, row.name) for row in providers.providers()]


def _matters(year: int, day: date) -> list[Member]:
    return [Member(one.id, f"办件 {one.id}", one.weight) for one in closed_matters(date(year - 1, 1, 1), date(year - 1, 12, 31))]


def closed_of_month(month: int) -> list[Ticketed]:
    """The agency's matters that were closed in a month."""
    return closed_matters(first_day(month), last_day(month))


def closed_matters(first: date, last: date) -> list[Ticketed]:
    """The agency's matters that took effect between two days, with their weights."""
    high = {key for key, kind in catalogue().items() if kind.risk == "high"}
    return [_weighed(row, high) for row in matters.applied_between(first, last)]


def _weighed(row: tuple[int, str, int], high: Iterable[str]) -> Ticketed:
    key, kind, heads = row
    return Ticketed(key, 1 + HIGH_RISK * (kind in high) + MANY * (heads >= MANY_PEOPLE))
