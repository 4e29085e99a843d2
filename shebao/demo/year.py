"""The year, month by month: what people do, what the counters do, what the books say; then interest and the closing."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from datetime import date

from shebao.agency.accounts.actions import credit_interest
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By

from . import heirs, lifeline, money, payouts, recovery, services
from .pensions import month as working
from .pensions.takeover import Side
from .progress import Progress
from .relief import year as relief
from .relief.town import Town
from .world import World

_BASIC_PENSION = ("5001", "basic_pension")


def live(world: World, sides: Sequence[Side], town: Town, progress: Progress) -> None:
    """Twelve months, one after another, and the end of the year."""
    for number in range(1, 13):
        progress.doing(f"{number:2d} 月")
        live_month(world, number)
        gc.collect()
        working.live_month(sides, list(town.covers.values()), number)
        recovery.live_campaign(town, number)
        relief.live_month(town, number)
        services.live_month(world, number)
        # What has lasted a month lasts to the end: it is set aside, so that the next look passes over it.
        gc.collect()
        gc.freeze()
        progress.done(f"{number:2d} 月")


def live_month(world: World, number: int) -> None:
    """One month from its first registration to the closing of its books."""
    lifeline.enrol_new(world, number)
    lifeline.move_away(world, number)
    lifeline.report_deaths(world, number)
    lifeline.collect(world, number)
    lifeline.decide(world, number)
    lifeline.certify(world, number)
    lifeline.suspend(world, number)
    lifeline.change_cards(world, number)
    heirs.name_heirs(world, number)
    recovery.live_month(world, number)
    payouts.pay_month(world, number)
    _end_month(world, number)


def _end_month(world: World, number: int) -> None:
    """The month's money arrives, and the month is closed for good."""
    month = world.month(number)
    money.receive_claims(world, number, world.facts.pop("claimed", {"subsidy": 0, "assisted": 0}))
    if number == 12:
        _end_year(world)
    basic = books.movement(world.scheme, month, month).get(_BASIC_PENSION, 0)
    money.end_month(world, number, basic, world.county.quarter_interest_fen)


def _end_year(world: World) -> None:
    """The year's interest on every account."""
    credit_interest(world.scheme, world.year, place=world.place, places=world.places, by=By(world.by("clerk"), date(world.year, 12, 31)))
