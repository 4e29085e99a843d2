"""Money that lists of payers say is due to the fund and that has not arrived (应收未到): by part of a contribution, from rows and vouchers."""

from __future__ import annotations

from dataclasses import dataclass

from shebao.agency import schemes
from shebao.agency.contributions import queries as contributions
from shebao.agency.fund import queries as books
from shebao.base.money import Fen

_FOR_EVER = 999912


@dataclass(frozen=True, slots=True)
class Claim:
    """One part of contributions: what the rows since the books opened say, and what was booked on slips."""

    title: str
    due_fen: Fen
    booked_fen: Fen

    @property
    def outstanding_fen(self) -> Fen:
        """What has not arrived; below zero where more arrived than the rows say. A named difference, never forced to nothing."""
        return self.due_fen - self.booked_fen


def claims(scheme: str) -> list[Claim]:
    """Each part of the scheme's contributions, due and arrived since the books opened; empty where there are no books."""
    first = books.first_month(scheme)
    if first is None:
        return []
    kinds = contributions.received(scheme, first, _FOR_EVER).values()
    return [
        Claim(part.title, sum(kind[f"{part.key}_fen"] for kind in kinds), -books.booked_item(scheme, part.income, part.item))
        for part in schemes.of(scheme).CONTRIBUTIONS
    ]
