"""Rates of what was done of each thing, the task of each said before: 廉租住房 1852 套 … 廉租住房开工 2164 套，开工率 116.85%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, Candidate

_STEM = re.compile(r"^[一-龥]{0,4}?([一-龥]{2})率(?:为|达到?|是)*$")
_IDLE = re.compile(r"^(?:其中|，|：|共|累计|实际|已|年内|要求|新增|城市|基本)+|(?:住房|项目|任务|目标|数|共|总|实际|已)+$")
_NOT_DONE = re.compile(r"结余|结转|节约|增长|下降|调整|控制|覆盖|变动|满意|知晓")
_REACH = 60


def subjects(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Every rate right after an amount done, with the one earlier figure of the same subject that has no rate of its own."""
    for index, rate in enumerate(rows):
        match = _STEM.match(rate.label.lstrip("，、")) if rate.kind == "percent" and rate.number.firm and not rate.cell else None
        if match is None or not index or not rate.number.value or _NOT_DONE.search(match[1]):
            continue
        done = rows[index - 1]
        if done.sentence != rate.sentence or not additive(done) or DELTA.search(done.label) or match[1] not in done.label:
            continue
        core = _core(done.label.rsplit(match[1], 1)[0])
        if len(core) < 2:
            continue
        tasks = [
            f
            for f in rows[max(0, index - _REACH) : index - 1]
            if f.sentence != done.sentence
            and alike(f, done)
            and additive(f)
            and not (DELTA.search(f.label) or BASE.search(f.label) or OF_LAST_YEAR.search(f.label))
            and _core(f.label) == core
        ]
        if len({f.point.middle for f in tasks}) == 1:
            yield [Candidate("rat_pair", "ratio", rate, (done, tasks[0]), LIKELY)]


def _core(label: str) -> str:
    """The words without what every such label has: 其中廉租住房, 廉租."""
    return _IDLE.sub("", _IDLE.sub("", label))
