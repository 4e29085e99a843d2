"""Lists whose total is not beside them: 支出项目：甲 8 万元、乙 6 万元, or 按性质分 …, the total said in a sentence or paragraph before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.cues import DELTA_OR_SUM, MANY, may_fit
from shebao.core.evaluation.check.relations.figure import DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, LOOSE, PROPOSED, Candidate, chance, repairs
from shebao.core.evaluation.check.relations.subject import partition

_INTRO = re.compile(
    r"按[^，。；：]{1,16}(?:分|划分|分类|统计|看)[，：]?$|(?:构成|组成|明细|项目|用途|来源|方面|情况|分布|环节|如下|其中|分别[为是]?|支出|收入)：$|其中$|一是[^，；]{0,20}$"
)
_HEADED = re.compile(r"(?:支出|收入|资金|面积|人数|总[一-龥]{1,4}|合计|共计|投资|金额|决算|检|案件)")
_REACH, _PARAGRAPHS, _LEAST = 16, 4, 3


def headless(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Runs of parts in one sentence that no total of their own sentence heads."""
    usable = [f for f in rows if additive(f) and not f.cell and not f.depth and f.kind != "points"]
    for _, group in groupby(usable, key=lambda f: f.sentence):
        own = list(group)
        for _, kind in groupby(sorted(own, key=lambda f: f.kind), key=lambda f: f.kind):
            for run in _runs(list(kind)):
                yield from _of(run, usable)


def _runs(own: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Stretches between semicolons; all of the sentence where each item has a semicolon of its own."""
    text = own[0].passage.text
    runs: list[list[Figure]] = [[own[0]]]
    for a, b in pairwise(own):
        if "；" in text[a.end : b.start]:
            runs.append([])
        runs[-1].append(b)
    yield from (run for run in runs if len(run) >= 2)
    if len(runs) >= _LEAST:
        yield [run[0] for run in runs]


def _of(run: Sequence[Figure], usable: Sequence[Figure]) -> Iterator[list[Candidate]]:
    first, last = run[0], run[-1]
    if any(DELTA.search(f.label) or OF_LAST_YEAR.search(f.label) or DELTA_OR_SUM.search(f.label) for f in run) or len(run) > MANY // 2:
        return
    lead = first.passage.text[first.bounds[0] : first.label_start]
    divided = partition([f.label for f in run])
    introduced = bool(_INTRO.search(lead)) or bool(re.search(r"按[^，。；：]{1,16}分", first.label))
    if not (introduced or divided or len(run) >= _LEAST):
        return
    at = usable.index(first)
    heads = [
        f
        for f in reversed(usable[max(0, at - _REACH) : at])
        if 0 < first.sentence - f.sentence <= 8
        and first.paragraph - f.paragraph <= _PARAGRAPHS
        and alike(f, first)
        and not (DELTA.search(f.label) or OF_LAST_YEAR.search(f.label))
        and f.point.middle > max(part.point.middle for part in run)
    ]
    readings = [
        Candidate("sum_list", "sum", f, tuple(run), LOOSE if divided or len(run) >= _LEAST else PROPOSED, (1,) * len(run)) for f in heads
    ]
    fitting = [c for c in readings if may_fit(c.result, run) and c.agreement() is Agreement.EQUAL]
    if fitting:
        yield fitting[:1]
        return
    if last.end < last.bounds[1] and re.match(r"等(?!级|次|额)", last.after):
        return
    slips = [(c, mend) for c in readings for mend in repairs(c) if mend.kind in ("digit", "swap") and mend.positive]
    close = [c for c, mend in slips if chance(c, mend.kind) * (20 if _HEADED.search(c.result.label) else 100) <= 1]
    if len({c.result.point.middle for c in close}) == 1:
        sure = introduced or (divided and len(run) >= _LEAST)
        yield [Candidate("sum_list", "sum", close[0].result, tuple(run), LIKELY if sure else LOOSE, (1,) * len(run))]
