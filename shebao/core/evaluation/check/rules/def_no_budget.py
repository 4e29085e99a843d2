"""Where nothing was budgeted, a control rate has no divisor and cannot be 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.rates import stated
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "没有预算的控制率"
SOURCE = "财预〔2013〕53号：控制率 = 实际支出 ÷ 预算安排；预算为 0 时不可算"
ADVICE = "没有预算安排的，指标写“不适用”，分值按规定调整到其他指标。"
EXAMPLE = {
    "broken": (
        "“三公经费”控制率：年初无预算安排。\n一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n"
        "过程\t“三公经费”控制率\t100%\t100%\t5\t5\n产出\t办理件数\t9\t9\t5\t5\n"
    ),
    "sound": "“三公经费”控制率：年初无预算安排，不适用。公用经费控制率为98%。",
}
_NONE = re.compile(
    r"(?P<name>[“”\"一-龥]{2,16}?(?:控制率|执行率|完成率))[：，]?[^。；（]{0,24}?"
    r"(?:无预算(?:安排)?|未安排预算|没有安排预算|没有预算|未列预算)"
)


def find(report: Report) -> Iterator[Verdict]:
    """A rate said to have no budget in one place and given a value in another."""
    for passage in report.passages:
        for match in _NONE.finditer(passage.text):
            name = re.sub(r"[“”\"]", "", match["name"])
            name = re.split(r"为|的|是|和|与|，", name)[-1]
            for rate in stated(report, re.escape(name)):
                if rate.number.value == 0 or (rate.span.passage is passage and abs(rate.span.start - match.start()) < 2):
                    continue
                said = Span(passage, match.start(), match.end())
                yield broken(
                    "error",
                    f"“{name}”写明没有预算安排，分母为 0，另一处却写 {rate.number.text}。",
                    quotes_of([said, rate.span, *_row(report, rate.span)]),
                    left=rate.number.text,
                    right="实际支出 ÷ 0",
                    computed="不可算",
                )


def _row(report: Report, span: Span) -> list[Span]:
    """The whole indicator row a rate stands in."""
    for table in report.scores:
        for row in table.rows:
            if row.value is not None and row.value.span == span:
                return [row.row.cells[c].span for c in row.row.filled if row.row.cells[c].text in row.name or c >= len(row.row.cells) - 6]
    return []
