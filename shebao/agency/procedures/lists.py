"""The list of a kind of matter in a file: its empty template, reading it, and finding the persons and villages that it names.

It stands here and not beside the engine in `matters`, because a list names persons, and the register stands above the engine.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from shebao.agency.matters.kind import Kind, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.imports import Read, read_rows, template_workbook
from shebao.base.finding import refuse


def columns(kind: Kind) -> tuple[Wanted, ...]:
    """The columns of a kind's list, in order; raises `Refused` for a kind that takes none."""
    if not kind.columns:
        refuse("procedures.file", f"“{kind.title}”不是用文件办理的事项", "请逐项填写。")
    return kind.columns


def template(kind: Kind) -> bytes:
    """The empty xlsx file for a kind's list."""
    return template_workbook(columns(kind))


def typed(kind: Kind, cells: Mapping[str, str]) -> bytes:
    """A list of one row typed by hand, by column, as the file it would have been: it is read and judged like any other."""
    present = [column for column in columns(kind) if column.required or cells.get(column.name)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[column.title for column in present], [cells.get(column.name, "") for column in present]])
    return out.getvalue().encode()


def read(kind: Kind, path: Path, *, name: str = "") -> Read:
    """Read a list for a kind; good rows are as the kind's `rows` payload wants them, bad ones carry their reasons. name: the file's own."""
    result = read_rows(path, columns(kind), name=name)
    if any(column.finds == "person" for column in kind.columns):
        result = _with_persons(result)
    if any(column.finds == "village" for column in kind.columns):
        result = _with_villages(result)
    for column in kind.columns:
        if column.choices:
            result = _with_codes(result, column)
    if kind.complete is not None:
        result = result.without(kind.complete(result.rows))
    return result


def _with_persons(read: Read) -> Read:
    """Each row with the id of the person whose number and name it gives, in the place of the number."""
    ids = people.find_many([row["citizen_number"] for row in read.rows])
    known = people.persons(i for i in ids if i is not None)
    wrong: dict[int, str] = {}
    for i, (row, person_id) in enumerate(zip(read.rows, ids, strict=True)):
        if person_id is None:
            wrong[i] = "身份证号码没有登记过"
        elif known[person_id].name != row["name"]:
            wrong[i] = f"姓名“{row['name']}”与登记的姓名不符"
        else:
            row["person_id"] = person_id
    result = read.without(wrong)
    for row in result.rows:
        del row["citizen_number"]
    return result


def _with_villages(read: Read) -> Read:
    """Each row with the id of its village in the place of the names."""
    known = {(village.township, village.name): village.id for village in people.villages()}
    wrong: dict[int, str] = {}
    for i, row in enumerate(read.rows):
        place = (row.pop("township"), row.pop("village"))
        if place in known:
            row["village_id"] = known[place]
        else:
            wrong[i] = f"没有“{place[0]}{place[1]}”这个村（社区）"
    return read.without(wrong)


def _with_codes(read: Read, column: Wanted) -> Read:
    """The titles that people write in a column replaced by the codes the counters know."""
    wrong: dict[int, str] = {}
    for i, row in enumerate(read.rows):
        if column.name not in row:
            continue
        if row[column.name] in column.choices:
            row[column.name] = column.choices[row[column.name]]
        else:
            wrong[i] = f"没有{column.title}“{row[column.name]}”，可选：{'、'.join(column.choices)}"
    return read.without(wrong)
