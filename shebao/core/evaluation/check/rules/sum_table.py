"""Columns of a table, also of one flattened to one cell a line, add up to their heading or closing total."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "表内合计"
SOURCE = "表内勾稽：分项之和等于合计"
ADVICE = "核对表内各分项与合计，缺漏的来源补入合计。"
EXAMPLE = {
    "broken": "支出内容\n实际支出数\n上半年补助\n67.15\n走访慰问\n9.12\n临时救助\n35.54\n支出合计\n117.81\n",
    "sound": "支出内容\n实际支出数\n上半年补助\n67.15\n走访慰问\n9.12\n临时救助\n35.54\n支出合计\n111.81\n",
}


def find(report: Report) -> Iterator[Verdict]:
    """Totals of table columns."""
    yield from verdicts(report, "sum_table")
