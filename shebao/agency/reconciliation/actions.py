"""Writing a difference down and giving it to somebody; noting what was done; closing it, by another person where it still stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.staff.queries import person_keys, require, rights
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.plain_text import plain_text

from . import queries
from .differences import Difference
from .kinds import ASSIGN, CLOSE, DUE_DAYS, STEPS
from .models import Item, ItemStep


class NewStep(NamedTuple):
    """What was done with a difference: a key of `kinds.STEPS`, in words; for ASSIGN to whom and by when."""

    step: str
    text: str = ""
    owner_id: int = 0
    due_on: date | None = None


def take_up(scheme: str, key: str, new: NewStep, *, by: By) -> int:
    """Write a difference down that stands today and give it to somebody; the item's number."""
    _require(by.member_id)
    with transaction.atomic():
        take_turn()
        one = next((one for one in queries.differences(scheme, by.day) if one.key == key), None)
        if one is None or Item.objects.filter(key=key).exists():
            refuse("reconciliation.item", "这处差异已经不在，或已经登记", "请刷新页面再看。")
        _checked(new, by)
        return _enter(scheme, [(one, new.owner_id, new.due_on or by.day + timedelta(days=DUE_DAYS))], by=by)[0]


def take_up_new(scheme: str, owner_id: int, *, by: By) -> list[Difference]:
    """Write down every difference that nobody took up: given to whoever handed the file over, else to `owner_id`; by the timer."""
    with transaction.atomic():
        take_turn()
        known = set(Item.objects.filter(scheme=scheme).values_list("key", flat=True))
        new = [one for one in queries.differences(scheme, by.day) if one.key not in known]
        if new:
            _enter(scheme, [(one, one.asked or owner_id, by.day + timedelta(days=DUE_DAYS)) for one in new], by=by)
        return new


def step(item_id: int, new: NewStep, *, by: By) -> Entry:
    """Note what was done. A difference that still stands is closed by another person than its owner, with the reason in words."""
    _require(by.member_id)
    with transaction.atomic():
        take_turn()
        row = queries.case(item_id, by.day)
        if row.closed and new.step != ASSIGN:
            refuse("reconciliation.closed", "这处差异已经结案", "情况有变的，重新交给一个人，再登记。")
        _checked(new, by)
        if new.step == CLOSE and row.stands:
            if not new.text.strip():
                refuse("reconciliation.reason", "差异还在，结案要写明原因", "请写清查明了什么、有什么单据。", "text")
            keys = person_keys([by.member_id, *([row.owner_id] if row.owner_id else [])])
            if row.owner_id and keys[by.member_id] == keys.get(row.owner_id):
                refuse(
                    "reconciliation.own",
                    "差异还在，不能由负责人自己结案",
                    "请由另一位基金财务人员结案。",
                    source="社会保险经办条例 第37条",
                )
        return _post_steps([(item_id, new, by.member_id)], row.stands, by=by)


def _enter(scheme: str, rows: Sequence[tuple[Difference, int, date]], *, by: By) -> list[int]:
    first = next_id(Item)
    kept = [(first + at, one.key, scheme, one.kind, one.subject[:80], one.fen, one.since, by.day) for at, (one, _, _) in enumerate(rows)]
    post(Item, Item.SEALED, kept, "reconciliation.take_up", by=by, body={"scheme": scheme, "items": len(kept)})
    steps = [(first + at, NewStep(ASSIGN, one.words[:200], owner, due), by.actor_id or 0) for at, (one, owner, due) in enumerate(rows)]
    _post_steps(steps, True, by=by)
    return [row[0] for row in kept]


def _post_steps(rows: Sequence[tuple[int, NewStep, int]], stands: bool, *, by: By) -> Entry:
    first = next_id(ItemStep)
    kept = [
        (first + at, item, new.step, new.owner_id, new.due_on, new.text.strip()[:200], by.day, member, stands)
        for at, (item, new, member) in enumerate(rows)
    ]
    return post(ItemStep, ItemStep.SEALED, kept, "reconciliation.step", by=by, subject=("reconciliation", rows[0][0]))


def _checked(new: NewStep, by: By) -> None:
    if new.step not in STEPS:
        refuse("reconciliation.step", "没有这种进展", "请从页面上选择。", "step")
    if new.text:
        plain_text(new.text, "说明", 200, "text")
    if new.step == ASSIGN:
        if not new.owner_id or not rights(new.owner_id) & {"bank_file.create", "bank_file.review", "fund.create", "fund.review"}:
            refuse("reconciliation.owner", "负责人应是基金财务的人员", "请选择一位基金财务人员。", "owner")
        if new.due_on is not None and new.due_on < by.day:
            refuse("reconciliation.due", "期限早于今天", "请填写今天或以后的日期。", "due_on")


def _require(member_id: int) -> None:
    if "bank_file.create" not in rights(member_id):
        require(member_id, "bank_file.review")
