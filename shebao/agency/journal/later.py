"""Columns of a sealed table that later business may change (`LATER`): as they were posted, moved by what the journal says, they are as they are.

`actions.post` keeps a digest of their first values in the entry; a verb that changes them says of each row what it was
and what it became. Undoing the changes must give the digest, and the last change of a row must be what stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import models

from shebao.agency.store.columns import read_rows
from shebao.agency.store.digest import digest_rows

from .models import Entry

Values = tuple[Any, ...]
Moves = dict[int, tuple[Values, Values]]
"""Row → its later columns before its first change and after its last."""


def first_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, str]:
    """What an entry keeps of the later columns of the rows it posts; nothing for a table without any."""
    later: tuple[str, ...] = getattr(model, "LATER", ())
    if not later:
        return {}
    places = [0, *(names.index(name) for name in later)]
    return {"later": digest_rows([row[place] for place in places] for row in rows)}


def add_move(moves: Moves, row_id: int, before: Values, after: Values) -> None:
    """Add one change to what is known of a row's changes, in the order of the journal."""
    moves[row_id] = (moves[row_id][0] if row_id in moves else before, after)


def check_later(model: type[models.Model], moves: Mapping[int, tuple[Values, Values]]) -> tuple[int, list[str]]:
    """(rows examined, problems): the later columns of each posting entry's rows."""
    table, later = model._meta.db_table, tuple(model.LATER)  # type: ignore[attr-defined]
    posted = {seq: json.loads(body).get("later") for seq, body in Entry.objects.filter(table_name=table).values_list("seq", "body")}
    problems: list[str] = []
    examined = 0
    rows = read_rows(model._default_manager.order_by("entry_id", "pk"), "entry_id", "id", *later)
    for entry_id, batch in groupby(rows, key=itemgetter(0)):
        first = []
        for _, row_id, *values in batch:
            examined += 1
            before, after = moves.get(row_id, (tuple(values), tuple(values)))
            if tuple(values) != tuple(after):
                problems.append(f"{table} 第{row_id}行：{'、'.join(later)}与日志里最后一次变更不符。")
            first.append((row_id, *before))
        if posted.get(entry_id) not in (None, digest_rows(first)):
            problems.append(f"{table}：第{entry_id}条日志登记的各行，其{'、'.join(later)}被改动过。")
    return examined, problems
