"""Proof of life: until when it holds, and by what."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from shebao.agency.certification import queries as certification
from shebao.agency.people import queries as people

from ..access import Scoped
from ..paging import Asked, page
from ..shapes import Id, Month, SchemeKey, check_month, scheme, text

router = Router(tags=["资格认证"], auth=Scoped("certification"))


class Validity(Schema):
    """Until which month somebody's certification holds."""

    person_id: int
    valid_until: int | None


class Validities(Schema):
    """A page of them."""

    items: list[Validity]
    next: str | None


class Event(Schema):
    """A proof of life. strong: it extends; otherwise it is a hint."""

    on: str
    kind: str
    title: str
    strong: bool


class Certification(Schema):
    """Somebody's certification with every proof, the newest first."""

    valid_until: int | None
    events: list[Event]


class Standing(Schema):
    """How many of those in payment are certified in a month."""

    in_payment: int
    overdue: int


@router.get("", response=Validities, summary="领取人的认证有效期")
def certification_list(request: HttpRequest, asked: Query[Asked], scheme_key: SchemeKey) -> dict[str, Any]:
    """Everybody in payment of a scheme, by number."""
    rows = certification.listed(scheme(scheme_key)).values("person_id", "valid_until")
    name = f"certification.{scheme_key}"
    return page(rows, asked, name, lambda row: {"person_id": row["person_id"], "valid_until": row["valid_until"]}, key="person_id")


@router.get("/standing", response=Standing, summary="一个月的认证情况")
def certification_standing(request: HttpRequest, scheme_key: SchemeKey, month: Month) -> dict[str, Any]:
    """How many are in payment, and how many of them are overdue."""
    in_payment, overdue = certification.counts_overdue(scheme(scheme_key), check_month(month))
    return {"in_payment": in_payment, "overdue": overdue}


@router.get("/people/{person_id}", response=Certification, summary="一个人的认证")
def certification_person(request: HttpRequest, person_id: Id) -> dict[str, Any]:
    """One person's certification."""
    people.person(person_id)
    row = certification.of_person(person_id)
    events = [{"on": text(one["on"]), "kind": one["kind"], "title": one["title"], "strong": one["strong"]} for one in row["events"]]
    return {"valid_until": row["valid_until"], "events": events}
