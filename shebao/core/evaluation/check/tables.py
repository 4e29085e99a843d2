"""Finds tables in the lines of a document, also where extraction has flattened them to one cell a line or to spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from shebao.core.evaluation.check.model import Document
from shebao.core.evaluation.check.numbers import Number, numbers
from shebao.core.evaluation.check.roles import NUMERIC, role_of
from shebao.core.evaluation.check.text import BARE, Passage, Span, clean, is_row, is_spaced, passage_of_line

# a figure keeps the unit that stands after a blank; everything else is parted by blanks
_SPACED_PIECE = re.compile(r"[-≥≤]?\d[\d,.]*\s(?:万元|亿元|元|人|%|％)(?=\s|$)|\S+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. text: clean. span: where it stands; the span is empty where the cell is."""

    text: str
    span: Span
    number: Number | None

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return self.text in ("", "-", "—", "/", "／", "——")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; line counts from 1."""

    line: int
    cells: tuple[Cell, ...]

    def text(self, column: int) -> str:
        """The clean text of a cell, "" where the row is shorter."""
        return self.cells[column].text if 0 <= column < len(self.cells) else ""

    def number(self, column: int) -> Number | None:
        """The figure a cell consists of, or None."""
        return self.cells[column].number if 0 <= column < len(self.cells) else None

    @property
    def filled(self) -> list[int]:
        """Columns with something in them."""
        return [i for i, cell in enumerate(self.cells) if not cell.blank]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand together. caption: the line above. unit: scale for money said in or above it, "" where unsaid.

    spaced: parted by blanks only, so that an empty cell leaves no trace and columns can be trusted only where the counts agree.
    """

    document: Document
    rows: tuple[Row, ...]
    caption: str
    unit: str
    spaced: bool = False


@lru_cache(maxsize=50_000)
def cell_number(text: str) -> Number | None:
    """The figure a cell consists of: 351.25, 100.00%, 100分, ≥95%; None for words."""
    if not BARE.match(text):
        return None
    result = list(numbers(text))
    return result[0] if len(result) == 1 else None


def _cell(passage: Passage) -> Cell:
    return Cell(passage.text, Span(passage, 0, len(passage.text)), cell_number(passage.text))


def tables(document: Document) -> Iterator[Table]:
    """All tables of a document, in order."""
    lines = document.lines
    index = 0
    while index < len(lines):
        if is_row(lines[index]):
            end = _block_end(document, index)
            single = sum(_interior_tabs(lines[i]) == 0 for i in range(index, end) if lines[i].strip(" \n") != "")
            stacked = single > (end - index) * 0.4 and any(lines[i].startswith("\t") for i in range(index, end))
            rows = tuple(_stacked(document, index, end) if stacked else _tabbed(document, index, end))
            yield _table(document, index, rows)
            index = end
        elif is_spaced(lines[index]) and index + 1 < len(lines):
            end = index
            while end < len(lines) and (
                is_spaced(lines[end]) or (not lines[end].strip() and end + 1 < len(lines) and is_spaced(lines[end + 1]))
            ):
                end += 1
            head = index - 1 if index and _heads(lines[index - 1], lines[index]) else index
            rows = tuple(_spaced(document, head, end))
            if len(rows) >= 2:
                yield replace(_table(document, index, rows), spaced=True)
            index = end
        elif role_of(lines[index].strip()) in NUMERIC and (piled := _piled(document, index)):
            rows, end = piled
            yield _table(document, rows[0].line - 1, rows)
            index = end
        else:
            index += 1


def _piled(document: Document, index: int) -> tuple[tuple[Row, ...], int] | None:
    """A table whose cells were laid one under the other without any mark: a name and two or more numeric heads, then rows of as many lines.

    Returns the rows, header first, and the line after the last; None where the lines do not repeat in that pattern.
    """
    filled = [i for i in range(max(0, index - 4), min(len(document.lines), index + 600)) if document.lines[i].strip()]
    at = filled.index(index)
    if not at:
        return None
    heads = [filled[at - 1]]
    for line in filled[at:]:
        if role_of(clean(document.lines[line])[0]) not in NUMERIC:
            break
        heads.append(line)
    width = len(heads)
    if width < 3 or len(document.lines[heads[0]].strip()) > 16:
        return None
    rows = [_one_each(document, heads)]
    position = at - 1 + width
    while position + width <= len(filled):
        row = _one_each(document, filled[position : position + width])
        if (
            row.number(0) is not None
            or len(row.text(0)) > 24
            or any(row.number(c) is None and not row.cells[c].blank for c in range(1, width))
        ):
            break
        rows.append(row)
        position += width
    return (tuple(rows), filled[position - 1] + 1) if len(rows) >= 3 else None


