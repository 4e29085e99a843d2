"""The survivors' calculation for one death."""

from __future__ import annotations

from datetime import date

from shebao.core.arithmetic.exact import number
from shebao.core.arithmetic.formula import yuan
from shebao.core.policy.ask import Ask
from shebao.core.policy.survivors import rules
from shebao.core.rules import RuleSet, Yuan

IN_FORCE = date(2021, 9, 1)
SHORT_YEARS = 5
NONE, WHOLE_YUAN, TO_FEN = "none", "whole_yuan", "fen"
ROUNDING_WORDS = (
    (WHOLE_YUAN, ("yuan", "integer", "whole", "元")),
    (TO_FEN, ("fen", "cent", "0.01", "decimal", "分")),
    (NONE, ("none", "unrounded", "不取整")),
)
"""How a place rounds the monthly income before it multiplies: to the whole yuan, to the fen, or not at all; and the words for it."""


def monthly_income_whole(annual_income: Yuan) -> Yuan:
    """上年度城镇居民月人均可支配收入（取整到元）。地方公布口径.

    Confidence: medium
    """
    return yuan(annual_income / 12)


SURVIVORS = RuleSet.of(rules)


def survivor_benefit(ask: Ask) -> None:
    """企业职工养老保险遗属待遇。人社部发〔2021〕18号."""
    ask.on = ask.day("death_date", "死亡日期") if ask.has("death_date") else IN_FORCE
    if ask.on < IN_FORCE:
        ask.refuse("death_date", f"死亡日期 {ask.on.isoformat()} 早于 2021-09-01，应按原省级规定办理", "请查阅当地原丧葬抚恤规定。")
    _income(ask)
    ask.years("contribution_years", "缴费年限（含视同）")
    ask.flag("funeral_elsewhere", "已选领工伤或失业保险的丧葬补助金", default=False)
    retired = ask.has("pension_years_received")
    ask.give("retired", retired, "是否退休人员", "Truth")
    ask.years("pension_years_received", "已领取养老金年数", default="0")
    steps = ask.parameter_content("survivor_steps")
    ask.values["survivor_steps"] = tuple((number(str(a)), number(str(b))) for a, b in steps)
    for key in ("survivor_full_years", "survivor_month_cap", "survivor_retiree_floor", "survivor_funeral_months"):
        ask.parameter(key)
    short = not retired and ask.values["contribution_years"] < SHORT_YEARS and ask.has("own_contributions")
    ask.give("capped", short, "是否适用个人缴费限额", "Truth")
    ask.yuan("own_contributions", "个人缴费之和", default="0")
    ask.run(SURVIVORS, "months", "funeral", "pension", "uncapped_total", "total")


def _income(ask: Ask) -> None:
    """The province's urban income of the year before the death, per month, rounded the way the place does."""
    ask.yuan("prev_year_urban_income_annual", "上年度全省城镇居民人均可支配收入", called="annual_income")
    rounding = _rounding(ask)
    if rounding == WHOLE_YUAN:
        whole = ask.run(RuleSet.of(monthly_income_whole), "monthly_income_whole")["monthly_income_whole"]
        ask.record("monthly_income", whole, "上年度城镇居民月人均可支配收入", "Ratio", ("monthly_income_whole",), "地方公布口径", "medium")
    elif rounding == TO_FEN:
        ask.record(
            "monthly_income",
            (ask.values["annual_income"] / 12).round(2),
            "上年度城镇居民月人均可支配收入",
            "Ratio",
            ("annual_income",),
            confidence="medium",
        )
    else:
        ask.record(
            "monthly_income",
            ask.values["annual_income"] / 12,
            "上年度城镇居民月人均可支配收入",
            "Ratio",
            ("annual_income",),
            "人社部发〔2021〕18号 第三条",
            expression="上年度全省城镇居民人均可支配收入 ÷ 12",
        )


def _rounding(ask: Ask) -> str:
    """How the income is rounded: as the case says, in whatever words, or as the place does."""
    said = str(ask.raw("monthly_rounding", default=str(ask.row("survivor_income_rounding").value))).lower()
    found = next((kind for kind, words in ROUNDING_WORDS if any(word in said for word in words)), "")
    if not found:
        ask.refuse("monthly_rounding", f"月收入取整方式“{said}”不认识", f"可选：{NONE}（不取整）、{WHOLE_YUAN}（到元）、{TO_FEN}（到分）。")
    ask.give("monthly_rounding", found, "月收入取整方式", "Text")
    return found


CALCULATIONS = (survivor_benefit,)
