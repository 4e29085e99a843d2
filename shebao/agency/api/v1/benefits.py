"""Benefits and the decisions behind them, each with the sheet that made it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from shebao.agency.benefits import queries as benefits
from shebao.agency.people import queries as people

from ..access import Scoped
from ..paging import Asked, sliced
from ..shapes import Id, Money, Month, SchemeKey, check_month, scheme

router = Router(tags=["待遇核定"], auth=Scoped("benefits"))


class Recipient(Schema):
    """Somebody in payment and the monthly amount decided."""

    person_id: int
    monthly_fen: Money


class Recipients(Schema):
    """A page of those in payment."""

    items: list[Recipient]
    next: str | None


class BenefitPart(Schema):
    """A part of a benefit."""

    key: str
    title: str
    fen: Money


class Decision(Schema):
    """A version of a decision."""

    id: int
    version: int
    from_month: int
    effective_month: int
    reason: str
    reason_title: str
    provisional: bool
    total_fen: Money
    parts: list[BenefitPart]


class Benefit(Schema):
    """A benefit of somebody with every version of its decision, the newest first."""

    scheme: str
    benefit: str
    state: str
    state_title: str
    since_month: int | None
    last_month: int | None
    decisions: list[Decision]


class Benefits(Schema):
    """Somebody's benefits."""

    items: list[Benefit]


class SheetLine(Schema):
    """A line of a calculation sheet."""

    name: str
    title: str
    value: str
    unit: str
    source: str
    confidence: str
    expression: str


class Sheet(Schema):
    """A calculation sheet. digest: SHA-256 of its canonical JSON."""

    calculation: str
    title: str
    place: str
    on: str
    source: str
    confidence: str
    digest: str
    steps: list[SheetLine]


@router.get("/in-payment", response=Recipients, summary="一个月的领取人")
def benefits_in_payment(request: HttpRequest, asked: Query[Asked], scheme_key: SchemeKey, month: Month) -> dict[str, Any]:
    """Everybody in payment in a month, by number."""
    name = f"in-payment.{scheme(scheme_key)}.{check_month(month)}"
    ids = benefits.people_in_payment(scheme_key, month)
    ids = ids[ids > asked.after(name)]
    ids.sort()
    ids = ids[: asked.limit + 1]
    amounts = benefits.monthly_fen(ids, scheme_key).tolist() if ids.size else []
    rows = list(zip(ids.tolist(), amounts, strict=True))
    return sliced(rows, asked, name, lambda row: {"person_id": row[0], "monthly_fen": row[1]}, lambda row: row[0])


@router.get("/people/{person_id}", response=Benefits, summary="一个人的待遇")
def benefits_person(request: HttpRequest, person_id: Id) -> dict[str, Any]:
    """One person's benefits."""
    people.person(person_id)
    return {"items": [_benefit(row) for row in benefits.of_person(person_id)]}


@router.get("/decisions/{decision_id}", response=Decision, summary="一次核定")
def benefits_decision(request: HttpRequest, decision_id: Id) -> dict[str, Any]:
    """One decision."""
    return _decision(benefits.decision(decision_id))


@router.get("/decisions/{decision_id}/sheet", response=Sheet, summary="一次核定的计算书")
def benefits_sheet(request: HttpRequest, decision_id: Id) -> dict[str, Any]:
    """The calculation behind a decision, line by line, with the article of each."""
    return shown(benefits.sheet(decision_id))


def shown(sheet: dict[str, Any]) -> dict[str, Any]:
    """A sheet as the interface gives it."""
    steps = [{name: str(step[name] if step[name] is not None else "") for name in SheetLine.model_fields} for step in sheet["steps"]]
    return {name: str(sheet[name] or "") for name in Sheet.model_fields if name != "steps"} | {"steps": steps}


def _benefit(row: dict[str, Any]) -> dict[str, Any]:
    plain = {name: row[name] for name in Benefit.model_fields if name != "decisions"}
    return plain | {"decisions": [_decision(one) for one in row["decisions"]]}


def _decision(row: dict[str, Any]) -> dict[str, Any]:
    parts = [{"key": part.key, "title": part.title, "fen": part.fen} for part in row["parts"]]
    return {name: row[name] for name in Decision.model_fields if name != "parts"} | {"parts": parts}
