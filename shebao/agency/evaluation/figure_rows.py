"""The persons whom a draft's figures were counted from, kept with the draft: what was counted then is what is shown later.

Ids are kept as the differences between neighbours, packed; a hundred thousand persons take some twenty kilobytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.statistics import queries as statistics
from shebao.agency.statistics.measure import Measure
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column

from .catalogue import COUNTED
from .models import Behind


class Rows(NamedTuple):
    """What stands behind a figure: "persons" (with their ids, ascending), "runs", "vouchers" or "none"."""

    kind: str
    ids: Column


def keep(report_id: int, year: int, measures: Mapping[str, Measure], *, by: By) -> None:
    """Post what stands behind each measure of a draft; inside the transaction that keeps the draft."""
    first = next_id(Behind)
    rows = [
        (first + i, report_id, name, one.drill.kind, int(one.drill.ids.size), packed(one.drill.ids))
        for i, (name, one) in enumerate(sorted(measures.items()))
    ]
    if rows:
        journal.post(
            Behind,
            Behind.SEALED,
            rows,
            "evaluation.keep_rows",
            by=by,
            subject=("report", year),
            body={"report": report_id, "figures": len(rows)},
        )


def of_figure(report_id: int, key: str) -> Rows | None:
    """What stood behind a figure when its draft was made; None for a figure that was not counted here."""
    row = Behind.objects.filter(report_id=report_id, key=key).first()
    return Rows(row.kind, unpacked(row.ids)) if row else None


def definition(key: str) -> str:
    """How a counted figure is defined (口径)."""
    measure = next((name for name, fact in COUNTED.items() if fact == key), key)
    known = statistics.definitions().get(measure)
    return known.definition if known else ""


def packed(ids: Column) -> bytes:
    """Ids in ascending order as few bytes; the same ids give the same bytes."""
    ordered = np.sort(np.asarray(ids, dtype=np.int64))
    return zlib.compress(np.diff(ordered, prepend=0).astype("<i8").tobytes(), 6)


def unpacked(content: bytes | memoryview) -> Column:
    """The ids behind `packed`."""
    return np.cumsum(np.frombuffer(zlib.decompress(bytes(content)), dtype="<i8")).astype(np.int64)
