"""What a year left: 本年收入 A … 本年支出 B … 本年收支结余 C, each in a sentence of its own; and changes that add up as their levels do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, FALL, OF_LAST_YEAR, Figure, additive
from shebao.core.evaluation.check.relations.relation import LIKELY, LOOSE, Candidate, told

_SURPLUS = re.compile(
    r"(?:收支(?:结[余存]|相抵)|(?:本年|当年|当期|本期)(?:收支)?结[余存])(?:为|是|达|约)?$|(?<!累计)(?<!滚存)收支结[余存]$"
)
_INCOME = re.compile(r"收入(?:总计|合计|总额|总量)?(?:累计)?(?:完成|实现)?(?:为|是|达|共)?$")
_EXPENSE = re.compile(r"支出(?:总计|合计|总额|总量)?(?:累计)?(?:完成|实现)?(?:为|是|达|共)?$")
_STILL = re.compile(r"持平|无变化|没有变化|无增减")
_MOST_READINGS = 6
_COINCIDENCE = Fraction(1, 20)
_EARLIER = Fraction(1, 15)


def surplus(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Income less expenditure of a paragraph is what it says was left."""
    money = [f for f in rows if f.kind == "money" and f.number.firm and not f.cell and not f.depth]
    for _, group in groupby(money, key=lambda f: f.paragraph):
        own = list(group)
        for place, rest in enumerate(own):
            if not _SURPLUS.search(rest.label) or DELTA.search(rest.label):
                continue
            since = next((i + 1 for i in range(place - 1, -1, -1) if _SURPLUS.search(own[i].label)), 0)
            before = [f for f in own[since:place] if not _moved(f)]
            incomes = [f for f in before if _INCOME.search(f.label)]
            expenses = [f for f in before if _EXPENSE.search(f.label)]
            readings = [Candidate("bal_difference", "sum", rest, (a, b), LIKELY, (1, -1)) for a in incomes for b in expenses if a is not b]
            yield from _best(readings[:_MOST_READINGS])


def _best(readings: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """The reading that fits, or the first two amounts named where one slip of a digit makes them fit."""
    fitting = [c for c in readings if c.agreement() is Agreement.EQUAL]
    if fitting:
        yield [fitting[0]]
    elif readings and (len(readings) == 1 or told(readings[0], _EARLIER)):
        yield [readings[0]]


def _moved(figure: Figure) -> bool:
    return bool(DELTA.search(figure.label) or BASE.search(figure.label) or OF_LAST_YEAR.search(figure.label))


def moves(rows: Sequence[Figure], groups: Sequence[Sequence[Candidate]]) -> Iterator[list[Candidate]]:
    """A，比上年减少 D。其中：甲 a，减少 d；乙 b，增加 e: where the levels add up, their changes do."""
    seen: set[tuple[int, ...]] = set()
    for group in groups:
        for candidate in group:
            summed = candidate.shape == "sum" and min(candidate.signs, default=-1) > 0 and len(candidate.inputs) >= 2
            members = sorted(candidate.figures, key=lambda f: f.order)
            key = tuple(f.order for f in members)
            if not summed or candidate.result.cell or key in seen or candidate.agreement() is not Agreement.EQUAL:
                continue
            seen.add(key)
            if members[-1].paragraph == members[0].paragraph:
                yield from _of(candidate, members, rows)


def _of(candidate: Candidate, members: Sequence[Figure], rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    changes: dict[int, Figure | None] = {}
    for figure, following in zip(members, [*members[1:], None], strict=True):
        end = following.order if following is not None else figure.order + 4
        changes[figure.order] = next((f for f in rows[figure.order + 1 : end] if _is_change(f, figure)), None)
        text = figure.passage.text[figure.end : figure.end + 24]
        if changes[figure.order] is None and figure.point.middle and not _STILL.search(text):
            return
    whole = changes[candidate.result.order]
    parts = [change for f in candidate.inputs if (change := changes[f.order]) is not None]
    if whole is None or len(parts) < 2:
        return
    falls = bool(FALL.search(whole.label[-8:]))
    signs = tuple(1 if bool(FALL.search(part.label[-8:])) == falls else -1 for part in parts)
    reading = Candidate("sum_derived", "sum", whole, tuple(parts), LIKELY, signs)
    if told(reading, _COINCIDENCE):
        yield [reading]


def _is_change(figure: Figure, of: Figure) -> bool:
    near = figure.sentence == of.sentence and figure.depth == of.depth and figure.kind == of.kind and additive(figure)
    return near and bool(DELTA.search(figure.label)) and not re.search(r"预算|计划|任务|目标", figure.label)


def bracketed(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """资金 X 万元。（其中：甲 a 万元、乙 b 万元）: the bracket that opens after the full stop divides the amount before it."""
    for index, first in enumerate(rows):
        if not first.depth or not additive(first) or first.cell or not index:
            continue
        head = rows[index - 1]
        gap = first.passage.text[head.end : first.start] if head.paragraph == first.paragraph else ""
        if head.depth or not re.match(r"^[。；，]（[^，。；]{0,16}$", gap.split("：")[0]) or "其中" not in gap:
            continue
        run = [first]
        for figure in rows[index + 1 : index + 12]:
            if figure.paragraph != first.paragraph or figure.depth < first.depth:
                break
            if figure.depth == first.depth and figure.kind == first.kind:
                run.append(figure)
        if len(run) >= 2 and head.kind == first.kind:
            reading = Candidate("sum_list", "sum", head, tuple(run), LIKELY if len(run) > 2 else LOOSE, (1,) * len(run))
            if told(reading, _COINCIDENCE):
                yield [Candidate("sum_list", "sum", head, tuple(run), LIKELY, (1,) * len(run))]
