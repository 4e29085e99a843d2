"""A share of N questionnaires can only take N + 1 values: 20 sheets cannot give 98 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.interval import cut, plain, rounded
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.rates import Stated, stated
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "比例的整数可行性"
SOURCE = "人数占比 = 整数 ÷ 整数；N 份问卷只能得到 k/N 的比例"
ADVICE = "写明满意度的算法（人数占比还是评分均值）和有效问卷数。"
EXAMPLE = {
    "broken": "发放调查问卷20份，进行了满意度调查。服务对象满意度达到98%。",
    "sound": "发放调查问卷200份，进行了满意度调查。服务对象满意度达到98%。",
}
_SHEETS = re.compile(r"问卷|调查表|测评表")


def find(report: Report) -> Iterator[Verdict]:
    """The number of sheets (returned ones where said) against the satisfaction rates."""
    sheets = [
        f
        for sentence in report.sentences()
        for f in sentence.facts
        if f.number.kind == "count:份" and f.number.firm and 0 < f.number.value <= 2000 and _SHEETS.search(sentence.text)
    ]
    if not sheets:
        return
    rates = list(stated(report, "满意(?:度|率)"))
    counts = sorted({int(f.number.value) for f in sheets})
    for rate in {(r.number.value, r.number.ulp): r for r in rates}.values():
        if any(_feasible(rate, count) for count in counts):
            yield holds(f"{rate.number.text} 可由 {counts} 份问卷得到", quotes_of([sheets[0].span, rate.span]))
            continue
        yield broken(
            "question",
            f"问卷 {sheets[0].printed}，满意人数占比不可能是 {rate.number.text}；若是评分均值，请写明算法。",
            quotes_of([sheets[0].span, rate.span]),
            left=rate.number.text,
            right=_nearest(rate, sheets[0]),
            computed="没有整数解",
        )


def _feasible(rate: Stated, count: int) -> bool:
    value = rate.number.value
    step = rate.number.ulp or Fraction(1)
    near, down = rounded(value, step), cut(value, step)
    return any(
        near.low <= Fraction(100 * k, count) <= near.high or down.low <= Fraction(100 * k, count) < down.high
        for k in _candidates(value, count)
    )


def _candidates(value: Fraction, count: int) -> range:
    middle = int(value * count / 100)
    return range(max(0, middle - 1), min(count, middle + 2) + 1)


def _nearest(rate: Stated, sheets: Fact) -> str:
    count = int(sheets.number.value)
    return f"每份 {plain(Fraction(100, count), 2)}%"
