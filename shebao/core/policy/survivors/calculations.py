"""The survivors' calculation for one death."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from shebao.base.months import last_day, month_of, month_text, months_between
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
    _death(ask)
    _income(ask)
    _contribution_years(ask)
    ask.flag("funeral_elsewhere", "已选领工伤或失业保险的丧葬补助金", default=False)
    retired = _years_received(ask)
    ask.give("retired", retired, "是否退休人员", "Truth")
    steps = ask.parameter_content("survivor_steps")
    ask.values["survivor_steps"] = tuple((number(str(a)), number(str(b))) for a, b in steps)
    for key in ("survivor_full_years", "survivor_month_cap", "survivor_retiree_floor", "survivor_funeral_months"):
        ask.parameter(key)
    short = not retired and bool(ask.values["contribution_years"] < SHORT_YEARS)
    known = ask.has("own_contributions")
    if short and not known and ask.has("death_date", "death_month"):
        ask.refuse("own_contributions", "缴费不满五年，缺少“个人缴费之和”", "遗属待遇不得超过个人缴费之和，请填写后重新计算。")
    ask.give("capped", short and known, "是否适用个人缴费限额", "Truth")
    ask.yuan("own_contributions", "个人缴费之和（灵活就业人员为记入个人账户部分）", default="0")
    ask.run(SURVIVORS, "months", "funeral", "pension", "uncapped_total", "total")
    if short and not known:
        # A question about the law in general, without a death: the sheet says what an award would still have to look at.
        ask.steps["total"] = replace(ask.steps["total"], confidence="unverified", note="未填写个人缴费之和，没有比较限额")


def _death(ask: Ask) -> None:
    """The day of the death; without one the rules as they came into force, as a question about the law in general."""
    if ask.has("death_date"):
        ask.on = ask.day("death_date", "死亡日期")
    elif ask.has("death_month"):
        ask.on = last_day(ask.month("death_month", "死亡年月"))
    else:
        ask.on = IN_FORCE
    if ask.on < IN_FORCE:
        name = "death_date" if ask.has("death_date") else "death_month"
        advice = "社会保险法实施后至 2021-08-31 死亡、遗属尚未享受待遇的，由省妥善处理，请查阅当地规定。"
        ask.refuse(name, f"死亡日期 {ask.on.isoformat()} 早于 2021-09-01，应按原省级规定办理", advice)


def _contribution_years(ask: Ask) -> None:
    """The years paid, or counted from the months."""
    if ask.has("contribution_months"):
        ask.count("contribution_months", "累计缴费月数（含视同）", hi=960, unit="Months")
        ask.run(SURVIVORS, "contribution_years")
    else:
        ask.years("contribution_years", "缴费年限（含视同）")


def _years_received(ask: Ask) -> bool:
    """How long the pension was drawn, by its first month and the month of the death; whether it was drawn at all."""
    if ask.has("pension_years_received"):
        ask.years("pension_years_received", "已领取养老金年数")
        return True
    if not ask.has("pension_start", "pension_months_received"):
        ask.years("pension_years_received", "已领取养老金年数", default="0")
        return False
    if ask.has("pension_months_received"):
        ask.count("pension_months_received", "已领取养老金月数", hi=1200, unit="Months")
    else:
        begun = ask.month("pension_start", "养老金首发月份")
        if not ask.has("death_date", "death_month"):
            ask.refuse("death_month", "给出了养老金首发月份但没有死亡年月", "请补充死亡年月。")
        assert ask.on is not None
        died = month_of(ask.on)
        if died < begun:
            ask.refuse(
                "pension_start", f"养老金首发月份 {month_text(begun)} 晚于死亡年月 {month_text(died)}", "未领过养老金的不填写首发月份。"
            )
        months = number(months_between(begun, died) + 1)
        ask.record(
            "pension_months_received", months, "已领取养老金月数", "Months", ("pension_start",), expression="首发月份至死亡当月的月数"
        )
    ask.run(SURVIVORS, "pension_years_received")
    return True


def _income(ask: Ask) -> None:
    """The province's urban income of the year before the death, per month, rounded the way the place does."""
    given = ask.called("prev_year_urban_income_annual", "province_urban_income")
    if ask.has(given) or not ask.has("death_date", "death_month"):
        ask.yuan(given, "上年度全省城镇居民人均可支配收入", called="annual_income")
    else:
        assert ask.on is not None
        ask.parameter("province_urban_income", "annual_income", on=date(ask.on.year - 1, 12, 31))
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
            "人社部发〔2021〕18号 第四条",
            expression="上年度全省城镇居民人均可支配收入 ÷ 12",
        )


def _rounding(ask: Ask) -> str:
    """How the income is rounded: as the case says, in whatever words, or as the place does."""
    text = str(ask.raw("monthly_rounding", default=str(ask.row("survivor_income_rounding").value))).lower()
    kind = next((kind for kind, words in ROUNDING_WORDS if any(word in text for word in words)), "")
    if not kind:
        ask.refuse("monthly_rounding", f"月收入取整方式“{text}”不认识", f"可选：{NONE}（不取整）、{WHOLE_YUAN}（到元）、{TO_FEN}（到分）。")
    ask.give("monthly_rounding", kind, "月收入取整方式", "Text")
    return kind


CALCULATIONS = (survivor_benefit,)
