"""Who is concerned by unemployment and injury in the county: drawn in one crowd, each part of it for one kind of matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .relief import TRANSFERS, Relief

Column = npt.NDArray[np.int64]
MONTHS_OF_FORMER = 5
"""The former subsidy that is paid month by month was paid from January to May."""
_YOUNG, _WORKING, _OLD = (20, 24), (30, 46), (76, 92)
"""Ages of who was just hired, of who worked, and of the old temporary workers: none of them reaches a legal age in the year."""


@dataclass(frozen=True)
class Crowd:
    """A row a person: birth and sex, and how many there are of each part, one after another in the order of `PARTS`."""

    birth: npt.NDArray[np.datetime64]
    male: npt.NDArray[np.bool_]
    counts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.male)

    def rows(self, part: str) -> Column:
        """The rows of a part."""
        at = PARTS.index(part)
        first = sum(self.counts[:at])
        return np.arange(first, first + self.counts[at])


PARTS = (
    "claims",
    "hires",
    "levels",
    "migrants",
    "former",
    "injured",
    "lumps",
    "local",
    "pension_in",
    "to_public",
    "pension_out",
    "medical_in",
    "medical_out",
    "workers",
)


def counts_of(relief: Relief) -> tuple[int, ...]:
    """How many people each part takes."""
    former = len(relief.former_fen)
    return (
        len(relief.claims),
        sum(relief.hires),
        len(relief.levels),
        len(relief.migrant_years),
        -(-former // MONTHS_OF_FORMER) if relief.former_monthly else former,
        len(relief.injured.monthly_fen),
        len(relief.injured.lump_wages_fen),
        len(relief.local_fen),
        *(relief.transfers or (0,) * len(TRANSFERS)),
        relief.workers,
    )


def draw_crowd(rng: np.random.Generator, relief: Relief, year: int) -> Crowd:
    """Everybody of the relief of a year."""
    counts = counts_of(relief)
    ages = np.concatenate([rng.integers(*_span(part), size=count) for part, count in zip(PARTS, counts, strict=True)])
    months = (year - 1970 - ages) * 12 + rng.integers(0, 12, size=len(ages))
    days = months.astype("datetime64[M]").astype("datetime64[D]") + rng.integers(0, 28, size=len(ages)).astype("timedelta64[D]")
    return Crowd(days, rng.random(len(ages)) < 0.6, counts)


def _span(part: str) -> tuple[int, int]:
    return {"hires": _YOUNG, "local": _OLD}.get(part, _WORKING)


def former_months(relief: Relief) -> Iterator[tuple[int, int, int, int]]:
    """(person of the part, first month, months, fen a month) of each payment of the former subsidy."""
    for row, (months, fen) in enumerate(relief.former_fen):
        if relief.former_monthly:
            yield row // MONTHS_OF_FORMER, row % MONTHS_OF_FORMER + 1, months, fen
        else:
            yield row, 1, months, fen
