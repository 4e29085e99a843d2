"""The relief of a county taken over on New Year's Day and lived month by month: what it published of it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import ModuleType

from shebao.agency.schemes.employee import KEY as EMPLOYEE

from ..pensions.cover import take_over_cover
from ..pensions.takeover import Side
from ..world import World
from . import injury, local, transfers, unemployment
from .matters import Firm
from .town import Town, no_ids

_RULES = ("unemployment_month_steps", "unemployment_by_year_until")


def take_over(world: World, sides: Sequence[Side]) -> Town:
    """The county's relief on the first day; the firms of its lists are those that insure employees."""
    county, day = world.county, date(world.year, 1, 1)
    firms = [Firm(*pair) for side in sides if side.branch.scheme == EMPLOYEE for pair in zip(side.codes, side.names, strict=True)]
    by_rule = any(world.places.find(key, world.place, day) is not None for key in _RULES)
    town = Town(world, county.relief, county.crowd, county.crowd_start, firms, by_rule, no_ids(county.crowd))
    for room, there in _rooms(town):
        if there:
            room.take_over(town)
    for scheme, cover in county.covers.items():
        mine = town.crowd.rows("workers") if cover.employers else town.crowd.rows("workers")[:0]
        town.register(mine)
        town.covers[scheme] = take_over_cover(town.of(scheme), cover, sides, town.ids[mine])
    return town


def live_month(town: Town, number: int) -> None:
    """One month of everything that the county lives of it."""
    for room, there in _rooms(town):
        if there:
            room.live_month(town, number)


def _rooms(town: Town) -> tuple[tuple[ModuleType, bool], ...]:
    """What is lived one after another, and whether this county has it."""
    return (
        (unemployment, town.relief.unemployed),
        (injury, town.relief.hurt),
        (local, bool(town.relief.local_fen)),
        (transfers, any(town.relief.transfers)),
    )
