"""Employers, the schemes they take part in, and the wages they declared; declaring is a matter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from shebao.agency.declarations import queries as declarations
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.people import queries as people

from ..access import Scoped
from ..paging import Asked, page
from ..shapes import Id, Money, Month, check_month, text

router = Router(tags=["单位和申报"], auth=Scoped("employers"))


class EmployerRow(Schema):
    """An employer in a list."""

    id: int
    uscc: str
    name: str
    registered_on: str
    ended_month: int | None


class Employers(Schema):
    """A page of employers."""

    items: list[EmployerRow]
    next: str | None


class Participation(Schema):
    """A scheme an employer takes part in."""

    scheme: str
    from_month: int
    to_month: int | None


class Employer(Schema):
    """An employer with its schemes."""

    id: int
    uscc: str
    name: str
    kind: str
    industry: str
    tax_office: str
    registered_on: str
    ended_month: int | None
    insurances: list[Participation]


class Employee(Schema):
    """Somebody an employer insures, and in what."""

    person_id: int
    name: str
    schemes: list[str]


class Roster(Schema):
    """Everybody an employer insures in a month."""

    month: int
    items: list[Employee]


class Wage(Schema):
    """A wage declared."""

    employer_id: int
    from_month: int
    to_month: int
    wage_fen: Money


class Wages(Schema):
    """The wages declared for somebody, the newest first."""

    items: list[Wage]


@router.get("", response=Employers, summary="单位列表")
def employers_list(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Employers by number."""
    names = ("id", "uscc", "name", "ended_month")
    return page(
        employers.listed(),
        asked,
        "employers",
        lambda row: {name: row[name] for name in names} | {"registered_on": text(row["registered_on"])},
    )


@router.get("/{employer_id}", response=Employer, summary="一个单位")
def employers_one(request: HttpRequest, employer_id: Id) -> dict[str, Any]:
    """One employer."""
    row = employers.employer(employer_id)
    plain = {name: getattr(row, name) for name in ("id", "uscc", "name", "kind", "industry", "tax_office", "ended_month")}
    parts = [part._asdict() for part in employers.insurances(employer_id)]
    return plain | {"registered_on": text(row.registered_on), "insurances": parts}


@router.get("/{employer_id}/roster", response=Roster, summary="一个月的参保名册")
def employers_roster(request: HttpRequest, employer_id: Id, month: Month) -> dict[str, Any]:
    """Everybody the employer insures in a month."""
    employers.employer(employer_id)
    insured = enrolment.employees(employer_id, check_month(month))
    names = people.person_names(insured)
    return {"month": month, "items": [{"person_id": key, "name": names[key], "schemes": insured[key]} for key in sorted(insured)]}


@router.get("/wages/{person_id}", response=Wages, summary="一个人申报过的工资")
def employers_wages(request: HttpRequest, person_id: Id) -> dict[str, Any]:
    """Wages declared for one person."""
    people.person(person_id)
    return {"items": [{name: getattr(row, name) for name in Wage.model_fields} for row in declarations.wages_of(person_id)]}
