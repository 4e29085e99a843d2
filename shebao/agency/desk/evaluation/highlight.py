"""The text of a checked report with the quoted pieces marked, so that a finding and its sentence point at each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shebao.core.evaluation.check import CheckResult, Document

TONES = {"error": ("错误", "stopped"), "warn": ("警告", "attention"), "question": ("疑点", "waiting"), "info": ("提示", "")}
"""The four verdicts: only what is certain is an error."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; `number` is the finding it belongs to (0: none), `anchor` is set on a finding's first mark."""

    text: str
    number: int = 0
    tone: str = ""
    anchor: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text. cells: more than one where the line is a table row."""

    number: int
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(slots=True)
class Shown:
    """One document with its lines."""

    name: str
    lines: list[Line] = field(default_factory=list)


def marked(documents: Sequence[Document], result: CheckResult) -> list[Shown]:
    """Every document with its marks. A mark is the first place in its line where the quote stands and nothing is marked yet."""
    wanted: dict[tuple[str, int], list[tuple[str, int, str]]] = {}
    for number, issue in enumerate(result.findings, 1):
        for quote in issue.quotes:
            wanted.setdefault((quote.file, quote.line), []).append((quote.text, number, issue.severity))
    anchored: set[int] = set()
    shown = []
    for document in documents:
        lines = [_line(n, text, wanted.get((document.name, n), []), anchored) for n, text in enumerate(document.lines, 1) if text.strip()]
        shown.append(Shown(document.name, lines))
    return shown


def _line(number: int, text: str, quotes: Sequence[tuple[str, int, str]], anchored: set[int]) -> Line:
    marks: list[tuple[int, int, int, str]] = []
    for quote, finding, severity in quotes:
        start = text.find(quote.strip())
        if quote.strip() and start >= 0 and not any(start < end and begin < start + len(quote.strip()) for begin, end, _, _ in marks):
            marks.append((start, start + len(quote.strip()), finding, severity))
    pieces: list[Piece] = []
    position = 0
    for start, end, finding, severity in sorted(marks):
        pieces.append(Piece(text[position:start]))
        pieces.append(Piece(text[start:end], finding, severity, finding not in anchored))
        anchored.add(finding)
        position = end
    pieces.append(Piece(text[position:]))
    return Line(number, _cells([piece for piece in pieces if piece.text]))


def _cells(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces parted at tabs: the cells of a table row. A mark that runs over several cells is anchored once."""
    cells: list[list[Piece]] = [[]]
    for piece in pieces:
        for i, part in enumerate(piece.text.split("\t")):
            if i:
                cells.append([])
            if part:
                cells[-1].append(Piece(part, piece.number, piece.tone, piece.anchor and i == 0))
    return tuple(tuple(cell) for cell in cells)
