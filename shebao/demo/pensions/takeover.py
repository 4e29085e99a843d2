"""The hand-over of a scheme of working people on New Year's Day: employers, who works for them at what wage, pensions, accounts, books."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from shebao.agency.accounts.actions import open_accounts
from shebao.agency.declarations.actions import NewWage, declare_wages
from shebao.agency.declarations.kinds import YEARLY
from shebao.agency.employers.actions import register as register_employers
from shebao.agency.enrolment.actions import enrol
from shebao.agency.enrolment.employment import Hire, employ
from shebao.agency.fund.actions import open_books
from shebao.agency.journal.by import By
from shebao.agency.people.actions import NewPerson, ensure_villages, register
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.months import first_day, month_text

from ..branches.branch import Branch
from ..branches.members import LEAVER, OTHER, PENSIONER, RETIREE, WORKER
from ..lifeline import matter
from ..names import lists
from ..world import Column, World
from .employers import draw_employers

_IN_HAND_SHARE = 24
_TAKE_OVER = {True: "take_over_public_pensions", False: "take_over_employee_pensions"}


@dataclass
class Side:
    """One scheme being lived: the world seen from it, what was drawn, and the ids that the counters gave."""

    world: World
    branch: Branch
    employers: list[int]
    codes: list[str]
    ids: Column
    names: list[str] = field(default_factory=list)
    """Of the employers, as their codes."""

    def people(self, rows: Column) -> list[int]:
        """The ids of rows of the scheme's people."""
        result = self.ids[rows]
        assert (result > 0).all(), "somebody is not registered yet"
        ids: list[int] = result.tolist()
        return ids


def take_over_branch(world: World, branch: Branch) -> Side:
    """Everything of the scheme that was there before the year began."""
    day, clerk = date(world.year, 1, 1), world.by("clerk")
    side = Side(world.of(branch.scheme), branch, [], [], np.zeros(len(branch.members), dtype=np.int64))
    villages = ensure_villages(world.county.villages, by=By(clerk, day))
    by_pair = [villages[pair] for pair in world.county.villages]
    if branch.collects:
        new = draw_employers(world.county, branch)
        side.employers, side.codes = register_employers(new, by=By(clerk, day)), [one.uscc for one in new]
        side.names = [one.name for one in new]
    _register(side, np.flatnonzero(branch.members.kind != PENSIONER), by_pair, day)
    _insure(side, day)
    _take_over_pensions(side, by_pair, day)
    fund = branch.amounts.fund_fen
    in_hand = fund // _IN_HAND_SHARE
    open_books(branch.scheme, world.month(1), day, {"1003": fund - in_hand, "1004": in_hand}, by=By(world.by("finance"), day))
    return side


def _register(side: Side, rows: Column, villages: list[int], day: date) -> None:
    """Enter people; those who retire in the year with the card on which they will be paid."""
    county, start, members = side.world.county, side.branch.start, side.branch.members
    banks = lists()["banks"]
    new = []
    for row in rows.tolist():
        at = start + row
        card = (banks[at % len(banks)], county.cards[at]) if members.kind[row] == RETIREE else ("", "")
        new.append(NewPerson(county.citizens[at], county.names[at], villages[at % len(villages)], county.phones[at], *card))
    if new:
        side.ids[rows] = register(new, by=By(side.world.by("clerk"), day), accounts_verified=True)


def _insure(side: Side, day: date) -> None:
    """Who works is insured through the employer, with the wage of the year; others are insured and pay nothing in the year."""
    members, scheme, by = side.branch.members, side.branch.scheme, By(side.world.by("clerk"), day)
    alone = np.flatnonzero(np.isin(members.kind, (OTHER, RETIREE)) & (members.first == 0))
    if alone.size:
        enrol(side.ids[alone], scheme, members.since[alone], by=by)
    working = np.flatnonzero(members.first == 1)
    for place in np.unique(members.employer[working]).tolist():
        mine = working[members.employer[working] == place]
        hires = [
            Hire(person, since, form_of(scheme), first_day(since))
            for person, since in zip(side.people(mine), members.since[mine].tolist(), strict=True)
        ]
        employ(hires, side.employers[place], (scheme,), by=by)
        for cover in side.world.county.covers.values():
            joined = cover.joins[scheme][mine] == 1 if scheme in cover.joins else np.zeros(len(mine), dtype=np.bool_)
            if joined.any():
                employ(
                    [hire for hire, one in zip(hires, joined.tolist(), strict=True) if one], side.employers[place], (cover.scheme,), by=by
                )
        wages = zip(side.people(mine), side.branch.amounts.wage_fen[mine].tolist(), strict=True)
        declare_wages([NewWage(person, side.world.month(1), fen) for person, fen in wages], side.employers[place], YEARLY, by=by)
    known = np.flatnonzero(np.isin(members.kind, (WORKER, LEAVER, RETIREE, OTHER)) & (members.first <= 1))
    openings = list(zip(side.people(known), side.branch.amounts.opening_fen[known].tolist(), strict=True))
    if openings:
        open_accounts(openings, scheme, (side.world.year - 1) * 100 + 12, by=by)


def form_of(scheme: str) -> str:
    """How people of a scheme are employed: a key of the register's forms."""
    return "staff" if scheme == PUBLIC else "contract"


def _take_over_pensions(side: Side, villages: list[int], day: date) -> None:
    """The pensions in payment, part by part, as one list that three people sign."""
    county, branch = side.world.county, side.branch
    members, banks = branch.members, lists()["banks"]
    rows = members.rows(PENSIONER)
    listed: list[dict[str, Any]] = []
    parts = {f"{key}_fen": fen.tolist() for key, fen in branch.amounts.monthly_fen.items()}
    for row in rows.tolist():
        at = branch.start + row
        listed.append(
            {
                "citizen_number": county.citizens[at],
                "name": county.names[at],
                "village_id": villages[at % len(villages)],
                "phone": county.phones[at],
                "bank": banks[at % len(banks)],
                "account_number": county.cards[at],
                "pension_from": int(members.since[row]),
                "paid_months": int(members.paid_months[row]),
                "balance_fen": int(branch.amounts.opening_fen[row]),
                "certified_on": f"{month_text(int(members.certified[row]))}-15",
                **{name: fen[row] for name, fen in parts.items() if fen[row]},
            }
        )
    side.ids[rows] = matter(side.world, _TAKE_OVER[branch.scheme == PUBLIC], {"rows": listed, "month": side.world.month(1)}, day)
