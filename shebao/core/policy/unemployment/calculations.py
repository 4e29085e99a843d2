"""The calculations of the unemployment fund for one claim or one employer."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.base.dated import MissingValue
from shebao.base.months import last_day
from shebao.core.arithmetic.exact import number
from shebao.core.policy.ask import Ask
from shebao.core.policy.keys import key_of
from shebao.core.policy.unemployment import by_benefit, by_steps, rules
from shebao.core.rules import RuleSet

UNEMPLOYMENT = RuleSet.of(rules)
BY_STEPS = UNEMPLOYMENT.replaced(by_steps)
BY_BENEFIT = UNEMPLOYMENT.replaced(by_benefit)
LAW_IN_FORCE = 201107


def unemployment_months(ask: Ask) -> None:
    """失业保险金领取期限。社会保险法 第四十六条；地方规定."""
    claim_day(ask)
    ask.years("contribution_years", "累计缴费年限")
    _pairs(ask, "unemployment_max_steps")
    ask.run(UNEMPLOYMENT, "max_months")
    ask.count("unused_months", "前次应领未领的月数", 0, 24, default=0, unit="Months")
    if ask.has("unemployment_month_steps") or on_file(ask, "unemployment_month_steps"):
        _pairs(ask, "unemployment_month_steps")
        ask.parameter("unemployment_month_cap")
        ask.run(BY_STEPS, "months", "months_in_all")
        return
    if not ask.has("by_year_until") and not on_file(ask, "unemployment_by_year_until"):
        missing = MissingValue(
            "unemployment_month_steps", ask.place, ask.parameter_day("unemployment_month_steps"), _title("unemployment_month_steps")
        )
        ask.record("months_missing", missing.finding.message, "没有计算的一项", "Text")
        return
    for key, name in (
        ("unemployment_by_year_until", "by_year_until"),
        ("unemployment_half_year_from", "half_year_from"),
        ("unemployment_month_cap", "unemployment_month_cap"),
    ):
        ask.parameter(key, name)
    ask.run(UNEMPLOYMENT, "months", "months_in_all")


def unemployment_amount(ask: Ask) -> None:
    """失业保险金标准和领取期间的其他待遇。失业保险条例 第十八条至第二十条；地方规定."""
    claim_day(ask)
    if ask.has("avg_base_12m") and (ask.has("months_claimed") or not _by_own_base(ask)):
        _job_search(ask)
    elif ask.has("city_avg_wage_prev_year") or (ask.has("monthly") and _died(ask)):
        _death(ask)
    elif ask.has("monthly"):
        ask.yuan("monthly", "失业保险金月标准")
        _while_claiming(ask)
    else:
        _standard(ask)
        if ask.has("months_left"):
            _while_claiming(ask)


def migrant_worker_living_subsidy(ask: Ask) -> None:
    """农民合同制工人一次性生活补助。失业保险条例 第二十一条；地方规定."""
    claim_day(ask)
    ask.years("years", "连续工作年限")
    ask.parameter("migrant_per_year_amount", "per_year_amount")
    if ask.has("migrant_year_cap") or on_file(ask, "migrant_year_cap"):
        ask.parameter("migrant_year_cap")
    else:
        ask.give("migrant_year_cap", number(80), "生活补助最多计算的年数", "Years", "未取得地方规定的上限", "没有限制年数")
    ask.run(UNEMPLOYMENT, "living_amount")
    ask.also("amount", "living_amount")


def unemployment_subsidy(ask: Ask) -> None:
    """失业补助金。人社部发〔2020〕40号（已停止受理）."""
    claim_day(ask, date(2022, 12, 31))
    ask.yuan("monthly", "失业保险金月标准")
    ask.parameter("unemployment_subsidy_share")
    ask.run(UNEMPLOYMENT, "subsidy_monthly")


def price_subsidy(ask: Ask) -> None:
    """价格临时补贴。发改价格〔2021〕1553号."""
    claim_day(ask, date(2025, 12, 31))
    ask.yuan("local_standard", "当地保障标准")
    ask.ratio("price_growth", "居民消费价格同比涨幅")
    ask.ratio("food_price_growth", "食品价格同比涨幅", default="0")
    ask.parameter("price_trigger")
    ask.parameter("food_price_trigger")
    ask.run(UNEMPLOYMENT, "price_subsidy")


def claim_day(ask: Ask, default: date = date(2025, 12, 31)) -> None:
    """The day of the claim; without one, the latest the rule book covers, as a question about the law in general."""
    ask.on = default
    if ask.has("month"):
        month = ask.month("month", "待遇月份")
        ask.before_its_law("month", month, LAW_IN_FORCE, "社会保险法")
        ask.on = last_day(month)
    if ask.has("city"):
        city = str(ask.give("city", ask.raw("city"), "统筹地区", "Text")).strip()
        own = f"{ask.place}_{city.lower()}"
        cities = [place.id for place in ask.places.places.values() if place.parent == ask.place and _names(place.name, city)]
        # A city with a file of its own has its own minimum wage; without one the province's values hold.
        ask.place = own if own in ask.places.places else next(iter(cities), ask.place)


def _names(name: str, city: str) -> bool:
    """Whether a place's full name (广东省广州市) is that of a city written in Chinese, with or without 市."""
    return bool(city) and name.endswith(("省" + city, "省" + city + "市"))


def _by_own_base(ask: Ask) -> bool:
    """Whether the place pays a share, by years, of the person's own base instead of one of the minimum wage."""
    key = "unemployment_ratio_steps"
    return ask.places.find(key, ask.place, ask.parameter_day(key)) is not None


