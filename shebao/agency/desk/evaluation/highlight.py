"""The text of a checked report with the quoted pieces marked, so that a finding and its sentence point at each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from shebao.core.evaluation.check import CheckResult, Document, catalogue, traces
from shebao.core.evaluation.check.text import is_row

TONES = {"error": ("错误", "stopped"), "warn": ("警告", "attention"), "question": ("疑点", "waiting"), "info": ("提示", "")}
"""The four verdicts: only what is certain is an error."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; `number` is the finding it belongs to (0: none), `anchor` is set on a finding's first mark.

    tone: the severity of the finding, or "unread" for a figure that stands in no relation.
    """

    text: str
    number: int = 0
    tone: str = ""
    anchor: bool = False

    @property
    def html(self) -> SafeString:
        """The piece for the page. Not a template: pieces of one sentence touch, and a template's lines would put a space between them."""
        if self.number:
            anchor = format_html(' id="q{}"', self.number) if self.anchor else SafeString()
            return format_html('<mark class="{}"{}><a href="#f{}">{}</a></mark>', self.tone, anchor, self.number, self.text)
        if self.tone:
            return format_html('<span class="idle" title="没有别的数可以和它核对">{}</span>', self.text)
        return SafeString(escape(self.text))


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

    @property
    def blocks(self) -> list[tuple[bool, list[Line]]]:
        """Lines one by one, and table rows that follow each other together: (is it a table, its lines)."""
        blocks: list[tuple[bool, list[Line]]] = []
        for line in self.lines:
            row = len(line.cells) > 1
            if row and blocks and blocks[-1][0]:
                blocks[-1][1].append(line)
            else:
                blocks.append((row, [line]))
        return blocks


def title_of(rule: str) -> str:
    """What a rule is called: the code is for those who write rules."""
    if rule == traces.RULE:
        return "同起草稿核对"
    module = dict(catalogue()).get(rule)
    return str(module.TITLE) if module is not None else rule


def marked(documents: Sequence[Document], result: CheckResult) -> list[Shown]:
    """Every document with its marks. A mark is the first place in its line where the quote stands and nothing is marked yet."""
    wanted: dict[tuple[str, int], list[tuple[str, int, str]]] = {}
    for number, issue in enumerate(result.findings, 1):
        for quote in issue.quotes:
            wanted.setdefault((quote.file, quote.line), []).append((quote.text, number, issue.severity))
    for quote in result.unread:
        wanted.setdefault((quote.file, quote.line), []).append((quote.text, 0, "unread"))
    anchored: set[int] = set()
    shown = []
    for document in documents:
        lines = [_line(n, text, wanted.get((document.name, n), []), anchored) for n, text in enumerate(document.lines, 1) if text.strip()]
        shown.append(Shown(document.name, lines))
    return shown


def _line(number: int, text: str, quotes: Sequence[tuple[str, int, str]], anchored: set[int]) -> Line:
    marks: list[tuple[int, int, int, str]] = []
    for quote, finding, severity in quotes:
        place = _place(text, quote.strip(), [(begin, end) for begin, end, _, _ in marks])
        if place is not None:
            marks.append((*place, finding, severity))
    pieces: list[Piece] = []
    position = 0
    for start, end, finding, severity in sorted(marks):
        pieces.append(Piece(text[position:start]))
        pieces.append(Piece(text[start:end], finding, severity, bool(finding) and finding not in anchored))
        anchored.add(finding)
        position = end
    pieces.append(Piece(text[position:]))
    mark = "|" if "\t" not in text and is_row(text) else "\t"
    cells = _cells([piece for piece in pieces if piece.text], mark)
    if mark == "|" and len(cells) > 1:
        blank = [not "".join(piece.text for piece in cell).strip() for cell in cells]
        cells = cells[blank[0] : len(cells) - blank[-1]]  # what stands outside a frame of pipes is no cell
    return Line(number, cells)


def _place(text: str, quote: str, taken: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first free place of a quote in its line, widened so that no number is cut in two."""
    start = text.find(quote) if quote else -1
    while start >= 0:
        first, last = start, start + len(quote)
        while (
            first
            and text[first].isdigit()
            and (text[first - 1].isdigit() or (text[first - 1] in ".,，" and text[max(first - 2, 0) : first - 1].isdigit()))
        ):
            first -= 1 if text[first - 1].isdigit() else 2
        while (
            last < len(text)
            and text[last - 1].isdigit()
            and (text[last].isdigit() or (text[last] in ".," and text[last + 1 : last + 2].isdigit()))
        ):
            last += 1
        if not any(first < end and begin < last for begin, end in taken):
            return first, last
        start = text.find(quote, start + 1)
    return None


def _cells(pieces: Sequence[Piece], mark: str) -> tuple[tuple[Piece, ...], ...]:
    """Pieces parted at tabs or pipes: the cells of a table row. A mark that runs over several cells is anchored once."""
    cells: list[list[Piece]] = [[]]
    for piece in pieces:
        for i, part in enumerate(piece.text.split(mark)):
            if i:
                cells.append([])
            if part:
                cells[-1].append(Piece(part, piece.number, piece.tone, piece.anchor and i == 0))
    return tuple(tuple(cell) for cell in cells)
