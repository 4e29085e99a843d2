"""The law's values as this agency knows them: what ships with the product, with its own entries on top."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, cast

from shebao.agency.journal import queries as journal
from shebao.base.dated import FOREVER, Confidence, Places, Value
from shebao.core.policy.locale import shipped_places

from .actions import _frozen
from .models import EnteredValue

_COLUMNS = ("key", "place", "from_day", "to_day", "value", "document", "confidence", "note", "known_from")


def places() -> Places:
    """All dated values, the agency's own entries included; the same object until something is entered."""
    return _layered(tuple(EnteredValue.objects.order_by("id").values_list(*_COLUMNS)))


def known_on(day: date) -> Places:
    """The values as they were known at the end of a day, for recomputing a past month as it was."""
    return places().known_on(day)


def known_at(day: date, entry: int) -> Places:
    """The values as a run of a business day knew them that was sealed under a journal entry: what came in later that day is not among them."""
    return _layered(_rows_known(day, entry)).known_on(day)


class EnteredStep(NamedTuple):
    """One entered value with the journal entry that posted it."""

    entry_id: int
    value: Value


def new_since(day: date, entry: int, until: date, first: date) -> tuple[Places, list[EnteredStep]]:
    """What an earlier run knew and was already in force before `first`, and every value beyond that known at the end of `until`.

    day, entry: the business day and the journal entry of the earlier run's seal. The values come in the order they were entered.
    """
    rows = [row for row in _all_rows() if row[-2] <= until.isoformat()]
    old = [row for row in rows if row[-2] <= day.isoformat() and row[-1] < entry and row[2] < first.isoformat()]
    stayed = {row[-1] for row in old}
    steps = [EnteredStep(row[-1], _value(row[:-1])) for row in rows if row[-1] not in stayed]
    return _layered(tuple(row[:-1] for row in old)).known_on(until), steps


def _all_rows() -> list[tuple[Any, ...]]:
    """The rows of every entered value, and last the entry that posted it."""
    return list(EnteredValue.objects.order_by("id").values_list(*_COLUMNS, "entry_id"))


def _rows_known(day: date, entry: int) -> tuple[tuple[str, ...], ...]:
    return tuple(row[:-1] for row in _all_rows() if row[-2] <= day.isoformat() and row[-1] < entry)


def entered(key: str = "", place: str = "") -> list[Value]:
    """The agency's own entries, oldest first; of one key or place where given."""
    rows = EnteredValue.objects.order_by("id")
    if key:
        rows = rows.filter(key=key)
    if place:
        rows = rows.filter(place=place)
    return [_value(row) for row in rows.values_list(*_COLUMNS)]


def documents(key: str = "") -> dict[tuple[str, str, str, str], str]:
    """(key, place, first day, document) → digest of the scan with which the value was entered, for values that have one."""
    rows = EnteredValue.objects.exclude(file_digest="").order_by("id")
    if key:
        rows = rows.filter(key=key)
    return {row[:4]: row[4] for row in rows.values_list("key", "place", "from_day", "document", "file_digest")}


def matter_behind(key: str, digest: str) -> int | None:
    """The matter by which a value of a key came in with the scan of this digest; None where there is none."""
    row = EnteredValue.objects.filter(key=key, file_digest=digest).order_by("-id").first()
    posted = journal.entry(row.entry_id) if row else None
    return posted.matter_id if posted else None


@lru_cache(maxsize=8)
def _layered(rows: tuple[tuple[str, ...], ...]) -> Places:
    return shipped_places().overlay(map(_value, rows)) if rows else shipped_places()


def _value(row: tuple[str, ...]) -> Value:
    key, place, first, last, content, document, confidence, note, known_from = row
    until = date.fromisoformat(last) if last else FOREVER
    return Value(
        key,
        place,
        date.fromisoformat(first),
        until,
        _frozen(json.loads(content)),
        document,
        cast(Confidence, confidence),
        note,
        date.fromisoformat(known_from),
    )
