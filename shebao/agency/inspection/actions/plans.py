"""Planning a year's inspection: whom it inspects, drawn by lot from the whole of a universe, or named for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.inspection.kinds import PLANS
from shebao.agency.inspection.models import Plan, PlanTarget
from shebao.agency.inspection.selection import Ticketed, draw
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse


class Member(NamedTuple):
    """One of the universe: its number, its name, how many tickets it has and why more than one."""

    id: int
    name: str
    weight: int = 1
    reason: str = ""


class NewPlan(NamedTuple):
    """What is planned; named: (number, reason) of those inspected without a draw."""

    year: int
    kind: str
    subject_kind: str
    universe: str
    seed: int
    size: int
    document: str = ""
    named: tuple[tuple[int, str], ...] = ()


def plan(new: NewPlan, universe: Sequence[Member], *, by: By) -> int:
    """Draw and enter a plan; its id. Refused where nobody can be drawn, more than there are, or somebody named is none of them."""
    known = {one.id: one for one in universe}
    if not known:
        refuse("inspection.universe", f"“{new.universe}”里没有可以抽取的对象", "请核对类别和范围。", "kind")
    if not 0 <= new.size <= len(known) or new.size + len(new.named) == 0:
        refuse("inspection.size", f"抽取数量应在 1 至 {len(known):,} 之间", "请核对抽取数量。", "size")
    strangers = [number for number, _ in new.named if number not in known]
    if strangers:
        refuse("inspection.named", f"指定的对象 {strangers[0]} 不在“{new.universe}”里", "请核对指定对象的编号。", "rows")
    with transaction.atomic():
        take_turn()
        tickets = [[one.id, one.weight] for one in sorted(universe)]
        key = next_id(Plan)
        row = (key, *new[:4], canonical(tickets), len(known), new.seed, new.size, new.document)
        body = {"kind": PLANS[new.kind], "year": new.year, "seed": new.seed, "size": new.size, "members": len(known)}
        post(Plan, Plan.SEALED, [row], "inspection.plan", by=by, body=body, subject=("plan", key))
        named = dict(new.named)
        drawn = [number for number in draw([Ticketed(*one) for one in tickets], new.seed, new.size) if number not in named]
        whom = [(number, False, reason) for number, reason in new.named] + [(number, True, known[number].reason) for number in drawn]
        first = next_id(PlanTarget)
        rows = [
            (first + at, key, number, known[number].name[:120], by_lot, reason[:120]) for at, (number, by_lot, reason) in enumerate(whom)
        ]
        post(PlanTarget, PlanTarget.SEALED, rows, "inspection.draw", by=by, body={"targets": len(rows)}, subject=("plan", key))
    return key
