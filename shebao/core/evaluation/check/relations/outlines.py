"""Amounts on numbered lines of a form, （一）小计 6.30, 1、… 6.30, 2、… 0.00: a line is the sum of the lines one level below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from shebao.core.evaluation.check.model import Document
from shebao.core.evaluation.check.numbers import SCALES, numbers
from shebao.core.evaluation.check.relations.figure import Figure, measured, role_of
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, Candidate
from shebao.core.evaluation.check.text import Span, passage_of_line

_LINE = re.compile(
    r"^\s*(?P<mark>（[一二三四五六七八九十]{1,2}）|\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、．]|[（(]\d{1,2}[)）])\s*"
    r"(?P<name>[一-龥“”、（）()]{2,30}?)[:： \t|]+(?P<value>\d[\d,]*(?:\.\d+)?)\s*\|?\s*$"
)
_LEVELS = (re.compile(r"[一二三四五六七八九十]+、"), re.compile(r"[（(][一二三四五六七八九十]"), re.compile(r"\d"), re.compile(r"[（(]\d"))
_UNIT = re.compile(r"[（(:：](?:单位[:：]?)?(万元|亿元|元)[)）]?")
_TOTAL = re.compile(r"小计|合计|总计|总额")
_UNIT_FROM = 6
_FEWEST, _MOST = 3, 60
_EACH = re.compile(r"^元?/(?:人|户|名)(?![/·.年月日天次])")
_HEADS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered line with its amount: level counts from the outermost mark."""

    level: int
    figure: Figure


def outlines(document: Document, first: int, prose: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """The sums of every run of such lines, and the heads of a form times its standard."""
    for number, run in enumerate(_runs(document)):
        rows = [Row(_level(match["mark"]), _figure(document, line, match, first + number)) for line, match in run]
        yield from _sums(rows)
        yield from _standard(rows, prose)


def _runs(document: Document) -> Iterator[list[tuple[int, re.Match[str]]]]:
    run: list[tuple[int, re.Match[str]]] = []
    for line, text in enumerate((*document.lines, "")):
        match = _LINE.match(text)
        if match:
            run.append((line, match))
            continue
        if text.strip() or line == len(document.lines):
            if _FEWEST <= len(run) <= _MOST:
                yield run
            run = []


def _level(mark: str) -> int:
    return next(level for level in (3, 1, 0, 2) if _LEVELS[level].match(mark))


def _figure(document: Document, line: int, match: re.Match[str], paragraph: int) -> Figure:
    """The amount of a line in the unit the lines above say, named by the words before it."""
    name = passage_of_line(document, line, match.start("name"), match.end("name"), cell=True)
    value = passage_of_line(document, line, match.start("value"), match.end("value"), cell=True)
    number = next(numbers(value.text))
    unit = next((m[1] for m in map(_UNIT.search, reversed(document.lines[max(0, line - _UNIT_FROM) : line])) if m), "")
    scale = SCALES.get(unit.removesuffix("元"), 1) if unit else 1
    if unit:
        decimals = len(match["value"].partition(".")[2])
        step = Fraction(scale, 10**decimals) if decimals or scale > 1 else Fraction(0)
        number = replace(number, value=number.value * scale, ulp=step, kind="money", unit=unit)
    label = name.text
    bounds = (0, len(value.text))
    cell = Span(name, 0, len(name.text))
    return measured(Figure(number, value, label, 0, role_of(label), 300_000 + line, bounds, line, 0, paragraph, True, cell, line + 1))


def _sums(rows: Sequence[Row]) -> Iterator[list[Candidate]]:
    for place, row in enumerate(rows):
        below: list[Figure] = []
        for other in rows[place + 1 :]:
            if other.level <= row.level:
                break
            if other.level == rows[place + 1].level:
                below.append(other.figure)
        if len(below) >= _HEADS:
            strength = CLOSED if _TOTAL.search(row.figure.label) else LIKELY
            yield [Candidate("sum_table", "sum", row.figure, tuple(below), strength, (1,) * len(below))]


def _standard(rows: Sequence[Row], prose: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """The one number of heads of a small form times the one standard a head is the form's first amount."""
    heads = [f for f in prose if f.kind == "people" and f.number.firm and f.number.value > 1]
    prices = [f for f in prose if f.kind == "money" and f.measure == "元" and _EACH.match(f.after) and f.number.firm]
    total = rows[0].figure
    if len(heads) == len(prices) == 1 and total.kind == "money" and total.number.value:
        yield [Candidate("int_product", "product", total, (heads[0], prices[0]), LIKELY)]
