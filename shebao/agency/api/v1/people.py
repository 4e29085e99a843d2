"""People and what they are insured in. Citizen numbers come in the body of a request, never in an address, and go out masked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from shebao.agency.accounts import queries as accounts
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.people import queries as people
from shebao.base.finding import refuse

from ..access import Scoped
from ..paging import Asked, page
from ..shapes import Id, Money, text

router = Router(tags=["人员和参保"], auth=Scoped("people"))


class Person(Schema):
    """A person; the number is masked."""

    id: int
    name: str
    citizen_number_masked: str
    sex: str
    birth_date: str
    death_date: str | None
    township: str
    village: str


class PersonRow(Schema):
    """A person in a list."""

    id: int
    name: str
    birth_date: str
    death_date: str | None
    township: str
    village: str


class People(Schema):
    """A page of people."""

    items: list[PersonRow]
    next: str | None


class Number(Schema):
    """Whom to look for."""

    citizen_number: str = Field(max_length=40)


class Spell(Schema):
    """A stretch of insurance; to_month null: still insured."""

    scheme: str
    title: str
    from_month: int
    to_month: int | None
    end_reason: str


class Employment(Schema):
    """Where somebody is or was insured as an employee."""

    scheme: str
    employer_id: int
    from_month: int
    to_month: int | None


class Enrolment(Schema):
    """Everything somebody is insured in."""

    spells: list[Spell]
    employments: list[Employment]


class Account(Schema):
    """A personal account."""

    scheme: str
    balance_fen: Money
    closed: bool


class Accounts(Schema):
    """Somebody's personal accounts."""

    items: list[Account]


@router.get("", response=People, summary="人员列表")
def people_list(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Everybody registered, by number."""

    def shown(row: dict[str, Any]) -> dict[str, Any]:
        place = {"township": row["village__township"], "village": row["village__name"]}
        return {"id": row["id"], "name": row["name"], "birth_date": text(row["birth_date"]), "death_date": text(row["death_date"])} | place

    return page(people.listed(), asked, "people", shown)


@router.post("/find", response=Person, summary="按身份证号码找人")
def people_find(request: HttpRequest, number: Number) -> dict[str, Any]:
    """The person of a citizen number."""
    person_id = people.find(number.citizen_number)
    if person_id is None:
        refuse("people.unknown", "这个身份证号码没有登记过", "请核对号码。", "citizen_number")
    return _shown(person_id)


@router.get("/{person_id}", response=Person, summary="一个人")
def people_one(request: HttpRequest, person_id: Id) -> dict[str, Any]:
    """One person."""
    return _shown(person_id)


@router.get("/{person_id}/enrolment", response=Enrolment, summary="参保经历")
def people_enrolment(request: HttpRequest, person_id: Id) -> dict[str, Any]:
    """Stretches of insurance, the newest first, and employers."""
    people.person(person_id)
    spells = [{name: getattr(row, name) for name in Spell.model_fields} for row in enrolment.spells(person_id)]
    names = ("scheme", "employer_id", "from_month", "to_month")
    return {"spells": spells, "employments": [dict(zip(names, row, strict=True)) for row in enrolment.employers_of(person_id)]}


@router.get("/{person_id}/accounts", response=Accounts, summary="个人账户")
def people_accounts(request: HttpRequest, person_id: Id) -> dict[str, Any]:
    """Balances of personal accounts."""
    people.person(person_id)
    rows = accounts.held_by(person_id)
    return {"items": [{"scheme": scheme, "balance_fen": fen, "closed": closed} for scheme, fen, closed in rows]}


def _shown(person_id: int) -> dict[str, Any]:
    row = people.person(person_id)
    return {
        "id": row.id,
        "name": row.name,
        "citizen_number_masked": row.citizen_masked,
        "sex": row.sex,
        "birth_date": text(row.birth_date),
        "death_date": text(row.death_date),
        "township": row.township,
        "village": row.village,
    }
