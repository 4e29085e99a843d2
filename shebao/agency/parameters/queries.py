"""The law's values as this agency knows them: what ships with the product, with its own entries on top."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache

from shebao.base.dated import FOREVER, Places, Value
from shebao.core.policy.locale import shipped_places

from .actions import _frozen
from .models import EnteredValue


def places() -> Places:
    """All dated values, the agency's own entries included; the same object until something is entered."""
    last = EnteredValue.objects.order_by("-id").values_list("id", flat=True).first()
    return _layered(last or 0)


def known_on(day: date) -> Places:
    """The values as they were known at the end of a day, for recomputing a past month as it was."""
    return places().known_on(day)


def entered(key: str = "", place: str = "") -> list[Value]:
    """The agency's own entries, oldest first; of one key or place where given."""
    rows = EnteredValue.objects.order_by("id")
    if key:
        rows = rows.filter(key=key)
    if place:
        rows = rows.filter(place=place)
    return [_value(row) for row in rows]


@lru_cache(maxsize=2)
def _layered(last: int) -> Places:
    return (
        shipped_places().overlay(_value(row) for row in EnteredValue.objects.filter(id__lte=last).order_by("id"))
        if last
        else shipped_places()
    )


def _value(row: EnteredValue) -> Value:
    return Value(
        row.key, row.place, date.fromisoformat(row.from_day), date.fromisoformat(row.to_day) if row.to_day else FOREVER, _frozen(json.loads(row.value)),
        row.document, row.confidence, row.note, date.fromisoformat(row.known_from),  # type: ignore[arg-type]
    )  # fmt: skip