def _pairs(ask: Ask, key: str) -> None:
    content: Any = ask.parameter_content(key)
    title = key_of(key).title
    if not isinstance(content, (list, tuple)) or not all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in content):
        ask.refuse(key, f"“{title}”应为 [年限, 月数] 的列表", "例如 [[1, 3], [2, 6]]。")
    ask.values[key] = tuple((ask.item(key, title, low, 0, 80), ask.item(key, title, amount, 0, 24)) for low, amount in content)


def on_file(ask: Ask, key: str) -> bool:
    """Whether the place, or one above it, has this value on the day."""
    return ask.places.find(key, ask.place, ask.parameter_day(key)) is not None


def _title(key: str) -> str:
    return key_of(key).title


def _died(ask: Ask) -> bool:
    """Whether the case is about a claimant's death: it says so, or names the months its family receives."""
    if ask.has("died"):
        return ask.flag("died", "领取期间死亡")
    return ask.has("claimant_funeral_months", "claimant_pension_months")


def _death(ask: Ask) -> None:
    """What the family of a claimant receives: so many months of the area's wage, or of the benefit, as the place says."""
    of_benefit = not ask.has("city_avg_wage_prev_year")
    if of_benefit and not ask.has("claimant_funeral_months", "claimant_pension_months"):
        base = ask.parameter_content("claimant_death_base")
        if base != "benefit":
            ask.refuse("city_avg_wage_prev_year", "当地按上年度在岗职工月平均工资计发", "请填写上年度在岗职工月平均工资。")
    if of_benefit:
        ask.yuan("monthly", "失业保险金月标准")
    else:
        ask.yuan("city_avg_wage_prev_year", "上年度在岗职工月平均工资")
    rules = BY_BENEFIT if of_benefit else UNEMPLOYMENT
    if "dependants" in {name for rule in ask.local_rules(rules).rules.values() for name in rule.arguments}:
        ask.count("dependants", "供养的配偶、直系亲属人数", 0, 100, unit="Persons")
    for name in ("claimant_funeral_months", "claimant_pension_months"):
        ask.parameter(name)
    for name in ("claimant_pension_month_cap",):
        if ask.has(name) or on_file(ask, name):
            ask.parameter(name)
    ask.run(rules, "funeral", "pension")


def _job_search(ask: Ask) -> None:
    ask.yuan("avg_base_12m", "申领前十二个月平均缴费基数")
    ask.parameter("job_search_ratio")
    ask.run(UNEMPLOYMENT, "job_search_monthly")
    ask.also("monthly", "job_search_monthly")
    if not ask.has("months_claimed"):
        return
    ask.count("months_claimed", "申请月数", 0, 600, unit="Months")
    ask.parameter("job_search_month_cap")
    ask.run(UNEMPLOYMENT, "payable_months", "job_search_total")
    ask.also("total", "job_search_total")


def _while_claiming(ask: Ask) -> None:
    """What a claimant with a known monthly benefit may receive at once: on re-employment, own business, or birth."""
    if not ask.has("months_left"):
        ask.parameter("birth_months")
        ask.run(UNEMPLOYMENT, "birth_amount")
        ask.also("amount", "birth_amount")
        return
    ask.count("months_left", "剩余领取月数", 0, 24, unit="Months")
    if ask.has("business_started") and ask.flag("business_started", "自主创业"):
        ask.run(UNEMPLOYMENT, "business_amount")
        ask.also("amount", "business_amount")
        return
    ask.parameter("reemployed_share")
    ask.run(UNEMPLOYMENT, "paid_months", "months_kept", "reemployed_amount")
    ask.also("amount", "reemployed_amount")


def _standard(ask: Ask) -> None:
    """The monthly standard: a share of the minimum wage, or of the person's own base between floor and cap."""
    ask.parameter("minimum_wage")
    base = ask.called("average_base", "avg_base_12m")
    if ask.has(base, "base_unknown") or (not ask.has("ratio") and _by_own_base(ask)):
        _standard_by_base(ask, base)
        return
    ask.parameter("unemployment_ratio", "ratio")
    ask.run(UNEMPLOYMENT, "monthly")
    if ask.has("dibao"):
        ask.yuan("dibao", "当地低保月标准")
        ask.run(UNEMPLOYMENT, "monthly_not_below_dibao")
        ask.also("monthly", "monthly_not_below_dibao")


def _standard_by_base(ask: Ask, base: str) -> None:
    """A share of the own base, by years, between a multiple of the minimum income and the minimum wage."""
    ask.yuan("dibao", "当地低保月标准")
    ask.parameter("unemployment_dibao_multiple")
    ask.run(UNEMPLOYMENT, "lowest_monthly")
    if ask.has("base_unknown") and ask.flag("base_unknown", "缴费基数无法确定"):
        ask.record(
            "monthly", ask.values["lowest_monthly"], "失业保险金月标准", "Yuan", ("lowest_monthly",), note="缴费基数无法确定，按最低标准"
        )
        return
    ask.yuan(base, "本人平均缴费基数", called="average_base")
    if ask.has("ratio"):
        ask.ratio("ratio", "计发比例")
    else:
        ask.years("contribution_years", "累计缴费年限")
        steps = ask.parameter_content("unemployment_ratio_steps")
        reached = [number(str(share)) for low, share in steps if ask.values["contribution_years"] >= number(str(low))]
        origin = ask.origins["unemployment_ratio_steps"]
        ask.record(
            "ratio", reached[-1], "计发比例", "Ratio", ("contribution_years", "unemployment_ratio_steps"), origin.source, origin.confidence
        )
    ask.run(UNEMPLOYMENT, "monthly_by_base")
    ask.also("monthly", "monthly_by_base")


CALCULATIONS = (
    unemployment_months,
    unemployment_amount,
    migrant_worker_living_subsidy,
    unemployment_subsidy,
    price_subsidy,
)
