"""This agency's own rows as tables of the rules: whole-number columns asked of each counter, the person's id as the key.

A table is asked for by name, so that the one application at the counter reads what its rules read and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.benefits import screened as awards
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import queries as contributions
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import Columns, empty_columns, look_up
from shebao.base.months import add_months
from shebao.core.screening.tables import TABLES

from . import own_work
from .question import Asked

BACK_MONTHS = 24
"""How far back months paid are looked at: an own choice, so that a night's run stays a night's run."""


def tables(today: int, person_ids: Iterable[int] | None = None, only: Iterable[str] | None = None) -> list[dict[str, Columns]]:
    """Every table that our own counters feed, or those of some names; of some people only where their ids are given."""
    ids = None if person_ids is None else sorted(set(person_ids))
    drawn = schemes.catalogue() if ids is None else benefits.schemes_of(ids)
    asked = Asked(today, int(add_months(today // 100, -BACK_MONTHS)), ids, frozenset(drawn))
    wanted = set(TABLES) if only is None else set(only)
    return [{name: table} for name, feed in _FEEDS.items() if name in wanted for table in feed(asked) or [empty_columns(*TABLES[name])]]


def _people(asked: Asked) -> list[Columns]:
    born, said = own_work.born(asked), own_work.numbers(asked)
    beside = {name: look_up(said["person"], said[name], born["person"]) for name in ("sex", "number_birth", "number_sex", "number_ok")}
    return [{"person": born["person"], "birth": born["birth"], **beside}]


def _deaths(asked: Asked) -> list[Columns]:
    born = own_work.born(asked)
    dead = born["death"] > 0
    return [{"person": born["person"][dead], "on_day": born["death"][dead]}]


def _accounts(asked: Asked) -> list[Columns]:
    return [people.account_groups(asked.ids)]


def _each(read: Callable[[str, Asked], Columns]) -> Callable[[Asked], list[Columns]]:
    """One table a scheme in which anybody draws, its number beside the rows."""

    def every(asked: Asked) -> list[Columns]:
        result = []
        for key, scheme in schemes.catalogue().items():
            table = read(key, asked) if key in asked.drawn else {}
            if table and table["person"].size:
                result.append({"scheme": np.full_like(table["person"], int(scheme.CODE)), **table})
        return result

    return every


def _benefits(key: str, asked: Asked) -> Columns:
    drawn = asked.once(f"spans {key}", lambda: benefits.spans(key, asked.ids))
    return {**drawn, "region": np.zeros_like(drawn["person"])}


def _payments(key: str, asked: Asked) -> Columns:
    return payout.paid_by_month(key, asked.since, asked.ids)


def _large(key: str, asked: Asked) -> Columns:
    return payout.paid_back(key, asked.since, asked.ids)


def _dues(key: str, asked: Asked) -> Columns:
    due = payout.due_last(key)
    if asked.ids is not None:
        mine = np.isin(due["person"], asked.ids)
        due = {name: values[mine] for name, values in due.items()}
    return due


def _balances(key: str, asked: Asked) -> Columns:
    person = np.unique(asked.once(f"spans {key}", lambda: benefits.spans(key, asked.ids))["person"])
    return {"person": person, "balance_fen": accounts.balances(person, key)}


def _contributions(asked: Asked) -> list[Columns]:
    return [contributions.months_paid(asked.since, asked.ids)]


def _subsidies(asked: Asked) -> list[Columns]:
    """Everybody who pays for this year gets the government's subsidy; of whom it pays the whole, the years it did."""
    year, code = asked.today // 10_000, int(schemes.of(RESIDENT).CODE)
    payers, assisted = contributions.payers(RESIDENT, year, person_ids=asked.ids), contributions.assisted(RESIDENT, asked.ids)
    person = np.concatenate([payers, assisted["person_id"]])
    start = np.concatenate([np.full_like(payers, year), assisted["year"]]) * 100 + 1
    kind = np.repeat([own_work.SUBSIDISED, own_work.ASSISTED], [payers.size, assisted["year"].size])
    return [{"person": person, "scheme": np.full_like(person, code), "from_month": start, "to_month": start + 11, "kind": kind}]


def _adjustments(key: str, asked: Asked) -> Columns:
    return awards.raises(key, asked.ids)


def _certifications(asked: Asked) -> list[Columns]:
    return [certification.days_certified(asked.ids)]


def _seen(asked: Asked) -> list[Columns]:
    return [certification.days_certified(asked.ids, seen=True)]


def _validity(asked: Asked) -> list[Columns]:
    return [certification.validities(asked.ids)]


_FEEDS: Mapping[str, Callable[[Asked], Sequence[Columns]]] = {
    "people": _people,
    "deaths": _deaths,
    "accounts": _accounts,
    "certifications": _certifications,
    "sightings": _seen,
    "validity": _validity,
    "benefits": _each(_benefits),
    "payments": _each(_payments),
    "large_payments": _each(_large),
    "dues": _each(_dues),
    "balances": _each(_balances),
    "contributions": _contributions,
    "subsidies": _subsidies,
    "adjustments": _each(_adjustments),
    **own_work.FEEDS,
}
"""Table → what asks a counter for it."""
