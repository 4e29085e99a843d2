"""One total divided more than once, and divisions whose parts stand apart: 一般 a、专项 b；按用途分，新增 c、再融资 d; 第一产业 … 第二产业 … 第三产业."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, LOOSE, Candidate, told
from shebao.core.evaluation.check.relations.subject import divided_by

_AMONG = re.compile(
    r"其中|包括|用于|按[^，。；：]{1,16}(?:分|划分|分类|看)|从[^，。；：]{1,12}(?:看|分)|分[^，。；：]{1,10}看|的[^，。；：]{0,8}中[，：]"
)
_MEAN = re.compile(r"[人户亩日月年场次期生件]均|每|标准|单价")
_BASE_OF_RATE = re.compile(r"^的?\d[\d.]*%")
_DIGITS = 3
_REACH = 26
_SENTENCES = 3
_MOST = 12
_COINCIDENCE = Fraction(1, 40)


def divisions(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Totals divided in several ways, and totals whose parts are picked out of a crowd of figures by what divides them."""
    levels = [f for f in rows if not f.cell and _is_level(f)]
    for _, group in groupby(levels, key=lambda f: f.paragraph):
        own = list(group)
        for place, head in enumerate(own):
            if len(head.digits.replace(".", "")) >= _DIGITS:
                yield from _several(head, own[place + 1 : place + 1 + _REACH])
                yield from _picked(head, own[place + 1 : place + 1 + _REACH])


def _is_level(figure: Figure) -> bool:
    """Whether the figure says how much there is, not how it changed, stood before or comes to each, nor what a rate is said of."""
    label = figure.label
    changed = DELTA.search(label) or BASE.search(label) or OF_LAST_YEAR.search(label) or _MEAN.search(label[-8:])
    return additive(figure) and figure.kind != "points" and not changed and not _BASE_OF_RATE.match(figure.after)


def _several(head: Figure, after: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """The groups that semicolons and 按…分 part after a total: where one of them makes the total, so should the others."""
    near = [f for f in after if f.sentence - head.sentence <= _SENTENCES and f.depth == head.depth and alike(f, head)]
    for semicolons in (True, False):
        yield from _of_groups(head, near, [g for g in _groups(head, near, semicolons=semicolons) if 2 <= len(g) <= _MOST])


def _of_groups(head: Figure, near: Sequence[Figure], groups: Sequence[Sequence[Figure]]) -> Iterator[list[Candidate]]:
    if len(groups) < 2 or not _AMONG.search(head.passage.text[head.end : near[0].start]):
        return
    readings = [Candidate("sum_list", "sum", head, tuple(group), LIKELY, (1,) * len(group)) for group in groups]
    fitting = [c.agreement() is Agreement.EQUAL for c in readings]
    if not any(fitting):
        return
    for candidate, fits in zip(readings, fitting, strict=True):
        if fits or told(candidate, _COINCIDENCE):
            yield [candidate]


def _groups(head: Figure, near: Sequence[Figure], *, semicolons: bool) -> list[list[Figure]]:
    """The figures after a total, parted where a semicolon, a new sentence or another view begins."""
    out: list[list[Figure]] = [[]]
    for before, figure in pairwise([head, *near]):
        gap = figure.passage.text[before.end : figure.start]
        views = bool(re.search(r"[。，；]", gap)) and bool(_AMONG.search(gap))
        if before is not head and ((semicolons and "；" in gap) or views):
            out.append([])
        elif before is not head and "。" in gap:
            break
        out[-1].append(figure)
    return out


def _picked(head: Figure, after: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """第一产业 a …。第二产业 b，其中工业 x，建筑业 y。第三产业 c: the parts are those that one division names, whatever stands between."""
    near = [f for f in after if f.sentence - head.sentence <= _SENTENCES and f.depth == head.depth and alike(f, head)]
    if len(near) < 2:
        return
    for words in divided_by([f.label for f in near]):
        if words[0] is None and not any(words):
            continue
        parts: list[Figure] = []
        seen: set[str] = set()
        for figure, word in zip(near, words, strict=True):
            if word is None:
                continue
            if word in seen:
                break
            seen.add(word)
            parts.append(figure)
        if len(parts) < 2 or len(parts) == len(near) == 2 or any(word in head.label for word in seen):
            continue
        candidate = Candidate("sum_list", "sum", head, tuple(parts), LIKELY if len(parts) > 2 else LOOSE, (1,) * len(parts))
        if told(candidate, _COINCIDENCE):
            yield [candidate]
