"""What will happen in the year, drawn as slots before anybody is chosen for them, so that numbers can be solved exactly.

A slot is one thing that befalls one person: a death with the month it is reported, a suspension with the month it ends,
a payment the bank rejects, a change of card. Nobody gets two. Months are 1–12 of the year; 13 stands for "not in the year".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .ages import death_share, draw_death_months

Column = npt.NDArray[np.int64]
NEVER = 13
_LAGS, _LAG_SHARES = np.arange(7), (0.60, 0.26, 0.08, 0.03, 0.015, 0.01, 0.005)
"""Months between a death and its report, and how often each occurs: families report soon, but not all of them."""
_SUSPENDED_SHARE, _REJECTED_SHARE, _CARD_SHARE = 0.012, 0.018, 0.012
_RESUMED_AFTER, _RESUMED_SHARES = np.array([1, 2, 3, 4, 5, NEVER]), (0.40, 0.22, 0.13, 0.08, 0.05, 0.12)


@dataclass(frozen=True)
class Slots:
    """The year's slots of people already in payment when it begins."""

    died: Column
    reported: Column
    suspended: Column
    resumed: Column
    rejected: Column
    card_changed: Column

    @property
    def people(self) -> int:
        """How many people the slots take."""
        return len(self.died) + len(self.suspended) + len(self.rejected) + len(self.card_changed)

    def last_regular(self) -> Column:
        """The last regular payment of each who dies: the month of death, or the last before the report where that is later."""
        return np.minimum(np.maximum(self.died, self.reported - 1), 12)

    def missed_by_death(self) -> int:
        """Regular payments of the year that deaths leave out."""
        return int((12 - self.last_regular()).sum())

    def missed_by_suspension(self) -> int:
        """Regular payments that suspensions leave out, less the one back payment of each person resumed."""
        ends = np.minimum(self.resumed, NEVER)
        return int((ends - self.suspended).sum()) - int((self.resumed < NEVER).sum())

    def out_in_december(self) -> int:
        """How many of those in payment at the beginning are not in December's regular run."""
        return int((self.last_regular() < 12).sum()) + int((self.resumed == NEVER).sum())

    def ended_before_december(self) -> int:
        """How many are no longer insured in December: dead before it, and known to be."""
        return int(((self.died < 12) & (self.reported <= 12)).sum())


def draw_slots(rng: np.random.Generator, recipients: int) -> Slots:
    """Slots for a county with about that many recipients."""
    deaths = round(recipients * death_share())
    died = draw_death_months(rng, deaths)
    reported = died + rng.choice(_LAGS, size=deaths, p=_LAG_SHARES)
    # What would be reported only next year stays unknown: the county is seen as it was on the last of December.
    reported = np.where(reported > 12, NEVER, reported)
    misses = round(recipients * _SUSPENDED_SHARE)
    suspended = rng.integers(2, 12, size=misses)
    resumed = suspended + rng.choice(_RESUMED_AFTER, size=misses, p=_RESUMED_SHARES)
    resumed = np.where(resumed > 12, NEVER, resumed)
    rejected = rng.integers(1, 13, size=round(recipients * _REJECTED_SHARE))
    changed = rng.integers(1, 13, size=round(recipients * _CARD_SHARE))
    return Slots(
        died.astype(np.int64),
        reported.astype(np.int64),
        suspended.astype(np.int64),
        resumed.astype(np.int64),
        rejected.astype(np.int64),
        changed.astype(np.int64),
    )
