"""A village of invented people for the counters' tests: registered, insured, with accounts, as a test needs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shebao.agency.accounts import actions as accounts
from shebao.agency.contributions import actions as contributions
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.people import actions as people
from shebao.base.identity import DEMO_REGION, invented_citizen_number
from shebao.core.policy.locale import shipped_places

SCHEME, PLACE, PLACES = RESIDENT, "gansu_zhengning", shipped_places()
GO_LIVE = date(2023, 1, 3)
BY = {"actor_id": None, "day": GO_LIVE}
LAW = {"place": PLACE, "places": PLACES}


def on(day: date) -> dict[str, object]:
    """Who does it (nobody in particular) and when."""
    return {"actor_id": None, "day": day}


def born(year: int, month: int, count: int, *, start: int = 0) -> list[int]:
    """So many registered people born in a month; give different `start` where a month is asked for twice."""
    village = people.ensure_villages([("永和镇", "槐树村")], **BY)[("永和镇", "槐树村")]
    rows = [people.NewPerson(invented_citizen_number(DEMO_REGION, date(year, month, 5), start + i), "李明", village) for i in range(count)]
    return people.register(rows, **BY)


def insured(year: int, month: int, count: int, *, start: int = 0, years: int = 13, opening_fen: int = 0) -> list[int]:
    """People born in a month, insured since 2010, with years handed over and an account as it was at the end of 2022."""
    ids = born(year, month, count, start=start)
    enrolment.enrol(ids, SCHEME, 201001, **BY)
    if years:
        contributions.carry_over([(i, 2023 - years, 2022, years) for i in ids], SCHEME, **BY)
    accounts.open_accounts([(i, opening_fen) for i in ids], SCHEME, 202212, **BY)
    return ids


def rule_of(refused: object) -> str:
    """The name of the rule behind a refusal."""
    return refused.value.finding.rule  # type: ignore[attr-defined]


def each(values: Sequence[int] | object) -> list[int]:
    """A column as plain numbers."""
    return [int(value) for value in values]  # type: ignore[union-attr, attr-defined]
