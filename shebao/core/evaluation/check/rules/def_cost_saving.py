"""Saving 100 % of the planned cost means that nothing was spent; it cannot stand beside an execution rate of 100 %."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.interval import plain
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.rates import plain_name
from shebao.core.evaluation.check.report import Report, as_amount
from shebao.core.evaluation.check.text import quotes_of

TITLE = "成本节约率与执行率"
SOURCE = "成本节约率 = (计划成本 − 实际成本) ÷ 计划成本；执行率 100% 时应为 0%"
ADVICE = "按公式重算成本节约率，或改用“成本控制率”等指标。"
EXAMPLE = {
    "broken": (
        "资金\t全年预算数（万元）\t全年执行数（万元）\t分值\t执行率\t得分\n年度资金总额\t50.00\t50.00\t10\t100%\t10\n"
        "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n成本指标\t成本节约率\t100%\t100%\t10\t10\n产出\t件数\t9\t9\t80\t80\n"
    ),
    "sound": (
        "资金\t全年预算数（万元）\t全年执行数（万元）\t分值\t执行率\t得分\n年度资金总额\t50.00\t50.00\t10\t100%\t10\n"
        "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n成本指标\t成本节约率\t≥0%\t0%\t10\t10\n产出\t件数\t9\t9\t80\t80\n"
    ),
}


def find(report: Report) -> Iterator[Verdict]:
    """Indicator rows named 成本节约率 beside the execution of the whole."""
    for table in report.scores:
        run = table.execution
        final = as_amount(run.figures["final"], run.unit, "money") if run and "final" in run.figures else None
        plan_cell = (run.figures.get("full") or run.figures.get("budget") or run.figures.get("initial")) if run else None
        plan = as_amount(plan_cell, run.unit, "money") if run and plan_cell else None
        for row in table.rows:
            name = plain_name(row.name)
            if "节约率" not in name or row.value is None or row.value.number is None or row.value.number.kind != "percent":
                continue
            value = row.value.number.value
            spans = [row.row.cells[c].span for c in row.row.filled if row.row.cells[c].text == row.name] + [row.value.span]
            if run and final and plan and plan.value > 0 and plan_cell:
                saved = (plan.value - final.value) * 100 / plan.value
                quotes = quotes_of([*spans, run.label, plan_cell.span, run.figures["final"].span])
                if value == 100 and final.value > 0:
                    yield broken(
                        "error",
                        f"“{name}”写 {row.value.text}，等于一分未花；同表预算 {plan.text}、执行 {final.text}，节约率应为 {plain(saved, 2)}%。",
                        quotes,
                        left=row.value.text,
                        right=f"({plan.text} − {final.text}) ÷ {plan.text}",
                        computed=f"{plain(saved, 2)}%",
                    )
                elif abs(value - saved) <= (row.value.number.ulp or 1):
                    yield holds(f"{name} {row.value.text}", quotes)
                elif value > 50:
                    yield broken("question", f"“{name}”写 {row.value.text}，同表支出几乎全部执行，节约从哪里来？", quotes)
            elif value == 100:
                yield broken(
                    "warn",
                    f"“{name}”写 100%，等于一分未花，请核对口径。",
                    quotes_of(spans),
                    left=row.value.text,
                    computed="100% = 一分未花",
                )
