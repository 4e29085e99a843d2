"""What befalls people in one month, brought to the counters as matters: enrolment, contributions, deaths, claims, proofs of life, cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from shebao.agency import schemes
from shebao.agency.certification.actions import record_events, record_notices
from shebao.agency.contributions.queries import posted_by
from shebao.agency.enrolment.actions import end
from shebao.agency.journal.by import By
from shebao.agency.people.actions import verify_bank_accounts
from shebao.agency.procedures.actions import carry_through

from .contributions import Paying
from .money import receive_fees
from .names import lists
from .population import CLAIMANT, CONTRIBUTOR, PENSIONER
from .world import Column, World, rows_where

_MOST_AT_ONCE = 20
"""The payout guard looks at back payments of more people than this from one operation, so offices resume them in small lists."""
_HELD_FROM_MONTHS = 4
QUARTER = 3
"""Back pay goes out with the last month of a quarter, as the county's calendar has it."""
_KINDS, _SHARES = (
    ("self_service", "village_round", "home_visit", "hospital_stay", "bank_face_check", "window"),
    (0.55, 0.2, 0.08, 0.07, 0.06, 0.04),
)


def matter(world: World, key: str, payload: dict[str, Any], day: date) -> Any:
    """Take a request through its steps: the clerk accepts, the reviewer checks, the approver approves."""
    return carry_through(
        key, payload, day=day, maker_id=world.by("clerk"), reviewer_id=world.by("reviewer"), approver_id=world.by("approver")
    )


def enrol_new(world: World, number: int) -> None:
    """People who join in the month, as one list."""
    county = world.county
    rows = rows_where(county.population.enrolled == number)
    if not len(rows):
        return
    villages = world.facts["villages"]
    listed = [
        {
            "citizen_number": county.citizens[i],
            "name": county.names[i],
            "village_id": villages[county.village[i]],
            "phone": county.phones[i],
            **({"bank": lists()["banks"][county.bank[i]], "account_number": county.cards[i]} if county.has_card[i] else {}),
        }
        for i in rows.tolist()
    ]
    world.ids[rows] = matter(world, "register_many", {"rows": listed}, world.day(number, 3))


def move_away(world: World, number: int) -> None:
    """People who leave the county with the month."""
    rows = rows_where(world.county.population.moved == number)
    if len(rows):
        end(world.people(rows), world.scheme, world.month(number), "moved_away", by=By(world.by("clerk"), world.day(number, 4)))


def collect(world: World, number: int) -> None:
    """The month's list of payers, and what they paid."""
    paying: Paying = world.county.paying
    rows = rows_where(paying.month == number)
    if len(rows):
        listed = [
            {"person_id": person, "year": world.year, "tier_fen": tier}
            for person, tier in zip(world.people(rows).tolist(), paying.tier_fen[rows].tolist(), strict=True)
        ]
        entry = matter(world, "collect_contributions", {"rows": listed}, world.day(number, 6))
        posted = posted_by(entry.seq, world.scheme)
        by_part = {part.key: int(posted[f"{part.key}_fen"].sum()) for part in schemes.of(world.scheme).CONTRIBUTIONS}
        receive_fees(world, number, by_part)
        world.facts["claimed"] = by_part


def report_deaths(world: World, number: int) -> None:
    """Deaths that become known in the month, of this month and of earlier ones."""
    people = world.county.population
    rows = rows_where((people.died > 0) & (people.reported == number))
    if not len(rows):
        return
    rng = np.random.default_rng(world.year * 100 + number)
    # A death of this month can only have been reported if it came before the day of the report.
    latest = np.where(people.died[rows] == number, 4, 28)
    days = (rng.integers(0, 1 << 20, size=len(rows)) % latest) + 1
    listed = [
        {"person_id": person, "died_on": date(world.year, died, day).isoformat()}
        for person, died, day in zip(world.people(rows).tolist(), people.died[rows].tolist(), days.tolist(), strict=True)
    ]
    matter(world, "report_deaths", {"rows": listed, "source": ("village", "funeral", "relatives")[number % 3]}, world.day(number, 5))


