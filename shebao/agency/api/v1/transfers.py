"""Cases of transfer: where they are, and until when their state has time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from shebao.agency.transfers import queries as transfers
from shebao.agency.transfers.kinds import STATES
from shebao.agency.transfers.queries import CaseRow

from ..access import Scoped
from ..paging import Asked, sliced
from ..shapes import Id, Money, text

router = Router(tags=["转移接续"], auth=Scoped("transfers"))


class Case(Schema):
    """A case of transfer."""

    id: int
    direction: str
    kind: str
    title: str
    number: str
    person_id: int
    other_place: str
    other_agency: str
    opened_on: str
    state: str
    state_title: str
    since: str
    due_on: str | None
    total_fen: Money


class Cases(Schema):
    """A page of cases."""

    items: list[Case]
    next: str | None


@router.get("", response=Cases, summary="转移件列表")
def transfers_list(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Cases by number."""
    ids = transfers.case_ids(after=asked.after("transfers"), most=asked.limit + 1)
    rows = sorted(transfers.cases(id__in=ids), key=lambda row: row.id) if ids else []
    return sliced(rows, asked, "transfers", _shown, lambda row: row.id)


@router.get("/{case_id}", response=Case, summary="一个转移件")
def transfers_one(request: HttpRequest, case_id: Id) -> dict[str, Any]:
    """One case."""
    return _shown(transfers.case(case_id))


def _shown(row: CaseRow) -> dict[str, Any]:
    names = ("id", "direction", "kind", "title", "number", "person_id", "other_place", "other_agency", "state", "total_fen")
    days = {"opened_on": text(row.opened_on), "since": text(row.since), "due_on": text(row.due())}
    return {name: getattr(row, name) for name in names} | days | {"state_title": STATES[row.state].title}
