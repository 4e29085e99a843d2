"""The list of a matter row by row, as whoever enters, checks or signs it reads it: who, what the list says, what changes, all masked.

Nobody signs a sum of what they cannot see: every row is here, the sealed ones too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from shebao.agency.matters.kind import Kind, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.base.identity import mask_account, mask_citizen_number, mask_phone
from shebao.base.money import grouped
from shebao.base.months import month_text

_CELLS: Mapping[str, Callable[[Any], str]] = {
    "yuan": grouped,
    "month": month_text,
    "citizen_number": mask_citizen_number,
    "any_citizen_number": mask_citizen_number,
    "payer_number": mask_citizen_number,
    "bank_card": mask_account,
    "phone": mask_phone,
}
_WHO = ("citizen_number", "name", "person_id")


class RowText(NamedTuple):
    """One row: its place in the list, whose it is (0: not registered yet), and its cells in words."""

    number: int
    person_id: int
    name: str
    masked: str
    cells: list[str]
    note: RowNote


class RowTable(NamedTuple):
    """A list. titles: of `cells`; told: whether the notes say something; total: how many rows there are, shown or not."""

    titles: list[str]
    rows: list[RowText]
    told: bool
    total: int


def row_table(kind: Kind, content: Payload, *, told: bool = True, most: int | None = None) -> RowTable | None:
    """Every row of a request, or the first; None where it has no list. told: with what each row changes, as things are now."""
    rows = (content.get("rows") or [])[:most]
    if not kind.columns or not rows:
        return None
    notes = kind.notes(content | {"rows": rows}) if kind.notes and told else [RowNote()] * len(rows)
    columns = _columns(kind, rows)
    ids = [row.get("person_id", 0) for row in rows]
    known = people.persons(person_id for person_id in ids if person_id)
    towns = _places({row["village_id"] for row in rows if "village_id" in row})
    table = []
    for number, (person_id, row, note) in enumerate(zip(ids, rows, notes, strict=True), 1):
        person = known.get(person_id)
        name = person.name if person else str(row.get("name", ""))
        masked = person.citizen_masked if person else mask_citizen_number(str(row.get("citizen_number", "")))
        cells = [_cell(column, row, towns) for column in columns]
        table.append(RowText(number, person_id if person else 0, name, masked, cells, note))
    return RowTable([column.title for column in columns], table, any(note != RowNote() for note in notes), len(content["rows"]))


def _columns(kind: Kind, rows: list[Payload]) -> list[Wanted]:
    """The columns of the list that some row fills, without those that say who; a village stands in one column."""
    return [
        column
        for column in kind.columns
        if column.name not in _WHO
        and not (column.name == "township" and "village_id" in rows[0])
        and any(row.get(column.name) not in (None, "") or (column.finds == "village" and "village_id" in row) for row in rows)
    ]


def _places(village_ids: set[int]) -> dict[int, str]:
    return {village.id: f"{village.township}{village.name}" for village in people.village_names() if village.id in village_ids}


def _cell(column: Wanted, row: Payload, towns: Mapping[int, str]) -> str:
    if column.finds == "village" and "village_id" in row:
        return towns.get(row["village_id"], "")
    value = row.get(column.name)
    if value in (None, ""):
        return ""
    titles = {code: title for title, code in column.choices.items()}
    return str(titles.get(value) or _CELLS.get(column.kind, str)(value))
