"""Facts of the same name said of several bodies: 三项社会保险基金收入合计 A … 养老保险基金收入 a … 失业 b … 工伤 c, far apart in the report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, Candidate, told
from shebao.core.evaluation.check.relations.subject import partition

_ENUMERATED = re.compile(
    r"(?P<names>(?:[一-龥“”]{2,14}、)+[一-龥“”]{2,14}?)(?P<count>[二两三四五六七八九十]|\d{1,2})(?:项|类|种|个|大)(?P<rest>[一-龥（）]{0,24})$"
)
_ALL = re.compile(r"(?:合计|共计|总计|总|共)(?:为|达)?$")
_VERB = re.compile(r"(?:合计|共计|总计|总额|总数|共有?|为|达到?|是|累计|完成|实现)+$")
_LEAD = re.compile(r"^(?:[\d年月日底末\-—至度，、（）]|截至|截止|其中|全[县市区省国年]|我[县市区局]|本年|累计|共)+")
_TAIL, _LONGEST = 4, 90
_DIGITS = 4
_REACH = 24
_PARAGRAPHS = 8
_MOST = 6
_COINCIDENCE = Fraction(1, 40)
_RARE = Fraction(1, 150)


def kin(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Totals over bodies named in the same words, each in a sentence of its own."""
    levels = [f for f in rows if not f.cell and additive(f) and not _moves(f)]
    yield from _enumerated(levels)
    yield from _namesakes(levels)


def _moves(figure: Figure) -> bool:
    return bool(DELTA.search(figure.label) or BASE.search(figure.label) or OF_LAST_YEAR.search(figure.label))


def core(label: str) -> str:
    """The words without place and time before and verb after."""
    bare = re.sub(r"（[^（）]*）", "", label)
    return _VERB.sub("", _LEAD.sub("", bare))


def _said(figure: Figure) -> str:
    """The label; the sentence so far where the label is only 收入 or 支出."""
    return figure.label if len(core(figure.label)) > _TAIL else figure.before


def _enumerated(levels: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """养老保险、失业保险、工伤保险三项社会保险基金收入合计 A 亿元: the parts are the figures of that name said of each."""
    for place, head in enumerate(levels):
        sentence = head.passage.text[head.bounds[0] : head.start]
        names, tail = _named(head.before)
        if not names:
            first = next((f for f in levels[max(0, place - 4) : place] if f.sentence == head.sentence and _named(f.before)[0]), None)
            if first is None or not _ALL.search(head.label) or len(sentence) > 200:
                continue
            names, tail = _named(first.before)[0], core(head.label)
        tail = tail[-_TAIL:]
        if len(tail) < 2:
            continue
        around = [f for f in levels if f is not head and alike(f, head) and abs(f.paragraph - head.paragraph) <= _PARAGRAPHS * 2]
        chosen = [next((f for f in around if name in _said(f) and core(f.label).endswith(tail)), None) for name in names]
        parts = tuple(f for f in chosen if f is not None)
        if len(parts) == len(names) and len({f.key for f in parts}) == len(parts):
            yield [Candidate("sum_derived", "sum", head, parts, CLOSED, (1,) * len(parts))]


def _named(words: str) -> tuple[list[str], str]:
    """The names that the words count, and what is said of each; nothing where it counts none or another number of them."""
    match = _ENUMERATED.search(core(words[-_LONGEST:]))
    if match is None:
        return [], ""
    names = [name.strip("“”") for name in match["names"].split("、")]
    names[0] = re.sub(r"^(?:全年|年末|当年)?", "", names[0])
    return (names, _VERB.sub("", match["rest"])) if numeral(match["count"]) == len(names) else ([], "")


def _namesakes(levels: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """基金收入 A … 职工基金收入 a … 居民基金收入 b: sums that fit carry those said in the same places, 支出, 结余, with them."""
    by_tail: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in levels:
        tail = core(figure.label)[-2:]
        if len(tail) == 2 and not figure.depth and len(figure.digits.replace(".", "")) >= _DIGITS - 1:
            by_tail[tail, figure.kind].append(figure)
    readings: dict[tuple[int, ...], list[Candidate]] = defaultdict(list)
    for figures in by_tail.values():
        for place, head in enumerate(figures):
            near = [f for f in figures[place + 1 : place + 1 + _REACH] if f.paragraph - head.paragraph <= _PARAGRAPHS]
            for start in range(min(len(near), 3)):
                for size in range(2, _MOST):
                    parts = near[start : start + size]
                    if len(parts) == size and _may_be(head, parts):
                        candidate = Candidate("sum_derived", "sum", head, tuple(parts), LIKELY, (1,) * size)
                        readings[tuple(f.paragraph for f in candidate.figures)].append(candidate)
    for own in readings.values():
        holding = [c for c in own if c.agreement() is Agreement.EQUAL and len(c.result.digits.replace(".", "")) >= _DIGITS]
        yield from ([c] for c in holding)
        for candidate in own:
            divided = partition([_said(f) for f in candidate.inputs])
            carried = any(c.result.key != candidate.result.key and _same_bodies(c, candidate) for c in holding)
            if candidate not in holding and (carried or divided) and told(candidate, _COINCIDENCE if carried else _RARE):
                yield [candidate]


def _same_bodies(a: Candidate, b: Candidate) -> bool:
    """Whether two sums are said of the same bodies in the same order."""
    return len(a.inputs) == len(b.inputs) and all(abs(x.sentence - y.sentence) <= 2 for x, y in zip(a.figures, b.figures, strict=True))


def _may_be(head: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts come after the total, each in a sentence or clause of its own, none larger than it, and near it together."""
    if any(f.point.middle >= head.point.middle or not alike(f, head) for f in parts) or len({f.sentence for f in parts}) < 2:
        return False
    return parts[0].sentence != head.sentence and len({_said(f) for f in parts}) == len(parts)
