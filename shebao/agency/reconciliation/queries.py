"""Questions to the reconciliation: each difference as it stands with who sees to it, and what was written down and is settled now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from shebao.base.finding import refuse
from shebao.base.money import Fen

from .differences import Difference, differences
from .kinds import CLOSE, KINDS
from .models import Item, ItemStep
from .sides import Sides, sides_of, sums

__all__ = ["Case", "Difference", "Sides", "case", "cases", "differences", "open_count", "sides_of", "steps_of", "sums"]


class Case(NamedTuple):
    """A difference with its keeping: the item's number (0: not written down yet), who sees to it until when, whether it is still there,
    whether somebody closed it."""

    id: int
    key: str
    kind: str
    subject: str
    fen: Fen
    since: date
    words: str
    owner_id: int
    due_on: date | None
    stands: bool
    closed: bool

    @property
    def title(self) -> str:
        """The kind in words."""
        return KINDS[self.kind].title

    @property
    def advice(self) -> str:
        """What to do about it."""
        return KINDS[self.kind].advice

    @property
    def letter(self) -> bool:
        """Whether the bank is written to."""
        return KINDS[self.kind].letter


def cases(scheme: str, today: date) -> list[Case]:
    """Every difference that stands and is not closed, then those written down that are settled or closed, newest first."""
    present = {one.key: one for one in differences(scheme, today)}
    items = {item.key: item for item in Item.objects.filter(scheme=scheme).order_by("id")}
    last = _last_steps([item.pk for item in items.values()])
    rows = [_case(items.get(key), one, last) for key, one in present.items()]
    settled = [_case(item, None, last) for key, item in items.items() if key not in present]
    waiting = [row for row in rows if not row.closed]
    return waiting + sorted([row for row in (*rows, *settled) if row not in waiting], key=lambda row: -row.id)


def case(item_id: int, today: date) -> Case:
    """One difference that was written down; raises `Refused` for an unknown one."""
    item = Item.objects.filter(pk=item_id).first()
    if item is None:
        refuse("reconciliation.item", f"没有第 {item_id} 号差异", "请从“三方对账”页面打开。")
    present = next((one for one in differences(item.scheme, today) if one.key == item.key), None)
    return _case(item, present, _last_steps([item_id]))


def steps_of(item_id: int) -> list[ItemStep]:
    """What was done with a difference, oldest first."""
    return list(ItemStep.objects.filter(item_id=item_id).order_by("id"))


def open_count(scheme: str, today: date) -> tuple[int, int]:
    """(differences that stand and are not closed, of these past their day)."""
    waiting = [row for row in cases(scheme, today) if row.stands and not row.closed]
    return len(waiting), sum(row.due_on is not None and row.due_on < today for row in waiting)


class _Last(NamedTuple):
    owner_id: int
    due_on: date | None
    closed: bool


def _last_steps(item_ids: Iterable[int]) -> dict[int, _Last]:
    last: dict[int, _Last] = {}
    rows = ItemStep.objects.filter(item_id__in=list(item_ids)).order_by("id").values_list("item_id", "step", "owner_id", "due_on")
    for item, step, owner, due in rows:
        before = last.get(item, _Last(0, None, False))
        last[item] = _Last(owner or before.owner_id, due or before.due_on, step == CLOSE)
    return last


def _case(item: Item | None, one: Difference | None, last: dict[int, _Last]) -> Case:
    kept = last.get(item.pk, _Last(0, None, False)) if item else _Last(one.asked if one else 0, None, False)
    if one is not None:
        return Case(
            item.pk if item else 0,
            one.key,
            one.kind,
            one.subject,
            one.fen,
            one.since,
            one.words,
            kept.owner_id,
            kept.due_on,
            True,
            kept.closed,
        )
    assert item is not None
    words = "现在三边已经一致"
    return Case(
        item.pk, item.key, item.kind, item.subject, item.amount_fen, item.since, words, kept.owner_id, kept.due_on, False, kept.closed
    )
