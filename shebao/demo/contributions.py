"""Who pays this year, when and how much: drawn so that heads and income come out as published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .agency import Agency
from .law import Law
from .population import CLAIMANT, CONTRIBUTOR, Population

Column = npt.NDArray[np.int64]
_MONTH_WEIGHTS = np.array([1, 1, 3, 5, 6, 8, 10, 14, 18, 16, 11, 7], dtype=np.float64)
"""When people pay: few at New Year, most after the harvest."""
GROUPS = ("minimum_living", "severe_disability", "returned_poverty", "extreme_poverty")
_GROUP_SHARES = (0.55, 0.25, 0.12, 0.08)
_STEEPEST, _STEPS = 6.0, 60


@dataclass(frozen=True)
class Paying:
    """A row a person: month of payment (0: does not pay), tier, whether the government pays, and the last year paid before."""

    month: Column
    tier_fen: Column
    assisted: npt.NDArray[np.bool_]
    group: Column
    carried_last: Column
    credit_fen: Column
    subsidy_fen: Column

    @property
    def income_fen(self) -> int:
        """Everything that reaches the accounts this year."""
        return int(self.credit_fen.sum())


def should_pay(population: Population) -> npt.NDArray[np.bool_]:
    """Insured in December and below sixty: the denominator of the contribution rate."""
    return population.insured_in_december() & (population.kind == CONTRIBUTOR)


def must_pay(population: Population) -> npt.NDArray[np.bool_]:
    """Those who turn sixty in the year and have to pay for it before they claim."""
    return (population.kind == CLAIMANT) & (population.birth_month + 60_00 > (population.year - 1) * 100 + 12)


def draw_paying(rng: np.random.Generator, population: Population, agency: Agency, law: Law, scale: float, target_fen: int | None) -> Paying:
    """Choose payers, their months and the assisted; then tiers whose credits add up to `target_fen` (None: mostly the lowest)."""
    payers = _choose_payers(rng, population, agency, scale)
    month = _choose_months(rng, population, payers)
    assisted = _choose_assisted(rng, population, agency, payers, scale)
    tiers, poor_tier = law.tiers_fen(), law.poor_tier_fen()
    tier = np.where(payers, int(tiers[0]), 0)
    tier[assisted] = poor_tier
    free = np.flatnonzero(payers & ~assisted)
    fixed = int(law.credit(tier[assisted], np.ones(int(assisted.sum()), dtype=np.bool_))["credit_fen"].sum())
    credits = law.credit(tiers, np.zeros(len(tiers), dtype=np.bool_))["credit_fen"]
    tier[free] = tiers[_solve_tiers(rng, len(free), credits, None if target_fen is None else target_fen - fixed)]
    made = law.credit(tier, assisted)
    some = tier > 0
    return Paying(
        month,
        tier,
        assisted,
        _groups(rng, assisted),
        _carried_last(rng, population, payers, agency),
        np.where(some, made["credit_fen"], 0),
        np.where(some, made["subsidy_fen"], 0),
    )


def _choose_payers(rng: np.random.Generator, population: Population, agency: Agency, scale: float) -> npt.NDArray[np.bool_]:
    """As many payers as published: all who claim this year, then the newly enrolled, then those who paid before."""
    due, claiming = should_pay(population), must_pay(population)
    printed = agency.count("paying")
    wanted = (
        round(printed * scale) - int(claiming.sum()) if printed is not None else round(int(due.sum()) * agency.share("paying_rate", "90%"))
    )
    quiet = due & (population.died == 0) & (population.moved == 0)
    rank = np.where(quiet, rng.random(len(population)) + (population.enrolled > 0) + 0.3 * (population.carried_years > 0), -1)
    payers = claiming.copy()
    payers[np.argsort(-rank, kind="stable")[: min(wanted, int(quiet.sum()))]] = True
    return payers


def _choose_months(rng: np.random.Generator, population: Population, payers: npt.NDArray[np.bool_]) -> Column:
    """A month for each payer: not before enrolment, and before sixty for those who claim."""
    count = len(population)
    month = rng.choice(12, size=count, p=_MONTH_WEIGHTS / _MONTH_WEIGHTS.sum()) + 1
    month = np.maximum(month, population.enrolled)
    sixty = (population.birth_month + 60_00) % 100
    month = np.where(population.kind == CLAIMANT, 1 + rng.integers(0, 1 << 30, size=count) % np.maximum(sixty, 1), month)
    return np.where(payers, month, 0).astype(np.int64)


def _choose_assisted(
    rng: np.random.Generator, population: Population, agency: Agency, payers: npt.NDArray[np.bool_], scale: float
) -> npt.NDArray[np.bool_]:
    candidates = np.flatnonzero(payers & (population.kind == CONTRIBUTOR) & (population.enrolled == 0))
    printed = agency.count("assisted")
    wanted = round(printed * scale) if printed is not None else round(int(payers.sum()) * agency.share("assisted_share", "4%"))
    assisted = np.zeros(len(population), dtype=np.bool_)
    assisted[rng.choice(candidates, size=min(wanted, len(candidates)), replace=False)] = True
    return assisted


def _groups(rng: np.random.Generator, assisted: npt.NDArray[np.bool_]) -> Column:
    return np.where(assisted, rng.choice(len(GROUPS), size=len(assisted), p=_GROUP_SHARES), -1).astype(np.int64)


def _solve_tiers(rng: np.random.Generator, people: int, credits: Column, target_fen: int | None) -> Column:
    """A tier for each of `people`, the low ones more often, so that their credits add up to the target as nearly as may be."""
    place = rng.random(people)
    if target_fen is None:
        return _tiers_at(place, 1.2, len(credits))
    low, high = -_STEEPEST, _STEEPEST
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if int(credits[_tiers_at(place, middle, len(credits))].sum()) > target_fen:
            low = middle
        else:
            high = middle
    chosen = _tiers_at(place, high, len(credits))
    missing = target_fen - int(credits[chosen].sum())
    step = int(credits[1] - credits[0])
    # What the smooth curve leaves is closed by moving a few people of the lowest tier one tier up.
    lift = np.flatnonzero(chosen == 0)[: max(0, round(missing / step))]
    chosen[lift] = 1
    return chosen


def _tiers_at(place: npt.NDArray[np.float64], steepness: float, tiers: int) -> Column:
    """Tier numbers when tier k is chosen e^(-steepness·k) times as often as the first."""
    weights = np.exp(-steepness * np.arange(tiers) - max(0.0, -steepness * (tiers - 1)))
    return np.searchsorted(np.cumsum(weights / weights.sum())[:-1], place, side="right").astype(np.int64)


def _carried_last(rng: np.random.Generator, population: Population, payers: npt.NDArray[np.bool_], agency: Agency) -> Column:
    """The last year paid before this one: the year before for those who renew and for the published share who did not."""
    year = population.year
    carried = population.carried_years > 0
    renewing = payers & carried & (population.kind == CONTRIBUTOR)
    share = agency.share("renewal_rate", "96%")
    lapsed = round(int(renewing.sum()) * (1 / share - 1))
    idle = np.flatnonzero(carried & ~payers & should_pay(population))
    last = np.where(payers & carried, year - 1, year - 2 - rng.integers(0, 3, size=len(population)))
    last[rng.permutation(idle)[:lapsed]] = year - 1
    return np.where(carried, last, 0).astype(np.int64)
