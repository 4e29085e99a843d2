"""What the schemes of working people ask the law of the county's place: a month's contributions, the year's adjustment, an award."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.agency import schemes
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.dated import MissingValue, Places, Value
from shebao.core.arithmetic.exact import column, exact, fen_column, number
from shebao.core.columns import compute_columns
from shebao.core.policy.adjustment.questions import FULL
from shebao.core.policy.contributions import columns as contributions

from .members import Members

Column = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PensionLaw:
    """The law of one scheme in one place and year, asked in columns. Where the place's values are not on file it says so."""

    scheme: str
    places: Places
    place: str
    year: int

    def fees(self, wage_fen: Column, number_: int) -> contributions.Contributions:
        """Everybody's contributions of a month of the year."""
        ask = contributions.public_institution if self.scheme == PUBLIC else contributions.employee
        return ask(wage_fen, self.year * 100 + number_, self.places, self.place)

    def year_of_fees(self, wage_fen: Column, first: Column, last: Column) -> int:
        """What employers and workers pay for the year, each month by its own rates and limits."""
        result = 0
        for month in range(1, 13):
            working = (first > 0) & (first <= month) & (month <= last)
            fees = self.fees(wage_fen[working], month)
            result += int(fees.unit_fen.sum() + fees.person_fen.sum())
        return result

    def missing(self) -> str:
        """Why no contribution of the year can be assessed here; "" where the bases are on file."""
        try:
            self.fees(np.zeros(0, dtype=np.int64), 1)
        except MissingValue as problem:
            return str(problem)
        return ""

    @property
    def scheme_of_adjustment(self) -> Value | None:
        """The year's adjustment as entered for the county; None where there is none on file."""
        row = self.places.find("adjustment_scheme", self.place, date(self.year, 12, 31))
        return row if row is not None and row.value is not None else None

    def increase(self, pension_fen: Column, members: Members) -> Column:
        """What the year's adjustment adds to monthly pensions that were in payment when the year began."""
        row = self.scheme_of_adjustment
        drawing = pension_fen > 0
        if row is None or not drawing.any():
            return np.zeros_like(pension_fen)
        content: Any = row.value
        assert set(content) == {"fixed", "tiers", "pct"}, "the county's own adjustment has an amount, tiers of years and a percentage"
        rules = FULL.parts["pension_adjustment"]
        facts: dict[str, Any] = {
            "fixed": number(content["fixed"]),
            "pct": number(content["pct"]),
            "tiers": tuple((None if upper is None else exact(int(upper)), number(rate)) for upper, rate in content["tiers"]),
            "pension_before": fen_column(pension_fen[drawing], 0, 1_000_000),
            "credited_years": column(-(-members.paid_months[drawing] // 12), 0, 80),
        }
        added = compute_columns(rules, facts, {"by_years_tiers": 2, "by_percent": 2}, int(drawing.sum()))
        result = np.zeros_like(pension_fen)
        result[drawing] = int(number(content["fixed"]).fraction * 100) + added["by_years_tiers"] + added["by_percent"]
        return result

    def award(self, facts: Mapping[str, Any]) -> Awarded:
        """One person's award by the law of the place."""
        made: Awarded = schemes.of(self.scheme).award(facts, self.place, self.places)
        return made
