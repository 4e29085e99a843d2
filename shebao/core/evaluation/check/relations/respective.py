"""Figures said respectively: 货物、工程和服务分别为 a、b 和 c，占总规模的比重为 p、q 和 r; 税收、非税分别增长 p 和 q: each with its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, Candidate

_JOINT = re.compile(r"^(?:、|，|和|与|及|以及|、和)$")
_SHARE = re.compile(r"占(?P<whole>[一-龥“”]{0,16}?)的?(?:比重|比例|份额)?(?:分别)?(?:为|达到?|是|约)*$")
_MOST, _REACH = 8, 40


def runs(rows: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Figures of one dimension joined by nothing but 、 and 和."""
    run: list[Figure] = []
    for figure in rows:
        joined = run and figure.sentence == run[-1].sentence and figure.kind == run[0].kind
        if joined and _JOINT.match(figure.passage.text[run[-1].end : figure.start]):
            run.append(figure)
            continue
        if 2 <= len(run) <= _MOST:
            yield run
        run = [figure]
    if 2 <= len(run) <= _MOST:
        yield run


def respective_shares(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Amounts said together and their shares said together, in one order, of a whole printed before."""
    together = list(runs([f for f in rows if not f.cell]))
    for amounts, shares in pairwise(together):
        same = len(amounts) == len(shares) and amounts[0].sentence == shares[0].sentence and shares[0].kind == "percent"
        match = _SHARE.search(shares[0].label)
        if not same or match is None or not additive(amounts[0]) or shares[0].order != amounts[-1].order + 1:
            continue
        whole = _whole(match["whole"], amounts, rows)
        if whole is not None:
            for amount, share in zip(amounts, shares, strict=True):
                yield [Candidate("rat_pair", "ratio", share, (amount, whole), LIKELY)]


def _whole(words: str, amounts: Sequence[Figure], rows: Sequence[Figure]) -> Figure | None:
    """What the shares are said of: the last level before that ends in those words."""
    bare = _strip(words)
    for figure in reversed(rows[max(0, amounts[0].order - _REACH) : amounts[0].order]):
        moved = DELTA.search(figure.label) or BASE.search(figure.label) or OF_LAST_YEAR.search(figure.label)
        if moved or not alike(figure, amounts[0]) or not additive(figure) or figure.depth:
            continue
        if len(bare) >= 2 and _strip(figure.label).endswith(bare):
            return figure
        if not bare and figure.point.middle >= max(f.point.middle for f in amounts):
            return figure
    return None


def _strip(words: str) -> str:
    return re.sub(r"总|全[国省市县区]|(?:共|累计|实现|完成|达到?|为|是|有|数|合计)+$", "", words)
