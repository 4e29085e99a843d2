"""The printed rate of a budget row must be its own figures divided: 执行数 ÷ 全年预算数 (or ÷ 年初预算数)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shebao.core.evaluation.check.grids import BudgetRow
from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.judge import judge_ratio
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report, as_amount
from shebao.core.evaluation.check.text import quotes_of

TITLE = "表内执行率复算"
SOURCE = "财预〔2020〕10号：预算执行率 = 全年执行数 ÷ 全年预算数；财预〔2013〕53号 预算完成率"
ADVICE = "按表内的执行数和预算数重算，并写明分母是年初预算还是全年预算。"
EXAMPLE = {
    "broken": "资金情况\t年初预算数（万元）\t全年预算数（万元）\t全年执行数（万元）\t执行率\n年度资金总额\t100.00\t120.00\t110.00\t96.67%\n",
    "sound": "资金情况\t年初预算数（万元）\t全年预算数（万元）\t全年执行数（万元）\t执行率\n年度资金总额\t100.00\t120.00\t110.00\t91.67%\n",
}
_NAMES = {"full": "全年预算数", "initial": "年初预算数", "budget": "预算数"}


def find(report: Report) -> Iterator[Verdict]:
    """Every budget row that prints a rate."""
    for _, rows in report.budgets:
        for row in rows:
            yield from _judge(row)


def _judge(row: BudgetRow) -> Iterator[Verdict]:
    rate = row.number("rate")
    final_cell = row.figures.get("final")
    if rate is None or final_cell is None or rate.kind not in ("percent", "bare"):
        return
    if rate.kind == "bare" and not rate.whole and rate.value < 2:
        rate = replace(rate, value=rate.value * 100, ulp=rate.ulp * 100)  # the column prints shares of one
    final = as_amount(final_cell, row.unit, "money")
    if final is None:
        return
    tried: list[str] = []
    spans = [row.label, final_cell.span, row.figures["rate"].span]
    for role in ("full", "budget", "initial"):
        cell = row.figures.get(role)
        budget = as_amount(cell, row.unit, "money") if cell else None
        if cell is None or budget is None:
            continue
        spans.append(cell.span)
        judged = judge_ratio(rate, final, budget)
        if judged is None:
            if rate.value:
                yield broken(
                    "error" if final.value == 0 else "question",
                    f"“{row.name}”的{_NAMES[role]}是 0，执行率无法计算，表内写 {rate.text}。",
                    quotes_of(spans, join=200),
                    left=rate.text,
                    right=f"{final.text} ÷ 0",
                    computed="不可算",
                )
            return
        agreement, exact = judged
        if agreement is not Agreement.DIFFERENT:
            yield holds(f"{row.name} {rate.text} = {final.text} ÷ {budget.text}", quotes_of(spans, join=200))
            return
        tried.append(f"{final.text} ÷ {_NAMES[role]} {budget.text} = {plain(exact, 2)}%")
    if tried and rate.value != 1:
        yield broken(
            "error",
            f"“{row.name}”执行率写 {rate.text}，按表内数字应为 {'；或 '.join(t.split(' = ')[1] for t in tried)}。",
            quotes_of(spans, join=200),
            left=rate.text,
            right="；".join(tried),
            computed=tried[0].split(" = ")[1],
            tolerance="印出位数的半个单位",
        )
