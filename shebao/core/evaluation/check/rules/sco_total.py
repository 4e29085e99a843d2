"""The printed total score must be the scores added up, execution rate included, and the prose must say the same total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.facts import Fact
from shebao.core.evaluation.check.grids import ScoreTable
from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "得分合计"
SOURCE = "财预〔2020〕10号：总分 = 预算执行率得分 + 各指标得分"
ADVICE = "重算总分：预算执行率得分也要计入；正文与表中的总分写成同一个数。"
EXAMPLE = {
    "broken": (
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出\t数量\t办理件数\t100\t100\t50\t50\n"
        "效益\t社会\t按时发放率\t100%\t99%\t50\t49.5\n总分\t\t\t\t\t100\t98.5\n"
    ),
    "sound": (
        "经自评，总得分为99.5分。\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出\t数量\t办理件数\t100\t100\t50\t50\n"
        "效益\t社会\t按时发放率\t100%\t99%\t50\t49.5\n总分\t\t\t\t\t100\t99.5\n"
    ),
}
_SAID = re.compile(r"(?:自评|评价|绩效|综合|总|自查|最终|评定|最后)[一-龥“”]{0,8}?(?:得分|评分|分数|总分|得)|^总分|^得分|总得分")
_PART = re.compile(r"指标|项目[一二三]|部分|扣|分值|满分|其中|权重|产出|效益|过程|决策|投入|满意度|管理|执行率")


def find(report: Report) -> Iterator[Verdict]:
    """Each table's total, and the total said in the prose."""
    for table in report.scores:
        yield from _judge(table)
    yield from _prose(report)


def scores(table: ScoreTable) -> tuple[Fraction, Fraction, bool]:
    """The sum of the indicators' scores, the execution rate's score where it stands apart, and whether every score is there."""
    present = [row.score.number.value if row.score and row.score.number else None for row in table.rows]
    cell = table.execution.figures.get("score") if table.execution and table.execution_apart else None
    own = sum((score for score in present if score is not None), Fraction(0))
    return own, cell.number.value if cell and cell.number else Fraction(0), None not in present


def _judge(table: ScoreTable) -> Iterator[Verdict]:
    if table.total_score is None or table.total_score.number is None or table.total_row is None:
        return
    own, execution, complete = scores(table)
    printed = table.total_score.number
    if not complete:
        return
    spans = [table.total_row.cells[c].span for c in table.total_row.filled]
    if table.execution and execution:
        spans += [
            table.execution.label,
            *(cell.span for role, cell in table.execution.figures.items() if role in ("weight", "score", "rate")),
        ]
    elif len(table.rows) <= 12:
        spans += [row.score.span for row in table.rows if row.score]
    quotes = quotes_of(spans, join=200)
    total = own + execution
    made = f"{plain(execution)}（预算执行率）+ {plain(own)}（各指标）= {plain(total)}" if execution else f"Σ得分 = {plain(own)}"
    if abs(total - printed.value) <= printed.ulp / 2:
        yield holds(made, quotes)
        return
    weight = sum((row.weight.number.value for row in table.rows if row.weight and row.weight.number), Fraction(0))
    if table.execution is None and 80 <= weight < 100 and 0 <= printed.value - own <= 100 - weight:
        return  # the execution rate may be scored in a table that was not found
    missed = "，没有计入预算执行率的得分" if execution and abs(own - printed.value) <= printed.ulp / 2 else ""
    yield broken(
        "error" if table.clean else "question",
        f"总得分写 {printed.text}，各项得分之和是 {plain(total)}{missed}。",
        quotes,
        left=printed.text,
        right=made,
        computed=plain(total),
        tolerance="0",
    )


def said_totals(report: Report) -> list[Fact]:
    """The total scores said in the prose."""
    out = []
    for sentence in report.sentences():
        for fact in sentence.facts:
            if fact.number.kind != "points" or not fact.number.firm or fact.year not in (None, report.year):
                continue
            project = "项目" in fact.label and "整体" not in fact.label and "项目支出" not in fact.label
            if _SAID.search(fact.label) and not _PART.search(fact.label) and not project:
                out.append(fact)
    return out


def _prose(report: Report) -> Iterator[Verdict]:
    totals = [table for table in report.scores if table.total_score and table.total_score.number]
    said = said_totals(report)
    if len(report.scores) != 1 or not totals or not said:
        return
    cell = totals[0].total_score
    assert cell is not None and cell.number is not None
    values = {fact.number.value for fact in said}
    if cell.number.value in values:
        yield holds(f"正文总分 = 表中总分 {cell.text}", quotes_of([said[0].span, cell.span]))
    elif len(values) == 1:
        yield broken(
            "error",
            f"正文写总分 {said[0].printed}，自评表写 {cell.text}。",
            quotes_of([said[0].span, cell.span]),
            left=said[0].printed,
            right=cell.text,
            computed=f"{said[0].printed} ≠ {cell.text}",
            tolerance="0",
        )
