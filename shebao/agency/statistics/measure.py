"""A measure: a named figure of one scheme and year, with its unit, its scope, and the rows it was counted from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import numpy as np

from shebao.agency.store.columns import Column
from shebao.base.dated import Places
from shebao.base.months import Month, last_day

DrillKind = Literal["persons", "runs", "vouchers", "none"]


@dataclass(frozen=True, slots=True)
class Drill:
    """Where the rows behind a figure are shown: a list of persons by id, the year's runs, or the year's vouchers."""

    kind: DrillKind = "none"
    ids: Column = field(default_factory=lambda: np.empty(0, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure found: the exact value (amounts in fen, rates as a share of one; None: cannot be said), how many rows, and where."""

    value: Fraction | int | None
    rows: int = 0
    drill: Drill = Drill()


@dataclass(frozen=True)
class Asked:
    """What a measure is asked about. Columns that several measures read are looked up once."""

    scheme: str
    year: int
    place: str
    places: Places
    memo: dict[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> Month:
        """January of the year."""
        return self.year * 100 + 1

    @property
    def last(self) -> Month:
        """December of the year."""
        return self.year * 100 + 12

    @cached_property
    def claim_age(self) -> int:
        """The claim age in years, from the law's values on the last day of the year."""
        return int(str(self.places.value("resident_claim_age_years", self.place, self.day).value))

    @property
    def day(self) -> date:
        """The last day of the year."""
        return last_day(self.last)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """The value called `name`, made the first time it is asked for."""
        if name not in self.memo:
            self.memo[name] = make()
        return self.memo[name]


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure's labels and its function: title, definition (口径), unit and scope are shown wherever the figure is."""

    name: str
    title: str
    definition: str
    unit: str
    scope: str
    function: Callable[[Asked], Reading]


@dataclass(frozen=True, slots=True)
class Measure:
    """A definition with its reading for one scheme and year."""

    definition: Definition
    asked: Asked
    value: Fraction | None
    rows_count: int
    drill: Drill


def share(part: int | Fraction, whole: int | Fraction) -> Fraction | None:
    """part ÷ whole; None where the whole is nought: a rate of nothing cannot be said."""
    return Fraction(part) / Fraction(whole) if whole else None
