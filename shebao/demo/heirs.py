"""Who inherits from those whose death became known, and what they are paid: somebody of the same village, to their own account."""

from __future__ import annotations

import numpy as np

from shebao.agency.journal.by import By
from shebao.agency.people.actions import Share, enter_shares
from shebao.agency.procedures.death.inherit_account import inherit

from .lifeline import dead_accounts
from .world import Column, World, rows_where

_RELATIONS = ("spouse", "child", "child")


def name_heirs(world: World, number: int) -> None:
    """The heir of each death of the month is registered before the month is paid, for its last pension goes to the heir too."""
    rows = dead_accounts(world, number)
    if not len(rows):
        return
    heirs = _heirs_of(world, rows)
    shares = [
        Share(dead, heir, _RELATIONS[i % len(_RELATIONS)], 1)
        for i, (dead, heir) in enumerate(zip(world.people(rows).tolist(), world.people(heirs).tolist(), strict=True))
    ]
    enter_shares(shares, "only", by=By(world.by("clerk"), world.day(number, 11)))


def owe_heirs(world: World, number: int) -> int:
    """Close the accounts of those whose death became known, and enter what is left as owed to their heirs; how many deaths are paid."""
    rows = dead_accounts(world, number)
    return inherit(world.people(rows).tolist(), set_off=False, by=By(world.by("clerk"), world.day(number, 23))) if len(rows) else 0


def _heirs_of(world: World, rows: Column) -> Column:
    """For each row somebody who lives, stays and has a card of their own, of the same village where there is one; the next row serves the next."""
    county = world.county
    people, planted = county.population, county.planted
    living = (people.died == 0) & (people.moved == 0) & (people.enrolled == 0) & (planted.unknown_death == 0)
    own_card = county.has_card & (planted.card_of == np.arange(len(people))) & (people.rejected == 0)
    able = rows_where(living & own_card)
    by_village: dict[int, list[int]] = {}
    for row in able.tolist():
        by_village.setdefault(int(county.village[row]), []).append(row)
    result = []
    for i, row in enumerate(rows.tolist()):
        near = by_village.get(int(county.village[row])) or able.tolist()
        result.append(near[i % len(near)])
    return np.array(result, dtype=np.int64)
