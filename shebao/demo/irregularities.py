"""Irregularities hidden in the county, to be found by later screening. The agency does not know of them, so the payout may not either.

Each is a person and a fact from outside (a death, a sentence, another pension) or from inside (one card for many). The
list is kept in a file of its own and never in the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .population import CONTRIBUTOR, PENSIONER, Population
from .slots import NEVER

Column = npt.NDArray[np.int64]
_FULL = 38_025
"""The counts below belong to a county with this many recipients; others get their share, at least one of each."""
COUNTS = {
    "paid_after_death": 45,
    "certified_after_death": 20,
    "two_pensions": 40,
    "custody": 25,
    "employee_contributions": 20,
    "one_card_many": 12,
    "very_old_unseen": 15,
    "card_before_large_payment": 10,
    "subsidised_elsewhere": 20,
}
RULES = {
    "paid_after_death": "R001",
    "certified_after_death": "R008",
    "two_pensions": "R010",
    "custody": "R005",
    "employee_contributions": "R011",
    "one_card_many": "R040",
    "very_old_unseen": "R004",
    "card_before_large_payment": "R042",
    "subsidised_elsewhere": "R052",
    "late_report": "R001",
}
VERY_OLD = 95
"""Whom nobody sees is asked about from this age on, as the screening rule does."""
_GROUP_SIZES = (3, 4, 4, 5, 6)


@dataclass(frozen=True)
class Planted:
    """What was planted, by kind: rows of the population. `unknown_death` holds the month of death (1–12), 0 for the living."""

    rows: dict[str, Column]
    unknown_death: Column
    card_of: Column
    groups: list[Column] = field(default_factory=list)


def plant(rng: np.random.Generator, population: Population, subsidised: npt.NDArray[np.bool_]) -> Planted:
    """Choose people for each irregularity among those to whom nothing else happens. `subsidised`: who pays this year."""
    recipients = int(population.in_december().sum())
    wanted = {kind: max(1, round(count * recipients / _FULL)) for kind, count in COUNTS.items()}
    quiet = rng.permutation(
        np.flatnonzero(
            (population.kind == PENSIONER)
            & (population.died == 0)
            & (population.suspended == 0)
            & (population.rejected == 0)
            & (population.card_changed == 0)
        )
    )
    rows: dict[str, Column] = {}
    old = quiet[population.birth_month[quiet] <= (population.year - VERY_OLD) * 100]
    rows["very_old_unseen"] = old[: wanted["very_old_unseen"]]
    quiet = np.setdiff1d(quiet, rows["very_old_unseen"], assume_unique=True)
    quiet = rng.permutation(quiet)
    for kind in ("paid_after_death", "certified_after_death", "two_pensions", "custody", "employee_contributions"):
        rows[kind], quiet = quiet[: wanted[kind]], quiet[wanted[kind] :]
    groups: list[Column] = []
    for number in range(wanted["one_card_many"]):
        size = _GROUP_SIZES[number % len(_GROUP_SIZES)]
        group, quiet = quiet[:size], quiet[size:]
        groups.append(group)
    rows["one_card_many"] = np.concatenate(groups)
    back = np.flatnonzero((population.suspended > 0) & (population.resumed < NEVER) & (population.resumed - population.suspended >= 3))
    rows["card_before_large_payment"] = back[: wanted["card_before_large_payment"]]
    young = rng.permutation(np.flatnonzero((population.kind == CONTRIBUTOR) & subsidised))
    rows["subsidised_elsewhere"] = young[: wanted["subsidised_elsewhere"]]
    rows["late_report"] = np.flatnonzero(
        (population.died > 0) & (population.kind == PENSIONER) & (population.reported > population.died + 1)
    )
    return Planted(rows, _unknown_deaths(rng, population, rows), _shared_cards(population, groups), groups)


def _unknown_deaths(rng: np.random.Generator, population: Population, rows: dict[str, Column]) -> Column:
    """Month of a death nobody reported: before the renewal for those who are certified afterwards, else any to October."""
    months = np.zeros(len(population), dtype=np.int64)
    silent, renewed = rows["paid_after_death"], rows["certified_after_death"]
    months[silent] = rng.integers(1, 11, size=len(silent))
    months[renewed] = rng.integers(1, 6, size=len(renewed))
    return months


def _shared_cards(population: Population, groups: list[Column]) -> Column:
    """For each row the row whose card it uses: itself, or the first of its group."""
    card_of = np.arange(len(population))
    for group in groups:
        card_of[group] = group[0]
    return card_of


def certified_until(rng: np.random.Generator, population: Population, planted: Planted) -> Column:
    """Until when proofs of life hold, with the planted in mind: the silent dead until December, the renewed after their death."""
    until = population.certified_until.copy()
    until[planted.rows["paid_after_death"]] = population.year * 100 + 12
    renewed = planted.rows["certified_after_death"]
    until[renewed] = population.year * 100 + rng.integers(7, 13, size=len(renewed))
    return until
