"""Totals of a budget table: 基本支出 + 项目支出, a 合计 row, and the rows under 其中, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.grids import BudgetRow
from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.judge import judge_sum, tolerance
from shebao.core.evaluation.check.lexicon import metric_of
from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.numbers import Number
from shebao.core.evaluation.check.report import Report, as_amount
from shebao.core.evaluation.check.text import quotes_of

TITLE = "表内合计"
SOURCE = "总分勾稽：表内合计行等于各分项行之和，逐列核对"
ADVICE = "核对该列的合计和每个分项。"
EXAMPLE = {
    "broken": (
        "资金\t年初预算数（万元）\t全年预算数（万元）\t执行数（万元）\n全年支出\t100.00\t120.00\t118.00\n其中：基本支出\t60.00\t70.00\t68.00\n项目支出\t40.00\t50.00\t55.00\n"
    ),
    "sound": (
        "资金\t年初预算数（万元）\t全年预算数（万元）\t执行数（万元）\n全年支出\t100.00\t120.00\t118.00\n其中：基本支出\t60.00\t70.00\t68.00\n项目支出\t40.00\t50.00\t50.00\n"
        "其中：印刷费\t10.00\t20.00\t20.00\n稽核费\t30.00\t30.00\t30.00\n"
    ),
}
_REACH = 80
_ROLES = ("initial", "full", "budget", "final")
_TOTAL = re.compile(r"^(?:合计|总计|支出合计|项目支出合计|资金合计)$")
_ITEM_OF = re.compile(r"^(?:其中[：:]?|包括[：:]?)")
_OTHER = re.compile(r"经营支出|上缴|附属单位|其他支出|结转|不可预见")
_OUT = re.compile(r"^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）|^[1-9]、|合计|总计|小计|总额|^(?:基本|项目)支出")


def find(report: Report) -> Iterator[Verdict]:
    """Every budget block."""
    for _, rows in report.budgets:
        for index, row in enumerate(rows):
            below = rows[index + 1 : index + 1 + _REACH]
            if metric_of(row.name) == "支出合计" or re.search(r"资金总额|整体支出|全年支出", row.name):
                yield from _partition(row, below)
            if below and _ITEM_OF.match(below[0].name) and metric_of(below[0].name) != "基本支出":
                yield from _items(row, below)
            if _TOTAL.match(row.name):
                yield from _total(row, rows[max(0, index - _REACH) : index], below)


def _amounts(rows: Sequence[BudgetRow], role: str) -> list[Number] | None:
    out = []
    for row in rows:
        cell = row.figures.get(role)
        amount = as_amount(cell, row.unit, "money") if cell else None
        if amount is None:
            return None
        out.append(amount)
    return out


def _partition(total: BudgetRow, below: Sequence[BudgetRow]) -> Iterator[Verdict]:
    named = {metric_of(row.name): row for row in reversed(below[:14])}
    if "基本支出" in named and "项目支出" in named:
        others = any(_OTHER.search(row.name) and any(c.number and c.number.value for c in row.figures.values()) for row in below[:14])
        yield from _columns(total, [named["基本支出"], named["项目支出"]], sure=not others)


def _total(total: BudgetRow, above: Sequence[BudgetRow], below: Sequence[BudgetRow]) -> Iterator[Verdict]:
    """A 合计 row after its rows, or before them; rows under 其中 do not count again."""
    rows = above or below
    parts = [
        row
        for row in rows
        if not _ITEM_OF.match(row.name) and not _TOTAL.match(row.name) and row.figures and metric_of(row.name) != "支出合计"
    ]
    if len(parts) >= 2 and not any(_ITEM_OF.match(row.name) for row in rows):
        yield from _columns(total, parts, sure=False)


def _items(parent: BudgetRow, below: Sequence[BudgetRow]) -> Iterator[Verdict]:
    """The rows under 其中: one of the possible ends of the list must fit all columns at once."""
    rows: list[BudgetRow] = [below[0]]
    for row in below[1:]:
        if _OUT.search(row.name) or _ITEM_OF.match(row.name):
            break
        rows.append(row)
    best: tuple[int, int] = (0, len(rows))
    for end in range(1, len(rows) + 1):
        fits = sum(_fits(parent, rows[:end], role) for role in _ROLES)
        best = max(best, (fits, end))
    if best[0]:
        yield from _columns(parent, rows[: best[1]], sure=best[1] > 1, subset=True)
        return
    for role in _ROLES:
        whole, first = _amounts([parent], role), _amounts(rows[:1], role)
        if whole and first and first[0].rounded().low > whole[0].rounded().high:
            quotes = quotes_of([parent.label, parent.figures[role].span, rows[0].label, rows[0].figures[role].span])
            yield broken(
                "error",
                f"“{rows[0].name}”{first[0].text} 大于它所属的“{parent.name}”{whole[0].text}。",
                quotes,
                left=whole[0].text,
                right=first[0].text,
                computed=f"{first[0].text} > {whole[0].text}",
                tolerance="0",
            )


def _fits(total: BudgetRow, parts: Sequence[BudgetRow], role: str) -> bool:
    whole, pieces = _amounts([total], role), _amounts(parts, role)
    return bool(whole and pieces and whole[0].value and judge_sum(whole[0], pieces).agreement is Agreement.EQUAL)


def _columns(total: BudgetRow, parts: Sequence[BudgetRow], *, sure: bool, subset: bool = False) -> Iterator[Verdict]:
    fitting = [role for role in _ROLES if _fits(total, parts, role)]
    for role in _ROLES:
        whole, pieces = _amounts([total], role), _amounts(parts, role)
        if not whole or not pieces:
            continue
        result = judge_sum(whole[0], pieces)
        made = " + ".join(piece.text for piece in pieces)
        quotes = quotes_of(
            [total.label, total.figures[role].span, *(s for row in parts for s in (row.label, row.figures[role].span))], join=200
        )
        if result.agreement is not Agreement.DIFFERENT:
            yield holds(f"{total.name} {whole[0].text} = {made}", quotes)
            continue
        certain = (sure or bool(fitting)) and not (subset and result.gap < 0)
        severity: Severity = "error" if certain else "question"
        yield broken(
            severity,
            f"“{total.name}”写 {whole[0].text}，各行之和是 {whole[0].shown(result.exact)}。",
            quotes,
            left=whole[0].text,
            right=made,
            computed=whole[0].shown(result.exact),
            tolerance=tolerance(result.slack, whole[0]),
        )
