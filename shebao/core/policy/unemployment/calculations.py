"""The calculations of the unemployment fund for one claim or one employer."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.base.dated import MissingValue
from shebao.base.months import last_day, month_text, months_between
from shebao.core.arithmetic.exact import number
from shebao.core.policy.ask import Ask
from shebao.core.policy.unemployment import rules
from shebao.core.rules import RuleSet

UNEMPLOYMENT = RuleSet.of(rules)
LAW_IN_FORCE = 201107
LEVELS = {
    **dict.fromkeys(("初级", "五级", "5"), "初级(五级)"),
    **dict.fromkeys(("中级", "四级", "4"), "中级(四级)"),
    **dict.fromkeys(("高级", "三级", "3"), "高级(三级)"),
}
"""Shorter words for the levels of a certificate; certificates also print them as 初级工, 中级工, 高级工."""


def unemployment_months(ask: Ask) -> None:
    """失业保险金领取期限。社会保险法 第四十六条；地方规定."""
    _day(ask)
    ask.years("contribution_years", "累计缴费年限")
    _pairs(ask, "unemployment_max_steps")
    ask.run(UNEMPLOYMENT, "max_months")
    ask.count("unused_months", "前次应领未领的月数", 0, 24, default=0, unit="Months")
    try:
        ask.row("unemployment_by_year_until")
    except MissingValue as missing:
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
    _day(ask)
    if ask.has("avg_base_12m") and (ask.has("months_claimed") or not _by_own_base(ask)):
        _job_search(ask)
    elif ask.has("city_avg_wage_prev_year"):
        ask.yuan("city_avg_wage_prev_year", "上年度在岗职工月平均工资")
        ask.parameter("claimant_funeral_months")
        ask.parameter("claimant_pension_months")
        ask.run(UNEMPLOYMENT, "funeral", "pension")
    elif ask.has("monthly"):
        ask.yuan("monthly", "失业保险金月标准")
        _while_claiming(ask)
    else:
        _standard(ask)
        if ask.has("months_left"):
            _while_claiming(ask)


def skill_subsidy(ask: Ask) -> None:
    """技能提升补贴。人社部发〔2017〕40号；人社部发〔2024〕40号."""
    _day(ask, date(2024, 5, 1))
    _skill_gate(ask)
    content = ask.parameter_content("skill_subsidy_amounts")
    known = {str(level): number(str(amount)) for level, amount in dict(content).items()}
    amounts: list[Any] = []
    for position, raw in enumerate(ask.items("levels", "证书等级"), 1):
        written = "".join(str(raw).split()).replace("（", "(").replace("）", ")").replace("级工", "级")
        level = LEVELS.get(written, written)
        if level not in known:
            ask.refuse("levels", f"第 {position} 个证书等级“{raw}”不在补贴范围", f"可选：{'、'.join(known)}。")
        amounts.append(known[level])
    ask.record("amounts", tuple(amounts), "各证书补贴金额", "Table", ("skill_subsidy_amounts",), "人社部发〔2017〕40号")
    ask.record("amount", sum(amounts, number(0)), "补贴合计", "Yuan", ("amounts",), "人社部发〔2017〕40号")


def stability_refund(ask: Ask) -> None:
    """失业保险稳岗返还。人社部发〔2014〕76号及历年通知."""
    year = ask.count("year", "返还年度", 2014, 2100, default=2024)
    ask.on = date(year, 12, 31)
    ask.yuan("prev_year_contributions", "上年度单位和职工缴费总额")
    if ask.has("paid_in_full_months"):
        _at_least(ask, "paid_in_full_months", "足额缴费月数", "stability_paid_months")
    if ask.has("laid_off", "insured_heads"):
        _gate(ask)
    ask.flag("hard_hit", "受影响较大的企业", default=False)
    missing = [gap for kind in ("sme", "large") if (gap := _refund(ask, kind))]
    if len(missing) == 2:
        raise missing[0]
    for gap in missing:
        ask.record("rate_missing", gap.finding.message, "没有计算的一项", "Text")


def job_expansion_subsidy(ask: Ask) -> None:
    """一次性扩岗补助。人社厅发〔2022〕41号及后续通知."""
    _day(ask, date(2024, 12, 31))
    hires = ask.count("hires", "符合条件的新招用人数", 0, 10**6, unit="Persons")
    ask.count("already_claimed_hire_subsidy", "其中已领一次性吸纳就业补贴的人数", 0, hires, default=0, unit="Persons")
    ask.parameter("job_expansion_per_hire")
    ask.run(UNEMPLOYMENT, "expansion_amount")
    ask.also("amount", "expansion_amount")


def migrant_worker_living_subsidy(ask: Ask) -> None:
    """农民合同制工人一次性生活补助。失业保险条例 第二十一条."""
    _day(ask)
    ask.years("years", "连续工作年限")
    ask.parameter("migrant_per_year_amount", "per_year_amount")
    ask.run(UNEMPLOYMENT, "living_amount")
    ask.also("amount", "living_amount")


def unemployment_subsidy(ask: Ask) -> None:
    """失业补助金。人社部发〔2020〕40号（已停止受理）."""
    _day(ask, date(2022, 12, 31))
    ask.yuan("monthly", "失业保险金月标准")
    ask.parameter("unemployment_subsidy_share")
    ask.run(UNEMPLOYMENT, "subsidy_monthly")


def price_subsidy(ask: Ask) -> None:
    """价格临时补贴。发改价格〔2021〕1553号."""
    _day(ask, date(2025, 12, 31))
    ask.yuan("local_standard", "当地保障标准")
    ask.ratio("price_growth", "居民消费价格同比涨幅")
    ask.ratio("food_price_growth", "食品价格同比涨幅", default="0")
    ask.parameter("price_trigger")
    ask.parameter("food_price_trigger")
    ask.run(UNEMPLOYMENT, "price_subsidy")


def _day(ask: Ask, default: date = date(2025, 12, 31)) -> None:
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
    ask.values[key] = tuple((number(str(low)), number(str(amount))) for low, amount in content)


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
    if ask.has(base) or (not ask.has("ratio") and _by_own_base(ask)):
        ask.yuan(base, "本人平均缴费基数", called="average_base")
        ask.yuan("dibao", "当地低保月标准")
        ask.record(
            "lowest_monthly",
            (ask.values["dibao"] * number("1.5")).round(2),
            "低保标准的一点五倍",
            "Yuan",
            ("dibao",),
            confidence="unverified",
        )
        if not ask.has("ratio"):
            ask.years("contribution_years", "累计缴费年限")
            steps = ask.parameter_content("unemployment_ratio_steps")
            reached = [number(str(share)) for low, share in steps if ask.values["contribution_years"] >= number(str(low))]
            ask.record("ratio", reached[-1], "计发比例", "Ratio", ("contribution_years",), confidence="unverified")
        else:
            ask.ratio("ratio", "计发比例")
        ask.run(UNEMPLOYMENT, "monthly_by_base")
        ask.also("monthly", "monthly_by_base")
        return
    ask.parameter("unemployment_ratio", "ratio")
    ask.run(UNEMPLOYMENT, "monthly")
    if ask.has("dibao"):
        ask.yuan("dibao", "当地低保月标准")
        ask.run(UNEMPLOYMENT, "monthly_not_below_dibao")
        ask.also("monthly", "monthly_not_below_dibao")


def _skill_gate(ask: Ask) -> None:
    """What must be so before a skill subsidy is paid, as far as the case tells it."""
    if ask.has("paid_months"):
        _at_least(ask, "paid_months", "累计参保缴费月数", "skill_paid_months")
    if ask.has("certified"):
        certified, applied = ask.month("certified", "取得证书的年月"), ask.month("month", "申请月份")
        limit = ask.parameter("skill_apply_months")
        if not 0 <= months_between(certified, applied) <= limit:
            ask.refuse("certified", f"证书取得于 {month_text(certified)}，应在之后 {limit.text()} 个月内申请", "请核对证书日期。")
    if ask.has("claimed_this_year"):
        claimed = ask.count("claimed_this_year", "本年已领次数", 0, 100) + len(ask.items("levels", "证书等级"))
        limit = ask.parameter("skill_yearly_limit")
        if claimed > limit:
            ask.refuse("claimed_this_year", f"连同本次共 {claimed} 次，每人每年最多 {limit.text()} 次", "请核对已领次数。")


def _at_least(ask: Ask, name: str, title: str, key: str) -> None:
    """Refuse when fewer months were paid than the parameter asks for."""
    paid, needed = ask.count(name, title, 0, 960, unit="Months"), ask.parameter(key)
    if paid < needed:
        ask.refuse(name, f"{title}为 {paid}，少于 {needed.text()}", "不符合申领条件。")


def _refund(ask: Ask, kind: str) -> MissingValue | None:
    """The refund for firms of one size; what is missing when the year's notice for that size is not on file."""
    raised = "_hard_hit" if ask.values["hard_hit"] else ""
    try:
        ask.parameter(f"stability_rate_{kind}{raised}", f"stability_rate_{kind}")
    except MissingValue as missing:
        return missing
    ask.run(UNEMPLOYMENT, kind)
    return None


def _gate(ask: Ask) -> None:
    """No refund where too many were laid off in the year before."""
    heads = ask.count("insured_heads", "上年末参保人数", 1, 10**7, unit="Persons")
    ask.count("laid_off", "上年度裁员人数", 0, heads, unit="Persons")
    for key in ("small_heads", "layoff_rate_limit", "layoff_rate_limit_small"):
        ask.parameter(key)
    if not ask.run(UNEMPLOYMENT, "gate_open")["gate_open"]:
        limit = ask.values["layoff_limit"].text()
        ask.refuse("laid_off", f"裁员率高于上限 {limit}，不符合返还条件", "请核对裁员人数和参保人数。")


CALCULATIONS = (
    unemployment_months,
    unemployment_amount,
    skill_subsidy,
    stability_refund,
    job_expansion_subsidy,
    migrant_worker_living_subsidy,
    unemployment_subsidy,
    price_subsidy,
)
