"""Unemployment and injury insurance of who works: employers that take part in the year, and those of people who have one insurance alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from shebao.agency.declarations.actions import NewWage, declare_wages
from shebao.agency.declarations.kinds import YEARLY
from shebao.agency.employers.actions import register as register_employers
from shebao.agency.enrolment.employment import Hire, employ
from shebao.agency.journal.by import By
from shebao.base.months import first_day

from ..branches.cover import Cover
from ..lifeline import matter
from ..world import Column, World
from .employers import draw_own_employers
from .takeover import Side, form_of

_SINCE_YEARS = 8


@dataclass
class Covered:
    """One scheme besides pensions being lived: the world seen from it, and every employer of the county with its code."""

    world: World
    cover: Cover
    sides: Sequence[Side]
    employers: list[int]
    codes: list[str]

    def join(self, number: int) -> None:
        """Employers that take part from a month of the year on: the change of the employer, then its people."""
        world, scheme = self.world, self.cover.scheme
        for side in self.sides:
            joins, members = self.cover.joins.get(side.branch.scheme), side.branch.members
            if joins is None:
                continue
            for place, month in self.cover.employers_joining(side.branch).items():
                if month != number or number == 1:
                    continue
                employer_id, on = side.employers[place], first_day(world.month(number))
                payload = {"employer_id": employer_id, "what": f"join:{scheme}", "month": world.month(number)}
                matter(world, "change_employer", payload, world.day(number, 2))
                rows = np.flatnonzero((members.employer == place) & (joins == number) & (members.first < number))
                hires = [Hire(person, world.month(number), form_of(side.branch.scheme), on) for person in side.people(rows)]
                employ(hires, employer_id, (scheme,), by=By(world.by("clerk"), world.day(number, 2)))


def take_over_cover(world: World, cover: Cover, sides: Sequence[Side], people: Column) -> Covered:
    """The scheme on New Year's Day: its employers are those of the pensions, and the own ones of people who have nothing else."""
    county, by = world.county, By(world.by("clerk"), date(world.year, 1, 1))
    paying = [side for side in sides if side.branch.collects]
    covered = Covered(
        world, cover, paying, [one for side in paying for one in side.employers], [one for side in paying for one in side.codes]
    )
    if not cover.employers:
        return covered
    new = draw_own_employers(county, cover, len(covered.codes))
    own = register_employers(new, by=by)
    covered.employers += own
    covered.codes += [one.uscc for one in new]
    for place in np.unique(cover.employer).tolist():
        mine = np.flatnonzero(cover.employer == place)
        ids, fen = people[mine].tolist(), cover.wage_fen[mine].tolist()
        since = [(world.year - 1 - row % _SINCE_YEARS) * 100 + 1 + row % 12 for row in mine.tolist()]
        hires = [Hire(person, month, "contract", first_day(month)) for person, month in zip(ids, since, strict=True)]
        employ(hires, own[place], (cover.scheme,), by=by)
        wages = [NewWage(person, world.month(1), wage) for person, wage in zip(ids, fen, strict=True)]
        declare_wages(wages, own[place], YEARLY, by=by)
    return covered
