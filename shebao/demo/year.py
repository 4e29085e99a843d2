"""The year, month by month: what people do, what the counters do, what the books say; then interest and the closing."""

from __future__ import annotations

import gc
from datetime import date

from shebao.agency.accounts.actions import credit_interest
from shebao.agency.fund import queries as books
from shebao.agency.fund.actions import close_period, receive_interest, receive_subsidy, sweep_income
from shebao.base.months import last_day

from . import lifeline, payouts
from .progress import Progress
from .world import World

_FISCAL, _BASIC_PENSION = "1003", ("5001", "basic_pension")
_QUARTER = 3


def live(world: World, progress: Progress) -> None:
    """Twelve months, one after another, and the end of the year."""
    for number in range(1, 13):
        progress.doing(f"{number:2d} 月")
        live_month(world, number)
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
    payouts.pay_month(world, number)
    _end_month(world, number)


def _end_month(world: World, number: int) -> None:
    """Subsidy and bank interest arrive, the income account is emptied, and the month is closed for good."""
    month, finance = world.month(number), world.by("finance")
    on = last_day(month)
    basic = books.movement(world.scheme, month, month)[_BASIC_PENSION]
    receive_subsidy(world.scheme, month, on, basic, source=("subsidy", month), actor_id=finance)
    if number % _QUARTER == 0:
        receive_interest(world.scheme, month, on, _FISCAL, world.county.quarter_interest_fen, actor_id=finance)
    sweep_income(world.scheme, month, on, actor_id=finance)
    if number == 12:
        _end_year(world)
    close_period(world.scheme, month, actor_id=world.by("finance2"), day=on)


def _end_year(world: World) -> None:
    """The year's interest on every account."""
    credit_interest(
        world.scheme, world.year, place=world.place, places=world.places, actor_id=world.by("clerk"), day=date(world.year, 12, 31)
    )
