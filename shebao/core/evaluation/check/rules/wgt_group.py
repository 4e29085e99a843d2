"""A group's printed weight, 决策(6), must be the sum of the indicators beneath it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.grids import WEIGHT_IN_NAME
from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "上级指标分值等于下级之和"
SOURCE = "分值树双向求和：一级、二级指标的分值等于所属三级指标分值之和"
ADVICE = "核对该组每个指标的分值；表格被截断的，补全后再核。"
EXAMPLE = {
    "broken": (
        "一级指标\t三级指标\t指标值\t分值\t完成值\t得分\n决策(6)\t规划健全性\t健全\t2\t健全\t2\n\t目标合理性\t合理\t3\t合理\t3\n"
        "过程(4)\t预算执行率\t100%\t4\t100%\t4\n合计\t\t\t10\t\t9\n"
    ),
    "sound": (
        "一级指标\t三级指标\t指标值\t分值\t完成值\t得分\n决策(5)\t规划健全性\t健全\t2\t健全\t2\n\t目标合理性\t合理\t3\t合理\t3\n"
        "过程(26)\t预算执行率\t100%\t4\t100%\t4\n"
    ),
}


def find(report: Report) -> Iterator[Verdict]:
    """Every group that prints its weight; the last group of a table cut off before its total is left undecided."""
    for table in report.scores:
        for cell, rows, last in table.parents:
            match = WEIGHT_IN_NAME.search(cell.text)
            printed = Fraction(match[1]) if match else cell.number.value if cell.number else None
            if printed is None or not rows:
                continue
            total = sum((row.weight.number.value for row in rows if row.weight and row.weight.number), Fraction(0))
            above = [rows[0].row.cells[c].span for c in rows[0].row.filled[:1] if rows[0].row.cells[c] is not cell]
            quotes = quotes_of([*above, cell.span, *(row.weight.span for row in rows if row.weight)], join=0)[:12]
            if total == printed:
                yield holds(f"{cell.text} = {plain(total)}", quotes)
                continue
            if total < printed and last and table.total_row is None:
                continue
            severity: Severity = "error" if table.clean and (total > printed or table.total_row is not None or not last) else "question"
            yield broken(
                severity,
                f"“{cell.text}”下各指标分值之和是 {plain(total)}，不等于 {plain(printed)}。",
                quotes,
                left=plain(printed),
                right=" + ".join(row.weight.text for row in rows if row.weight),
                computed=plain(total),
                tolerance="0",
            )