def decide(world: World, number: int) -> None:
    """People who draw their first pension this month: they applied the month before; applying proves their life."""
    people = world.county.population
    rows = rows_where((people.kind == CLAIMANT) & (people.first_month == world.month(number)))
    if not len(rows):
        return
    ids, day = world.people(rows).tolist(), world.day(number, 8)
    applied = world.month(number) - 1 if number > 1 else (world.year - 1) * 100 + 12
    matter(
        world,
        "decide_benefits",
        {"rows": [{"person_id": person, "applied_month": applied} for person in ids], "month": world.month(number)},
        day,
    )


def certify(world: World, number: int) -> None:
    """Proofs of life of the month: of those whose last one runs out now, and of the suspended who turn up."""
    people, planted = world.county.population, world.county.planted
    due = (people.kind == PENSIONER) & (people.certified_until == world.month(number)) & (people.died == 0) & (people.suspended == 0)
    due[planted.rows["paid_after_death"]] = False
    rows = rows_where(due | ((people.suspended > 0) & (people.resumed == number)))
    if not len(rows):
        return
    rng, day = np.random.default_rng(world.year * 1000 + number), world.day(number, 9)
    unseen = np.isin(rows, planted.rows["very_old_unseen"])
    kinds = rng.choice(len(_KINDS), size=len(rows), p=_SHARES)
    events = [
        (person, date(world.year, number, on), "village_round" if hidden else _KINDS[kind])
        for person, on, kind, hidden in zip(
            world.people(rows).tolist(), rng.integers(1, 10, size=len(rows)).tolist(), kinds.tolist(), unseen.tolist(), strict=True
        )
    ]
    record_events(events, by=By(world.by("clerk"), day))


def suspend(world: World, number: int) -> None:
    """Pensions of those whose proof ran out stop, and those who have turned up are paid again."""
    people, day = world.county.population, world.day(number, 10)
    _tell(world, number)
    if (people.suspended == number).any():
        matter(world, "suspend_overdue", {"month": world.month(number)}, day)
    rows = rows_where((people.suspended > 0) & (people.resumed == number))
    long = number - people.suspended[rows] >= _HELD_FROM_MONTHS
    for group in (*_groups(rows[long], 1), *_groups(rows[~long], _MOST_AT_ONCE)):
        matter(
            world, "resume_certified", {"month": world.month(number), "rows": [{"person_id": p} for p in world.people(group).tolist()]}, day
        )


def _tell(world: World, number: int) -> None:
    """Those whose pension will stop the month after next are told now; of the first two months' the former system told them."""
    people = world.county.population
    for stop in (1, 2, 3) if number == 1 else (number + 2,):
        rows = rows_where(people.suspended == stop)
        if len(rows):
            on = world.day(number, 9) if stop > 2 else date(world.year - 1, 11, 20)
            notices = [(person, world.month(stop), "message", on) for person in world.people(rows).tolist()]
            record_notices(notices, by=By(world.by("clerk"), world.day(number, 10)))


def change_cards(world: World, number: int) -> None:
    """People with a new card, and the few who change it just before a large back payment."""
    people = world.county.population
    change = people.card_changed == number
    hasty = world.county.planted.rows["card_before_large_payment"]
    renew_cards(world, rows_where(change), world.day(number, 14))
    if number % QUARTER == 0:
        # A week before the back pay of the quarter; the day after, it is on its way to the new card.
        renew_cards(world, hasty[(people.resumed[hasty] > number - QUARTER) & (people.resumed[hasty] <= number)], world.day(number, 15))


def renew_cards(world: World, rows: Column, day: date) -> None:
    """New accounts for some people, confirmed by the bank."""
    if not len(rows):
        return
    county, banks = world.county, lists()["banks"]
    listed = [
        {"person_id": person, "bank": banks[county.bank[i]], "account_number": county.second_cards[i], "holder": county.names[i]}
        for i, person in zip(rows.tolist(), world.people(rows).tolist(), strict=True)
    ]
    accounts = matter(world, "change_bank_accounts", {"rows": listed}, day)
    verify_bank_accounts(accounts, f"银行户名核验回执 {day.isoformat()}", by=By(world.by("reviewer"), day))


def dead_accounts(world: World, number: int) -> Column:
    """Rows of all whose death became known in the month: their accounts go to the heirs."""
    people = world.county.population
    return rows_where((people.died > 0) & (people.reported == number) & np.isin(people.kind, (PENSIONER, CONTRIBUTOR)))


def _groups(rows: Column, size: int) -> Iterable[Column]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
