"""Taking in a list of another office, and saying that one is no longer used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.screening.kinds import LIST_KINDS, PROVIDERS
from shebao.agency.screening.models import ListWithdrawn, SourceList, SourceRow
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import digest_rows
from shebao.base.finding import refuse


class ListRow(NamedTuple):
    """What a list says of somebody in the register: days YYYYMMDD (0: not known), and the code of its kind."""

    person_id: int
    from_day: int
    to_day: int
    code: int


class NewList(NamedTuple):
    """A list as it was handed in. lines: how many rows it had; those of people of other counties are counted alone."""

    kind: str
    provider: str
    purpose: str
    got_on: date
    as_of: date
    keep_until: date
    lines: int
    rows: Sequence[ListRow]


def check_list(new: NewList, day: date) -> str:
    """The digest of a list that may be taken in; refused without a purpose, for a day to come, or where it is there already."""
    assert new.kind in LIST_KINDS and new.provider in PROVIDERS
    if not new.purpose.strip():
        refuse("screening.purpose", "没有写用途", "名单只能按写明的用途使用，请写清楚。", "purpose", "社会保险经办条例 第38条")
    if new.got_on > day or new.as_of > new.got_on:
        refuse("screening.days", "数据截止日期应不晚于收到日期，收到日期不晚于今天", "请核对日期。", "as_of")
    if new.keep_until <= day:
        refuse("screening.keep", "留存期在今天以前已经到期", "请核对留存期。", "keep_until")
    digest = digest_rows([(new.kind, new.as_of.isoformat(), *row) for row in sorted(new.rows)])
    again = SourceList.objects.filter(kind=new.kind, digest=digest).exclude(id__in=ListWithdrawn.objects.values("id")).first()
    if again is not None:
        refuse(
            "screening.again",
            f"这份名单 {again.got_on.isoformat()} 已经收过（第 {again.id} 份）",
            "不需要再收；要换一份的，先作废。",
            "rows",
        )
    return digest


def record_list(new: NewList, *, by: By) -> Entry:
    """Post a list and those of its rows that speak of this county's people."""
    with transaction.atomic():
        take_turn()
        digest = check_list(new, by.day)
        key = next_id(SourceList)
        row = (key, new.kind, new.provider, new.purpose, new.got_on, new.as_of, new.keep_until, digest, new.lines, len(new.rows))
        entry = post(
            SourceList, SourceList.SEALED, [row], "screening.record_list", by=by, body={"lines": new.lines}, subject=("source_list", key)
        )
        if new.rows:
            start = next_id(SourceRow)
            rows = [(start + i, key, *one) for i, one in enumerate(new.rows)]
            post(SourceRow, SourceRow.SEALED, rows, "screening.record_list", by=by, subject=("source_list", key))
    return entry


def withdraw_list(list_id: int, reason: str, *, by: By) -> Entry:
    """Say that a list is no longer used; clues it led to stay, and are concluded like any other."""
    with transaction.atomic():
        take_turn()
        if not SourceList.objects.filter(id=list_id).exists() or ListWithdrawn.objects.filter(id=list_id).exists():
            refuse("screening.list", f"没有第 {list_id} 份在用的名单", "请在名单页面核对编号。", "list_id")
        row = [(list_id, reason)]
        return post(ListWithdrawn, ListWithdrawn.SEALED, row, "screening.withdraw_list", by=by, subject=("source_list", list_id))
