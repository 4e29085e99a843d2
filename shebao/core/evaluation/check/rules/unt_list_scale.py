"""Parts whose digits add up to the total while their units do not, and one amount in another unit a thousand times off its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.facts import Fact, Sentence
from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.numbers import value_of
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "列举中单位不一"
SOURCE = "总数与分项换算成同一单位后才能相加"
ADVICE = "核对每个数的单位。"
EXAMPLE = {
    "broken": "全年支出1,032.50亿元，其中：人员经费782.50万元，项目经费250.00万元。",
    "sound": "全年支出1.03亿元，其中：人员经费7825.00万元，项目经费2500.00万元。每人补助500元，合计12万元。",
}
_EACH = re.compile(r"每|人均|户均|标准|月均|单价|元/|日均|起付|档次|降低|误差")


def find(report: Report) -> Iterator[Verdict]:
    """Lists first; then sentences with at least three amounts."""
    told: set[tuple[int, int]] = set()
    for enumeration in report.lists:
        facts = [enumeration.total, *enumeration.parts]
        if enumeration.total.number.kind != "money" or len({f.number.measure for f in facts}) < 2:
            continue
        digits = [_digits(f) for f in facts]
        if (
            digits[0]
            and sum(digits[1:], Fraction(0)) == digits[0]
            and sum(p.number.value for p in enumeration.parts) != enumeration.total.number.value
        ):
            told.update((id(f.span.passage), f.start) for f in facts)
            yield broken(
                "error",
                f"各分项的数字加起来正好是 {enumeration.total.printed} 的数字，单位却不同。",
                quotes_of([enumeration.span]),
                left=enumeration.total.printed,
                right="、".join(p.printed for p in enumeration.parts),
                computed="单位不一",
                tolerance="0",
            )
    for sentence in report.sentences():
        odd = _odd(sentence)
        if odd is not None and (id(odd.span.passage), odd.start) not in told:
            yield broken(
                "question",
                f"{odd.label}{odd.printed} 与同句其他金额的单位不同、相差千倍以上，单位对吗？",
                quotes_of([odd.span]),
                left=odd.printed,
                computed="单位可疑",
            )


def _digits(fact: Fact) -> Fraction:
    match = re.search(r"\d[\d,]*(?:\.\d+)?", fact.printed)
    return value_of(match.group()) if match else Fraction(0)


def _odd(sentence: Sentence) -> Fact | None:
    """The one amount in a unit of its own that is a thousand times larger or smaller than all the others."""
    amounts = [f for f in sentence.facts if f.number.kind == "money" and f.number.firm and f.number.value > 0 and not _EACH.search(f.label)]
    if len(amounts) < 3:
        return None
    for fact in amounts:
        others = [f for f in amounts if f is not fact]
        if any(f.number.measure == fact.number.measure for f in others) or (fact.number.measure == "元" and "." not in fact.printed):
            continue
        if len({f.number.measure for f in others}) > 1:
            continue
        value = fact.number.value
        if all(f.number.value >= 1000 * value for f in others) or all(f.number.value * 1000 <= value for f in others):
            return fact
    return None
