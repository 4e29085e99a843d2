"""A year of the unemployment fund month by month: claims decided and confirmed, grants, lists of firms, and the money of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from shebao.agency.enrolment.actions import end, enrol
from shebao.agency.journal.by import By
from shebao.agency.procedures.actions import carry_through
from shebao.agency.procedures.unemployment import decide_skill_subsidy, decide_unemployment, pay_unemployment_subsidy
from shebao.agency.remittances import queries as remittances
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT

from .. import money, payouts
from ..branches.crowd import former_months
from ..lifeline import matter
from . import matters, proposals
from .town import Town, end_month

_ONE_BY_ONE = 2
"""So many of each kind and month go through the whole matter; the others are entered with the same check and calculation."""
_REFUND_IN, _EXPANSION_IN, _MIGRANT_IN, _FORMER_IN = 6, 9, 10, 2
_YEARS_INSURED, _BY_YEAR = 9, 4


def take_over(town: Town) -> None:
    """Who will claim was insured for years and was dismissed when the year began, and has a card; the books are opened."""
    ids = town.register(np.concatenate([town.crowd.rows(part) for part in ("claims", "hires", "levels", "migrants", "former")]))
    claimants = town.people("claims")
    if claimants:
        world = town.world
        enrol(claimants, UNEMPLOYMENT, (world.year - _YEARS_INSURED) * 100 + 1, by=By(world.by("clerk"), date(world.year, 1, 1)))
        # The employer's report of the month before comes with the hand-over.
        end(claimants, UNEMPLOYMENT, (world.year - 1) * 100 + 12, "dismissed", by=By(world.by("clerk"), date(world.year, 1, 1)))
    assert len(ids) == len(set(ids)), "everybody once"
    town.open_books(UNEMPLOYMENT)
    _cut_rates(town)


def _cut_rates(town: Town) -> None:
    """The temporary cut of the year, where the county's employers pay: beside the rates of 失业保险条例 第六条."""
    if UNEMPLOYMENT in town.world.county.covers:
        world = town.world
        span = {"from_month": world.month(1), "to_month": world.month(12)}
        payload = {"scheme": UNEMPLOYMENT, **span, "document": "人社部发〔2023〕19号", "normal_unit": "2", "normal_person": "1"}
        matter(world, "apply_rate_cut", payload, date(world.year, 1, 3))


def live_month(town: Town, number: int) -> None:
    """One month, from the first claim to the closing of the books."""
    world, owed = town.of(UNEMPLOYMENT), False
    late = _decide(town, number)
    going = _confirm(town, number)
    if going:
        payouts.pay_scheme(world, number, back_pay=late)
    owed |= _former(town, number)
    owed |= _skill(town, number)
    if number == _MIGRANT_IN:
        owed |= _migrants(town, world.day(number, 12))
    if owed:
        payouts.pay_once(world, number)
    if number == _REFUND_IN and town.relief.refunds:
        proposals.refund(town.relief, town.firms, town.staff, world.day(number, 12))
    if number == _EXPANSION_IN and town.relief.hires:
        matters.expand(town.relief, town.firms, town.people("hires"), town.staff, world.day(number, 12))
    _pay_orders(town, number)
    end_month(town, UNEMPLOYMENT, number)


def _decide(town: Town, number: int) -> bool:
    """Claims whose decision comes in the month; whether some of them have months behind them."""
    world, decided, late = town.world, 0, False
    for person, claim in zip(town.people("claims"), town.relief.claims, strict=True):
        if claim.decided != number:
            continue
        payload = {
            "person_id": person,
            "left_on": world.day(claim.begins, 1).isoformat(),
            "reason": "dismissed",
            "registered_on": world.day(claim.begins, 3).isoformat(),
            "category": "male60",
            "paid_months": _paid_months(claim.months),
            **({} if town.by_rule else {"months_by_hand": claim.months}),
        }
        town.enter(decide_unemployment, payload, world.day(number, 4), matters_too=decided < _ONE_BY_ONE)
        decided, late = decided + 1, late or claim.late > 0
    return late


def _paid_months(months: int) -> int:
    """Months of contribution that give so many months of benefit: one a year up to four, then one a half-year (广东省失业保险条例
    第十七条); elsewhere more than the law's ceiling asks for."""
    return 12 * months if months <= _BY_YEAR else 12 * _BY_YEAR + 6 * (months - _BY_YEAR)


def _standing(town: Town, number: int) -> tuple[int, int]:
    """(claims that are paid a month of this number, those of them that were decided earlier)."""
    standing = [claim for claim in town.relief.claims if claim.decided <= number < claim.begins + claim.months]
    return len(standing), sum(claim.decided < number for claim in standing)


def _confirm(town: Town, number: int) -> int:
    """The month's check of all claims, with the medical premium where the fund pays one; how many are paid."""
    paid, earlier = _standing(town, number)
    if earlier:
        world = town.world
        premium: dict[str, Any] = {}
        if town.relief.premium_fen:
            premium = {
                "premium_fen": town.relief.premium_fen,
                "premium_document": matters.DOCUMENT,
                "payee": "示例县医疗保险基金",
                "bank": "示例银行",
                "account_number": "990012345678",
            }
        matter(world, "confirm_unemployment_month", {"month": world.month(number), **premium}, world.day(number, 6))
    return paid


def _former(town: Town, number: int) -> bool:
    """Payments of the former subsidy of the month: in their months, or all at once where only heads were published."""
    relief, world, people = town.relief, town.world, town.people("former")
    rows = [row for row in former_months(relief) if (row[1] if relief.former_monthly else _FORMER_IN) == number]
    day = world.day(number, 10)
    for at, (person, first, months, fen) in enumerate(rows):
        payload = matters.former(people[person], first, months, fen, day)
        town.enter(pay_unemployment_subsidy, payload, day, matters_too=at < _ONE_BY_ONE)
    return bool(rows)


def _skill(town: Town, number: int) -> bool:
    """The month's share of the certificates."""
    people, levels = town.people("levels"), town.relief.levels
    mine = [at for at in range(len(levels)) if at % 12 == number - 1]
    day = town.world.day(number, 11)
    certificates = [matters.certificate(people[at], levels[at], at + 1, day) for at in mine]
    if certificates:
        proposals.skills(certificates, town.staff, day)
    for place, certificate in enumerate(certificates):
        town.enter(decide_skill_subsidy, certificate, day, matters_too=place < _ONE_BY_ONE)
    return bool(mine)


def _migrants(town: Town, day: date) -> bool:
    years = town.relief.migrant_years
    for person, span in zip(town.people("migrants"), years, strict=True):
        matters.carry("decide_migrant_subsidy", matters.migrant(person, span, town.relief, town.firms, day), town.staff, day)
    return bool(years)


def _pay_orders(town: Town, number: int) -> None:
    """Finance pays the open orders of the month on the bank's slips."""
    world, day = town.of(UNEMPLOYMENT), town.world.day(number, 25)
    for order in remittances.open_orders(UNEMPLOYMENT):
        money.feed(world, number, order.amount_fen, day)
        payload = {"order_id": order.id, "on": day.isoformat(), "reference": f"YS{day:%Y%m}{order.id:05d}", "amount_fen": order.amount_fen}
        finance, checker = world.by("finance"), world.by("finance2")
        carry_through("pay_remittances", payload, day=day, maker_id=finance, reviewer_id=checker, approver_id=checker)
