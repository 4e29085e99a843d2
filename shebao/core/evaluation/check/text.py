"""Turns raw lines into passages: clean text for reading, with the way back from every character to its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shebao.core.evaluation.check.model import Document, Quote

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,80}>|\*\*|\[bookmark: [^\]]*\]")
_LEAD = re.compile(r"^\s*(?:#{1,6}\s+|[-*•]\s+(?=\D))")
_PUNCTUATION = {
    "(": "（",
    ")": "）",
    ":": "：",
    ";": "；",
    "﹪": "%",
    "％": "%",
    "．": ".",
    "﹒": ".",
    "–": "—",
    "－": "-",
    "−": "-",
    "〜": "~",
    "～": "~",
    "≧": "≥",
    "≦": "≤",
    "?": "？",
    "!": "！",
    "㎡": "平",
    "\u3000": " ",
    "\xa0": " ",
}
_TABLE = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_TABLE |= {code: chr(code - 0xFEE0) for code in [*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_TABLE |= {ord(raw): clean for raw, clean in _PUNCTUATION.items()}
_TABLE |= {0xFF1D: "=", 0xFF1C: "<", 0xFF1E: ">", 0xFF0B: "+", 0xFF0F: "/"}
_ENDS = "。！？；：.;:!?”）)】》"
_MARKER = re.compile(
    r"^(?:[（]?[一二三四五六七八九十]{1,3}[、）.．，是]|[（]\d{1,2}[）]|\d{1,2}[、.．）](?!\d)|第[一二三四五六七八九十\d]+[章节部分条]"
    r"|[①②③④⑤⑥⑦⑧⑨⑩]|附件|附表|附：|目标\d|单位[：]|填表|注[：]|说明[：])"
)
_TITLE = re.compile(r"^[^，。；、]*(?:报告|自评表|评分表|基础数据表|目录|摘要|通知|总结)$")
_PAGE_NUMBER = re.compile(r"^[-—\s]*(?:第\s*)?\d{1,3}\s*(?:页)?[-—\s]*(?:共\s*\d+\s*页)?$")


_TRAILING = re.compile(r"(?=[^|]*\|[^|]*[^|\s][^|]*\|)[^|]{0,200}\|.*\|[\s|]*$")  # a | b | c ||||: three pipes' worth of cells on one line

BARE = re.compile(r"^[≥≤＞＜><=]?-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:%|‰|分|万元|元|亿元|人|名|个|人次|件)?$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (its broken lines joined) or a table cell, cleaned; `places` gives line index and column of each character."""

    document: Document
    text: str
    places: tuple[tuple[int, int], ...]
    cell: bool = False

    def quotes(self, start: int, end: int) -> tuple[Quote, ...]:
        """The raw pieces of the source behind text[start:end], one for each line touched."""
        columns: dict[int, list[int]] = {}
        for line, column in self.places[start:end]:
            columns.setdefault(line, []).append(column)
        return tuple(
            Quote(self.document.name, line + 1, self.document.lines[line][min(result) : max(result) + 1])
            for line, result in sorted(columns.items())
        )

    def line(self, position: int) -> int:
        """The line (from 1) of a character."""
        return self.places[min(position, len(self.places) - 1)][0] + 1 if self.places else 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The clean text of the stretch."""
        return self.passage.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line (from 1) where the stretch begins."""
        return self.passage.line(self.start)

    def quotes(self) -> tuple[Quote, ...]:
        """The stretch as verbatim quotes."""
        return self.passage.quotes(self.start, self.end)


