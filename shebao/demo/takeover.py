"""The hand-over on New Year's Day: everybody the former system knew, with their years, balances, pensions and proofs of life."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency.accounts.actions import open_accounts
from shebao.agency.benefits.actions import take_over as take_over_pensions
from shebao.agency.certification.actions import record_events
from shebao.agency.contributions.actions import carry_over
from shebao.agency.enrolment.actions import enrol, grant_assistance
from shebao.agency.fund.actions import open_books
from shebao.agency.journal.by import By
from shebao.agency.people.actions import NewPerson, ensure_villages, register
from shebao.base.months import first_day

from .contributions import GROUPS
from .names import lists
from .population import PENSIONER
from .world import Column, World, rows_where

CHUNK = 40_000
_FIRST_YEAR = 2009
_IN_HAND_SHARE = 40
"""The expenditure account begins with a fortieth of the fund, about a month's pensions."""


def take_over(world: World) -> None:
    """Everything that was there before the year began."""
    people = world.county.population
    day = date(world.year, 1, 1)
    here = rows_where(people.enrolled == 0)
    register_people(world, here, day, verified=True)
    for start in range(0, len(here), CHUNK):
        chunk = here[start : start + CHUNK]
        enrol(world.people(chunk), world.scheme, people.insured_from[chunk], by=By(world.by("clerk"), day))
    _grant(world, day)
    _carry(world, here, day)
    _open_accounts(world, here, day)
    _take_over_pensions(world, day)
    _certify(world, day)
    _open_books(world, day)


def register_people(world: World, rows: Column, day: date, *, verified: bool) -> None:
    """Enter people with their cards."""
    county = world.county
    villages = ensure_villages(county.villages, by=By(world.by("clerk"), day))
    village_ids = [villages[pair] for pair in county.villages]
    world.facts["villages"] = village_ids
    banks = lists()["banks"]
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        new = [
            NewPerson(
                county.citizens[i],
                county.names[i],
                village_ids[county.village[i]],
                county.phones[i],
                banks[county.bank[i]] if county.has_card[i] else "",
                county.cards[i] if county.has_card[i] else "",
            )
            for i in chunk.tolist()
        ]
        world.ids[chunk] = register(new, by=By(world.by("clerk"), day), accounts_verified=verified)


def _grant(world: World, day: date) -> None:
    assisted = rows_where(world.county.paying.assisted)
    if len(assisted):
        groups = world.county.paying.group[assisted].tolist()
        rows = [
            (person, GROUPS[group], world.year - 1, None) for person, group in zip(world.people(assisted).tolist(), groups, strict=True)
        ]
        grant_assistance(rows, by=By(world.by("clerk"), day))


def _carry(world: World, here: Column, day: date) -> None:
    """Years paid before: pensioners' end with their claim, contributors' with the last year they paid."""
    people, year = world.county.population, world.year
    chosen = here[people.carried_years[here] > 0]
    claimed = np.minimum(people.first_month[chosen] // 100, year) - 1
    last = np.where(people.kind[chosen] == PENSIONER, claimed, np.maximum(world.county.paying.carried_last[chosen], _FIRST_YEAR))
    years = people.carried_years[chosen]
    last = np.minimum(np.maximum(last, _FIRST_YEAR + years - 1), year - 1)
    rows = list(zip(world.people(chosen).tolist(), (last - years + 1).tolist(), last.tolist(), years.tolist(), strict=True))
    for start in range(0, len(rows), CHUNK):
        carry_over(rows[start : start + CHUNK], world.scheme, by=By(world.by("clerk"), day))


def _open_accounts(world: World, here: Column, day: date) -> None:
    """Every insured person has an account, the exempt one with nothing in it."""
    openings = world.county.accounts.opening_fen[here]
    rows = list(zip(world.people(here).tolist(), openings.tolist(), strict=True))
    for start in range(0, len(rows), CHUNK):
        open_accounts(rows[start : start + CHUNK], world.scheme, (world.year - 1) * 100 + 12, by=By(world.by("clerk"), day))


def _take_over_pensions(world: World, day: date) -> None:
    """The pensions the former system decided, with the account each was computed from."""
    people = world.county.population
    chosen = rows_where(people.kind == PENSIONER)
    rows = list(
        zip(
            world.people(chosen).tolist(),
            people.first_month[chosen].tolist(),
            world.county.accounts.at_claim_fen[chosen].tolist(),
            strict=True,
        )
    )
    take_over_pensions(rows, world.scheme, month=world.month(1), place=world.place, places=world.places, by=By(world.by("clerk"), day))


def _certify(world: World, day: date) -> None:
    """The last proof of life of each pensioner, as handed over: twelve months before it runs out."""
    people = world.county.population
    chosen = rows_where(people.kind == PENSIONER)
    proved = people.certified_until[chosen] - 100
    rows = [(person, first_day(month), "handed_over") for person, month in zip(world.people(chosen).tolist(), proved.tolist(), strict=True)]
    record_events(rows, by=By(world.by("clerk"), day))


def _open_books(world: World, day: date) -> None:
    fund = world.county.opening_fund_fen
    in_hand = fund // _IN_HAND_SHARE
    open_books(world.scheme, world.month(1), day, {"1003": fund - in_hand, "1004": in_hand}, by=By(world.by("finance"), day))
