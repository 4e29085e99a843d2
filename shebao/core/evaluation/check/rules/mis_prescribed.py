"""Where a table's note prescribes the weights of the first level, the table must have those groups with those weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.grids import ScoreTable
from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Passage, Span, quotes_of

TITLE = "规定的一级指标及分值"
SOURCE = "表注规定的一级指标分值设置"
ADVICE = "按表注设置一级指标和分值；确需调整的说明理由。"
EXAMPLE = {
    "broken": (
        "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n部门管理\t制度健全性\t健全\t健全\t30\t30\n履职效果\t发放率\t100%\t100%\t60\t60\n合计\t\t\t\t90\t90\n"
        "注：一级指标分值统一设置为：部门管理指标20分、履职效果指标60分、能力建设指标10分。\n"
    ),
    "sound": (
        "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n部门管理\t制度健全性\t健全\t健全\t20\t20\n履职效果\t发放率\t100%\t100%\t60\t60\n合计\t\t\t\t80\t80\n"
        "注：一级指标分值统一设置为：部门管理指标20分、履职效果指标60分。\n"
    ),
}
_NOTE = re.compile(r"一级指标(?:权重|分值)[^。；\d]{0,16}?(?:设置|设定|确定|分配)?为?[：:]?((?:[一-龥]{2,12}?\d{1,3}分[、，和及]?){2,})")
_ENTRY = re.compile(r"([一-龥]{2,12}?)(\d{1,3})分")


def find(report: Report) -> Iterator[Verdict]:
    """Notes of this kind against the only indicator table of the report."""
    if len(report.scores) != 1:
        return
    for passage in report.passages:
        match = _NOTE.search(passage.text)
        if match:
            soft = bool(re.search(r"原则上|参考|可(?:以|根据)", passage.text[max(0, match.start() - 12) : match.end()]))
            for entry in _ENTRY.finditer(passage.text, match.start(1), match.end(1)):
                yield from _judge(report.scores[0], passage, entry, soft)
            return


def _judge(table: ScoreTable, passage: Passage, entry: re.Match[str], soft: bool) -> Iterator[Verdict]:
    name = re.sub(r"^[和及、，]|指标$", "", entry[1])
    wanted = Fraction(entry[2])
    span = Span(passage, entry.start(), entry.end())
    if re.search(r"预算执行", name):
        cell = table.execution.figures.get("weight") if table.execution else None
        result = cell.number.value if cell and cell.number else None
        if result is None or result == wanted:
            return
        rows = []
    else:
        rows = [
            row for row in table.rows if name in row.levels[0] or row.levels[0].removesuffix("指标") in (name, name.removesuffix("指标"))
        ]
        if not rows:
            yield broken(
                "warn",
                f"表注规定“{name}”{entry[2]} 分，表里没有这一类指标。",
                span.quotes(),
                left=entry[0],
                right="（没有）",
                computed="缺少一级指标",
            )
            return
        result = sum((row.weight.number.value for row in rows if row.weight and row.weight.number), Fraction(0))
    quotes = quotes_of([span, *(row.weight.span for row in rows if row.weight)])
    if result == wanted:
        yield holds(f"{name} {plain(wanted)} 分", quotes)
    else:
        severity: Severity = "warn" if soft or table.clean else "question"
        yield broken(
            severity,
            f"表注规定“{name}”{entry[2]} 分，表内合计 {plain(result)} 分。",
            quotes,
            left=entry[0],
            right=plain(result),
            computed=plain(result),
        )
