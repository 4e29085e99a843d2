"""The standing awards of people as they were made: from which facts, with which amounts; and the same with the year's adjustment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from shebao.agency import schemes
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people
from shebao.agency.schemes._adjustment import ALLOWANCE, adjusted, allowance_adjusted
from shebao.agency.store.columns import int_column
from shebao.base.dated import Places
from shebao.base.money import Fen, parse_yuan, scaled_text
from shebao.base.months import Month, age_on


class Standing(NamedTuple):
    """One person's award in a month: when the benefit began, the facts of its first calculation, and the amounts by part."""

    person_id: int
    from_month: Month
    facts: Mapping[str, str]
    parts: Mapping[str, Fen]


def standing_in(person_ids: Sequence[int], scheme: str, month: Month) -> list[Standing]:
    """The awards that hold for these people in a month."""
    column = int_column(person_ids)
    held, known = awards.in_force(column, scheme, month), history.award_facts(column, scheme)
    amounts = {key: fen.tolist() for key, fen in held.amounts.parts.items()}
    return [Standing(person, *known[person], {key: fen[row] for key, fen in amounts.items()}) for row, person in enumerate(person_ids)]


def adjustments_of(rows: Iterable[Standing], scheme: str, year: int, place_facts: Mapping[str, str], places: Places) -> list[awards.Award]:
    """Everybody's award after the adjustment of a year, which holds from its January on."""
    listed = list(rows)
    known = people.persons(row.person_id for row in listed)
    place, parts = installation.place(), schemes.of(scheme).PARTS
    result = []
    for row in listed:
        account = parse_yuan(row.facts["account_balance"])
        if row.facts.get("full_pension") == "false":
            awarded = allowance_adjusted(parts, row.parts[ALLOWANCE], account, year, place, places)
        else:
            facts = adjustment_facts(row, known[row.person_id].birth_date, year) | dict(place_facts)
            awarded = adjusted(parts, row.parts, account, facts, place, places)
        years = int(row.facts["paid_months"]) // 12
        result.append(awards.Award(row.person_id, row.from_month, year * 100 + 1, awarded._replace(paid_years=years)))
    return result


def adjustment_facts(row: Standing, born: date, year: int) -> dict[str, str]:
    """What the adjustment of a year asks of a person: years, age at the end of the year before, month of retirement."""
    months = int(row.facts["paid_months"])
    facts = {
        "year": str(year),
        "age": str(age_on(born, date(year - 1, 12, 31))),
        "contribution_years": scaled_text(months * 100 // 12, 2),
    }
    return facts | ({"retirement_month": row.facts["month"]} if row.facts.get("month") else {})
