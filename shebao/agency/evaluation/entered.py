"""Facts from what the agency itself states: its budget, posts, assets and name; and the rates that follow from them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from shebao.core.evaluation.facts import Fact

from .models import EnteredFigure

TITLES: dict[tuple[str, str], tuple[str, str]] = {
    ("dept_budget", "initial"): ("budget.initial", "年初预算数"),
    ("dept_budget", "initial_basic"): ("budget.basic_initial", "年初预算：基本支出"),
    ("dept_budget", "initial_project"): ("budget.project_initial", "年初预算：项目支出"),
    ("dept_budget", "full_year"): ("budget.adjusted", "全年预算数"),
    ("dept_budget", "full_year_basic"): ("budget.basic_adjusted", "全年预算：基本支出"),
    ("dept_budget", "full_year_project"): ("budget.project_adjusted", "全年预算：项目支出"),
    ("dept_budget", "general_public"): ("budget.general_public", "一般公共预算"),
    ("dept_budget", "other"): ("budget.other", "其他收入"),
    ("dept_budget", "three_public"): ("budget.three_public_budget", "“三公”经费预算"),
    ("dept_budget", "office"): ("budget.office_budget", "日常公用经费预算"),
    ("dept_final", "total"): ("budget.final", "决算支出"),
    ("dept_final", "basic"): ("budget.basic_final", "基本支出决算"),
    ("dept_final", "project"): ("budget.project_final", "项目支出决算"),
    ("dept_final", "three_public"): ("budget.three_public_actual", "“三公”经费决算"),
    ("dept_final", "office"): ("budget.office_actual", "日常公用经费决算"),
    ("dept_final", "wages"): ("budget.wages", "工资福利支出"),
    ("dept_final", "goods_services"): ("budget.goods_services", "商品和服务支出"),
    ("dept_final", "personnel"): ("budget.personnel", "人员经费支出"),
    ("dept_final", "social_security"): ("budget.social_security", "社会保障和就业支出"),
    ("dept_final", "health"): ("budget.health", "卫生健康支出"),
    ("dept_final", "housing"): ("budget.housing", "住房保障支出"),
    ("entered", "staff.quota"): ("staff.quota", "编制数"),
    ("entered", "staff.in_post"): ("staff.in_post", "年末在职人数"),
    ("entered", "staff.contract"): ("staff.contract", "编外合同人员"),
    ("entered", "staff.retired"): ("staff.retired", "退休人员"),
    ("entered", "assets.original"): ("assets.original", "固定资产原值"),
    ("entered", "assets.depreciation"): ("assets.depreciation", "累计折旧"),
    ("entered", "assets.net"): ("assets.net", "固定资产净值"),
    ("entered", "target.insured"): ("resident.target", "参保任务数"),
    ("entered", "survey.satisfaction"): ("survey.satisfaction", "服务对象满意度"),
}
"""(scope, key) as entered → (fact, title)."""


def _share(upper: str, lower: str) -> Callable[[dict[str, Fact]], Fraction | None]:
    def rate(facts: dict[str, Fact]) -> Fraction | None:
        if upper not in facts or lower not in facts or facts[lower].value == 0:
            return None
        return facts[upper].value / facts[lower].value

    return rate


def _minus(left: str, right: str) -> Callable[[dict[str, Fact]], Fraction | None]:
    return lambda facts: facts[left].value - facts[right].value if left in facts and right in facts else None


def _adjusted_share(facts: dict[str, Fact]) -> Fraction | None:
    change, initial = facts.get("budget.net_change"), facts.get("budget.initial")
    return abs(change.value) / initial.value if change and initial and initial.value else None


DERIVED: tuple[tuple[str, str, str, Callable[[dict[str, Fact]], Fraction | None]], ...] = (
    ("budget.net_change", "全年预算较年初净调整", "fen", _minus("budget.adjusted", "budget.initial")),
    ("budget.adjust_rate", "预算调整率（净额下限）", "rate", _adjusted_share),
    ("budget.execution_rate", "预算执行率（决算 ÷ 全年预算）", "rate", _share("budget.final", "budget.adjusted")),
    ("budget.basic_execution_rate", "基本支出预算执行率", "rate", _share("budget.basic_final", "budget.basic_adjusted")),
    ("budget.project_execution_rate", "项目支出预算执行率", "rate", _share("budget.project_final", "budget.project_adjusted")),
    ("budget.basic_growth", "基本支出决算 ÷ 年初预算", "rate", _share("budget.basic_final", "budget.basic_initial")),
    ("budget.three_public_rate", "“三公”经费控制率", "rate", _share("budget.three_public_actual", "budget.three_public_budget")),
    ("budget.office_rate", "日常公用经费控制率", "rate", _share("budget.office_actual", "budget.office_budget")),
    ("staff.control_rate", "在职人员控制率", "rate", _share("staff.in_post", "staff.quota")),
)
"""Rates and differences of stated figures: fact, title, unit, how. None where a part is missing or a denominator is zero."""


def entered(agency: str, year: int) -> tuple[dict[str, Fact], dict[str, str]]:
    """(facts, words) of what was entered for one agency and year; the latest entry of a key holds."""
    latest = {(row.scope, row.key): row for row in EnteredFigure.objects.filter(agency=agency, year=year).order_by("id")}
    words = {key: row.value for (_, key), row in latest.items() if row.unit == "text"}
    facts: dict[str, Fact] = {}
    for pair, row in latest.items():
        if row.unit != "text" and pair in TITLES:
            key, title = TITLES[pair]
            facts[key] = Fact(key, title, Fraction(row.value), row.unit, row.scope, "entered", f"{row.scope}:{row.key}", 1, row.document)
    for key, title, unit, how in DERIVED:
        value = how(facts)
        if value is not None:
            scope = "entered" if key.startswith("staff.") else "dept_final"
            facts[key] = Fact(key, title, value, unit, scope, "derived", "", 0, "由填报数计算")
    return facts, words
