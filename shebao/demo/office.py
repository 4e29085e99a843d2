"""The office around the year: its own budget entered from its report, and at the end a few requests still on the desks."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from shebao.agency.evaluation.actions import Entered
from shebao.agency.evaluation.actions import enter_figures as enter
from shebao.agency.services import actions as services

from .agency import wan_to_fen, yuan_to_fen
from .names import lists
from .population import PENSIONER
from .world import World, rows_where

_STAFF = {"quota": "staff.quota", "in_post": "staff.in_post", "contract": "staff.contract", "retired": "staff.retired"}
_ASSETS = {"original": "assets.original", "depreciation": "assets.depreciation", "net": "assets.net"}
_OPEN_CARDS, _OPEN_DEATHS = 3, 2


def enter_figures(world: World) -> None:
    """The agency's own budget, staff and assets as its report states them; never mixed with the fund's money."""
    agency = world.county.agency
    rows = [Entered(line["scope"], line["key"], str(wan_to_fen(line["amount_wan"])), "fen", f"{agency.document}：{line['title']}") for line in agency.budget]
    staff, assets = agency.reported.get("staff", {}), agency.reported.get("assets_yuan", {})
    rows += [Entered("entered", key, staff[name], "人", agency.document) for name, key in _STAFF.items() if name in staff]
    rows += [Entered("entered", key, str(yuan_to_fen(assets[name])), "fen", agency.document) for name, key in _ASSETS.items() if name in assets]
    if "target_insured" in agency.reported:
        rows.append(Entered("entered", "target.insured", agency.reported["target_insured"], "人", agency.document))
    enter(agency.key, world.year, rows, actor_id=world.by("clerk"), day=date(world.year, 1, 2))


def leave_open(world: World) -> None:
    """Requests of the last days of December that nobody has decided yet: what the next morning begins with."""
    people = world.county.population
    quiet = rows_where((people.kind == PENSIONER) & (people.died == 0) & (people.suspended == 0) & (people.rejected == 0) & (people.card_changed == 0)
                       & (world.county.planted.unknown_death == 0) & (world.county.planted.card_of == np.arange(len(people))))
    cards, deaths = quiet[:_OPEN_CARDS], quiet[_OPEN_CARDS : _OPEN_CARDS + _OPEN_DEATHS]
    submitted = [_submit(world, "change_bank_account", _card(world, row), date(world.year, 12, 26 + number % 2)) for number, row in enumerate(cards.tolist())]
    for row in deaths.tolist():
        _submit(world, "report_death", {"person_id": int(world.people([row])[0]), "died_on": f"{world.year}-12-27", "source": "village"},
                date(world.year, 12, 28))
    if submitted:
        services.review(submitted[0], actor_id=world.by("reviewer"), day=date(world.year, 12, 29))


def _card(world: World, row: int) -> dict[str, Any]:
    county = world.county
    return {"person_id": int(world.people([row])[0]), "bank": lists()["banks"][county.bank[row]], "account_number": county.second_cards[row],
            "holder": county.names[row]}


def _submit(world: World, key: str, payload: dict[str, Any], day: date) -> int:
    return services.submit(key, payload, actor_id=world.by("clerk"), day=day)
