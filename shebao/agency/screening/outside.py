"""Lists of other offices as tables of the rules: the rows of every list in force, newest list first, withdrawn ones left out."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from shebao.agency.store.columns import Column, Columns, among, read_columns
from shebao.base.months import add_months, months_between
from shebao.core.screening.tables import TABLES

from .models import ListWithdrawn, SourceList, SourceRow

_TABLE = {"funerals": "funerals", "deaths": "deaths", "sightings": "sightings", "households": "cancelled_households"}
_MADE = {"other": {"benefits", "contributions"}}
_MOST_MONTHS = 600


def rows_of(kind: str, person_ids: Iterable[int] | None = None) -> Columns:
    """The rows of a kind's lists in force: `person_id`, `from_day`, `to_day`, `code`."""
    withdrawn = ListWithdrawn.objects.values("id")
    rows = SourceRow.objects.filter(list__kind=kind).exclude(list_id__in=withdrawn)
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    return read_columns(rows.order_by("id"), "person_id", "from_day", "to_day", "code")


def tables(
    kinds: Iterable[str], today: int, person_ids: Iterable[int] | None = None, only: Iterable[str] | None = None
) -> list[dict[str, Columns]]:
    """The tables of the lists that were handed in; a kind of which there is none gives none, so that its rules do not run. only: the
    lists that these tables are made of."""
    if only is not None:
        wanted = set(only)
        kinds = [kind for kind in kinds if _MADE.get(kind, {_TABLE.get(kind, kind)}) & wanted]
    there = set(SourceList.objects.exclude(id__in=ListWithdrawn.objects.values("id")).values_list("kind", flat=True))
    return [_tables(kind, rows_of(kind, person_ids), today) for kind in kinds if kind in there]


def _tables(kind: str, c: Columns, today: int) -> dict[str, Columns]:
    person = c["person_id"]
    if kind in _TABLE:
        table = {"person": person, "on_day": c["from_day"], "reason": c["code"]}
        return {_TABLE[kind]: {name: table[name] for name in TABLES[_TABLE[kind]]}}
    if kind == "custody":
        return {"custody": {"person": person, "from_day": c["from_day"], "to_day": c["to_day"], "sentence": c["code"]}}
    if kind in ("companies", "exits"):
        return {kind: {"person": person, "from_day": c["from_day"], "to_day": c["to_day"]}}
    if kind == "assistance":
        return {"assistance": {"person": person, "from_year": c["from_day"] // 10_000, "to_year": c["to_day"] // 10_000}}
    assert kind == "other"
    return _elsewhere(c, today)


def _elsewhere(c: Columns, today: int) -> dict[str, Columns]:
    """Benefits of other places and schemes, and the months of their contributions."""
    drawn, paid = c["code"] > 0, c["code"] < 0
    first, last = c["from_day"] // 100, c["to_day"] // 100
    one = np.ones_like(c["person_id"])
    benefits = {"person": c["person_id"], "scheme": c["code"], "region": one, "from_month": first, "to_month": last}
    start, end = first[paid], np.where(last > 0, last, today // 100)[paid]
    counts = np.clip(months_between(start, end) + 1, 0, _MOST_MONTHS)
    rows: Column = np.repeat(np.arange(start.size), counts)
    steps = np.arange(rows.size) - np.repeat(np.cumsum(counts) - counts, counts)
    month = np.asarray(add_months(start[rows], steps), dtype=np.int64)
    nought = np.zeros_like(rows)
    return {
        "benefits": {name: values[drawn] for name, values in benefits.items()},
        "contributions": {
            "person": c["person_id"][paid][rows], "scheme": -c["code"][paid][rows], "month": month, "employer": nought + 1, "base_fen": nought,
        },
    }  # fmt: skip
