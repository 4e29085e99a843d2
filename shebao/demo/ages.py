"""How old people are and how they die: a stylised life table that gives a county its shape. Shares, not money: floats may."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.int64]
_AT_SIXTY, _GROWTH, _SHRINK = 0.009, 0.095, 0.03
"""Yearly mortality at sixty, its growth a year of age, and how much smaller each older cohort was born (stylised)."""
OLDEST = 99
"""The payout guard holds whoever is a hundred; the county has nobody so old at the year's end."""
_WINTER = np.array([1.3, 1.25, 1.1, 1.0, 0.9, 0.85, 0.85, 0.85, 0.85, 0.95, 1.0, 1.1])


def hazard(age_years: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Yearly probability of death of people of sixty and more."""
    return np.minimum(_AT_SIXTY * np.exp(_GROWTH * (np.asarray(age_years, dtype=np.float64) - 60)), 0.6)


def pensioner_weights(ages_months: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Relative numbers of people at each age from sixty on (months of age past sixty years)."""
    years = np.asarray(ages_months, dtype=np.float64) / 12
    survival = np.exp(-_AT_SIXTY / _GROWTH * (np.exp(_GROWTH * years) - 1))
    return np.asarray(survival * np.exp(-_SHRINK * years), dtype=np.float64)


def draw_pensioner_months(rng: np.random.Generator, count: int) -> Column:
    """Months of age past sixty of `count` pensioners at the year's beginning (1 to the oldest)."""
    months = np.arange(1, (OLDEST - 60) * 12)
    weights = pensioner_weights(months)
    return rng.choice(months, size=count, p=weights / weights.sum()).astype(np.int64)


def newly_sixty_share() -> float:
    """People who turn sixty in a year, as a share of all pensioners."""
    months = np.arange(1, (OLDEST - 60) * 12)
    weights = pensioner_weights(months)
    return float(weights[:12].sum() / weights.sum())


def death_share() -> float:
    """Deaths of a year as a share of pensioners."""
    months = np.arange(1, (OLDEST - 60) * 12)
    weights = pensioner_weights(months)
    return float((weights * hazard(60 + months / 12)).sum() / weights.sum())


def draw_death_months(rng: np.random.Generator, count: int) -> Column:
    """Months of death 1–12; more die in winter."""
    return rng.choice(12, size=count, p=_WINTER / _WINTER.sum()).astype(np.int64) + 1


def draw_working_months(rng: np.random.Generator, count: int) -> Column:
    """Months of age (16 to below 60 at the year's end) of contributors; the young are fewer, because they leave for work."""
    years = np.arange(16, 60)
    weights = 0.35 + 0.65 / (1 + np.exp(-(years - 38) / 6.0))
    drawn = rng.choice(years, size=count, p=weights / weights.sum())
    return (drawn * 12 + rng.integers(0, 12, size=count)).astype(np.int64)
