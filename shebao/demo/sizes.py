"""How many people of each kind the county needs, so that its published head counts come out exactly. Whole-number arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .agency import Agency
from .ages import newly_sixty_share
from .slots import Column, Slots, draw_slots

_ENROLLED_SHARE, _MOVED_SHARE, _YOUNG_DEATH_SHARE = 0.012, 0.004, 0.0018
"""Newly enrolled, moved away and dead contributors of a year, as shares of all contributors (stylised)."""


@dataclass(frozen=True)
class Sizes:
    """Head counts at the beginning and in the year.

    pensioners: in payment on 1 January. claimant_months: for each person who turns sixty, the regular payments of the
    year (1–12). contributors: insured and below sixty all year, with those who come and go.
    """

    insured: int
    recipients: int
    times: int
    pensioners: int
    claimant_months: Column
    contributors: int
    enrolled: int
    moved: int
    died_young: int
    slots: Slots


def draw_sizes(rng: np.random.Generator, agency: Agency, scale: float) -> Sizes:
    """Sizes for a county of the agency's published numbers times `scale`."""
    insured = _scaled(agency, "insured", scale)
    assert insured, f"{agency.key}: the number of insured is neither published nor set"
    recipients, times = _scaled(agency, "recipients", scale), _scaled(agency, "times", scale)
    assert recipients or times, f"{agency.key}: neither recipients nor times are given"
    about = recipients or times // 12
    slots = draw_slots(rng, about)
    months = draw_claimant_months(rng, round(about * newly_sixty_share()))
    missed = slots.missed_by_death() + slots.missed_by_suspension()
    if times:
        # 12 for everybody there at the beginning, less what is missed, plus what the new ones get, must be the published times.
        pensioners, rest = divmod(times + missed - int(months.sum()), 12)
        if rest:
            months = np.append(months, rest)
        recipients = pensioners - slots.out_in_december() + len(months)
    else:
        pensioners = recipients - len(months) + slots.out_in_december()
    times = 12 * pensioners - missed + int(months.sum())
    contributors = insured - (pensioners - slots.ended_before_december()) - len(months)
    assert contributors > 0, f"{agency.key}: more recipients than insured"
    return Sizes(
        insured,
        recipients,
        times,
        pensioners,
        months,
        contributors,
        enrolled=round(contributors * _ENROLLED_SHARE),
        moved=round(contributors * _MOVED_SHARE),
        died_young=round(contributors * _YOUNG_DEATH_SHARE),
        slots=slots,
    )


def draw_claimant_months(rng: np.random.Generator, count: int) -> Column:
    """Regular payments in the year of people who turn sixty: spread evenly over the twelve months."""
    return rng.permutation(np.arange(count) % 12 + 1).astype(np.int64)


def _scaled(agency: Agency, name: str, scale: float) -> int:
    value = agency.count(name)
    return 0 if value is None else max(1, round(value * scale))
