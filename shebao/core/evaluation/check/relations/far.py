"""What a sentence says of money that was named long before it: how much of the whole was spent, at what rate, what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive
from shebao.core.evaluation.check.relations.relation import LIKELY, LOOSE, Candidate, repairs

_RATE = re.compile(
    r"(?:执行|支出|使用|支付|拨付|兑付|发放|到位|完成|列支|报账|资金使用|预算执行|支出预算执行)(?:率|进度|比例)(?:为|达到?|是|约|：)*$"
)
_OF_PLAN = re.compile(
    r"^(?:为|占|是|完成)((?:调整后?|年初|年度|全年|变动)?(?:预算|计划|总投资|概算|下达资金|到位资金|任务|资金总额))数?的$"
)
_LEFT = re.compile(
    r"(?:结[余存]|剩余|余|结转(?:结[余存])?|尚有|还有|尚余|还剩|未支付|未拨付|未使用|未兑付|节余|下年|下一年度?|交回财政|收回)[一-龥]{0,6}$"
)
_SPENT = re.compile(r"支出|使用|支付|拨付|发放|兑付|列支|执行|兑现|报账|到位|完成")
_WHOLE = re.compile(r"合计|共计|总计|总额|总投资|总规模|(?<!公)共|下达|安排|预算|到位|资金|批复|收到|筹集|应发|投资|可用|可使用|经费")
_PART = re.compile(r"其中|第[一二三四五六七八九]|配套|追加|人均|每|标准|单价|结[余存]|结转|余|支付|支出|使用|发放|兑付|拨付|偿还|还")
OF_EARLIER = re.compile(r"(?:上年|年初|以前年度|历年)[一-龥]{0,4}(?:结|余)")
_BATCH = re.compile(r"第[一二三四五六七八九\d][批期轮]")
_REACH, _SENTENCES, _MOST = 60, 24, 6


def far(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Rates of spending and rests whose whole stands sentences or paragraphs before."""
    money = [f for f in rows if f.kind == "money" and f.number.firm and not f.cell]
    by_sentence: dict[int, list[Figure]] = {}
    for figure in rows:
        by_sentence.setdefault(figure.sentence, []).append(figure)
    for index, spent in enumerate(money):
        level = not (DELTA.search(spent.label) or OF_LAST_YEAR.search(spent.label) or BASE.search(spent.label) or spent.depth)
        if not level or not _SPENT.search(spent.label) or re.search(r"每|均|标准", spent.label[-8:]):
            continue
        own = [f for f in by_sentence[spent.sentence] if f.order > spent.order]
        before = [
            f for f in by_sentence[spent.sentence] if f.order < spent.order and f.kind == "money" and f.point.middle >= spent.point.middle
        ]
        wholes = [f for f in money[max(0, index - _REACH) : index] if _may_be_whole(f, spent)]
        if batch := _BATCH.search(spent.label):
            wholes = [f for f in wholes if batch.group() in f.label]
        if before or not wholes:
            continue  # the sentence has a whole of its own
        between = [f for f in own if f.kind == "money"]
        rate = next((f for f in own[:8] if f.kind == "percent" and f.number.firm and not f.number.op and _RATE.search(f.label)), None)
        left = (f for f in between if _LEFT.search(f.label) and not OF_EARLIER.search(f.label))
        rest = next((f for f in left if additive(f) and f.depth == spent.depth), None)
        planned = next((f for f in own[:4] if f.kind == "percent" and f.number.firm and not f.number.op and _OF_PLAN.search(f.label)), None)
        if planned is not None and planned.order == spent.order + 1 and not before:
            match = _OF_PLAN.search(planned.label)
            words = match[1] if match else ""
            named = [whole for whole in wholes if _named_so(words, whole.label)]
            yield from _of(planned, "rat_pair", "ratio", [(spent, whole) for whole in named], ())
        if rate is not None and not _owned_by_another(rate, spent, between):
            yield from _of(rate, "rat_pair", "ratio", [(spent, whole) for whole in wholes], ())
        if rest is not None:
            yield from _of(rest, "bal_difference", "sum", [(whole, spent) for whole in wholes], (1, -1))


_NET = re.compile(r"全年预算[数]?(?:较|比)年初(?:预算[数]?)?净?(?:调整|增加|增长)(?:了)?$")


def adjustments(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """全年预算较年初净调整 R%, of the initial and the whole year's budget that the report names before."""
    for index, rate in enumerate(rows):
        if rate.kind != "percent" or not _NET.search(rate.label) or not rate.number.firm:
            continue
        before = [f for f in rows[:index] if f.kind == "money" and f.number.firm and not f.depth and not f.cell]
        first = {f.point.middle: f for f in before if re.search(r"年初预算[数为]*$", f.label)}
        whole = {f.point.middle: f for f in before if re.search(r"(?:全年|调整后?)预算[数为]*$", f.label)}
        if len(first) == len(whole) == 1:
            pair = (*whole.values(), *first.values())
            yield [Candidate("rat_growth", "growth", rate, pair, LIKELY)]


def _named_so(words: str, label: str) -> bool:
    """Whether the amount is what the rate is said of: 调整预算 is 调整后预算."""
    first = words[:2] if words[:2] in ("调整", "年初", "全年", "变动") else ""
    return words[-2:] in label and first in label


def _owned_by_another(rate: Figure, spent: Figure, between: Sequence[Figure]) -> bool:
    """Whether another amount spent stands between, not as a part of the first."""
    others = [f for f in between if f.order < rate.order and _SPENT.search(f.label)]
    text = rate.passage.text
    return bool(others) and not re.search(r"其中|：|，[一-龥]{2,8}\d", text[spent.end : others[0].start + 1])


def _may_be_whole(figure: Figure, spent: Figure) -> bool:
    label = figure.label
    return (
        0 <= spent.sentence - figure.sentence <= _SENTENCES
        and figure.point.middle >= spent.point.middle
        and not figure.depth
        and bool(_WHOLE.search(label))
        and not (DELTA.search(label) or BASE.search(label) or OF_LAST_YEAR.search(label))
        and not re.search(r"每|均|标准", label[-8:])
    )


def _of(result: Figure, rule: str, shape: str, pairs: Sequence[tuple[Figure, Figure]], signs: tuple[int, ...]) -> Iterator[list[Candidate]]:
    """The readings, nearest first: one that fits, or the one that a slip of one digit makes fit; else nothing is said."""
    seen: dict[int, Candidate] = {}
    for a, b in reversed(pairs):
        whole = b if shape == "ratio" else a
        seen.setdefault(whole.point.middle, Candidate(rule, shape, result, (a, b), LOOSE, signs))
    readings = list(seen.values())[:_MOST]
    fitting = [c for c in readings if c.agreement() in (Agreement.EQUAL, Agreement.CUT)]
    if fitting:
        yield [Candidate(rule, shape, result, fitting[0].inputs, LIKELY, signs)]
        return
    slips = [c for c in readings if any(r.kind in ("digit", "swap") and r.positive for r in repairs(c))]
    only = len(readings) == 1 or (len(slips) == 1 and slips[0] is readings[0])
    if slips and only:
        yield [Candidate(rule, shape, result, slips[0].inputs, LIKELY, signs)]
    elif slips:
        yield slips
