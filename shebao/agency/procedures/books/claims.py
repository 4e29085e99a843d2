"""Money that lists of payers, or assessed months, say is due to the fund and that has not arrived (应收未到): by part of a
contribution, from rows and vouchers; and what is owed back after late deaths. Neither is booked before money comes."""

from __future__ import annotations

from dataclasses import dataclass

from shebao.agency import schemes
from shebao.agency.contributions import months
from shebao.agency.contributions import queries as contributions
from shebao.agency.declarations.kinds import MONTHLY
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import is_scheme
from shebao.agency.payout import queries as payout
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
    if first is None or not is_scheme(scheme):
        return []
    kinds = contributions.received(scheme, first, _FOR_EVER).values()
    assessed = months.due_by_part(scheme) if scheme in MONTHLY else {}
    _, owed, set_off = payout.totals_of_debts(scheme)
    fees = [
        Claim(
            part.title,
            sum(kind[f"{part.key}_fen"] for kind in kinds) + assessed.get(part.key, 0),
            -books.booked_item(scheme, part.income, part.item),
        )
        for part in schemes.of(scheme).CONTRIBUTIONS
    ]
    return [*fees, Claim("多发待遇应追回（已到账为抵扣、退回和核销）", owed, set_off)] if owed else fees
