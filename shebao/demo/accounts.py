"""How much is in each account: drawn so that what the year pays comes out as published. Whole fen throughout."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from shebao.base.months import month_index

from .contributions import Paying
from .law import Law
from .population import CLAIMANT, CONTRIBUTOR, PENSIONER, SCHEME_BEGAN, Population
from .slots import NEVER

Column = npt.NDArray[np.int64]
_SPREAD, _UNIT = 0.45, 1_000_000
_LARGEST_MEAN_FEN = 6_000_000
"""No county's mean account at sixty is above 60,000 yuan; a target that would need it is not reached."""


@dataclass(frozen=True)
class Accounts:
    """A row a person: the account at claim (pensioners), the balance handed over on 1 January, and who inherits what."""

    at_claim_fen: Column
    opening_fen: Column
    paid_fen: int
    reached: bool


def due_months(population: Population) -> npt.NDArray[np.bool_]:
    """Which months of the year are paid to each person in the end, back payments included: twelve rows."""
    year = population.year
    months = np.arange(1, 13)[:, None]
    begins = np.where(population.first_month > year * 100, population.first_month % 100, 1)
    last = np.where(population.died > 0, np.maximum(population.died, population.reported - 1), 12)
    never_resumed = (population.suspended > 0) & (population.resumed == NEVER)
    last = np.where(never_resumed, population.suspended - 1, last)
    in_payment = (population.kind != CONTRIBUTOR) & (population.first_month <= year * 100 + 12)
    return np.asarray(in_payment & (months >= begins) & (months <= last), dtype=np.bool_)


def draw_shapes(rng: np.random.Generator, population: Population) -> Column:
    """How large each pensioner's and claimant's account is beside the others', in millionths: more years, more money."""
    years = np.maximum(population.carried_years, 0)
    noise = np.exp(rng.normal(0.0, _SPREAD, size=len(population)))
    shape = np.where(population.kind == CONTRIBUTOR, 0.0, years / 13 * noise)
    return (shape * _UNIT).astype(np.int64)


def solve_accounts(
    rng: np.random.Generator, population: Population, paying: Paying, law: Law, target_fen: int | None, nominal_mean_fen: int
) -> Accounts:
    """The size of all accounts at which the year's payments add up to the target; the nominal mean where none is published."""
    shape, young = draw_shapes(rng, population), _young_openings(rng, population, law)
    due = due_months(population)
    basic = without_accounts(population, law, due)

    def total(scale_fen: int) -> int:
        _, opening, monthly = _sized(population, paying, law, shape, young, scale_fen)
        return basic + int((monthly * due.sum(axis=0)).sum()) + int(inheritances(population, opening, monthly).sum())

    if target_fen is None:
        scale = nominal_mean_fen
    else:
        low, scale = 0, _LARGEST_MEAN_FEN
        while scale - low > 1:
            middle = (low + scale) // 2
            low, scale = (middle, scale) if total(middle) < target_fen else (low, middle)
    at_claim, opening, _ = _sized(population, paying, law, shape, young, scale)
    paid = total(scale)
    reached = target_fen is not None and abs(paid - target_fen) * 1000 <= target_fen
    return Accounts(at_claim, opening, paid, reached)


def without_accounts(population: Population, law: Law, due: npt.NDArray[np.bool_]) -> int:
    """What the year pays beside the account parts (the budget's share), month by month: standards may change within a year."""
    total = 0
    for number in range(12):
        chosen = due[number]
        parts = law.pension(
            population.birth_month[chosen],
            population.carried_years[chosen],
            np.zeros(int(chosen.sum()), dtype=np.int64),
            population.year * 100 + number + 1,
        )
        total += int(parts["total_fen"].sum())
    return total


def _sized(population: Population, paying: Paying, law: Law, shape: Column, young: Column, scale_fen: int) -> tuple[Column, Column, Column]:
    """Accounts at claim, openings and monthly account pensions when the typical account is `scale_fen`."""
    account = shape * scale_fen // _UNIT
    at_claim = np.where(population.kind == CLAIMANT, account + paying.credit_fen, account)
    drawing = population.kind != CONTRIBUTOR
    monthly = np.zeros(len(population), dtype=np.int64)
    monthly[drawing] = law.pension(
        population.birth_month[drawing], population.carried_years[drawing], at_claim[drawing], population.year * 100 + 12
    )["account_pension_fen"]
    left = _remaining(population, account, monthly, law)
    opening = np.where(population.kind == PENSIONER, left, np.where(population.kind == CLAIMANT, account, young))
    return at_claim, opening, monthly


def _remaining(population: Population, account: Column, monthly: Column, law: Law) -> Column:
    """What is left of a pensioner's account on 1 January: yearly interest added, yearly pensions taken, never below zero."""
    rate, begins = Fraction(law.account_rate_text()), month_index(np.maximum(population.first_month, 1))
    left = account.copy()
    for past in range(SCHEME_BEGAN // 100, population.year):
        months = np.clip(past * 12 + 12 - begins, 0, 12)
        interest = np.where(months > 0, left * rate.numerator // rate.denominator, 0)
        left = np.maximum(left + interest - months * monthly, 0)
    return left


def _young_openings(rng: np.random.Generator, population: Population, law: Law) -> Column:
    """Balances of contributors: their years at about the lowest tier and its subsidy, more for those who choose more."""
    yearly = int(law.credit(law.tiers_fen()[:1], np.zeros(1, dtype=np.bool_))["credit_fen"][0])
    noise = (np.exp(rng.normal(0.2, _SPREAD, size=len(population))) * 1000).astype(np.int64)
    return np.where(population.kind == CONTRIBUTOR, population.carried_years * yearly * noise // 1000, 0)


def inheritances(population: Population, opening_fen: Column, monthly_fen: Column) -> Column:
    """What is left in each account at its owner's death, which the heirs are paid: what was paid for later months is given back to it."""
    known = (population.died > 0) & (population.reported <= 12)
    paid = np.where(population.kind == PENSIONER, np.minimum(population.died, 12), 0)
    return np.where(known, np.maximum(opening_fen - monthly_fen * paid, 0), 0)
