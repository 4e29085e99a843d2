"""Tables whose layout nobody announced: the law between columns, and between rows, is the one that most of them obey; the rest are judged by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.exact import quotient_agreement
from shebao.core.evaluation.check.relations.figure import Figure
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate

_TOTAL = re.compile(r"合计|总计|小计|共计|总额|^总|全[县市区镇乡]$")
_PART = re.compile(r"^其中")
_NOT_ADDED = re.compile(r"序号|行次|编号|年龄|电话|文号|编码|单价|标准|均|率$")
_WIDEST, _LONGEST = 9, 60
_TELLING, _MOST_PARTS = 4, 12


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its name and its figures by column."""

    name: str
    cells: dict[int, Figure]


def laws(lines: Sequence[Line]) -> Iterator[list[Candidate]]:
    """Relations between the columns of each row and between the rows of each column."""
    for width, rows in _blocks(lines):
        yield from _columns(width, rows)
    yield from _totals(lines)
    yield from _unnamed(lines)


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[tuple[int, ...], list[Line]]]:
    """Neighbouring rows that fill the same columns."""
    block: list[Line] = []
    for line in [*lines, None]:
        if line is not None and (not block or line.cells.keys() == block[0].cells.keys()):
            block.append(line)
            continue
        if block and 3 <= len(block[0].cells) <= _WIDEST:
            yield tuple(sorted(block[0].cells)), block[:_LONGEST]
        block = [line] if line is not None else []


def _columns(width: tuple[int, ...], rows: list[Line]) -> Iterator[list[Candidate]]:
    """A law of two or more rows is judged in all of them; what a single row shows is only proposed."""
    amounts = [c for c in width if all(row.cells[c].kind in ("bare", "money", "people") for row in rows)]
    rates = [c for c in width if all(row.cells[c].kind == "percent" and not row.cells[c].number.op for row in rows)]
    for total, parts, signs in _sum_laws(amounts):
        fits = [row for row in rows if _adds(row, total, parts, signs)]
        if len(fits) >= 2 and len(fits) * 5 >= len(rows) * 3:
            strength = CLOSED if len(fits) >= 3 or len(fits) == len(rows) else LIKELY
            for row in rows:
                inputs = tuple(row.cells[c] for c in parts)
                rule = "bal_difference" if -1 in signs else "sum_table"
                yield [Candidate(rule, "sum", row.cells[total], inputs, strength, signs)]
    for rate in rates:
        for a, b in permutations(amounts, 2):
            fits = [row for row in rows if _divides(row, rate, a, b)]
            telling = {
                (row.cells[a].point.middle, row.cells[b].point.middle) for row in fits if row.cells[rate].number.value not in (0, 100)
            }
            if len(telling) >= 2 and len(fits) * 5 >= len(rows) * 3:
                for row in rows:
                    if row.cells[b].number.value:
                        yield [Candidate("rat_pair", "ratio", row.cells[rate], (row.cells[a], row.cells[b]), CLOSED)]


def _sum_laws(amounts: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...], tuple[int, ...]]]:
    for total in amounts:
        rest = [c for c in amounts if c != total]
        after = [c for c in rest if c > total]
        for k in range(2, len(after) + 1):
            yield total, tuple(after[:k]), (1,) * k
        before = [c for c in rest if c < total]
        for k in range(2, len(before) + 1):
            yield total, tuple(before[-k:]), (1,) * k
        for a, b in combinations(rest, 2):
            if not (a > total and b == a + 1 and a == total + 1):
                yield total, (a, b), (1, -1)


def _adds(row: Line, total: int, parts: Sequence[int], signs: Sequence[int]) -> bool:
    """Whether the law holds in a row and says something there: no more than one part is nought."""
    values = [row.cells[c].point for c in parts]
    if sum(value.middle != 0 for value in values) < 2:
        return False
    middle = sum(sign * value.middle for sign, value in zip(signs, values, strict=True))
    return abs(middle - row.cells[total].point.middle) <= row.cells[total].point.half * 2


def _divides(row: Line, rate: int, a: int, b: int) -> bool:
    whole = row.cells[b].point
    return whole.middle > 0 and quotient_agreement("ratio", row.cells[rate].point, row.cells[a].point, whole) is Agreement.EQUAL


