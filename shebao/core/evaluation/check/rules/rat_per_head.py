"""An average per head must be the amount divided by the heads, for the year or for the month."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.judge import judge_ratio
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "人均数复算"
SOURCE = "人均 = 金额 ÷ 人数（月人均再除以月数）"
ADVICE = "核对金额、人数和人均数；口径不同的，写明口径。"
EXAMPLE = {
    "broken": "发放一次性补助40万元，惠及200人，人均1500元。",
    "sound": "发放一次性补助40万元，惠及200人，人均2000元。",
}
_AVERAGE = re.compile(r"(?:人均|平均每人|户均|人月均|月人均|人均每月)[^，。；]{0,8}$")


def find(report: Report) -> Iterator[Verdict]:
    """Averages against every pair of amount and heads in the sentence; a pair that gives it ends the search."""
    for sentence in report.sentences():
        for index, fact in enumerate(sentence.facts):
            if fact.number.kind != "money" or not fact.number.firm or not _AVERAGE.search(fact.label):
                continue
            before = [f for f in sentence.facts[:index] if f.number.firm]
            amounts = [f for f in before if f.number.kind == "money" and not _AVERAGE.search(f.label)]
            heads = [f for f in before if f.number.kind in ("people", "times", "count:户") and f.number.value]
            tried = [(a, h, judge_ratio(fact.number, a.number, h.number, 1)) for a in amounts for h in heads]
            monthly = [
                (a, h) for a, h, _ in tried for m in range(2, 13) if abs(a.number.value / h.number.value / m - fact.number.value) < 1
            ]
            if any(j and j[0] is not Agreement.DIFFERENT for _, _, j in tried) or monthly:
                yield holds(f"{fact.label}{fact.printed}", quotes_of([fact.span]))
            elif len(tried) == 1 and tried[0][2] is not None:
                a, h, judged = tried[0]
                exact = plain(judged[1], 2) if judged else ""
                if judged and abs(judged[1] - fact.number.value) * 100 < judged[1]:
                    continue
                yield broken(
                    "question",
                    f"{fact.label}写 {fact.printed}，{a.printed} ÷ {h.printed} = {exact} 元。",
                    quotes_of([a.span, h.span, fact.span]),
                    left=fact.printed,
                    right=f"{a.printed} ÷ {h.printed}",
                    computed=f"{exact}元",
                    tolerance="1%",
                )
