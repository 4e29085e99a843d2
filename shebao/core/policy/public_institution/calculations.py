"""The calculations of a public-institution retirement: new formula, ten-year comparison, and those retired before."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.base.dated import NATIONAL
from shebao.base.months import Month, last_day, month_text
from shebao.core.arithmetic.exact import Q, exact, number
from shebao.core.policy.ask import REQUIRED, Ask
from shebao.core.policy.employee.calculations import divisor
from shebao.core.policy.public_institution import rules
from shebao.core.rules import RuleSet

PUBLIC = RuleSet.of(rules)
REFORM = 201410
COMPARED_UNTIL = 202409
MONTH_NAMES = ("retire_month", "retirement_month", "month")
NEW_ONLY = "new formula only"


def public_institution_pension(ask: Ask) -> None:
    """机关事业单位养老保险待遇（中人、新人）。国发〔2015〕2号；人社部发〔2015〕28号."""
    month = _retire_month(ask)
    if month < REFORM:
        ask.refuse("retire_month", f"退休年月 {month_text(month)} 早于 2014-10，属改革前退休人员", "请用“改革前已退休人员待遇”计算。")
    ask.on = last_day(month)
    _new_standard(ask)
    worked_before = ask.values["deemed_years"] > 0 or ask.has("A_basic_wage_2014_09")
    compared = month <= COMPARED_UNTIL and worked_before
    ask.give("compared", compared, "是否在十年对比期内", "Truth", note="改革前参加工作、2024 年 9 月以前退休的须作新老对比")
    if not compared:
        _new_only(ask)
        return
    _old_facts(ask)
    _growth(ask, month, needed=True)
    ask.parameter("public_release_ratio", "release_ratio")
    ask.run(PUBLIC, "old_standard", "released_part", "payable", "basic_pension_part")
    higher = ask.run(PUBLIC, "new_is_higher")["new_is_higher"]
    ask.record(
        "rule",
        "new>old: old + (new-old) x ratio" if higher else "new<=old: old",
        "适用规则",
        "Text",
        ("new_standard", "old_standard"),
        "人社部发〔2015〕28号",
    )


def public_institution_release_ratio(ask: Ask) -> None:
    """新老办法对比的兑现比例。人社部发〔2015〕28号."""
    if ask.has(*MONTH_NAMES):
        month = _retire_month(ask)
        ask.on = last_day(month)
        if month > COMPARED_UNTIL:
            ask.record("rule", NEW_ONLY, "适用规则", "Text", ("retire_month",))
            ask.also("ratio", "rule")
            return
        if month < REFORM:
            ask.refuse("retire_month", f"退休年月 {month_text(month)} 早于 2014-10，不作新老对比", "改革前已退休的保留原待遇。")
        ask.parameter("public_release_ratio", "ratio")
        ask.record("release_ratio", ask.values["ratio"], "兑现比例", "Ratio", ("ratio",))
        return
    ask.on = date(2025, 12, 31)
    ratios: dict[str, Any] = {}
    for row in ask.places.history("public_release_ratio", NATIONAL):
        begin, end = row.effective_from, row.effective_to
        whole_year = (begin.month, begin.day, end) == (1, 1, date(begin.year, 12, 31))
        ratios[str(begin.year) if whole_year else f"{begin}..{end}"] = number(str(row.value))
    ratios["from 2024-10-01"] = NEW_ONLY
    ask.record("ratio", ratios, "各退休时间的兑现比例", "Table", source="人社部发〔2015〕28号")


def public_institution_pension_retired_before_reform(ask: Ask) -> None:
    """改革前已退休人员（老人）的待遇。国发〔2015〕2号 第六条."""
    month = _retire_month(ask)
    if month >= REFORM:
        ask.refuse("retire_month", f"退休年月 {month_text(month)} 在改革之后，应按新办法计发", "请核对退休年月。")
    ask.on = last_day(month)
    ask.yuan("standard_2014_09", "2014 年 9 月原待遇标准")
    amounts = [
        ask.item("adjustments", f"第 {i} 次调整额", raw) for i, raw in enumerate(ask.items("adjustments", "历次调整额", default=()), 1)
    ]
    ask.record("adjusted", sum(amounts, exact(0)), "历次调整合计", "Yuan", source="历年调整通知")
    ask.record(
        "payable",
        ask.values["standard_2014_09"] + ask.values["adjusted"],
        "应发月待遇",
        "Yuan",
        ("standard_2014_09", "adjusted"),
        "国发〔2015〕2号 第六条",
        expression="原待遇标准 + 历次调整合计",
    )


def public_institution_clearing(ask: Ask) -> None:
    """待遇清算的补发或扣回。人社部清算办法（文号待核）."""
    ask.on = date(2025, 12, 31)
    ask.yuan("final_monthly", "清算后月待遇")
    ask.yuan("provisional_monthly", "预发月待遇")
    months = ask.count("months", "已预发月数", 0, 600, unit="Months")
    difference: Q = ask.run(PUBLIC, "clearing_difference")["clearing_difference"]
    ask.record(
        "settlement",
        difference * months,
        "清算差额合计（正数补发、负数扣回）",
        "Yuan",
        ("clearing_difference", "months"),
        confidence="unverified",
    )


def _retire_month(ask: Ask) -> Month:
    """The month of retirement, by any of the names it goes by."""
    return ask.month(ask.called(*MONTH_NAMES), "退休年月", called="retire_month")


def _new_standard(ask: Ask) -> None:
    ask.parameter("calc_base", "calc_wage")
    deemed = ask.years("deemed_years", "视同缴费年限", default="0")
    # The table of positions and grades is the province's: without deemed years it does not matter, with them it must be looked up.
    ask.number("deemed_index", "视同缴费指数", "Index", 0, 10, default=REQUIRED if deemed > 0 else "0")
    ask.years("actual_years", "实际缴费年限")
    ask.number("actual_index", "实际平均缴费指数", "Index", 0, 3)
    ask.yuan("account_balance", "个人账户储存额")
    ask.yuan("annuity_balance", "职业年金账户余额", default="0")
    divisor(ask, "retire_month")
    if deemed > 0 or ask.has("transition_coefficient"):
        ask.parameter("public_transition_coefficient", "transition_coefficient")
    else:
        ask.give("transition_coefficient", number(0), "过渡系数", "Ratio", "没有视同缴费年限")
    ask.run(PUBLIC, "avg_index", "basic_pension", "account_pension", "transitional_pension", "annuity_monthly", "new_standard")


def _new_only(ask: Ask) -> None:
    """Only the new standard counts; the old one is shown beside it where its facts are there."""
    if ask.has("A_basic_wage_2014_09"):
        _old_facts(ask)
        _growth(ask, int(ask.values["retire_month"]), needed=False)
        if "growth_product" in ask.values:
            ask.run(PUBLIC, "old_standard")
    ask.record(
        "payable", ask.values["new_standard"], "应发月待遇", "Yuan", ("new_standard",), "人社部发〔2015〕28号", expression="只按新办法计发"
    )
    ask.run(PUBLIC, "basic_pension_part")
    ask.record("rule", NEW_ONLY, "适用规则", "Text", ("retire_month",), "人社部发〔2015〕28号")


def _old_facts(ask: Ask) -> None:
    """Wage, percentage and subsidies of September 2014."""
    ask.yuan("A_basic_wage_2014_09", "2014 年 9 月工资（职务和级别工资）")
    if ask.has("M_ratio"):
        ask.ratio("M_ratio", "老办法计发比例")
    else:
        ask.years("service_years", "工作年限")
        steps = [(number(str(low)), number(str(share))) for low, share in ask.parameter_content("public_old_percentage")]
        reached = [share for low, share in steps if ask.values["service_years"] >= low]
        if not reached:
            ask.refuse("service_years", "该工作年限的老办法计发比例未收录", "请直接填写 M_ratio。")
        read = ("service_years", "public_old_percentage")
        ask.record("M_ratio", reached[-1], "老办法计发比例", "Ratio", read, ask.origins[read[1]].source)
    ask.yuan("B_retire_subsidy", "2014 年 9 月退休补贴标准", default="0")
    ask.yuan("C_2014_increase", "国办发〔2015〕3号增加退休费", default="0")


def _growth(ask: Ask, month: int, *, needed: bool) -> None:
    """The yearly growth factors multiplied up; October to December 2014 count as 2015. Left out where one is missing and not needed."""
    factors = ask.raw("G", default=None if not needed else REQUIRED, title="各年工资增长率")
    if not isinstance(factors, dict):
        if not needed:
            return
        ask.refuse("G", "各年工资增长率应按年份填写", '例如 "2015": "0.08"。')
    # The regulation sets the factor of 2014 to nothing.
    first = REFORM // 100
    known = {str(first): "0"} | {str(year): rate for year, rate in factors.items()}
    years = range(first, max(month // 100, first + 1))
    absent = [str(year) for year in years if str(year) not in known]
    if absent and not needed:
        return
    if absent:
        ask.refuse("G", f"缺少 {'、'.join(absent)} 年工资增长率", "请按省公布的增长率补全。")
    product = exact(1)
    for year in years:
        product = product * (1 + ask.item("G", f"{year} 年工资增长率", known[str(year)], 0, 1))
    ask.record("growth_product", product, "历年增长率连乘", "Ratio", source="人社部发〔2015〕28号", expression="各年（1 + 增长率）之积")


CALCULATIONS = (
    public_institution_pension,
    public_institution_release_ratio,
    public_institution_pension_retired_before_reform,
    public_institution_clearing,
)