def _totals(lines: Sequence[Line]) -> Iterator[list[Candidate]]:
    """A row that is the total of the rows after or before it: as many rows as make most columns right."""
    for index, line in enumerate(lines):
        first = index + 1 < len(lines) and bool(_PART.match(lines[index + 1].name))
        if not (_TOTAL.search(line.name) or first) or _NOT_ADDED.search(line.name):
            continue
        after, before = lines[index + 1 : index + 1 + _LONGEST], lines[max(0, index - _LONGEST) : index][::-1]
        for rows in (after, before):
            yield from _total(line, rows, sure=first and rows is after)


def _total(line: Line, rows: Sequence[Line], *, sure: bool) -> Iterator[list[Candidate]]:
    best: tuple[int, int, dict[int, tuple[Figure, ...]]] | None = None
    every = 0
    columns = [c for c, figure in line.cells.items() if figure.kind in ("bare", "money", "people") and figure.number.value]
    parts: dict[int, list[Figure]] = {c: [] for c in columns}
    for count, row in enumerate(rows, 1):
        if _TOTAL.search(row.name) and not _PART.match(row.name):
            break
        if 2 * sum(c in row.cells for c in columns) < len(columns):
            break  # another table, or its head
        every = count
        for c in columns:
            figure = row.cells.get(c)
            if figure is not None and figure.kind == line.cells[c].kind:
                parts[c].append(figure)
        fits = sum(_makes(line.cells[c], parts[c]) for c in columns)
        if fits and (best is None or fits > best[0]):
            best = fits, count, {c: tuple(parts[c]) for c in columns}
    if best is None:
        if sure:
            yield from _below(line, rows, columns)
        return
    fits, taken, chosen = best
    strength = CLOSED if fits >= 2 or (taken == every >= 3 and not sure) else LIKELY if sure else LOOSE
    for c in columns:
        if len(chosen[c]) >= 2:
            yield [
                Candidate(
                    "sum_table",
                    "sum",
                    line.cells[c],
                    chosen[c],
                    strength if len(columns) < 6 or fits >= 2 else LOOSE,
                    (1,) * len(chosen[c]),
                )
            ]


def _below(line: Line, rows: Sequence[Line], columns: Sequence[int]) -> Iterator[list[Candidate]]:
    """Rows under 其中 that are not all of the total: together they stay below it."""
    for c in columns:
        parts: list[Figure] = []
        for row in rows[:_MOST_PARTS]:
            figure = row.cells.get(c)
            if figure is None or figure.kind != line.cells[c].kind:
                break
            if sum(part.point.middle for part in (*parts, figure)) > line.cells[c].point.middle:
                break
            parts.append(figure)
        if len(parts) >= 2:
            yield [Candidate("sum_table", "sum", line.cells[c], tuple(parts), LIKELY, (1,) * len(parts), open=True)]


def _unnamed(lines: Sequence[Line]) -> Iterator[list[Candidate]]:
    """A row that no word calls a total, and yet the rows under it make it up to the last digit."""
    for index, line in enumerate(lines):
        columns = [c for c, f in line.cells.items() if f.kind in ("bare", "money", "people") and len(f.digits.replace(".", "")) >= _TELLING]
        if not columns or _NOT_ADDED.search(line.name) or _TOTAL.search(line.name):
            continue
        parts: dict[int, list[Figure]] = {c: [] for c in columns}
        for row in lines[index + 1 : index + 1 + _MOST_PARTS]:
            if not all(c in row.cells and row.cells[c].kind == line.cells[c].kind for c in columns):
                break
            for c in columns:
                parts[c].append(row.cells[c])
            if any(_makes(line.cells[c], parts[c]) for c in columns):
                strength = LIKELY if len(columns) > 1 else PROPOSED
                for c in columns:
                    yield [Candidate("sum_table", "sum", line.cells[c], tuple(parts[c]), strength, (1,) * len(parts[c]))]
                break


def _makes(total: Figure, parts: Sequence[Figure]) -> bool:
    if sum(part.number.value != 0 for part in parts) < 2:
        return False
    return abs(sum(part.point.middle for part in parts) - total.point.middle) <= total.point.half * 2
