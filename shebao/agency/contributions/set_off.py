"""Setting off what an employer was assessed too much against what it owes: part against part, the same month first, then the oldest.

A person's own part is set only against the same person's months; what was assessed for all together, without a declaration,
against anybody's. No money moves: what the one loses the other gains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import F, Q

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.store.columns import Columns, among, int_column, read_rows

from .kinds import SET_OFF, TOGETHER
from .models import PersonMonth
from .month_ledger import post_adjustment
from .months import code_of

_NAMES = ("id", "month", "person_id", "employer_id", "unit_fen", "person_fen", "paid_unit_fen", "paid_person_fen", "base_fen")
_PARTS = ("unit", "person")


class Open(NamedTuple):
    """A month of which something is open, in fen: above nought it is owed, below it was assessed too much."""

    id: int
    month: int
    person_id: int
    employer_id: int
    unit: int
    person: int
    base_fen: int = 0


def open_credits(blocks: Sequence[tuple[int, int]]) -> list[Open]:
    """The months of some assessments, each (first id, rows), that take back something not yet given back, the oldest first."""
    rows: list[Open] = []
    for first, count in blocks:
        taken = PersonMonth.objects.filter(id__range=(first, first + count - 1))
        rows += _open(taken.filter(Q(unit_fen__lt=F("paid_unit_fen")) | Q(person_fen__lt=F("paid_person_fen"))))
    return sorted(rows, key=lambda row: (row.month, row.id))


def open_dues(scheme: str, employer_ids: Iterable[int]) -> list[Open]:
    """What some employers owe for months of a scheme, the oldest first."""
    rows = PersonMonth.objects.filter(employer_id__in=among(employer_ids), scheme=code_of(scheme))
    owed = rows.filter(Q(unit_fen__gt=F("paid_unit_fen")) | Q(person_fen__gt=F("paid_person_fen")))
    return sorted(_open(owed), key=lambda row: (row.month, row.id))


def set_off(scheme: str, credits: Sequence[Open], document: str, *, by: By) -> Entry | None:
    """Set credits off against what their employers owe; the entry of the payments, None where nothing could be."""
    moved = matched(credits, open_dues(scheme, sorted({row.employer_id for row in credits})))
    if not moved["month_id"].size:
        return None
    return post_adjustment(SET_OFF, scheme, by.day, document, moved, by=by)[1]


def matched(credits: Sequence[Open], dues: Sequence[Open]) -> Columns:
    """`month_id`, `unit_fen`, `person_fen`: by how much each month is settled, below nought for those that give."""
    left = {row.id: {part: getattr(row, part) for part in _PARTS} for row in (*credits, *dues)}
    moved: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_PARTS, 0))
    by_employer: dict[int, list[Open]] = defaultdict(list)
    for row in dues:
        by_employer[row.employer_id].append(row)
    for same in (True, False):
        for credit in credits:
            for part in _PARTS:
                for due in by_employer[credit.employer_id]:
                    if (due.month == credit.month and due.person_id == credit.person_id) != same or not _may(credit, due, part):
                        continue
                    fen = min(-left[credit.id][part], left[due.id][part])
                    if fen > 0:
                        left[credit.id][part] += fen
                        left[due.id][part] -= fen
                        moved[credit.id][part] -= fen
                        moved[due.id][part] += fen
    ids = sorted(moved)
    return {"month_id": int_column(ids), **{f"{part}_fen": int_column(moved[key][part] for key in ids) for part in _PARTS}}


def _may(credit: Open, due: Open, part: str) -> bool:
    if credit.person_id == due.person_id or credit.person_id == TOGETHER:
        return True
    return part == "unit" and bool(credit.employer_id) and due.person_id != TOGETHER


def _open(rows: object) -> list[Open]:
    return [
        Open(key, month, person, employer, unit - paid_unit, own - paid_own, base)
        for key, month, person, employer, unit, own, paid_unit, paid_own, base in read_rows(rows, *_NAMES)  # type: ignore[arg-type]
    ]
