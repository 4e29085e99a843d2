"""Payout runs, their lines, and what the bank answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from shebao.agency.payout import queries as payout
from shebao.agency.payout.models import Run as StoredRun

from ..access import Scoped
from ..paging import Asked, page, sliced
from ..shapes import Id, Money, text

router = Router(tags=["发放"], auth=Scoped("payout"))


class Run(Schema):
    """A payout run."""

    id: int
    scheme: str
    month: int
    kind: str
    part: int
    state: str
    lines: int
    amount_fen: Money
    held: int
    held_fen: Money
    business_day: str


class Runs(Schema):
    """A page of runs."""

    items: list[Run]
    next: str | None


class OneRun(Run):
    """A run with its title, its state in words, and the digest that approvals sign."""

    title: str
    state_title: str
    digest: str


class Line(Schema):
    """A payment instruction and the bank's last answer. answer: paid | returned | withheld | null where there is none yet."""

    id: int
    person_id: int
    month: int
    kind: str
    total_fen: Money
    answer: str | None
    code: str


class Lines(Schema):
    """A page of lines."""

    items: list[Line]
    next: str | None


_SHOWN = ("id", "scheme", "month", "kind", "part", "state", "lines", "amount_fen", "held", "held_fen")


@router.get("/runs", response=Runs, summary="发放批次列表")
def payout_runs(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Runs by number."""
    return page(
        payout.run_rows(), asked, "runs", lambda row: {name: row[name] for name in _SHOWN} | {"business_day": text(row["business_day"])}
    )


@router.get("/runs/{run_id}", response=OneRun, summary="一个发放批次")
def payout_run(request: HttpRequest, run_id: Id) -> dict[str, Any]:
    """One run."""
    run: StoredRun = payout.run(run_id)
    plain = {name: getattr(run, name) for name in (*_SHOWN, "digest")} | {"id": run.pk, "business_day": text(run.business_day)}
    return plain | {"title": payout.title(run), "state_title": payout.state_title(run)}


@router.get("/runs/{run_id}/lines", response=Lines, summary="一个批次的明细和银行结果")
def payout_lines(request: HttpRequest, run_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """Lines of a run by number, each with the bank's last answer."""
    payout.run(run_id)
    name = f"lines.{run_id}"
    rows = payout.lines(run_id, after=asked.after(name), most=asked.limit + 1)
    return sliced(rows, asked, name, _line, lambda row: row.pk)


def _line(row: Any) -> dict[str, Any]:
    answers = {True: "paid", False: "returned", None: "withheld" if row.withheld_reason else None}
    plain = {name: getattr(row, name) for name in ("person_id", "month", "kind", "total_fen")}
    return plain | {"id": row.pk, "answer": answers[row.paid], "code": row.code or ""}
