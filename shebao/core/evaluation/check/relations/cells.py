"""Figures in tables of any shape, also those flattened to one cell a line: each with the words that name it, and the relations they form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shebao.core.evaluation.check.model import Document
from shebao.core.evaluation.check.numbers import Number, numbers
from shebao.core.evaluation.check.relations.columns import Line, laws
from shebao.core.evaluation.check.relations.figure import Figure, measured, role_of
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate
from shebao.core.evaluation.check.text import BARE, Passage, Span, is_flat, passage_of_line

_BREAKS = (("|", re.compile(r"\|")), ("\t", re.compile(r"\t")), ("", re.compile(r"(?<=\S)\s{2,}(?=\S)")))
_UNIT_ONLY = re.compile(r"^（?(?:单位：)?(?:万元|元|亿元|人|个|%)）?$")
_PUNCTUATED = re.compile(r"[，。；,;、]")
_DASHES = ("/", "—", "-", "——", "－", "--")
_NOTHING = ("", "无")
_LEAST = 6
_TOTAL = re.compile(r"^(?:[一-龥]{0,8})(?:合计|总计|小计|共计)$")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]部分)")
_SERIAL = re.compile(r"序号|行次|编号|年龄|年度|文号|电话|邮编|编码|时间|日期")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: words or a figure."""

    passage: Passage
    line: int
    number: Number | None
    column: int = -1

    @property
    def text(self) -> str:
        """The clean text."""
        return self.passage.text


def runs(document: Document) -> Iterator[list[Entry]]:
    """Stretches of short lines that are the cells of a table."""
    run: list[Entry] = []
    for index, line in enumerate(document.lines):
        bare = line.strip().strip("|").strip()
        if not bare:
            continue
        pieces = _cells(document, index, line)
        if any(len(piece.text) > 60 or "。" in piece.text for piece in pieces) and len(pieces) < 3:
            if len(run) >= _LEAST:
                yield run
            run = []
            continue
        run.extend(piece for piece in pieces if piece.text not in _NOTHING)
    if len(run) >= _LEAST:
        yield run


def _cells(document: Document, index: int, line: str) -> list[Entry]:
    out: list[Entry] = []
    position = 0
    mark, pattern = next((mark, pattern) for mark, pattern in _BREAKS if mark in line)
    for match in [*pattern.finditer(line), None]:
        end = match.start() if match else len(line)
        passage = passage_of_line(document, index, position, end, cell=True)
        pieces = _split(document, index, passage, position, end)
        pieces = [half for piece in pieces for half in _halves(document, index, piece)]
        out.extend(Entry(piece, index + 1, _number(piece.text)) for piece in pieces if piece.text)
        if not passage.text:
            out.append(Entry(passage, index + 1, None))
        position = match.end() if match else end
    if sum(bool(entry.text) for entry in out) < 3 or not mark or is_flat(line):
        return out  # blanks do not say which column is empty
    return [replace(entry, column=column) for column, entry in enumerate(out)]


_NAMED = re.compile(r"^(?:其中[：:])?[一-龥“”（）()、]{2,24}[：:]\s*(?=\d[\d,]*(?:\.\d+)?(?:万元|元)?$)")


def _halves(document: Document, index: int, piece: Passage) -> list[Passage]:
    """资金总额：126.8, a name and its figure in one cell, as two."""
    match = _NAMED.match(piece.text)
    if match is None or not piece.places:
        return [piece]
    start, cut, end = piece.places[0][1], piece.places[match.end()][1], piece.places[-1][1] + 1
    colon = document.lines[index].rfind("：", start, cut)
    colon = max(colon, document.lines[index].rfind(":", start, cut))
    return [passage_of_line(document, index, start, colon, cell=True), passage_of_line(document, index, cut, end, cell=True)]


def _split(document: Document, index: int, passage: Passage, start: int, end: int) -> list[Passage]:
    """A stretch of figures parted by single blanks, 52.8 52.8 100.00%, as its figures."""
    raw = document.lines[index][start:end]
    pieces = list(re.finditer(r"\S+", raw))
    figures = sum(bool(BARE.match(piece.group())) for piece in pieces)
    form = figures >= 3 and figures * 5 >= len(pieces) * 2 and not _PUNCTUATED.search(raw)
    if len(pieces) < 3 or not (is_flat(raw) or figures * 2 >= len(pieces) or form):
        return [passage]
    return [passage_of_line(document, index, start + piece.start(), start + piece.end(), cell=True) for piece in pieces]


