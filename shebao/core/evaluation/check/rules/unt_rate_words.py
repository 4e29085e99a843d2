"""A rate that is given in words, and a figure that lacks the percent sign its goal carries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "比率缺数值或缺百分号"
SOURCE = "定量指标应填数值，并与指标值同单位"
ADVICE = "写出比率的数值和百分号。"
EXAMPLE = {"broken": "结转结余变动率为不变。", "sound": "结转结余变动率为0%，固定资产利用率为较高水平。"}
_WORDY = re.compile(r"[一-龥]{2,10}率(?:达到?|为|是)(?:不变|健全|规范|合理|有所减少|有所下降|正常|完成)(?=[，。；（]|$)")


def find(report: Report) -> Iterator[Verdict]:
    """Rates in words in the prose, and bare figures beside percentage goals in tables."""
    for passage in report.passages:
        for match in _WORDY.finditer(passage.text):
            yield broken("info", f"“{match.group()}”：比率应填数值。", Span(passage, match.start(), match.end()).quotes())
    for table in report.scores:
        for row in table.rows:
            goal, value = (row.target.text if row.target else ""), row.value
            if (
                re.fullmatch(r"[≥≤><=]?\d+(?:\.\d+)?%", goal)
                and value
                and value.number
                and value.number.kind == "bare"
                and value.number.value > 1
            ):
                yield broken(
                    "info",
                    f"“{row.name}”目标是 {goal}，完成值“{value.text}”缺百分号。",
                    quotes_of([row.target.span, value.span] if row.target else [value.span]),
                )
