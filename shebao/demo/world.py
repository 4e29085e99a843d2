"""The county being lived: who has which id at the counters, who acts, and on what day. Grows as people are registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.dated import Places

from .county import County

Column = npt.NDArray[np.int64]


@dataclass
class World:
    """The county with the ids the counters gave. `ids` is 0 for whoever is not registered yet."""

    county: County
    members: dict[str, int]
    ids: Column
    facts: dict[str, Any] = field(default_factory=dict)
    scheme: str = RESIDENT

    @property
    def year(self) -> int:
        """The year lived."""
        return self.county.law.year

    @property
    def place(self) -> str:
        """The place whose law holds."""
        return self.county.law.place

    @property
    def places(self) -> Places:
        """All places with their values."""
        return self.county.law.places

    def of(self, scheme: str) -> World:
        """The same county seen from another scheme, whose money has slips of its own."""
        return replace(self, scheme=scheme, facts={})

    def month(self, number: int) -> int:
        """Month 1–12 of the year as YYYYMM."""
        return self.year * 100 + number

    def day(self, number: int, day: int) -> date:
        """A day of a month of the year."""
        return date(self.year, number, day)

    def people(self, rows: Iterable[int] | Column) -> Column:
        """The ids of rows of the population."""
        result = self.ids[np.asarray(rows, dtype=np.int64)]
        assert (result > 0).all(), "somebody is not registered yet"
        return result

    def by(self, username: str) -> int:
        """The id of a demonstration member."""
        return self.members[username]


def rows_where(condition: npt.NDArray[np.bool_]) -> Column:
    """Row numbers where a condition holds."""
    return np.flatnonzero(condition)
