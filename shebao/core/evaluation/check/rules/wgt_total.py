"""The weights of an indicator table, execution rate included, must make the full mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shebao.core.evaluation.check.grids import ScoreTable
from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span, quotes_of

TITLE = "分值合计等于满分"
SOURCE = "财预〔2020〕10号：自评满分 100 分，预算执行率与各指标分值之和等于 100"
ADVICE = "调整各指标分值，使预算执行率与各指标分值之和等于满分。"
EXAMPLE = {
    "broken": (
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出\t数量\t办理件数\t100\t100\t50\t50\n"
        "效益\t社会\t按时发放率\t100%\t100%\t60\t60\n合计\t\t\t\t\t100\t110\n"
    ),
    "sound": (
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出\t数量\t办理件数\t100\t100\t50\t50\n"
        "效益\t社会\t按时发放率\t100%\t100%\t50\t50\n合计\t\t\t\t\t100\t100\n"
    ),
}
_FULL = re.compile(r"满分为?(\d{2,3})分|总分值?为?(\d{2,3})分(?!的)")


def find(report: Report) -> Iterator[Verdict]:
    """Every indicator table."""
    declared = _declared(report)
    for table in report.scores:
        yield from _judge(table, declared)


def _declared(report: Report) -> tuple[Fraction, Span] | None:
    for passage in report.passages:
        match = _FULL.search(passage.text)
        if match:
            return Fraction(match[1] or match[2]), Span(passage, match.start(), match.end())
    return None


def weights(table: ScoreTable) -> tuple[Fraction, Fraction]:
    """The sum of the indicators' weights, and the weight of the execution rate where it stands apart."""
    own = sum((row.weight.number.value for row in table.rows if row.weight and row.weight.number), Fraction(0))
    cell = table.execution.figures.get("weight") if table.execution and table.execution_apart else None
    return own, cell.number.value if cell and cell.number else Fraction(0)


def _judge(table: ScoreTable, declared: tuple[Fraction, Span] | None) -> Iterator[Verdict]:
    own, execution = weights(table)
    full = declared[0] if declared else Fraction(100)
    printed = table.total_weight.number.value if table.total_weight and table.total_weight.number else None
    spans = [declared[1]] if declared else []
    if table.execution and execution:
        spans += [table.execution.label, table.execution.figures["weight"].span, table.execution.figures["score"].span]
    if table.total_row:
        spans += [table.total_row.cells[c].span for c in table.total_row.filled]
    spans += [row.weight.span for row in table.rows if row.weight] if len(spans) < 2 else []
    quotes = quotes_of(spans, join=200)
    total = own + execution
    made = f"{plain(execution)}（预算执行率）+ {plain(own)}（各指标）= {plain(total)}" if execution else f"Σ分值 = {plain(own)}"
    apart = table.execution is None and 0 < full - own <= 20  # the execution rate may be scored in a table that was not found
    if printed is not None and printed not in (total, own) and not (apart and printed == full):
        yield broken(
            "error" if table.clean else "question",
            f"分值合计写 {plain(printed)} 分，各指标分值之和是 {plain(total)} 分。",
            quotes,
            left=plain(printed),
            right=made,
            computed=plain(total),
            tolerance="0",
        )
        return
    for cell in table.upper_totals:
        if cell.number is not None and cell.number.value not in (total, own):
            yield broken(
                "error" if table.clean else "question",
                f"上级指标分值合计写 {cell.text}，下级指标分值之和是 {plain(total)}。",
                quotes_of([cell.span, *spans]),
                left=cell.text,
                right=made,
                computed=plain(total),
                tolerance="0",
            )
    if total in (full, 1) or apart:
        yield holds(made, quotes)
        return
    ended = table.total_row is not None
    certain = ended and table.clean and total > full and (declared is not None or bool(execution))
    severity: Severity = (
        "error" if certain and printed != total else "warn" if table.clean and printed != total and (ended or total > full) else "question"
    )
    if total < full and not ended:
        return
    yield broken(
        severity,
        f"分值合计 {plain(total)} 分，不等于满分 {plain(full)} 分。",
        quotes,
        left=plain(full),
        right=made,
        computed=plain(total),
        tolerance="0",
    )