def _one_each(document: Document, lines: list[int]) -> Row:
    return Row(lines[0] + 1, tuple(_cell(passage_of_line(document, line, cell=True)) for line in lines))


def _interior_tabs(line: str) -> int:
    return line.strip("\n ").strip("\t").count("\t") + line.strip().strip("|").count("|")


def _block_end(document: Document, start: int) -> int:
    """The line after the last row that belongs with the row at `start`; a few blank lines and wrapped cell lines may stand between."""
    lines = document.lines
    end, blanks = start, 0
    index = start
    while index < len(lines):
        line = lines[index]
        if is_row(line):
            end, blanks = index + 1, 0
        elif not line.strip():
            blanks += 1
            if blanks > 4:
                break
        elif lines[start].startswith("\t") and len(line.strip()) < 60 and index + 1 < len(lines) and not blanks:
            pass  # a cell's text that was wrapped onto a line of its own
        else:
            break
        index += 1
    return end


def _tabbed(document: Document, start: int, end: int) -> Iterator[Row]:
    framed = all(line.lstrip().startswith("|") for line in document.lines[start:end] if line.strip())
    for index in range(start, end):
        line = document.lines[index]
        if not line.strip():
            continue
        separator = "|" if line.lstrip().startswith("|") or "\t" not in line else "\t"
        if separator == "|" and re.fullmatch(r"[|\s:\-]+", line):
            continue
        cells: list[Cell] = []
        position = 0
        pieces = line.split(separator)
        for order, piece in enumerate(pieces):
            edge = order == len(pieces) - 1 or (order == 0 and framed)  # a blank before the first pipe is a cell where other rows fill it
            outer = separator == "|" and edge and not piece.strip()
            if not outer:
                cells.append(_cell(passage_of_line(document, index, position, position + len(piece), cell=True)))
            position += len(piece) + 1
        yield Row(index + 1, tuple(cells))


def _stacked(document: Document, start: int, end: int) -> Iterator[Row]:
    """Rows of a table whose every cell stands on a line of its own after a tab, rows separated by an empty line."""
    cells: list[list[tuple[int, int]]] = []
    first = start
    for index in range(start, end + 1):
        line = document.lines[index] if index < end else ""
        if line.startswith("\t"):
            if not cells:
                first = index
            for piece in _pieces(line):
                cells.append([(index, piece)])
        elif line.strip() and cells:
            cells[-1].append((index, 0))
        elif cells and not line.strip("\n "):
            yield Row(first + 1, tuple(_joined(document, parts) for parts in cells))
            cells = []


def _pieces(line: str) -> list[int]:
    """Where the cells of a stacked line start: usually one, just after the tab."""
    return [position + 1 for position, char in enumerate(line) if char == "\t"]


def _joined(document: Document, parts: list[tuple[int, int]]) -> Cell:
    text: list[str] = []
    places: list[tuple[int, int]] = []
    for index, start in parts:
        raw = document.lines[index]
        stop = raw.find("\t", start) if start else -1
        piece, columns = clean(raw[start : stop if stop >= 0 else None])
        text.append(piece)
        places.extend((index, column + start) for column in columns)
    return _cell(Passage(document, "".join(text), tuple(places), cell=True))


def _heads(line: str, row: str) -> bool:
    """Whether a line without figures names the columns of the flattened row below it."""
    names = line.split()
    return (
        len(names) == len(row.split())
        and len(names) >= 3
        and not any(char.isdigit() for char in line)
        and not re.search(r"[。，；：]", line)
    )


def _spaced(document: Document, start: int, end: int) -> Iterator[Row]:
    for index in range(start, end):
        line = document.lines[index]
        if not line.strip():
            continue
        pieces = _SPACED_PIECE.finditer(line)
        cells = [_cell(passage_of_line(document, index, piece.start(), piece.end(), cell=True)) for piece in pieces]
        yield Row(index + 1, tuple(cells))


_UNIT = re.compile(r"单位[：:]?\s*（?(?:人民币)?(万元|元|亿元|千元|百万元)|（(?:单位：)?(万元|亿元|千元|元)）|金额（?(万元|元|亿元)")


def unit_in(text: str) -> str:
    """The unit of money a header or caption names, or ""."""
    match = _UNIT.search(text)
    return next((group for group in match.groups() if group), "") if match else ""


def _table(document: Document, index: int, rows: tuple[Row, ...]) -> Table:
    above = [clean(line)[0] for line in document.lines[max(0, index - 4) : index] if line.strip()]
    caption = " ".join(above)
    unit = unit_in(caption)
    if not unit:
        for row in rows[:6]:
            for cell in row.cells:
                unit = unit or unit_in(cell.text)
    return Table(document, rows, caption, unit)
