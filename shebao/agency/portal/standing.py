"""How somebody stands, in a few figures and words: what was paid, what there is, what comes and from when, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import months as month_store
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from shebao.base.months import add_months, last_day, month_of, months_between

from .picture import Bar, bar


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody insured as a resident who draws no pension: years paid and needed, the month of the claim, what comes then in fen."""

    paid_years: int
    required_years: int
    claim_month: int
    reached: bool
    account_fen: int
    monthly_fen: int
    lacking_years: int
    bars: tuple[Bar, Bar]


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the first page says of somebody."""

    insured: list[enrolment.SpellRow]
    held: list[dict[str, Any]]
    resident: Resident | None
    months_paid: list[tuple[str, int]]
    accounts: list[tuple[str, int]]
    certified_until: int
    certification_overdue: bool


def standing_of(person: people.PersonRow, day: date) -> Standing:
    """The figures, from the records as they are now."""
    spells = enrolment.spells(person.id)
    held = [one for one in benefits.of_person(person.id) if one["state"] in ("active", "suspended")]
    until = certification.of_person(person.id)["valid_until"] or 0
    insured = [spell for spell in spells if spell.to_month is None]
    resident = any(spell.scheme == MAIN for spell in insured) and not held
    return Standing(
        insured,
        held,
        resident_of(person, day) if resident else None,
        _months_paid(person.id),
        [(schemes.title(key), fen) for key, fen, closed in accounts.held_by(person.id) if not closed],
        until,
        bool(until) and until < month_of(day),
    )


def _months_paid(person_id: int) -> list[tuple[str, int]]:
    """Scheme → months that are paid."""
    paid: dict[str, set[int]] = {}
    for row in month_store.of_person(person_id):
        if row.paid_month:
            paid.setdefault(row.scheme, set()).add(row.month)
    return [(schemes.title(key), len(months)) for key, months in paid.items()]


def resident_of(person: people.PersonRow, day: date) -> Resident | None:
    """What a resident has and what is missing, by the law of today; None where a standard is not on file."""
    ids, now = int_column([person.id]), month_of(day)
    place, places = installation.place(), parameters.places()
    age = int(str(places.value("resident_claim_age_years", place, last_day(now)).value))
    born = month_of(person.birth_date)
    claim = add_months(born, age * 12 + 1)
    at = max(claim, now)
    years, balance = contributions.paid_years(ids, MAIN), accounts.balances(ids, MAIN)
    to_come = max(at // 100 - now // 100, 0)
    facts = {"birth_month": int_column([born]), "paid_years": years + to_come, "account_at_claim_fen": balance}
    facts["applied_month"] = np.full_like(ids, at)
    try:
        computed = schemes.of(MAIN).decision(facts, now if at > now else at, place, places, claim=True)
    except Refused:
        return None
    required = int(computed.columns["required_years"][0])
    paid, fen = int(years[0]), int(balance[0])
    lacking = max(required - paid - to_come, 0)
    monthly = 0 if lacking else int(computed.amounts.total_fen[0])
    reached = claim <= now
    months = min(max(months_between(born, now), 0), age * 12)
    bars = (
        bar("缴费年限", paid, required, f"已缴 {paid} 年", f"要满 {required} 年"),
        bar("年龄", months, age * 12, f"{months // 12} 岁", f"{age} 岁可以领"),
    )
    return Resident(paid, required, claim, reached, fen, monthly, lacking, bars)
