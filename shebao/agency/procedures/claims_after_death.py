"""What a death does to claims: they end with the month of death; what the heirs may claim has a matter of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.base.months import month_of


def end_by_death(deaths: Mapping[int, date], *, by: By) -> None:
    """Enter the end of the claims of people who died, whose benefit has ended already, and ask their later premiums back."""
    rows = [row for row in known.claims(deaths) if not row.last_month]
    if not rows:
        return
    endings = [
        claims.Ending(
            row.id, row.person_id, month_of(deaths[row.person_id]), "died", sum(m <= month_of(deaths[row.person_id]) for m in row.months), 0
        )
        for row in rows
    ]
    claims.post_endings(endings, by=by)
    for row in endings:
        claims.ask_premiums_back(row.person_id, row.last_month, by=by)
