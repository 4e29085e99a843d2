"""The county seen from unemployment and injury: who is concerned and under which id, the firms that are named, and who acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any

import numpy as np

from shebao.agency.fund.actions import open_books
from shebao.agency.journal.by import By
from shebao.agency.people.actions import NewPerson, ensure_villages, register

from .. import money
from ..branches.crowd import Crowd
from ..branches.relief import Relief, opening_fund
from ..lifeline import matter
from ..names import lists
from ..pensions import collection
from ..pensions.cover import Covered
from ..world import Column, World
from .matters import Firm

_IN_HAND_SHARE = 24


@dataclass
class Town:
    """What the year of relief needs to know. ids: 0 for whoever is not registered yet; start: the place of the crowd in the county's lists."""

    world: World
    relief: Relief
    crowd: Crowd
    start: int
    firms: Sequence[Firm]
    by_rule: bool
    """Whether the place's own months of a claim are on file; else they are entered as its document says."""
    ids: Column
    worlds: dict[str, World] = field(default_factory=dict)
    villages: list[int] = field(default_factory=list)
    covers: dict[str, Covered] = field(default_factory=dict)
    """The schemes whose contributions are collected in the year."""

    @property
    def staff(self) -> Mapping[str, int]:
        """Who accepts, reviews and approves, and the two of finance, by post."""
        posts = {"acceptance": "clerk", "finance_maker": "finance", "finance_checker": "finance2"}
        return {
            post: self.world.by(posts.get(post, post))
            for post in ("acceptance", "reviewer", "approver", "finance_maker", "finance_checker")
        }

    def of(self, scheme: str) -> World:
        """The county seen from a scheme; always the same, for its bank slips are numbered."""
        return self.worlds.setdefault(scheme, self.world.of(scheme))

    def people(self, part: str) -> list[int]:
        """The ids of a part of the crowd."""
        ids: list[int] = self.ids[self.crowd.rows(part)].tolist()
        assert 0 not in ids, f"{part}: somebody is not registered yet"
        return ids

    def village(self, row: int) -> int:
        """The id of the village in which somebody lives."""
        if not self.villages:
            known = ensure_villages(self.world.county.villages, by=By(self.world.by("clerk"), date(self.world.year, 1, 1)))
            self.villages = [known[pair] for pair in self.world.county.villages]
        return self.villages[row % len(self.villages)]

    def register(self, rows: Column) -> list[int]:
        """Enter people with the cards on which they will be paid; their ids."""
        county, banks = self.world.county, lists()["banks"]
        new = []
        for row in rows.tolist():
            at = self.start + row
            new.append(
                NewPerson(
                    county.citizens[at], county.names[at], self.village(at), county.phones[at], banks[at % len(banks)], county.cards[at]
                )
            )
        if new:
            day = date(self.world.year, 1, 1)
            self.ids[rows] = register(new, by=By(self.world.by("clerk"), day), accounts_verified=True)
        result: list[int] = self.ids[rows].tolist()
        return result

    def enter(self, module: ModuleType, payload: dict[str, Any], day: date, *, matters_too: bool) -> Any:
        """Through the whole matter of a kind, or with the matter's own check and verb alone; what its `apply` returns."""
        if matters_too:
            return matter(self.world, module.KEY, payload, day)
        return module.apply(module.check(dict(payload), day), by=By(self.world.by("clerk"), day))

    def open_books(self, scheme: str) -> None:
        """The fund begins with what two years of the published expense come to: a balance that was not published."""
        agency, world = self.world.county.agency, self.world
        fund = opening_fund(agency, scheme, world.county.scale)
        in_hand = fund // _IN_HAND_SHARE
        open_books(
            scheme,
            world.month(1),
            date(world.year, 1, 1),
            {"1003": fund - in_hand, "1004": in_hand},
            by=By(world.by("finance"), date(world.year, 1, 1)),
        )


def end_month(town: Town, scheme: str, number: int) -> None:
    """The quarter's interest where contributions come in too, the closing, and what three others say on paper of the collection."""
    covered = town.covers.get(scheme)
    money.end_month(town.of(scheme), number, 0, covered.cover.quarter_interest_fen if covered else 0)
    if covered:
        collection.reconcile(covered, number)


def no_ids(crowd: Crowd) -> Column:
    """Nobody is registered yet."""
    return np.zeros(len(crowd), dtype=np.int64)
