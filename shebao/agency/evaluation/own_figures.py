"""Facts from what the agency itself states: its budget, posts, assets and name; and the rates that follow from them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from shebao.core.evaluation.facts import Fact

from .catalogue import stated
from .models import EnteredFigure


def _share(upper: str, lower: str) -> Callable[[dict[str, Fact]], Fraction | None]:
    def rate(facts: dict[str, Fact]) -> Fraction | None:
        if upper not in facts or lower not in facts or facts[lower].value == 0:
            return None
        return facts[upper].value / facts[lower].value

    return rate


def _growth(now: str, before: str) -> Callable[[dict[str, Fact]], Fraction | None]:
    """Change against a base; nothing where the base is nought: 0 → 0 has no rate."""

    def rate(facts: dict[str, Fact]) -> Fraction | None:
        if now not in facts or before not in facts or facts[before].value == 0:
            return None
        return (facts[now].value - facts[before].value) / facts[before].value

    return rate


def _minus(left: str, right: str) -> Callable[[dict[str, Fact]], Fraction | None]:
    return lambda facts: facts[left].value - facts[right].value if left in facts and right in facts else None


def _adjusted_share(facts: dict[str, Fact]) -> Fraction | None:
    change, initial = facts.get("budget.net_change"), facts.get("budget.initial")
    return abs(change.value) / initial.value if change and initial and initial.value else None


class Derived(NamedTuple):
    """A rate or difference of stated figures: the fact it becomes, title, unit, and how it is computed."""

    fact: str
    title: str
    unit: str
    compute: Callable[[dict[str, Fact]], Fraction | None]


DERIVED: tuple[Derived, ...] = (
    Derived("budget.net_change", "全年预算较年初净调整", "fen", _minus("budget.adjusted", "budget.initial")),
    Derived("budget.adjust_rate", "预算调整率（净额下限）", "rate", _adjusted_share),
    Derived("budget.execution_rate", "预算执行率（决算 ÷ 全年预算）", "rate", _share("budget.final", "budget.adjusted")),
    Derived("budget.basic_execution_rate", "基本支出预算执行率", "rate", _share("budget.basic_final", "budget.basic_adjusted")),
    Derived("budget.project_execution_rate", "项目支出预算执行率", "rate", _share("budget.project_final", "budget.project_adjusted")),
    Derived("budget.initial_rate", "决算支出 ÷ 年初预算", "rate", _share("budget.final", "budget.initial")),
    Derived("budget.basic_growth", "基本支出决算 ÷ 年初预算", "rate", _share("budget.basic_final", "budget.basic_initial")),
    Derived("budget.three_public_rate", "“三公”经费控制率", "rate", _share("budget.three_public_actual", "budget.three_public_budget")),
    Derived("budget.office_rate", "日常公用经费控制率", "rate", _share("budget.office_actual", "budget.office_budget")),
    Derived("budget.purchase_rate", "政府采购执行率", "rate", _share("budget.purchase_actual", "budget.purchase_budget")),
    Derived(
        "budget.three_public_change", "“三公经费”变动率", "rate", _growth("budget.three_public_budget", "budget.three_public_last_year")
    ),
    Derived("budget.carry_over_rate", "结转结余率", "rate", _share("budget.carry_over", "budget.adjusted")),
    Derived("budget.stock_change_rate", "存量资金变动率", "rate", _growth("budget.carry_over", "budget.carry_over_before")),
    Derived("staff.control_rate", "在职人员控制率", "rate", _share("staff.in_post", "staff.quota")),
    Derived("assets.use_rate", "固定资产利用率", "rate", _share("assets.in_use", "assets.original")),
)
"""Rates and differences of stated figures. None where a part is missing or a denominator is zero."""


def entered(agency: str, year: int) -> tuple[dict[str, Fact], dict[str, str]]:
    """(facts, words) of what was entered for one agency and year; the latest entry of a key holds."""
    latest = {(row.scope, row.key): row for row in EnteredFigure.objects.filter(agency=agency, year=year).order_by("id")}
    words = {key: row.value for (_, key), row in latest.items() if row.unit == "text"}
    facts: dict[str, Fact] = {}
    for pair, row in latest.items():
        known = stated().get(pair)
        if row.unit != "text" and known is not None:
            facts[known.fact] = Fact(
                known.fact, known.title, Fraction(row.value), row.unit, row.scope, "entered", f"{row.scope}:{row.key}", 1, row.document
            )
    for one in DERIVED:
        value = one.compute(facts)
        if value is not None:
            scope = "entered" if one.fact.startswith(("staff.", "assets.")) else "dept_final"
            facts[one.fact] = Fact(one.fact, one.title, value, one.unit, scope, "derived", "", 0, "由填报数计算")
    return facts, words
