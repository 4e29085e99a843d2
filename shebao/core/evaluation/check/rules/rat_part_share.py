"""A part said with its share of the total: 基本支出 680 万元，占 19.1%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.judge import judge_ratio
from shebao.core.evaluation.check.lists import Enumeration
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "分项占比复算"
SOURCE = "占比 = 分项 ÷ 总数；按印出位数四舍五入或截尾都算相符"
ADVICE = "按分项和总数重算占比。"
EXAMPLE = {
    "broken": "支出决算3,560.20万元，其中：基本支出680.00万元，占29.1%；项目支出2,880.20万元，占80.9%。",
    "sound": "支出决算3,560.20万元，其中：基本支出680.00万元，占19.1%；项目支出2,880.20万元，占80.9%。",
}
_SHARE = re.compile(r"^(?:占比?|占(?:总|全部|支出|收入|本年|决算)[一-龥]{0,8}的?(?:比重|比例)?|比重|比例)(?:为|达到?|约)?$")


def find(report: Report) -> Iterator[Verdict]:
    """Each part of a list that is followed directly by its share."""
    after = {}
    for sentence in report.sentences():
        for fact, following in zip(sentence.facts, sentence.facts[1:], strict=False):
            after[(id(fact.span.passage), fact.start)] = following
    seen: set[tuple[int, int]] = set()
    for enumeration in report.lists:
        for part in enumeration.parts:
            share = after.get((id(part.span.passage), part.start))
            key = (id(part.span.passage), part.start)
            if share is None or key in seen or share.number.kind != "percent" or not share.number.firm or not _SHARE.match(share.label):
                continue
            seen.add(key)
            judged = judge_ratio(share.number, part.number, enumeration.total.number)
            if judged is None:
                continue
            quotes = quotes_of([enumeration.total.span, part.span, share.span])
            if judged[0] is not Agreement.DIFFERENT:
                yield holds(f"{part.label}占 {share.printed}", quotes)
                continue
            yield broken(
                "error" if _certain(enumeration) else "question",
                f"“{part.label}”{part.printed} 占 {enumeration.total.printed} 的 {plain(judged[1], 2)}%，文中写 {share.printed}。",
                quotes,
                left=share.printed,
                right=f"{part.printed} ÷ {enumeration.total.printed}",
                computed=f"{plain(judged[1], 2)}%",
                tolerance="印出末位的半个单位",
            )


def _certain(enumeration: Enumeration) -> bool:
    """Whether the total is beyond doubt: the parts that carry shares add up to it."""
    return sum(part.number.value for part in enumeration.parts) == enumeration.total.number.value
