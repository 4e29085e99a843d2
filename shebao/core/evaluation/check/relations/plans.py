"""Rates of a plan that is not printed: what came in, and by how much it lies above or below the plan, give both rate and growth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.relations.figure import BASE, DELTA, FALL, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, Candidate

_GAP = re.compile(
    r"(?:比|较|与)[一-龥]{0,4}(?:预算|计划|任务|目标)数?[一-龥]{0,4}?(?:超收|超支|短收|增加|增收|减少|减收|多|少|超|短)[收支]?(?:了|约)?$"
)
_OF_PLAN = re.compile(r"(?:为|占|完成|是|达到?)[一-龥]{0,6}(?:预算|计划|任务|目标)数?的$")
_CHANGED = re.compile(r"(?:增长|增加|上升|提高|增|下降|减少|降低|降|减)(?:了)?$")
_SUBJECT = 4
_NEAR = 8
_REACH = 32


def plans(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """For every gap to a plan, the amount it belongs to, and the rates said of either."""
    for index, gap in enumerate(rows):
        if not additive(gap) or gap.cell or not _GAP.search(gap.label):
            continue
        around = [f for f in rows[max(0, index - _REACH) : index + _REACH] if abs(f.sentence - gap.sentence) <= _NEAR and not f.cell]
        last = next((f for f in reversed(rows[:index]) if f.sentence == gap.sentence), None)
        told = gap.passage.text[last.end if last is not None else gap.bounds[0] : gap.start]
        level = _its_level(gap, told, [f for f in around if alike(f, gap) and f is not gap])
        if level is None:
            continue
        falls = bool(FALL.search(gap.label[-6:])) or "短" in gap.label[-4:]
        after = rows[index + 1] if index + 1 < len(rows) else None
        if after is not None and after.kind == "percent" and after.sentence == gap.sentence and _CHANGED.search(after.label):
            yield [Candidate("rat_growth", "fall of" if falls else "rise of", after, (gap, level), LIKELY)]
        for rate in _rates_of(level, around):
            shape = "fall of" if falls else "above"
            yield [Candidate("rat_pair", shape, rate, (level, gap), LIKELY)]


def _its_level(gap: Figure, told: str, others: Sequence[Figure]) -> Figure | None:
    """The amount that has the gap: the longest part of its name stands in the words before the gap."""
    levels = [
        f
        for f in others
        if not (DELTA.search(f.label) or BASE.search(f.label) or OF_LAST_YEAR.search(f.label)) and f.point.middle > gap.point.middle
    ]
    named = [f for f in levels if _shared(f.label, told) >= _SUBJECT and f.sentence != gap.sentence]
    longest = max((_shared(f.label, told) for f in named), default=0)
    best = [f for f in named if _shared(f.label, told) == longest]
    return best[0] if len({f.point.middle for f in best}) == 1 else None


def _shared(label: str, words: str) -> int:
    """The length of the longest piece of a label, without its year and verb, that stands in the words."""
    name = re.sub(r"^[\d年度，]*|(?:完成|实现|达到?|为|共|累计)+$", "", label)
    for length in range(min(len(name), 14), _SUBJECT - 1, -1):
        if any(name[at : at + length] in words for at in range(len(name) - length + 1)):
            return length
    return 0


def _rates_of(level: Figure, around: Sequence[Figure]) -> Iterator[Figure]:
    """The rate of plan said right after the amount, with no plan printed between."""
    for rate in around:
        if rate.kind == "percent" and rate.order == level.order + 1 and rate.sentence == level.sentence and _OF_PLAN.search(rate.label):
            yield rate
