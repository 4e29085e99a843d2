"""Calculations of the retirement age, flexible retirement, the minimum months and the divisor, for one person."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from shebao.base.months import Month, month_text
from shebao.core.exact import number
from shebao.core.policy.ask import Ask
from shebao.core.policy.retirement import age, divisors
from shebao.core.rules import RuleSet

AGE = RuleSet.of(age)
DIVISORS = RuleSet.of(divisors.divisor)
CATEGORIES = ("male60", "female55", "female50")
DECISION = date(2025, 1, 1)
DIVISOR_LAW = date(2006, 1, 1)


def retirement_age(ask: Ask) -> None:
    """法定退休年龄。全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024-09-13）."""
    legal_age(ask)


def flexible_retirement(ask: Ask) -> None:
    """弹性提前或延迟退休。人社部发〔2024〕94号."""
    legal_age(ask)
    ask.parameter("flexible_months", on=DECISION)
    values = ask.run(AGE, "earliest_month", "latest_month")
    chosen = ask.month("chosen_month", "选择的退休年月")
    earliest, latest, legal = (values[n] for n in ("earliest_month", "latest_month", "legal_retirement_month"))
    if not earliest <= chosen <= latest:
        span = f"{month_text(earliest)} 至 {month_text(latest)}"
        ask.refuse("chosen_month", f"选择的退休年月 {month_text(chosen)} 不在 {span} 之间", "请在该期间内选择。")
    kind = "提前" if chosen < legal else "延迟" if chosen > legal else "按法定年龄"
    ask.record("kind", kind, "退休方式", "Text", ("chosen_month", "legal_retirement_month"))
    # Early: the minimum of the chosen year. Late: the minimum of the legal year, because the entitlement had arisen then.
    minimum(ask, min(chosen, legal) // 100)
    ask.number("paid_months", "累计缴费月数", "Months", 0, 960, 0)
    if not ask.run(AGE, "minimum_months_met")["minimum_months_met"]:
        needed, have = ask.values["minimum_months"].text(), ask.values["paid_months"].text()
        ask.refuse("paid_months", f"累计缴费 {have} 个月，少于 {needed} 个月", "可继续缴费，或到法定年龄后再办理。")


def minimum_contribution_months(ask: Ask) -> None:
    """按月领取基本养老金最低缴费月数。全国人大常委会2024-09-13决定 附表；社会保险法 第十六条."""
    name = next((n for n in ("years", "year", "retirement_year") if ask.has(n)), "years")
    found: dict[str, Any] = {}
    years = _years_of(ask, name, ask.raw(name, title="退休年份"))
    for year in years:
        inner = Ask(ask.calculation, ask.source, ask.place, {}, ask.places)
        found[str(year)] = minimum(inner, year)
        ask.steps.update({f"{step.name}_{year}": step for step in inner.steps.values() if step.name == "minimum_months"})
    ask.record("min_months", found, "最低缴费月数", "Table", tuple(ask.steps))
    if len(years) == 1:
        ask.record("minimum_months", found[str(years[0])], f"{years[0]} 年退休的最低缴费月数", "Months", ("min_months",))


def annuity_divisor(ask: Ask) -> None:
    """个人账户养老金计发月数。国发〔2005〕38号 附件."""
    years = ask.count("age_years", "年龄（整岁）", 16, 120)
    months = ask.count("age_months", "年龄（零头月数）", 0, 11, default=0)
    ask.record("age_in_months", number(years * 12 + months), "年龄（折合月数）", "Months", ("age_years", "age_months"))
    divisor_of(ask)


def legal_age(ask: Ask) -> Month:
    """Ask for category and birth and write the legal age on the sheet; returns the legal retirement month."""
    category = ask.choice("category", "退休类别", CATEGORIES)
    ask.month("birth", "出生年月", called="birth_month")
    for name, key in (
        ("old_age_years", "old_retirement_age"),
        ("first_cohort", "delay_first_cohort"),
        ("delay_step", "delay_step"),
        ("delay_cap", "delay_cap"),
    ):
        content = ask.parameter_content(key, f"{key}_table", DECISION)
        text = content[category]
        value = number(text) if name != "first_cohort" else int(text.replace("-", ""))
        origin = ask.origins[f"{key}_table"]
        unit = "Month" if name == "first_cohort" else _UNITS[name]
        ask.record(name, value, _TITLES[name], unit, ("category", f"{key}_table"), origin.source, origin.confidence)
    month: Month = ask.run(AGE, "delay_months", "legal_age_years", "legal_age_months", "legal_retirement_month")["legal_retirement_month"]
    return month


def minimum(ask: Ask, year: int) -> Any:
    """The minimum months of a retirement year, written on the sheet."""
    day = date(year, 12, 31)
    ask.give("retirement_year", number(year), "退休年份", "Count")
    for key in ("minimum_base", "minimum_rise_from", "minimum_rise", "minimum_cap"):
        ask.parameter(key, on=day)
    return ask.run(AGE, "minimum_months")["minimum_months"]


def divisor_of(ask: Ask) -> Any:
    """The divisor for `age_in_months`, written on the sheet."""
    content = ask.parameter_content("divisor_table", on=DIVISOR_LAW)
    ask.values["divisor_table"] = divisors.monthly_table(content)
    return ask.run(DIVISORS, "divisor")["divisor"]


def _years_of(ask: Ask, name: str, raw: Any) -> list[int]:
    """One year, a list of years, or a span written 2025..2040."""
    texts = raw if isinstance(raw, (list, tuple)) else str(raw).split("..")
    if not all(re.fullmatch(r"\d{4}", str(text).strip()) for text in texts):
        ask.refuse(name, f"“{raw}”不是年份", "请填写一个年份、年份列表，或“起..止”。")
    years = [int(str(text)) for text in texts]
    if not isinstance(raw, (list, tuple)) and len(years) == 2:
        years = list(range(years[0], years[1] + 1))
    if not years or not all(1998 <= year <= 2150 for year in years):
        ask.refuse(name, f"年份“{raw}”超出范围", "请填写 1998 年以后的年份，先小后大。")
    return years


_TITLES = {
    "old_age_years": "原法定退休年龄",
    "first_cohort": "首批延迟人群出生年月",
    "delay_step": "每几个月延迟一个月",
    "delay_cap": "最多延迟月数",
}
_UNITS = {"old_age_years": "Years", "delay_step": "Months", "delay_cap": "Months"}

CALCULATIONS = (retirement_age, flexible_retirement, minimum_contribution_months, annuity_divisor)
