"""A month of contributions of all employers: people who come and go, assessment, the tax office, receipts, treasury, reconciliation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from shebao.agency.contributions import months
from shebao.agency.declarations import queries as declarations
from shebao.agency.fund import queries as books
from shebao.agency.procedures.actions import carry_through
from shebao.base.months import first_day, last_day
from shebao.core.books.entries import TREASURY_ACCOUNT

from ..branches.members import LEAVER
from ..lifeline import matter
from ..money import move
from ..world import World
from .takeover import Side, form_of


class Payer(Protocol):
    """A scheme as its contributions are collected: seen from where, and the employers with their codes."""

    world: World
    employers: list[int]
    codes: list[str]


def come_and_go(side: Side, number: int) -> None:
    """Who was hired is enrolled by a list of the employer; who leaves at the end of the month is withdrawn by another."""
    members, world = side.branch.members, side.world
    comes = np.flatnonzero((members.first == number) & (members.first > 1))
    if comes.size:
        wages, place = side.branch.amounts.wage_fen[comes].tolist(), int(members.employer[comes[0]])
        hired = first_day(world.month(number)).isoformat()
        rows = [
            {
                "person_id": person,
                "hired_on": hired,
                "from_month": world.month(number),
                "wage_fen": fen,
                "form": form_of(side.branch.scheme),
            }
            for person, fen in zip(side.people(comes), wages, strict=True)
        ]
        matter(world, "enrol_many_employees", {"employer_id": side.employers[place], "rows": rows}, world.day(number, 3))
    goes = np.flatnonzero((members.kind == LEAVER) & (members.last == number))
    if goes.size:
        rows = [{"person_id": person, "to_month": world.month(number), "reason": "resigned"} for person in side.people(goes)]
        employer_id = side.employers[int(members.employer[goes[0]])]
        matter(world, "withdraw_many_employees", {"employer_id": employer_id, "rows": rows}, world.day(number, 4))


def collect(sides: Sequence[Payer], number: int) -> None:
    """The month of every employer of the county at once, as the counters do it; then the money's way, scheme by scheme."""
    if not sides:
        return
    world = sides[0].world
    month = world.month(number)
    matter(world, "assess_month", {"month": month}, world.day(number, 5))
    _finance(world, "send_to_tax", {"month": month, "receipt": f"SW{month}01"}, number, 6)
    rows, totals = _receipts(sides, month)
    on = world.day(number, 12)
    slips = {f"{scheme}_slip": f"GK{on:%Y%m%d}{at:02d}" for at, scheme in enumerate(totals, 1)}
    sums = {f"{scheme}_fen": fen for scheme, fen in totals.items()}
    _finance(
        world, "receive_from_tax", {"rows": rows, "on": on.isoformat(), "file_name": f"入库明细{month}.xlsx", **slips, **sums}, number, 12
    )
    for side in sides:
        move(side.world, "treasury_to_fiscal", world.day(number, 13), books.balance_of(side.world.scheme, TREASURY_ACCOUNT), "国家金库")


def reconcile(side: Payer, number: int) -> None:
    """What tax office, treasury and finance bureau say on paper of the month, beside our own records."""
    month = side.world.month(number)
    received = declarations.received(side.world.scheme, first_day(month), last_day(month))
    fen = received.unit_fen + received.person_fen
    papers = {"tax_fen": fen, "treasury_fen": fen, "fiscal_fen": fen}
    _finance(side.world, "reconcile_collection", {"scheme": side.world.scheme, "month": month, **papers}, number, last_day(month).day)


def _receipts(sides: Sequence[Payer], month: int) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The tax office's list: a row an employer and scheme, of everything that was assessed; and the sum of each scheme."""
    rows, totals = [], {}
    for side in sides:
        due = np.zeros((2, max(side.employers) + 1), dtype=np.int64)
        for one in declarations.assessed(month, side.world.scheme):
            block = months.block(one.first_id, one.rows)
            np.add.at(due[0], block["employer_id"], block["unit_fen"])
            np.add.at(due[1], block["employer_id"], block["person_fen"])
        totals[side.world.scheme] = int(due.sum())
        for employer_id, code in zip(side.employers, side.codes, strict=True):
            unit, person = due[:, employer_id].tolist()
            if unit or person:
                ticket = f"{month}{employer_id:06d}"
                rows.append(
                    {
                        "ticket": ticket,
                        "uscc": code,
                        "scheme": side.world.scheme,
                        "from_month": month,
                        "unit_fen": unit,
                        "person_fen": person,
                    }
                )
    return rows, totals


def _finance(world: World, key: str, payload: dict[str, Any], number: int, day: int) -> None:
    """A matter of collection: the fund's finance makes and checks it, the approver approves."""
    people = {"maker_id": world.by("finance"), "reviewer_id": world.by("finance2"), "approver_id": world.by("approver")}
    carry_through(key, payload, day=world.day(number, day), **people)
