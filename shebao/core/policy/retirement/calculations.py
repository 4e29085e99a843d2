"""Calculations of the retirement age, flexible retirement, the minimum months and the divisor, for one person."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from shebao.base.dated import BEGINNING, NATIONAL
from shebao.base.months import Month, month_of, month_text, months_between
from shebao.core.arithmetic.exact import number
from shebao.core.policy.ask import Ask
from shebao.core.policy.retirement import age, divisors
from shebao.core.rules import RuleSet

AGE = RuleSet.of(age)
DIVISORS = RuleSet.of(divisors.divisor)
CATEGORIES = ("male60", "female55", "female50")
POSTS = ("other", "civil_servant", "manager")
_AGE = re.compile(r"(?P<years>[0-9]{2})(?:(?:y|周?岁零?)(?:(?P<months>0?[0-9]|1[01])(?:m|个?月))?)?")


def retirement_age(ask: Ask) -> None:
    """法定退休年龄。全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024-09-13）."""
    legal_age(ask)


def flexible_retirement(ask: Ask) -> None:
    """弹性提前或延迟退休。人社部发〔2024〕94号."""
    legal = legal_age(ask)
    begun = in_force(ask, "flexible_months")
    ask.parameter("flexible_months", on=begun)
    values = ask.run(AGE, "earliest_month", "latest_month")
    chosen = ask.month("chosen_month", "选择的退休年月")
    earliest, latest = values["earliest_month"], values["latest_month"]
    if chosen != legal and legal < month_of(begun):
        problem = f"法定退休年月 {month_text(legal)} 在弹性退休施行之前，不能提前或延迟"
        ask.refuse("chosen_month", problem, "请按法定退休年月办理。")
    if not earliest <= chosen <= latest:
        span = f"{month_text(earliest)} 至 {month_text(latest)}"
        ask.refuse("chosen_month", f"选择的退休年月 {month_text(chosen)} 不在 {span} 之间", "请在该期间内选择。")
    kind = "提前" if chosen < legal else "延迟" if chosen > legal else "按法定年龄"
    ask.record("kind", kind, "退休方式", "Text", ("chosen_month", "legal_retirement_month"))
    _post(ask, late=chosen > legal)
    _notice(ask, chosen, legal)
    # Early: the minimum of the chosen year. Late: the minimum of the legal year, because the entitlement had arisen then.
    minimum(ask, min(chosen, legal) // 100)
    ask.count("paid_months", "累计缴费月数", hi=960, unit="Months")
    if not ask.run(AGE, "minimum_months_met")["minimum_months_met"]:
        needed, have = ask.values["minimum_months"].text(), ask.values["paid_months"].text()
        ask.refuse("paid_months", f"累计缴费 {have} 个月，少于 {needed} 个月", "可继续缴费，或到法定年龄后再办理。")


def minimum_contribution_months(ask: Ask) -> None:
    """按月领取基本养老金最低缴费月数。全国人大常委会2024-09-13决定 附表；社会保险法 第十六条."""
    name = ask.called("years", "year", "retirement_year", "retire_month")
    result: dict[str, Any] = {}
    asked = ask.month(name, "退休年月") // 100 if name == "retire_month" else ask.raw(name, title="退休年份")
    years = _years_of(ask, name, asked)
    for year in years:
        inner = Ask(ask.calculation, ask.source, ask.place, {}, ask.places)
        result[str(year)] = minimum(inner, year)
        ask.adopt(inner, f"{{}}_{year}", f"{year} 年", only=("minimum_months",))
    ask.record("min_months", result, "最低缴费月数", "Table", tuple(ask.steps))
    if len(years) == 1:
        ask.record("minimum_months", result[str(years[0])], f"{years[0]} 年退休的最低缴费月数", "Months", ("min_months",))


def annuity_divisor(ask: Ask) -> None:
    """个人账户养老金计发月数。国发〔2005〕38号 附件."""
    if ask.has("age"):
        ask.give("age_in_months", number(read_age(ask, "age", "年龄")), "年龄（折合月数）", "Months")
    else:
        years = ask.count("age_years", "年龄（整岁）", 16, 120)
        months = ask.count("age_months", "年龄（零头月数）", 0, 11, default=0)
        ask.record("age_in_months", number(years * 12 + months), "年龄（折合月数）", "Months", ("age_years", "age_months"))
    divisor_of(ask)


def _post(ask: Ask, *, late: bool) -> None:
    """Civil servants, and leaders and managers of state units, retire at the legal age: they may not stay longer."""
    if ask.has("post") and ask.choice("post", "岗位身份", POSTS) != "other" and late:
        ask.refuse("post", "公务员、国有企事业单位领导人员和其他管理人员不能延迟退休", "达到法定退休年龄时应当及时办理退休手续。")


def _notice(ask: Ask, chosen: Month, legal: Month) -> None:
    """Leaving early needs word some months before; staying longer needs an agreement before the legal age."""
    if not ask.has("notice_month") or chosen == legal:
        return
    early = chosen < legal
    key, event, title = (
        ("flexible_notice_early", chosen, "书面告知单位的年月") if early else ("flexible_notice_late", legal, "书面约定延迟的年月")
    )
    told = ask.month("notice_month", title)
    least = ask.parameter(key, on=in_force(ask, key))
    if months_between(told, event) < least:
        ask.refuse(
            "notice_month", f"{month_text(told)} 距 {month_text(event)} 不足 {least.text()} 个月", "请改选退休年月，或由双方重新约定。"
        )


def legal_age(ask: Ask) -> Month:
    """Ask for category and birth (unless known) and write the legal age on the sheet; returns the legal retirement month."""
    category = ask.values["category"] if "category" in ask.values else ask.choice("category", "退休类别", CATEGORIES)
    if "birth_month" not in ask.values:
        ask.month("birth", "出生年月", called="birth_month")
    begun = in_force(ask, "delay_step")
    for name, key in (
        ("old_age_years", "old_retirement_age"),
        ("first_cohort", "delay_first_cohort"),
        ("delay_step", "delay_step"),
        ("delay_cap", "delay_cap"),
    ):
        content = ask.parameter_content(key, f"{key}_table", begun)
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
    content = ask.parameter_content("divisor_table", on=in_force(ask, "divisor_table"))
    ask.values["divisor_table"] = divisors.monthly_table(content)
    return ask.run(DIVISORS, "divisor")["divisor"]


def in_force(ask: Ask, key: str) -> date:
    """The day on which the nation's rule for a key began: where the law sets one value for good, it is the day to ask on."""
    rows = ask.places.history(key, NATIONAL)
    return rows[0].effective_from if rows else BEGINNING


def read_age(ask: Ask, name: str, title: str) -> int:
    """An age written 57y3m or 57岁3个月, or 57 in whole years, in months."""
    raw = str(ask.raw(name, title=title))
    match = _AGE.fullmatch(raw.strip())
    if match is None:
        ask.refuse(name, f"“{title}”填写为“{raw}”", "请按“57y3m”（57 岁零 3 个月）填写。")
    return int(match["years"]) * 12 + int(match["months"] or 0)


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