def _number(text: str) -> Number | None:
    if not BARE.match(text):
        return None
    values = list(numbers(text))
    return values[0] if len(values) == 1 else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A table stretch: its figures with the cells that name them. headed: its heads read 预算, 执行, 执行率 in this order."""

    rows: list[tuple[Figure, Entry]]
    headed: bool


def _headed(run: Sequence[Entry]) -> bool:
    """Whether an amount planned and an amount spent stand just before the rate in the heads of the columns, and no other order does."""
    words = [entry.text for entry in run]
    triples = [
        (role_of(words[i]), role_of(words[i + 1]))
        for i in range(len(words) - 2)
        if re.search(r"执行率|完成率|支出率", words[i + 2])
        and len(words[i + 2]) < 12
        and run[i].number is None
        and run[i + 1].number is None
    ]
    return bool(triples) and all(pair == ("plan", "spent") for pair in triples)


def _serials(run: Sequence[Entry]) -> set[int]:
    """Where the rows are numbered: 1, 2, 3 … each just before a name; such numbers are no figures."""
    places = [
        position
        for position, entry in enumerate(run[:-1])
        if entry.number is not None and entry.text.isdigit() and run[position + 1].number is None and run[position + 1].text not in _DASHES
    ]
    out: set[int] = set()
    expected, run_of = 1, []
    for position in places:
        if int(run[position].text) == expected:
            run_of.append(position)
            expected += 1
    return set(run_of) if len(run_of) >= 3 else out


def cell_figures(document: Document, first: int) -> Iterator[Stretch]:
    """The figures of each table stretch with the words that name them; `first` numbers the stretches after the paragraphs."""
    for number, run in enumerate(runs(document)):
        rows: list[tuple[Figure, Entry]] = []
        for name, slots in named_rows(run):
            for place, (position, entry) in enumerate(slots):
                if entry.number is None or entry.number.kind in ("year", "date"):
                    continue
                column = entry.column if entry.column >= 0 else place - len(slots) - 1
                rows.append((measured(cell(entry, name, position, first + number, number, column)), name))
        if len(rows) >= 2:
            yield Stretch(rows, _headed(run))


def named_rows(run: Sequence[Entry]) -> Iterator[tuple[Entry, list[tuple[int, Entry]]]]:
    """Each name with the figures and dashes that follow it."""
    serials = _serials(run)
    name: Entry | None = None
    slots: list[tuple[int, Entry]] = []
    for position, entry in enumerate(run):
        if position in serials:
            continue
        if entry.number is not None or (entry.text in _DASHES and name is not None):
            slots.append((position, entry))
            continue
        if entry.text in _DASHES or (name is not None and _UNIT_ONLY.match(entry.text) and position and run[position - 1] is name):
            continue
        if name is not None and slots:
            yield name, slots
        name, slots = entry, []
    if name is not None and slots:
        yield name, slots


def cell(entry: Entry, name: Entry, position: int, paragraph: int, number: int, column: int) -> Figure:
    """A figure of a cell, named by another; columns that are not printed are counted from the right, the last is -2."""
    label = name.text[-60:]
    assert entry.number is not None
    return Figure(
        entry.number,
        entry.passage,
        label,
        0,
        role_of(label),
        100_000 + number,
        (0, len(entry.text)),
        position,
        0,
        paragraph,
        True,
        Span(name.passage, 0, len(name.text)),
        entry.line,
        column=column,
    )


def tables(stretches: Sequence[Stretch]) -> Iterator[list[Candidate]]:
    """Relations inside rows, and of totals that close a column."""
    for stretch in stretches:
        yield from _rows(stretch.rows, stretch.headed)
        for figures, whole in _single(stretch.rows):
            yield from _totals(figures, whole=whole)
        yield from laws(list(_lines(stretch.rows)))


def _single(rows: Sequence[tuple[Figure, Entry]]) -> Iterator[tuple[list[Figure], bool]]:
    """Runs of neighbouring rows that have one figure each, and whether nothing of the table stands before them."""
    names = Counter(id(name) for _, name in rows)
    run: list[Figure] = []
    whole = True
    for figure, name in rows:
        if names[id(name)] == 1:
            run.append(figure)
            continue
        yield run, whole
        run, whole = [], False
    yield run, whole


def _lines(rows: Sequence[tuple[Figure, Entry]]) -> Iterator[Line]:
    """The rows with their figures by column."""
    groups: list[tuple[Entry, list[Figure]]] = []
    for figure, name in rows:
        if not groups or groups[-1][0] is not name:
            groups.append((name, []))
        groups[-1][1].append(figure)
    for name, figures in groups:
        yield Line(name.text, {figure.column: figure for figure in figures})


def _rows(rows: list[tuple[Figure, Entry]], headed: bool) -> Iterator[list[Candidate]]:
    """A percentage among the figures of one row against the amounts before it."""
    by_name: dict[int, list[Figure]] = {}
    for figure, name in rows:
        by_name.setdefault(id(name), []).append(figure)
    for figures in by_name.values():
        for position, rate in enumerate(figures):
            if rate.kind != "percent" or rate.number.op:
                continue
            amounts = [f for f in figures[max(0, position - 6) : position] if f.kind in ("bare", "money") and f.number.value > 0]
            readings = []
            for a in reversed(amounts):
                for b in reversed(amounts):
                    if a is not b:
                        near = a is amounts[-1] and b is amounts[-2]
                        readings.append(
                            Candidate(
                                "rat_pair",
                                "ratio",
                                rate,
                                (a, b),
                                (CLOSED if headed and rate.number.value else LOOSE) if near else LOOSE if a is amounts[-1] else PROPOSED,
                            )
                        )
            if readings:
                yield readings


def blocks(document: Document, first: int) -> Iterator[list[Candidate]]:
    """Columns under k headings that each print a figure, with rows whose name is printed k times over: 省财政 170 省财政 170 省财政 __."""
    for number, run in enumerate(runs(document)):
        yield from _block([entry for entry in run if not _UNIT_ONLY.match(entry.text)], first + number)


def _block(run: list[Entry], paragraph: int) -> Iterator[list[Candidate]]:
    position = 0
    while position < len(run):
        names = _repeats(run, position)
        if len(names) < 2:
            position += 1
            continue
        heads = _heads(run, position, len(names), paragraph)
        rows: list[list[Figure | None]] = []
        at = position
        while len(pairs := _repeats(run, at)) == len(names):
            rows.append([_named(name, value, paragraph, at) for name, value in pairs])
            at = at + len(pairs) + sum(value is not None for _, value in pairs)
        if heads and len(rows) >= 2:
            yield from _columns(heads, rows)
            yield from _balance(heads, heads)
            for row in rows:
                yield from _balance(row, heads)
        position = max(at, position + 1)


def _repeats(run: list[Entry], position: int) -> list[tuple[Entry, Entry | None]]:
    """A name printed again and again, each time with or without a figure after it."""
    out: list[tuple[Entry, Entry | None]] = []
    if position >= len(run) or run[position].number is not None:
        return out
    word = _plain(run[position].text)
    while position < len(run) and run[position].number is None and _plain(run[position].text) == word:
        value = run[position + 1] if position + 1 < len(run) and run[position + 1].number is not None else None
        out.append((run[position], value))
        position += 1 if value is None else 2
    return out


def _plain(text: str) -> str:
    return re.sub(r"^其中：?|（.*?）|：$", "", text)


def _heads(run: list[Entry], position: int, width: int, paragraph: int) -> list[Figure]:
    """The headings just before: as many pairs of words and a figure as there are columns."""
    out: list[Figure] = []
    at = position
    while len(out) < width and at >= 2 and run[at - 1].number is not None and run[at - 2].number is None:
        figure = _named(run[at - 2], run[at - 1], paragraph, at)
        if figure is None:
            break
        out.insert(0, figure)
        at -= 2
    return out if len(out) == width else []


def _named(name: Entry, value: Entry | None, paragraph: int, order: int) -> Figure | None:
    if value is None or value.number is None:
        return None
    label = _plain(name.text)
    span = Span(name.passage, 0, len(name.text))
    bounds = (0, len(value.text))
    return measured(
        Figure(value.number, value.passage, label, 0, role_of(label), 100_000, bounds, order, 0, paragraph, True, span, value.line)
    )


def _columns(heads: list[Figure], rows: list[list[Figure | None]]) -> Iterator[list[Candidate]]:
    for column, head in enumerate(heads):
        parts = tuple(figure for row in rows if (figure := row[column]) is not None and figure.kind == head.kind)
        if len(parts) >= 2:
            yield [Candidate("sum_table", "sum", head, parts, CLOSED, (1,) * len(parts))]


def _balance(line: Sequence[Figure | None], heads: list[Figure]) -> Iterator[list[Candidate]]:
    """到位 − 支出 = 结余 along one row."""
    roles = {head.role: figure for head, figure in zip(heads, line, strict=True) if figure is not None}
    if {"arrived", "spent", "left"} <= set(roles):
        yield [Candidate("bal_difference", "sum", roles["left"], (roles["arrived"], roles["spent"]), CLOSED, (1, -1))]


def _totals(figures: list[Figure], *, whole: bool) -> Iterator[list[Candidate]]:
    """A row named 合计 after rows of one figure each."""
    for index, total in enumerate(figures):
        if not _TOTAL.match(total.label) or total.number.kind == "percent":
            continue
        before: list[Figure] = []
        for figure in reversed(figures[max(0, index - 60) : index]):
            if _TOTAL.match(figure.label):
                break
            if figure.kind == total.kind and not _SERIAL.search(figure.label):
                before.insert(0, figure)
        readings = []
        for k in range(min(len(before), 40), 1, -1):
            readings.append(
                Candidate(
                    "sum_table", "sum", total, tuple(before[-k:]), (LIKELY if k == len(before) else LOOSE) if whole else PROPOSED, (1,) * k
                )
            )
        if readings:
            yield readings
