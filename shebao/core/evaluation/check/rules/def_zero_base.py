"""A rate of change from nothing to nothing is no number; −100 % needs something last year and nothing this year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.relations.figure import DELTA
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "变动率的分母为零"
SOURCE = "财预〔2013〕53号：变动率 = (本年 − 上年) ÷ 上年；上年为 0 时不可算"
ADVICE = "上年为 0 的，写“不适用”；上年不为 0 的，补上上年数。"
EXAMPLE = {
    "broken": "当年年末存量资金0万元，上年年末存量资金0万元，存量资金变动率-100%。",
    "sound": "当年年末存量资金0万元，上年年末存量资金3.20万元，存量资金变动率-100%。",
}
_CHANGE = re.compile(r"变动率|增长率|下降率|变化率|减少率")
_BEFORE = re.compile(r"上一?年|去年|年初|上期|期初")


def find(report: Report) -> Iterator[Verdict]:
    """A change rate after this year's and last year's amounts in the same sentence."""
    for sentence in report.sentences():
        for index, fact in enumerate(sentence.facts):
            if fact.number.kind != "percent" or not fact.number.firm or not _CHANGE.search(fact.label):
                continue
            amounts = [f for f in sentence.facts[:index] if f.number.kind == "money" and f.number.firm][-2:]
            if len(amounts) != 2:
                continue
            earlier = [f for f in amounts if _BEFORE.search(f.label)]
            if len(earlier) != 1 or any(DELTA.search(f.label) for f in amounts):
                continue  # 比上年增长 D 万元，增长率 R%: D is a change, the figure of last year is not printed
            before = earlier[0]
            now = next(f for f in amounts if f is not before)
            if not re.search(r"本年|当年|今年|年末|决算|20\d\d|支出|预算", now.label):
                continue
            quotes = quotes_of([Span(sentence.span.passage, amounts[0].span.start, fact.number.end)])
            values = f"({now.printed} − {before.printed}) ÷ {before.printed}"
            if before.number.value == 0:
                if fact.number.value == 0 and now.number.value == 0:
                    continue
                yield broken(
                    "error",
                    f"上年是 0，变动率无法计算，报告写 {fact.printed}。",
                    quotes,
                    left=fact.printed,
                    right=values,
                    computed="不可算（分母为 0）",
                )
                continue
            exact = (now.number.value - before.number.value) * 100 / before.number.value
            if abs(exact - fact.number.value) <= (fact.number.ulp or 1) or abs(abs(exact) - fact.number.value) <= (fact.number.ulp or 1):
                yield holds(f"变动率 {fact.printed} = {values}", quotes)
            else:
                yield broken(
                    "error" if len([f for f in sentence.facts[:index] if f.number.kind == "money"]) == 2 else "question",
                    f"变动率写 {fact.printed}，按两年数字应为 {plain(exact, 2)}%。",
                    quotes,
                    left=fact.printed,
                    right=values,
                    computed=f"{plain(exact, 2)}%",
                    tolerance="印出末位的半个单位",
                )
