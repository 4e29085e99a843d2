"""Years of service of an award: given or counted from months, as the place counts them, and checked against the minimum."""

from __future__ import annotations

from shebao.core.arithmetic.exact import Q, number
from shebao.core.arithmetic.formula import rounded
from shebao.core.policy.ask import Ask
from shebao.core.policy.employee import pension
from shebao.core.policy.employee.day import day_of, parameter
from shebao.core.policy.retirement.calculations import minimum
from shebao.core.rules import RuleSet

YEARS = RuleSet.of(pension)
ADVICE = "可继续缴费至满足年限，或转入城乡居民养老保险，或书面申请一次性支付个人账户储存额。"


def years_of_service(ask: Ask) -> None:
    """Total years, given or counted from months, checked against the minimum of the retirement year."""
    if ask.has("total_years"):
        months = ask.years("total_years", "缴费年限（含视同）").fraction * 12
        years = years_as_counted(ask, "total_years", "缴费年限")
    else:
        months = number(ask.count("paid_months", "累计缴费月数（含视同）", hi=960, unit="Months")).fraction
        _year_rounding(ask)
        years = ask.run(YEARS, "total_years")["total_years"]
    needed = needed_months(ask).fraction
    if months < needed:
        have = number(months).text()
        name = "total_years" if ask.has("total_years") else "paid_months"
        ask.refuse(name, f"累计缴费 {have} 个月，未达最低缴费 {needed} 个月", ADVICE)
    if ask.has("deemed_months"):
        ask.count("deemed_months", "视同缴费月数", unit="Months")
        _year_rounding(ask)
        deemed = ask.run(YEARS, "deemed_years")["deemed_years"]
    else:
        ask.years("deemed_years", "视同缴费年限", default="0")
        deemed = years_as_counted(ask, "deemed_years", "视同缴费年限")
    if deemed > years:
        ask.refuse("deemed_years", f"视同缴费年限 {deemed.text()} 年多于缴费年限 {years.text()} 年", "请核对档案认定的视同年限。")


def years_as_counted(ask: Ask, name: str, title: str) -> Q:
    """Years that were given with more digits than the place counts, rounded its way; others stay as they are."""
    years: Q = ask.values[name]
    if ask.has("year_rounding"):
        _year_rounding(ask)
    else:
        day = day_of(ask, "year_rounding")
        if day is None or ask.places.find("year_rounding", ask.place, day) is None:
            return years
        _year_rounding(ask)
    counted = rounded(years, str(ask.values["year_rounding"]))
    if counted == years:
        return years
    ask.give(f"{name}_given", years, f"{title}（填写）", "Years")
    result: Q = ask.record(
        name, counted, f"{title}（按当地的取舍）", "Years", (f"{name}_given", "year_rounding"), ask.origins["year_rounding"].source,
        ask.origins["year_rounding"].confidence,
    )  # fmt: skip
    return result


def needed_months(ask: Ask) -> Q:
    """The minimum of the retirement year; without a date, the months that were always needed."""
    needed: Q = minimum(ask, ask.on.year) if ask.on else parameter(ask, "minimum_base")
    return needed


def average_index(ask: Ask) -> Q:
    """The average index, or the indexed wage printed beside it, which has more digits; 300 % is the highest base, so 3 is the cap."""
    if not ask.has("indexed_wage"):
        return ask.number("avg_index", "平均缴费指数", "Index", 0, 3)
    wage = ask.number("indexed_wage", "本人指数化月平均缴费工资", "Yuan")
    if ask.has("avg_index"):
        ask.number("avg_index", "平均缴费指数", "Index", 0, 3, called="printed_index")
    base = "local_calc_base" if "local_calc_base" in ask.values else "calc_base"
    if ask.values[base] == 0:
        ask.refuse(base, "计发基数为零，还原不出缴费指数", "请核对计发基数。")
    index = number(wage.fraction / ask.values[base].fraction)
    if index > 3:
        ask.refuse("indexed_wage", "指数化月平均缴费工资超过计发基数的三倍", "缴费基数不超过参考工资的 300%，请核对。")
    result: Q = ask.record(
        "avg_index", index, "平均缴费指数", "Index", ("indexed_wage", base), expression="本人指数化月平均缴费工资 ÷ 计发基数",
        note="核定表的指数只印几位小数，按印出的指数化工资还原",
    )  # fmt: skip
    return result


def _year_rounding(ask: Ask) -> None:
    if ask.has("year_rounding"):
        ask.give("year_rounding", str(ask.raw("year_rounding")), "年限取舍办法", "Text")
    else:
        ask.parameter_content("year_rounding", on=day_of(ask, "year_rounding"))
