"""Growth on last year: the difference and the percentage must follow from the two years' figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.facts import Fact, Sentence
from shebao.core.evaluation.check.interval import Agreement, Interval, agree, plain
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "同比增减复算"
SOURCE = "增长率 = (本年 − 上年) ÷ 上年；增加额 = 本年 − 上年"
ADVICE = "核对两年的数、增减额和增减率。"
EXAMPLE = {
    "broken": "全年基金收入9783万元，比上年增加783万元，增长7.5%。",
    "sound": "全年基金收入9783万元，比上年增加783万元，增长8.7%。2023年支出90万元，2022年支出100万元，下降10%。",
}
_MORE = re.compile(
    r"(?:比上?一?年|较上?一?年|同比|比去年|较去年|比20\d\d年|较20\d\d年|上年).{0,6}(?:增加|增长|增支|增收|多|提高|上升|净增)(?:了|额)?$|^(?:增加|净增)(?:了)?$"
)
_LESS = re.compile(
    r"(?:比上?一?年|较上?一?年|同比|比去年|较去年|比20\d\d年|较20\d\d年|上年).{0,6}(?:减少|下降|减支|减收|降低|少)(?:了|额)?$|^(?:减少|下降)(?:了)?$"
)
_UP = re.compile(r"(?:增长|增加|增幅|上升|提高|增长率)(?:了|为|达|到|率)?$")
_DOWN = re.compile(r"(?:下降|减少|降幅|降低|下降率)(?:了|为|达|到|率)?$")


def find(report: Report) -> Iterator[Verdict]:
    """Adjacent figures: amount, difference, rate; or amount of this year, amount of last year, rate."""
    for sentence in report.sentences():
        for index, fact in enumerate(sentence.facts):
            if fact.number.kind == "percent" and fact.number.firm and index >= 2:
                sign = 1 if _UP.search(fact.label) else -1 if _DOWN.search(fact.label) else 0
                if sign and not re.search(r"个百分点", sentence.text):
                    earlier = [
                        f for f in sentence.facts[: index - 1] if f.number.kind == sentence.facts[index - 1].number.kind and f.number.firm
                    ]
                    yield from _judge(sentence, earlier, sentence.facts[index - 1], fact, sign)


def _fits(base: Fact, change: Fact, rate: Fact, sign: int) -> bool:
    """Whether change ÷ base, or change ÷ (base ∓ change), gives the rate: base is last year's figure or this year's."""
    part = change.number.rounded()
    for before in (base.number.rounded(), base.number.rounded() - _times(part, sign)):
        quotient = part.ratio(before, 100)
        if quotient is not None and agree(rate.number.value, rate.number.ulp, quotient) is not Agreement.DIFFERENT:
            return True
    return False


def _judge(sentence: Sentence, earlier: list[Fact], other: Fact, rate: Fact, sign: int) -> Iterator[Verdict]:
    if not earlier:
        return
    now = earlier[-1]
    if (_MORE.search(other.label) or _LESS.search(other.label)) and any(_fits(base, other, rate, sign) for base in earlier):
        yield holds(f"{rate.label}{rate.printed}", quotes_of([Span(now.span.passage, now.span.start, rate.number.end)]))
        return
    if now.number.kind != other.number.kind or now.number.kind in ("percent", "points") or not now.number.firm or not other.number.firm:
        return
    if "；" in sentence.span.passage.text[now.number.end : rate.number.start]:
        return
    by = 1 if _MORE.search(other.label) else -1 if _LESS.search(other.label) else 0
    if by:
        change, before = other.number.rounded(), now.number.rounded() - _times(other.number.rounded(), by)
        exact_before = now.number.value - by * other.number.value
        exact_change = other.number.value
    elif now.year and other.year and now.year == other.year + 1:
        before, exact_before = other.number.rounded(), other.number.value
        change = _times(now.number.rounded() - before, sign)
        exact_change = (now.number.value - other.number.value) * sign
        by = sign
    else:
        return
    quotes = quotes_of([Span(now.span.passage, now.span.start, rate.number.end)])
    if exact_before <= 0 and by == sign and now.number.value > 0:
        yield broken(
            "question",
            f"“{other.label}{other.printed}”比本年的 {now.printed} 还多，上年成了负数。",
            quotes,
            left=other.printed,
            right=now.printed,
            computed=f"{now.number.shown(exact_before)}",
        )
    quotient = change.ratio(before, 100)
    if quotient is None or exact_before <= 0 or by != sign:
        return
    exact = 100 * exact_change / exact_before
    if agree(rate.number.value, rate.number.ulp, quotient) is not Agreement.DIFFERENT:
        yield holds(f"{rate.label}{rate.printed}", quotes)
        return
    yield broken(
        "error" if len(earlier) == 1 else "question",
        f"{rate.label}写 {rate.printed}，按 {now.printed} 和 {other.label}{other.printed} 应为 {plain(exact, 2)}%。",
        quotes,
        left=rate.printed,
        right=f"{now.number.shown(exact_change)} ÷ {now.number.shown(exact_before)}",
        computed=f"{plain(exact, 2)}%",
        tolerance="印出末位的半个单位",
    )


def _times(interval: Interval, sign: int) -> Interval:
    return interval if sign > 0 else Interval(Fraction(-interval.high), Fraction(-interval.low))
