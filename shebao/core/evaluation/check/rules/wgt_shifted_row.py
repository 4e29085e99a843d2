"""A row of the indicator table that lacks a column, so that its entries stand one place too far left."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "表格列错位"
SOURCE = "自评表各行的列应与表头对应"
ADVICE = "补上缺的一列，使指标、分值、得分各归其位。"
EXAMPLE = {
    "broken": (
        "一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\t备注\n管理\t财务\t制度健全性\t健全\t健全\t5\t5\t\n"
        "重点工作\t重点工作办结\t全部办结\t100%\t5\t5\t\t\n"
    ),
    "sound": (
        "一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\t备注\n管理\t财务\t制度健全性\t健全\t健全\t5\t5\t\n"
        "重点工作\t重点工作\t办结率\t100%\t100%\t5\t5\t\n"
    ),
}


def find(report: Report) -> Iterator[Verdict]:
    """Rows that were understood only after moving them one column."""
    for table in report.scores:
        for row in table.rows:
            if row.shifted:
                spans = [row.row.cells[c].span for c in row.row.filled]
                yield broken("info", f"“{row.name}”一行比表头少一列，内容错位。", quotes_of(spans))
