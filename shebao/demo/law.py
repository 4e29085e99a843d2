"""What the demonstration reads from the law of its place: standards, tiers, subsidies, first months. Nothing is set here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from shebao.base.dated import NATIONAL, Places
from shebao.base.money import parse_yuan
from shebao.base.months import month
from shebao.core.policy.keys import key_of
from shebao.core.policy.resident import columns as resident
from shebao.core.policy.resident.questions import CONTRIBUTION, DEATH, PENSION, TIERS

Column = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Law:
    """The rules of one place in one year, asked in columns."""

    places: Places
    place: str
    year: int

    def tiers_fen(self) -> Column:
        """The yearly contribution tiers, rising."""
        content = TIERS.row(self.places, self.place, date(self.year, 12, 31)).value
        assert isinstance(content, tuple)
        return np.array(sorted(parse_yuan(str(tier)) for tier in content), dtype=np.int64)

    def poor_tier_fen(self) -> int:
        """The tier kept for people whose contribution the government pays: what it pays, or the lowest where that is less."""
        paid = CONTRIBUTION.reads["poor_contribution"].row(self.places, self.place, date(self.year, 12, 31)).value
        return min(parse_yuan(str(paid)), int(self.tiers_fen()[0]))

    def credit(self, tier_fen: Column, poor: npt.NDArray[np.bool_], arrears: npt.NDArray[np.bool_] | None = None) -> dict[str, Column]:
        """own_fen, government_fen, subsidy_fen and credit_fen of a year's contributions."""
        columns = {"tier_fen": tier_fen, "poor": poor, "arrears": np.zeros(len(tier_fen), dtype=np.bool_) if arrears is None else arrears}
        return resident.contribution_credit(columns, self.year, self.places, self.place)

    def first_month(self, birth_month: Column) -> Column:
        """The first month of pension for people who apply in time."""
        return np.asarray(resident.first_month(birth_month, None, self.places, self.place), dtype=np.int64)

    def required_years(self, birth_month: Column) -> Column:
        """How many paid years each person needs to claim at sixty."""
        required = np.zeros(len(birth_month), dtype=np.int64)
        at_sixty = birth_month + 60_00
        for years in range(16):
            open_ = ~self.eligible(birth_month, required, at_sixty)
            if not open_.any():
                return required
            required[open_] = years + 1
        raise AssertionError("nobody needs more than fifteen years")

    def eligible(self, birth_month: Column, paid_years: Column, on: Column) -> npt.NDArray[np.bool_]:
        """Whether each may claim in its own month `on`."""
        latest = int(np.max(on)) if len(on) else month(self.year, 1)
        reached = birth_month + 60_00 <= on
        # Only age depends on the month asked for; the years needed depend on the birth month alone.
        return reached & resident.eligible({"birth_month": birth_month, "paid_years": paid_years}, latest, self.places, self.place)

    def pension(self, birth_month: Column, paid_years: Column, account_at_claim_fen: Column, m: int) -> dict[str, Column]:
        """The month's pension by parts, as the payout computes it."""
        columns = {"birth_month": birth_month, "paid_years": paid_years, "account_at_claim_fen": account_at_claim_fen}
        return resident.monthly_pension(columns, m, self.places, self.place)

    def standards(self) -> list[dict[str, str]]:
        """The standards the year was paid by: title, value, document, and whose they are; a missing local one is said to be missing."""
        day = date(self.year, 12, 31)
        reads = PENSION.reads["local_standard"], CONTRIBUTION.reads["poor_contribution"], DEATH.reads["funeral_fixed"]
        rows = [read.row(self.places, self.place, day) for read in reads]
        rows.append(resident.account_rate(self.places, self.place, self.year))
        return [
            {
                "key": row.key,
                "title": key_of(row.key).title,
                "value": str(row.value),
                "document": row.document,
                "confidence": row.confidence,
                "place": self.places.places[row.place].name,
                "note": "当地标准未录入" if row.place == NATIONAL else row.note,
            }
            for row in rows
        ]

    def account_rate_text(self) -> str:
        """The interest rate credited to accounts this year, as printed."""
        return str(resident.account_rate(self.places, self.place, self.year).value)
