"""What a matter asks for in words, as a page shows it to whoever decides: field by field, what differs, and its list, masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from shebao.agency.matters.kind import Change, Field, Kind, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.base.money import grouped
from shebao.base.months import month_text
from shebao.core.policy.keys import all_keys

from .form import as_typed

_CELLS: Mapping[str, Callable[[Any], str]] = {"yuan": grouped, "month": month_text}


class ListText(NamedTuple):
    """The first rows of a list: titles of the columns, the cells, and how many rows there are in all."""

    titles: list[str]
    rows: list[list[str]]
    total: int


def form_text(kind: Kind, payload: Payload) -> dict[str, str]:
    """A request as its form was filled in, for a maker who puts it right."""
    return as_typed(payload, kind.fields)


def request_text(kind: Kind, payload: Payload) -> list[tuple[str, Any]]:
    """(label, value) of a request, without scans and what is sealed; a list is named by its length, its rows stand in the preview."""
    return [(field.label, _text(field, payload[field.name])) for field in kind.fields if field.name in payload and field.widget != "scans"]


def difference_text(kind: Kind, fields: Sequence[Field], before: Payload, after: Payload) -> list[Change]:
    """Fields of a returned matter that ask for something else now, in words: before, now. Of a sealed field only that it differs."""
    changes = []
    for field in fields:
        if field.name in kind.sensitive:
            changes.append(Change(field.label, "（加密保存，不显示）", "已重新填写" if after.get(field.name) else "没有填写"))
            continue
        old, new = (
            str(_text(field, content[field.name])) if content.get(field.name) not in (None, "") else "" for content in (before, after)
        )
        changes.append(Change(field.label, old, f"{new}（内容有改动）" if new == old else new))
    return changes


def list_text(kind: Kind, payload: Payload, most: int = 100) -> ListText | None:
    """The list of a matter about registered persons; None for another, and where its rows are sealed."""
    rows = payload.get("rows")
    if not kind.columns or "rows" in kind.sensitive or not rows or "person_id" not in rows[0]:
        return None
    columns = [column for column in kind.columns[2:] if any(column.name in row for row in rows[:most])]
    titles = {column.name: {code: title for title, code in column.choices.items()} for column in columns}
    known = people.persons(row["person_id"] for row in rows[:most])

    def cell(name: str, content: str, value: Any) -> str:
        return "" if value in (None, "") else titles[name].get(value) or _CELLS.get(content, str)(value)

    cells = [
        [
            known[row["person_id"]].name,
            known[row["person_id"]].citizen_masked,
            *(cell(column.name, column.kind, row.get(column.name)) for column in columns),
        ]
        for row in rows[:most]
    ]
    return ListText(["姓名", "公民身份号码", *(column.title for column in columns)], cells, len(rows))


def _text(field: Field, value: Any) -> Any:
    """A value in words: a list by its length, scans by their names, a code by its title."""
    if field.widget == "scans":
        return "、".join(str(scan["name"]) for scan in value) or "没有"
    if isinstance(value, list):
        return f"{len(value):,} 行"
    if field.widget == "village":
        return next((f"{village.township} {village.name}" for village in people.village_names() if village.id == value), value)
    if field.widget == "yuan":
        return grouped(value)
    if field.widget == "month":
        return month_text(value)
    if field.widget == "parameter" and value in all_keys():
        return all_keys()[value].title
    if field.widget == "place":
        place = parameters.places().places.get(value)
        return place.name if place else value
    return dict(field.choices).get(str(value), value)
