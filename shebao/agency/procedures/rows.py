"""The list of a matter as a page shows it to whoever decides: who is on it and what is asked for each, masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from shebao.agency.matters.kind import Kind, Payload
from shebao.agency.people import queries as people
from shebao.base.money import grouped
from shebao.base.months import month_text

from . import files

_WORDS: Mapping[str, Callable[[Any], str]] = {"yuan": grouped, "month": month_text}


class Listed(NamedTuple):
    """The first rows of a list: titles of the columns, the cells, and how many rows there are in all."""

    titles: list[str]
    rows: list[list[str]]
    total: int


def listed(one: Kind, payload: Payload, most: int = 100) -> Listed | None:
    """The list of a matter about registered persons; None for another, and where its rows are sealed."""
    rows = payload.get("rows")
    if one.key not in files.LAYOUTS or "rows" in one.sensitive or not rows or "person_id" not in rows[0]:
        return None
    columns = [column for column in files.columns(one.key)[2:] if any(column.name in row for row in rows[:most])]
    titles = {name: {code: title for title, code in keys.items()} for name, keys in files.LAYOUTS[one.key].chosen.items()}
    known = people.persons(row["person_id"] for row in rows[:most])

    def cell(name: str, kind: str, value: Any) -> str:
        return "" if value in (None, "") else titles.get(name, {}).get(value) or _WORDS.get(kind, str)(value)

    found = [
        [
            known[row["person_id"]].name,
            known[row["person_id"]].citizen_masked,
            *(cell(column.name, column.kind, row.get(column.name)) for column in columns),
        ]
        for row in rows[:most]
    ]
    return Listed(["姓名", "公民身份号码", *(column.title for column in columns)], found, len(rows))