def quotes_of(spans: Iterable[Span], *, join: int = 40) -> tuple[Quote, ...]:
    """Quotes of several stretches; stretches of one passage nearer than `join` characters become one quote."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.passage.document.name, s.line, s.start)):
        last = merged[-1] if merged else None
        if last and last.passage is span.passage and span.start - last.end <= join:
            merged[-1] = Span(span.passage, last.start, max(last.end, span.end))
        else:
            merged.append(span)
    seen: dict[Quote, None] = {}
    for piece in _rows_joined(merged):
        for quote in piece.quotes() if isinstance(piece, Span) else (piece,):
            if quote.text.strip():
                seen[quote] = None
    return tuple(seen)


def _rows_joined(spans: list[Span]) -> Iterator[Span | Quote]:
    """Cells of one table line as one quote from the first to the last of them; everything else as it is."""
    lines: dict[tuple[str, int], list[Span]] = {}
    for span in spans:
        if span.passage.cell and span.end > span.start:
            lines.setdefault((span.passage.document.name, span.line), []).append(span)
    for span in spans:
        row = lines.get((span.passage.document.name, span.line), [])
        if not span.passage.cell or len(row) < 2:
            yield span
        elif row[0] is span:
            first, last = min(s.passage.places[s.start][1] for s in row), max(s.passage.places[s.end - 1][1] for s in row)
            yield Quote(span.passage.document.name, span.line, span.passage.document.lines[span.line - 1][first : last + 1])


def clean(raw: str) -> tuple[str, list[int]]:
    """A line without markup and idle spaces, full-width signs made plain, and the column of each character kept."""
    marked = raw
    if "<" in raw or "*" in raw or "[" in raw:
        marked = _MARKUP.sub(lambda m: "\0" * len(m.group()), raw)
    lead = _LEAD.match(marked)
    skip = lead.end() if lead else 0
    plain = marked.translate(_TABLE)
    chars: list[str] = []
    columns: list[int] = []
    for column in range(skip, len(plain)):
        char = plain[column]
        if char == "\0" or char == "\ufeff" or char == "\u200b":
            continue
        if char.isspace():
            ahead = plain[column + 1 :].lstrip()[:1]
            if not (chars and _joins_badly(chars[-1]) and ahead and _joins_badly(ahead)):
                continue
            char = " "
        elif char == "," and not (
            chars and chars[-1].isdigit() and (plain[column + 1 : column + 2].isdigit() or not plain[column + 1 :].strip())
        ):
            char = "，"
        chars.append(char)
        columns.append(column)
    return "".join(chars), columns


def _joins_badly(char: str) -> bool:
    """Whether dropping a space beside this character could weld two figures or words together."""
    return char.isascii() and (char.isalnum() or char in ".%-")


def passage_of_line(document: Document, index: int, start: int = 0, end: int | None = None, *, cell: bool = False) -> Passage:
    """One line (or a slice of it) as a passage."""
    raw = document.lines[index][start:end]
    text, columns = clean(raw)
    return Passage(document, text, tuple((index, column + start) for column in columns), cell)


def is_row(line: str) -> bool:
    """Whether a raw line is part of a table: cells separated by tabs or pipes, or a single cell after a tab."""
    if "\t" in line.rstrip("\n ") or line.lstrip().startswith("|") or _TRAILING.match(line) is not None:
        return True
    return line.count("|") >= 2 and not re.search(r"[。；！？]", line) and not is_flat(line)


def is_spaced(line: str) -> bool:
    """Whether a line looks like a table row flattened to spaces: a short name and two or more figures, no sentence."""
    stripped = line.strip()
    if not stripped or len(stripped) > 160 or re.search(r"[。；！？]|，.*，", stripped):
        return False
    pieces = stripped.split()
    figures = [piece for piece in pieces if BARE.match(clean(piece)[0])]
    if len(figures) >= 2 and len(pieces) > len(figures) and not BARE.match(pieces[0]):
        return len(pieces) - len(figures) <= len(figures) + 5
    return len(re.split(r"\s{2,}", stripped)) >= 4 and len(stripped) < 80


def is_flat(line: str) -> bool:
    """Whether a whole table stands on this line, its cells parted by single blanks or pipes: many short pieces, a third of them figures."""
    pieces = line.replace("|", " ").split()
    if len(pieces) < 10 or max(map(len, pieces)) > 24 or re.search(r"[。；]|，.*，", line):
        return False
    figures = sum(bool(BARE.match(clean(piece)[0])) for piece in pieces)
    return figures >= 5 and figures * 3 >= len(pieces)


def prose(document: Document) -> Iterator[Passage]:
    """The paragraphs of a document; lines broken by page or column breaks are joined again."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    in_table = titled = False
    for index, raw in enumerate(document.lines):
        if not raw.strip() or (text and _PAGE_NUMBER.match(raw.strip())):
            in_table = in_table and bool(raw.strip())
            continue
        if is_row(raw) or is_flat(raw) or (is_spaced(raw) and _beside(document, index)):
            in_table = True
            if text:
                yield Passage(document, "".join(text), tuple(places))
                text, places = [], []
            continue
        piece, columns = clean(raw)
        if not piece:
            continue
        if text and (in_table or raw.lstrip().startswith("#") or titled or not _continues(text[-1], len(text[-1]), piece)):
            yield Passage(document, "".join(text), tuple(places))
            text, places = [], []
        if text and text[-1][-1:].isdigit() and _GROUP.match(piece):
            piece = "," + piece[1:]  # a figure broken at its thousands separator
        in_table, titled = False, raw.lstrip().startswith("#")
        text.append(piece)
        places.extend((index, column) for column in columns)
    if text:
        yield Passage(document, "".join(text), tuple(places))


def _beside(document: Document, index: int) -> bool:
    """Whether the next or the last filled line also looks like a table row flattened to spaces."""
    for step in (1, -1):
        near = index + step
        while 0 <= near < len(document.lines) and not document.lines[near].strip() and abs(near - index) < 3:
            near += step
        if 0 <= near < len(document.lines) and is_spaced(document.lines[near]):
            return True
    return False


_GROUP = re.compile(r"^[，,]\d{3}(?!\d)")
_CUT = re.compile(r"[一-龥]\d{1,9}\.$")


def _continues(before: str, length: int, piece: str) -> bool:
    """Whether a line goes on from the line before: that one is long, ends in the middle, and this one starts nothing new."""
    if length >= 18 and _CUT.search(before) and piece[0].isdigit():
        return True  # a figure broken at its decimal point
    return length >= 18 and before[-1] not in _ENDS and not _MARKER.match(piece) and not _TITLE.search(before)


def bracket_depths(text: str) -> list[int]:
    """How many brackets are open at each character of a text, its own bracket counted; one that closes nothing is passed over."""
    depth, out = 0, []
    for char in text:
        if char == "（":
            depth += 1
        out.append(depth)
        if char == "）":
            depth = max(0, depth - 1)
    return out
