"""A month of the schemes of working people: people come and go, contributions are collected, pensions decided and paid, books closed."""

from __future__ import annotations

from collections.abc import Sequence

from .. import money, payouts
from ..branches.figures import ADJUSTED_IN
from . import awards, collection
from .cover import Covered
from .takeover import Side


def live_month(sides: Sequence[Side], covers: Sequence[Covered], number: int) -> None:
    """One month of every scheme, in the order in which the counters come to it. covers: unemployment and injury, which are collected
    with the pensions."""
    collecting = [side for side in sides if side.branch.collects]
    for cover in covers:
        cover.join(number)
    for side in collecting:
        collection.come_and_go(side, number)
    collection.collect([*collecting, *covers], number)
    for side in sides:
        awards.report_deaths(side, number)
        awards.certify(side, number)
        awards.adjust(side, number)
        payouts.pay_scheme(side.world, number, back_pay=_back_pay(side, number))
        awards.decide(side, number)
        money.end_month(side.world, number, 0, side.branch.amounts.quarter_interest_fen)
        if side.branch.collects:
            collection.reconcile(side, number)


def _back_pay(side: Side, number: int) -> bool:
    """Whether something is owed for earlier months: final awards of the month before, and the adjustment."""
    cleared = any(claim.month == number - 1 and not side.branch.members.retire[claim.row] for claim in side.branch.claims)
    adjusted = number == ADJUSTED_IN and side.branch.law.scheme_of_adjustment is not None
    return cleared or adjusted
