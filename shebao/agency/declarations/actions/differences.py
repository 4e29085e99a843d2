"""Closing differences: what became of money that settled no month, in words, by whoever answers for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shebao.agency.declarations.models import Difference
from shebao.agency.journal.actions import Entry, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.columns import among, change_rows, int_column, read_columns
from shebao.base.finding import refuse


def close_differences(difference_ids: Sequence[int], outcome: str, *, by: By) -> Entry:
    """Close open differences with one outcome; refused for one that is closed or is none."""
    ids = int_column(sorted(set(difference_ids)))
    with transaction.atomic():
        take_turn()
        stored = read_columns(Difference.objects.filter(id__in=among(ids), closed_on=None), "id")["id"]
        if not ids.size or stored.size != ids.size:
            refuse("declarations.difference", "所选的差异不存在或已经了结", "请刷新后重新选择。", "rows")
        entry = record(
            "declarations.close_differences",
            by=by,
            body={"differences": ids.tolist(), "closed_on": by.day.isoformat(), "outcome": outcome},
        )
        change_rows(Difference, ids, closed_on=by.day, outcome=outcome)
    return entry
