"""The list of a kind of matter in a file: its empty template, reading it, and finding the persons and villages that it names.

It stands here and not beside the engine in `matters`, because a list names persons, and the register stands above the engine.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from shebao.agency.matters.kind import Kind, Payload, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.imports import Read, read_rows, template_workbook
from shebao.base.finding import Finding, Refused, refuse

_ROUNDS = 12
"""How often the counters are asked about what is left of a list; each time they name every row they refuse for one reason."""


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
    """Read a list for a kind; good rows are as the kind's `rows` payload wants them, bad ones carry every reason. name: the file's own."""
    result = read_rows(path, columns(kind), name=name)
    everywhere = [*result.rows, *(one.values for one in result.rejected)]
    problems: list[dict[int, str]] = []
    if any(column.finds == "person" for column in kind.columns):
        problems.append(_find_persons(everywhere))
    elif any(column.name == "citizen_number" for column in kind.columns):
        problems.append(_repeated(everywhere, [*result.numbers, *(one.row for one in result.rejected)]))
    if any(column.finds == "village" for column in kind.columns):
        problems.append(_find_villages(everywhere))
    problems += [_find_codes(everywhere, column) for column in kind.columns if column.choices]
    result = result.without(*problems)
    if kind.complete is not None:
        result = result.without(kind.complete(result.rows))
    return result


def judged(kind: Kind, read: Read, given: Payload, day: date) -> Read:
    """The list with every row taken out that the counters would refuse as things are now, each with its reason.

    given: the other fields of the form. What is refused for another reason than its rows is left to whoever asks next.
    """
    for _ in range(_ROUNDS):
        if not read.rows:
            break
        try:
            kind.preview(kind.check(given | {"rows": read.rows}, day))
        except Refused as refused:
            reasons = refused_rows(refused.finding, read)
            if not reasons:
                break
            read = read.without(reasons)
        else:
            break
    return read


def refused_rows(finding: Finding, read: Read) -> dict[int, str]:
    """Index of a row of the list → why the finding refuses it: by its place, or by its person."""
    reasons: dict[int, str] = {}
    for number, reason in finding.values.get("rows", ()):
        if 1 <= number <= len(read.rows):
            reasons[number - 1] = f"{reasons[number - 1]}；{reason}" if number - 1 in reasons else reason
    whom = set(finding.values.get("people", ()))
    each, reason = finding.values.get("reasons", {}), str(finding.values.get("reason", finding.message)).removeprefix("的")
    for i, row in enumerate(read.rows):
        if row.get("person_id") in whom:
            reasons[i] = each.get(row["person_id"], reason)
    return reasons


def _find_persons(rows: list[Payload]) -> dict[int, str]:
    """Each row gets the id of the person whose number and name it gives, in the place of the number; index → why it cannot."""
    numbered = [i for i, row in enumerate(rows) if "citizen_number" in row]
    ids = people.find_many([rows[i]["citizen_number"] for i in numbered])
    known = people.persons(i for i in ids if i is not None)
    wrong: dict[int, str] = {}
    for i, person_id in zip(numbered, ids, strict=True):
        row = rows[i]
        del row["citizen_number"]
        if person_id is None:
            wrong[i] = "身份证号码没有登记过"
        elif "name" in row and known[person_id].name != row["name"]:
            wrong[i] = f"姓名“{row['name']}”与登记的姓名不符"
        else:
            row["person_id"] = person_id
    return wrong


def _repeated(rows: list[Payload], numbers: list[int]) -> dict[int, str]:
    """Index of a row whose number another row of the sheet has before it → which one."""
    first: dict[str, int] = {}
    wrong: dict[int, str] = {}
    for number, i in sorted(zip(numbers, range(len(rows)), strict=True)):
        if citizen_number := rows[i].get("citizen_number"):
            earlier = first.setdefault(citizen_number, number)
            if earlier != number:
                wrong[i] = f"与表格第 {earlier} 行是同一个身份证号码"
    return wrong


def _find_villages(rows: list[Payload]) -> dict[int, str]:
    """Each row gets the id of its village in the place of the names; index → why it cannot."""
    known = {(village.township, village.name): village.id for village in people.villages()}
    wrong: dict[int, str] = {}
    for i, row in enumerate(rows):
        place = (row.pop("township", None), row.pop("village", None))
        if None in place:
            continue
        if place in known:
            row["village_id"] = known[place]
        else:
            wrong[i] = f"没有“{place[0]}{place[1]}”这个村（社区）"
    return wrong


def _find_codes(rows: list[Payload], column: Wanted) -> dict[int, str]:
    """The titles that people write in a column replaced by the codes the counters know; index → why one cannot."""
    wrong: dict[int, str] = {}
    for i, row in enumerate(rows):
        if column.name not in row:
            continue
        if row[column.name] in column.choices:
            row[column.name] = column.choices[row[column.name]]
        else:
            wrong[i] = f"没有{column.title}“{row[column.name]}”，可选：{'、'.join(column.choices)}"
    return wrong
