"""The office around the year: before it, standards of its own are entered; at its end a few requests still lie on the desks, and the year's report is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from shebao.agency.jobs import work
from shebao.agency.journal.by import By
from shebao.agency.parameters import actions as parameters
from shebao.agency.parameters.actions import NewValue
from shebao.agency.procedures import actions as services
from shebao.base.finding import Refused

from .names import lists
from .population import PENSIONER
from .world import World, rows_where

_OPEN_CARDS, _OPEN_DEATHS = 3, 2


def enter_standards(world: World) -> None:
    """The county's own standards, entered before the year begins, so that its months are not paid by the nation's least."""
    for value in world.county.agency.own_values():
        new = NewValue(
            value.key, value.place, value.effective_from, value.effective_to, value.value, value.document, value.confidence, value.note
        )
        parameters.enter(new, by=By(world.by("clerk"), date(world.year - 1, 12, 1)))


def leave_open(world: World) -> None:
    """Requests of the last days of December that nobody has decided yet: what the next morning begins with."""
    people = world.county.population
    quiet = rows_where(
        (people.kind == PENSIONER)
        & (people.died == 0)
        & (people.suspended == 0)
        & (people.rejected == 0)
        & (people.card_changed == 0)
        & (world.county.planted.unknown_death == 0)
        & (world.county.planted.card_of == np.arange(len(people)))
    )
    cards, deaths = quiet[:_OPEN_CARDS], quiet[_OPEN_CARDS : _OPEN_CARDS + _OPEN_DEATHS]
    submitted = [
        _submit(world, "change_bank_account", _card(world, row), date(world.year, 12, 26 + number % 2))
        for number, row in enumerate(cards.tolist())
    ]
    for row in deaths.tolist():
        _submit(
            world,
            "report_death",
            {"person_id": int(world.people([row])[0]), "died_on": f"{world.year}-12-27", "source": "village"},
            date(world.year, 12, 28),
        )
    if submitted:
        services.review(submitted[0], by=By(world.by("reviewer"), date(world.year, 12, 29)))


def ask_for_report(world: World, agency: str) -> None:
    """Have the year's report drafted by the worker, when the county is first served: the list of reports is not empty then."""
    work.enqueue("evaluation.draft", agency=agency, year=world.year, actor_id=world.by("clerk"), day=date(world.year, 12, 31).isoformat())


def _card(world: World, row: int) -> dict[str, Any]:
    county = world.county
    return {
        "person_id": int(world.people([row])[0]),
        "bank": lists()["banks"][county.bank[row]],
        "account_number": county.second_cards[row],
        "holder": county.names[row],
    }


def _submit(world: World, key: str, payload: dict[str, Any], day: date) -> int:
    """Accepted as it is; where a rule of screening hits, with the reason that the clerk gives for it."""
    by = By(world.by("clerk"), day)
    try:
        return services.submit(key, payload, by=by)
    except Refused as refused:
        if refused.finding.rule != "screening.override":
            raise
        return services.submit(key, payload, by=by, comment="已向本人和银行核实，同一账户的几位是一家人。")
