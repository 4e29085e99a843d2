"""What several counters together count in the background: contributions that are due and have not arrived."""

from __future__ import annotations

from typing import Any

from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import queries as contributions
from shebao.agency.jobs import counts

from .books.claims import Claim, claims


def count_claims(scheme: str) -> list[Claim]:
    """Each part of a scheme's contributions, due and arrived since the books opened."""
    return claims(scheme)


def count_received(scheme: str, month: int) -> dict[str, dict[str, int]]:
    """Kind → people and sums of what was received in a month."""
    return contributions.received(scheme, month, month)


def count_accounts(scheme: str) -> int:
    """The personal accounts of a scheme together, in fen."""
    return accounts.totals(scheme)["balance_fen"]


def recount(count: str, arguments: list[Any]) -> None:
    """Count anew what pages show and the journal has gone beyond."""
    counts.count(count, arguments)
