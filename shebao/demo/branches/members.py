"""The people of one scheme, drawn in columns: who draws a pension, who retires in the year, who works where, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.months import add_months, month_at, month_index

from .figures import Figures, Heads

Column = npt.NDArray[np.int64]
PENSIONER, RETIREE, WORKER, OTHER, LEAVER = 0, 1, 2, 3, 4
"""In payment on 1 January; retires in the year; works for an employer; insured without paying in the year; leaves in the year."""
REFORM = 201410
_LONGEST_PAST = 34 * 12
"""Nobody in payment retired earlier than this many months before: the oldest are below a hundred."""
_TURNOVER = 200
"""One in so many workers leaves at the end of a quarter, and another comes for them."""
QUARTERS = (3, 6, 9)


@dataclass(frozen=True)
class Members:
    """One row a person. first, last: months 1–12 of the year in which an employer pays for them (0 and 0: none does)."""

    kind: Column
    male: npt.NDArray[np.bool_]
    retire_age: Column
    birth_month: Column
    birth_day: Column
    since: Column
    """Pensioners: first month of the pension; others: first month of insurance."""
    retire: Column
    """Month 1–12 of retirement in the year, 0 for everybody else."""
    died: Column
    """Month 1–11 of death of who was in payment, 0 for everybody else."""
    paid_months: Column
    employer: Column
    """The place of the employer in the list, -1 for who has none."""
    first: Column
    last: Column
    certified: Column
    """The month of the last proof of life of who is in payment when the year begins."""
    waits: npt.NDArray[np.bool_]
    """Whether the pension in payment is a provisional one (预发)."""
    reformed: npt.NDArray[np.bool_]
    """Of those, whose final award is made in the year."""
    year: int

    def __len__(self) -> int:
        return len(self.kind)

    def rows(self, kind: int) -> Column:
        """The rows of a kind."""
        return np.flatnonzero(self.kind == kind)

    def birth(self) -> npt.NDArray[np.datetime64]:
        """Birth dates."""
        months = (month_index(self.birth_month) - 1970 * 12).astype("datetime64[M]")
        return months.astype("datetime64[D]") + (self.birth_day - 1).astype("timedelta64[D]")


def draw_members(rng: np.random.Generator, figures: Figures, heads: Heads, year: int, *, at_employers: bool) -> Members:
    """Everybody of a scheme; at_employers: whether those who retire in the year were paid for by an employer until then."""
    moves = max(1, heads.workers // _TURNOVER // len(QUARTERS)) if heads.workers else 0
    counts = [heads.pensioners, len(heads.retire), heads.workers, heads.others, moves * len(QUARTERS)]
    kind = np.repeat([PENSIONER, RETIREE, WORKER, OTHER, LEAVER], counts).astype(np.int64)
    count = len(kind)
    male = rng.random(count) < 0.55
    age = np.where(male, 60, 55 if figures.scheme == PUBLIC else 50).astype(np.int64)
    retire = np.zeros(count, dtype=np.int64)
    retire[kind == RETIREE] = heads.retire
    waits = (kind == PENSIONER) & (np.cumsum(kind == PENSIONER) <= figures.waiting)
    died = np.zeros(count, dtype=np.int64)
    died[rng.permutation(np.flatnonzero((kind == PENSIONER) & ~waits))[: len(heads.die)]] = heads.die[
        : int(((kind == PENSIONER) & ~waits).sum())
    ]
    # The provisional ones retired in the two years of which the base of the award is on file and the reform's list was still open.
    past = np.where(waits, 12 + rng.integers(0, 24, size=count), _past_months(rng, count))
    since = add_months(np.full(count, year * 100 + 1, dtype=np.int64), -past)
    employed = (kind == WORKER) | (kind == LEAVER) | ((kind == RETIREE) & at_employers)
    employer = np.where(employed, rng.integers(0, max(1, figures.employers), size=count), -1)
    first, last = employed.astype(np.int64), np.where(employed, np.where(retire > 0, retire, 12), 0)
    _move(rng, kind, employer, first, last, moves)
    born = _births(rng, kind, age, since, retire, year)
    insured_from = np.maximum(add_months(born, 12 * 22), REFORM if figures.scheme == PUBLIC else 200601)
    insured_from = np.where(first > 1, year * 100 + first, insured_from)
    years = np.where(kind == PENSIONER, rng.integers(18, 39, size=count), rng.integers(20, 38, size=count))
    return Members(
        kind,
        male,
        age,
        born,
        rng.integers(1, 29, size=count).astype(np.int64),
        np.where(kind == PENSIONER, since, insured_from).astype(np.int64),
        retire,
        died,
        (12 * years + rng.integers(0, 12, size=count)).astype(np.int64),
        employer.astype(np.int64),
        first.astype(np.int64),
        last.astype(np.int64),
        (year - 1) * 100 + rng.integers(1, 13, size=count).astype(np.int64),
        waits,
        waits & (np.cumsum(waits) <= figures.reformed),
        year,
    )


def _past_months(rng: np.random.Generator, count: int) -> Column:
    """Months since the first pension: more who retired lately than long ago."""
    return 1 + (_LONGEST_PAST * rng.beta(1.1, 2.2, size=count)).astype(np.int64)


def _births(rng: np.random.Generator, kind: Column, age: Column, since: Column, retire: Column, year: int) -> Column:
    """Months of birth that fit the month of retirement, or an age at which nobody retires in the year."""
    count = len(kind)
    december = np.full(count, year * 100 + 12, dtype=np.int64)
    retires = month_index(np.where(retire > 0, year * 100 + retire, december)) - 12 * age
    working = month_index(december) - 12 * (23 + rng.integers(0, 1 << 30, size=count) % (age - 25)) - rng.integers(0, 12, size=count)
    index = np.where(kind == PENSIONER, month_index(since) - 1 - 12 * age, np.where(kind == RETIREE, retires, working))
    return np.asarray(month_at(index), dtype=np.int64)


def _move(rng: np.random.Generator, kind: Column, employer: Column, first: Column, last: Column, moves: int) -> None:
    """At the end of each quarter some leave one employer, and as many come to it: the heads of December are those of January."""
    leavers, workers = np.flatnonzero(kind == LEAVER), np.flatnonzero(kind == WORKER)
    for at, quarter in enumerate(QUARTERS if moves else ()):
        place = int(rng.choice(employer[workers]))
        free = workers[(employer[workers] == place) & (first[workers] == 1)]
        comes, goes = free[:moves], leavers[at * moves : at * moves + len(free[:moves])]
        first[comes], last[goes], employer[goes] = quarter + 1, quarter, place
