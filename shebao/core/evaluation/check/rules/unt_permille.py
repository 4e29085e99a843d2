"""A rate in per mille among rates in per cent is usually a slip of the key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span

TITLE = "千分号"
SOURCE = "绩效指标的完成率、执行率、满意度等按惯例用百分数"
ADVICE = "核对是百分号还是千分号。"
EXAMPLE = {"broken": "办理及时率100%，预算执行率98‰。", "sound": "办理及时率100%，孕产妇死亡率0.12‰，人口自然增长率3‰，出生率6.1‰。"}
_FIGURE = re.compile(r"(?<![\d,.])\d[\d,]*(?:\.\d+)?‰")
_USUAL = re.compile(r"死亡率|发病率|出生率|自然增长率|发生率|利率|费率|人口|事故|患病率|差错率|残疾")


def find(report: Report) -> Iterator[Verdict]:
    """Figures in per mille whose name is no vital statistic, in prose and in cells."""
    for passage in report.passages:
        for match in _FIGURE.finditer(passage.text):
            before = passage.text[max(0, match.start() - 16) : match.start()]
            if not _USUAL.search(before):
                yield _say(Span(passage, max(0, match.start() - 8), match.end()), match.group())
    for table in report.tables:
        for row in table.rows:
            name = "".join(cell.text for cell in row.cells if cell.number is None)
            for cell in row.cells:
                if cell.number is not None and cell.number.kind == "permille" and not _USUAL.search(name):
                    yield _say(cell.span, cell.text)


def _say(span: Span, printed: str) -> Verdict:
    return broken("question", f"“{printed}”用的是千分号，是不是百分号？", span.quotes(), left=printed, right="%")
