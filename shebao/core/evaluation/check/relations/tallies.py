"""Totals of what the sentences before said, products of three figures in a row, and what is left beside a rate that is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike, noun_of
from shebao.core.evaluation.check.relations.products import standard
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, Candidate, told

_TALLY = re.compile(
    r"^(?:[以上前]?(?:两|二|三|四|五|六|七|八|九|十|\d{1,2})[一-龥]{0,6})?(?:全年|全[县市区省镇乡校局]|合计|累计|总|一共|以上|上述|年度)*[一-龥]{0,6}?"
    r"(?:(?<!公)共(?!同|享|计划)|合计|总计|累计|总[支收投])[一-龥]{0,10}$"
)
_NESTED = re.compile(r"其中|包括|[，（]含")
_MEAN = re.compile(r"[人户亩日月年场次期生件]均|每|标准|单价")
_COMPOSED = re.compile(
    r"^[一-龥]{0,6}(?:(?:等)?[二两三四五六七\d](?:个|大)?(?:部分|方面|块|项|级)[一-龥]{0,4})?(?:组成|构成)[一-龥]{0,8}[，。：]"
)
_REST = re.compile(
    r"(?:结[余存]|结转|剩余|余|未[一-龥]{1,4}|尚[一-龥]{1,4}|仍[一-龥]{1,4}|还[一-龥]{1,3}|正在[一-龥]{0,4}|待[一-龥]{1,4}|[少欠短][一-龥]{0,3}|"
    r"缺口|差额|节约[一-龥]{0,6}|在办|收回[一-龥]{0,6})(?:为|有)?$"
)
_EACH = re.compile(
    r"每(?:个|一)?(?P<each>[一-龥]{1,2}?)(?:年|人|次)?(?:补助|补贴|奖励|安排|发放|投入|配套|拨付)?(?:标准)?(?:为|是)?$|(?P<mean>[一-龥])均[一-龥]{0,4}$|单价(?:为)?$"
)
_TIMED = re.compile(r"月|日|天|季|学期|年[一-龥]{0,2}次")
_MOST = 6
_LEAST = 2
_RARE = Fraction(1, 40)
_TELLING = Fraction(1, 15)


def _level(figure: Figure) -> bool:
    label = figure.label
    return additive(figure) and not (DELTA.search(label) or BASE.search(label) or OF_LAST_YEAR.search(label) or _MEAN.search(label[-8:]))


def tallies(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """基本支出 A，其中 …。项目支出 B。全年总支出 C; 春季 a 人，秋季 b 人。全年共 c 人次; a 由甲、乙两部分组成."""
    for _, group in groupby((f for f in rows if not f.cell), key=lambda f: f.paragraph):
        own = list(group)
        for place, head in enumerate(own):
            if head.depth or not _level(head) or not place:
                continue
            named = own[place - 1].label if head.label in ("、", "") and own[place - 1].end >= head.start - 1 else head.label
            if _TALLY.match(re.sub(r"^[，：]", "", named)) and len(head.digits.replace(".", "")) >= _LEAST:
                yield from _of(head, own[:place])
            yield from _composed(head, own[:place])
            yield from _plus(head, own[:place])


_PLUS = re.compile(r"^(?:再)?加上?|^加：")
_TOTAL = re.compile(r"(?:总量|总计|合计|总财力|可用财力|总收入|总支出)(?:为|达到?|共)?$")


def _plus(head: Figure, before: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """收入 A 万元，为预算的 R%。加上调入资金 B 万元（…），收入总量为 T 万元."""
    if not _PLUS.match(head.passage.text[head.bounds[0] : head.start]) or not _TOTAL.search(head.label):
        return
    here = [f for f in before if f.sentence == head.sentence and _level(f) and f.depth == head.depth and alike(f, head)]
    first = next((f for f in before if f.sentence == head.sentence - 1 and _level(f) and f.depth == head.depth and alike(f, head)), None)
    if first is not None and here:
        parts = (first, *here)
        yield [Candidate("sum_total_last", "sum", head, parts, CLOSED, (1,) * len(parts))]


def _of(head: Figure, before: Sequence[Figure]) -> Iterator[list[Candidate]]:
    levels = [f for f in before if _level(f) and _addable(f, head) and f.depth == head.depth]
    if any(f.sentence == head.sentence and alike(f, head) for f in levels):
        return
    last = [f for f in levels if f.sentence == head.sentence - 1]
    firsts: list[Figure] = []
    for _, group in groupby((f for f in levels if f.sentence < head.sentence), key=lambda f: f.sentence):
        firsts.append(next(iter(group)))
    flat = [f for f in levels if not _NESTED.search(f.passage.text[f.bounds[0] : f.start])]
    readings = [parts for parts in (last, firsts, flat) if _LEAST <= len(parts) <= _MOST]
    candidates = [Candidate("sum_total_last", "sum", head, tuple(parts), LIKELY, (1,) * len(parts)) for parts in readings]
    yield from _first_told(candidates, _RARE)


def _addable(figure: Figure, head: Figure) -> bool:
    return alike(figure, head) or {figure.kind, head.kind} == {"people", "times"}


def _first_told(candidates: Sequence[Candidate], bound: Fraction) -> Iterator[list[Candidate]]:
    """The reading that fits; else the first that one slip would mend."""
    fitting = [c for c in candidates if c.agreement() is Agreement.EQUAL]
    if fitting:
        yield fitting[:1]
        return
    slips = [c for c in candidates if told(c, bound)]
    if len({frozenset(f.order for f in c.inputs) for c in slips}) == 1:
        yield slips[:1]


def _composed(head: Figure, before: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """由中央补助 a、省级配套 b 及县级自筹 c 三部分组成，到位资金 T."""
    run = [f for f in before if f.sentence == head.sentence and f.depth == head.depth]
    if len(run) < _LEAST or not _COMPOSED.match(head.passage.text[run[-1].end : head.start]):
        return
    text = head.passage.text
    parts = [run[-1]]
    for a, b in reversed(list(pairwise(run))):
        if not re.match(r"^[、，和及以与]", text[a.end : b.start]):
            break
        parts.insert(0, a)
    if len(parts) >= _LEAST and all(_level(f) and alike(f, head) for f in parts):
        yield [Candidate("sum_total_last", "sum", head, tuple(parts), CLOSED, (1,) * len(parts))]


def in_a_row(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """每户 2000 元补助 1860 户，需资金 372 万元: a standard, a number and an amount, one right after the other."""
    for a, b, result in zip(rows, rows[1:], rows[2:], strict=False):
        if result.kind != "money" or a.cell or not a.sentence == b.sentence == result.sentence or not _level(result):
            continue
        for price, count in ((a, b), (b, a)):
            match = _EACH.search(price.label)
            counted = count.kind in ("people", "times") or count.kind.startswith("count:")
            if price.kind != "money" or match is None or not counted or not (price.number.firm and count.number.firm):
                continue
            if _TIMED.search(price.label[-8:] + price.after[:3]) or not _of_that(match.groupdict(), count):
                continue
            reading = Candidate("int_product", "product", result, (count, standard(price)), LIKELY)
            if told(reading, _TELLING):
                yield [reading]


def _of_that(match: dict[str, str | None], count: Figure) -> bool:
    """Whether what each gets is said of what is counted."""
    unit = match["each"] or match["mean"]
    if unit is None:
        return True
    own = {"people": "人名位生", "times": "人次"}.get(count.kind, count.kind.removeprefix("count:"))
    return unit[-1] in own or unit in noun_of(count) or unit in count.label


def rests(rows: Sequence[Figure], groups: Sequence[Sequence[Candidate]]) -> Iterator[list[Candidate]]:
    """投资 A，占计划 B 的 R%，剩余 C: where the rate is right, what is left beside it is B less A."""
    at = {figure.order: figure for figure in rows}
    for group in groups:
        for candidate in group:
            if candidate.rule != "rat_pair" or candidate.shape != "ratio" or candidate.strength < LIKELY or candidate.result.cell:
                continue
            part, whole = candidate.inputs
            if candidate.agreement() is not Agreement.EQUAL or part.point.middle >= whole.point.middle:
                continue
            rest = at.get(candidate.result.order + 1)
            near = rest is not None and rest.sentence == candidate.result.sentence and alike(rest, part) and additive(rest)
            if rest is None or not near or rest.key in (part.key, whole.key):
                continue
            if not _REST.search(rest.label) and not re.match(r"(?:尚|仍|还)?(?:未|待|正在)", rest.after):
                continue
            reading = Candidate("bal_difference", "sum", rest, (whole, part), LIKELY, (1, -1))
            if told(reading, _TELLING):
                yield [reading]
            break


def hundreds(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """总收入 T，拨款 a，占 96%；其他 b，占 4%: parts whose shares make a hundred make the amount before them."""
    prose = [f for f in rows if not f.cell]
    for place, head in enumerate(prose):
        if not _level(head):
            continue
        pairs: list[tuple[Figure, Figure]] = []
        index = place + 1
        while index + 1 < len(prose) and len(pairs) < _MOST:
            amount, share = prose[index], prose[index + 1]
            joined = (
                share.kind == "percent" and "占" in share.label and share.sentence == amount.sentence and amount.paragraph == head.paragraph
            )
            if not joined or not _level(amount) or not alike(amount, head) or amount.depth != head.depth:
                break
            pairs.append((amount, share))
            index += 2
        if len(pairs) < _LEAST or pairs[0][0].sentence - head.sentence > 1:
            continue
        total = sum((share.number.value for _, share in pairs), Fraction(0))
        parts = tuple(amount for amount, _ in pairs)
        if abs(total - 100) * 20 <= len(pairs) and all(f.point.middle < head.point.middle * 2 for f in parts):
            yield [Candidate("sum_list", "sum", head, parts, CLOSED, (1,) * len(parts))]
