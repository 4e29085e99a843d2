"""What was assessed, what went to the tax office, what came in, and what somebody paid."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from shebao.agency.contributions import queries as contributions
from shebao.agency.declarations import queries as declarations
from shebao.agency.people import queries as people

from ..access import Scoped
from ..paging import Asked, page
from ..shapes import Id, Money, SchemeKey, scheme, text

router = Router(tags=["核定和缴费"], auth=Scoped("contributions"))


class Assessment(Schema):
    """An assessment of a month of a scheme."""

    id: int
    month: int
    scheme: str
    turn: int
    rows: int
    employers: int
    base_fen: Money
    unit_fen: Money
    person_fen: Money
    total_fen: Money
    batch: str | None


class Assessments(Schema):
    """A page of assessments."""

    items: list[Assessment]
    next: str | None


class ReceiptFile(Schema):
    """A list of receipts from the tax office."""

    id: int
    on: str
    rows: int
    total_fen: Money
    settled_fen: Money


class ReceiptFiles(Schema):
    """A page of lists of receipts."""

    items: list[ReceiptFile]
    next: str | None


class Paid(Schema):
    """A payment for an insured year."""

    id: int
    year: int
    kind: str
    title: str
    paid_month: int
    total_fen: Money


class Contributions(Schema):
    """What somebody paid in a scheme that is paid by the year, the newest first."""

    paid_years: int
    items: list[Paid]


@router.get("/assessments", response=Assessments, summary="核定列表")
def contributions_assessments(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Assessments by number."""
    return page(declarations.assessments(), asked, "assessments", lambda row: {name: row[name] for name in Assessment.model_fields})


@router.get("/receipts", response=ReceiptFiles, summary="入库明细批次")
def contributions_receipts(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Lists of receipts, with how much of each settled months."""

    def shown(row: dict[str, Any]) -> dict[str, Any]:
        plain = {name: row[name] for name in ("id", "rows", "total_fen")}
        return plain | {"on": text(row["on"]), "settled_fen": int(row["settled"] or 0)}

    return page(declarations.files(), asked, "receipts", shown)


@router.get("/people/{person_id}", response=Contributions, summary="一个人的缴费")
def contributions_person(request: HttpRequest, person_id: Id, scheme_key: SchemeKey = "resident") -> dict[str, Any]:
    """What one person paid."""
    people.person(person_id)
    grid = contributions.of_person(person_id, scheme(scheme_key))
    return {"paid_years": grid.paid_years, "items": [{name: row[name] for name in Paid.model_fields} for row in grid.rows]}
