"""This agency's own rows as tables of the rules: whole-number columns asked of each counter, the person's id as the key."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import queries as contributions
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.store.columns import Columns
from shebao.base.months import add_months

BACK_MONTHS = 24
"""How far back months paid are looked at: an own choice, so that a night's run stays a night's run."""


def tables(today: int, person_ids: Iterable[int] | None = None) -> list[dict[str, Columns]]:
    """Every table that our own counters feed; of some people only where their ids are given."""
    ids = None if person_ids is None else sorted(set(person_ids))
    since = int(add_months(today // 100, -BACK_MONTHS))
    result: list[dict[str, Columns]] = [
        _people(ids),
        {"certifications": certification.days_certified(ids)},
        {"validity": certification.validities(ids), "sightings": certification.days_certified(ids, seen=True)},
    ]
    return result + [_scheme(key, since, today, ids) for key in schemes.catalogue()]


def _people(ids: list[int] | None) -> dict[str, Columns]:
    born = people.births(ids)
    nought = np.zeros_like(born["person"])
    deaths = born["death"] > 0
    return {
        "people": {"person": born["person"], "birth": born["birth"], "number_birth": nought, "sex": nought, "number_sex": nought},
        "deaths": {"person": born["person"][deaths], "on_day": born["death"][deaths]},
        "accounts": people.account_groups(ids),
    }


def _scheme(key: str, since: int, today: int, ids: list[int] | None) -> dict[str, Columns]:
    """What one scheme knows: who draws, what was paid, who contributed, and the balances of accounts."""
    code = int(schemes.of(key).CODE)
    drawn, paid, large = benefits.spans(key, ids), payout.paid_by_month(key, since, ids), payout.paid_back(key, since, ids)
    fixed = np.full_like(drawn["person"], code)
    nought = np.zeros_like(drawn["person"])
    year = today // 10_000
    payers = contributions.payers(key, year, person_ids=ids)
    start = np.full_like(payers, year * 100 + 1)
    return {
        "benefits": {
            "person": drawn["person"],
            "scheme": fixed,
            "region": nought,
            "from_month": drawn["from_month"],
            "to_month": drawn["to_month"],
        },
        "payments": {"person": paid["person"], "scheme": np.full_like(paid["person"], code), "month": paid["month"], "fen": paid["fen"]},
        "large_payments": {name: large[name] if name in large else np.full_like(large["person"], code) for name in _LARGE},
        "subsidies": {
            "person": payers,
            "scheme": np.full_like(payers, code),
            "from_month": start,
            "to_month": start + 11,
            "kind": np.full_like(payers, 2),
        },
        "balances": {"person": drawn["person"], "scheme": fixed, "balance_fen": accounts.balances(drawn["person"], key)},
        "contributions": contributions.months_paid(code, since, ids),
    }


_LARGE = ("person", "scheme", "on_day", "fen", "monthly_fen")
