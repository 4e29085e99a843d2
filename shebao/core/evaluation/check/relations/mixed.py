"""Rates of a list against the rate of its total: parts that grew by so much each give what the whole grew by, though no base is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.figure import FALL, Figure, additive
from shebao.core.evaluation.check.relations.relation import LIKELY, LOOSE, Candidate

_GROWTH = re.compile(
    r"^(?:同比|与?比?较?(?:上年|去年|上一年度?)(?:同期)?(?:相比)?|分别)?[，]?(?:增长|增加|上升|提高|增产|增|下降|减少|降低|减产|降|减)(?:了|约|幅度?为)*$"
)
_PLAN = re.compile(r"^(?:占|为|完成|达到?)(?:年初|年度|全年|调整|变动|年|当年|的)*(?:预算|计划|任务|目标)(?:数|的)*$")
_NAMED = re.compile(
    r"^[一-龥]{0,4}?((?:支出|执行|支付|使用|拨付|完成|到位|结余|结转|开工|竣工|兑付|报账)(?:率|进度|比例))(?:为|达到?|是)*$"
)
"""Rates of one name said of a total and of each part, their bases not printed."""
_ADJUSTED = re.compile(r"口径|可比|不变价|增加值|生产总值|总产值|GDP|剔除|扣除")
_BASE = re.compile(r"^的?\d[\d.]*%")
"""占预算 80 万元的 52%: the amount is what the rate is said of."""
_MOST = 12


def mixed(rows: Sequence[Figure], groups: Sequence[Sequence[Candidate]]) -> Iterator[list[Candidate]]:
    """For every total that its parts add up to: the parts' rates against the total's, growth and rate of plan each."""
    for group in groups:
        for candidate in group:
            told = candidate.shape == "sum" and candidate.strength >= LOOSE and min(candidate.signs, default=-1) > 0
            if told and 2 <= len(candidate.inputs) <= _MOST and not candidate.result.cell and candidate.agreement() is Agreement.EQUAL:
                yield from _of(candidate, rows)
                break


def _of(candidate: Candidate, rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    members = sorted(candidate.figures, key=lambda f: f.order)
    if len({f.paragraph for f in members}) > 1 or any(_BASE.match(f.after) for f in members):
        return
    for shape, pattern in (("mixed growth", _GROWTH), ("mixed rate", _PLAN), ("mixed rate", _NAMED)):
        rates = {f.order: _rate_of(f, following, rows, pattern) for f, following in zip(members, [*members[1:], None], strict=True)}
        names = {_NAMED.match(rate.label.lstrip("，"))[1] for rate in rates.values() if rate} if pattern is _NAMED else {""}  # type: ignore[index]
        if all(rates.values()) and len(names) == 1:
            own = [rates[f.order] for f in candidate.figures]
            flat = [f for pair in zip(candidate.inputs, own[1:], strict=True) for f in pair if f is not None]
            signs = tuple(-1 if rate is not None and shape == "mixed growth" and FALL.search(rate.label[-6:]) else 1 for rate in own)
            assert own[0] is not None
            strength = LIKELY if candidate.result.kind == "money" else LOOSE
            yield [Candidate("rat_mixed", shape, own[0], (candidate.result, *flat), strength, signs)]


def _rate_of(member: Figure, following: Figure | None, rows: Sequence[Figure], pattern: re.Pattern[str]) -> Figure | None:
    """The rate said of a member: of the pattern, after it, before the next member, in its sentence."""
    text = member.passage.text
    for figure in rows[member.order + 1 : following.order if following is not None else member.order + 6]:
        if figure.sentence != member.sentence or figure.depth != member.depth:
            return None
        if following is None and "；" in text[member.end : figure.start]:
            return None
        if pattern is not _GROWTH and additive(figure):
            return None  # the plan itself is printed
        if figure.kind == "percent" and figure.number.firm and not figure.number.op and pattern.match(figure.label.lstrip("，")):
            return None if _ADJUSTED.search(text[member.bounds[0] : figure.end + 12]) else figure
    return None
