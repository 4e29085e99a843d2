"""Calculations of an employee's pension award for one person: the monthly amount, the index, recalculation, stages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shebao.base.finding import Refused
from shebao.base.months import age_months, last_day, months_between
from shebao.core.exact import Q, number
from shebao.core.formula import fen, percent, total
from shebao.core.policy.ask import Ask
from shebao.core.policy.employee import award, index, pension
from shebao.core.policy.keys import all_keys
from shebao.core.policy.retirement.calculations import divisor_of, minimum
from shebao.core.rules import RuleSet

PENSION = RuleSet.of(pension)
AWARD = RuleSet.of(award)
INDEX = RuleSet.of(index)
PARTS = ("indexed_wage", "basic_pension", "account_pension", "transitional_pension", "total")
LOWEST_MONTHS = 180
ADVICE = "可继续缴费至满足年限，或转入城乡居民养老保险，或书面申请一次性支付个人账户储存额。"


def employee_pension(ask: Ask) -> None:
    """企业职工基本养老金核定。社会保险法 第十五条、第十六条；国发〔2005〕38号 第六条."""
    retirement_month(ask)
    years_of_service(ask)
    ask.parameter("calc_base")
    if ask.on is None:
        _day_of_base(ask)
    avg_index(ask)
    ask.yuan("account_balance", "个人账户储存额")
    divisor(ask)
    _transition(ask)
    _rounding(ask)
    if ask.has("full_years"):
        ask.years("full_years", "满年数")
    chosen = ask.local_rules(PENSION)
    _local_parameters(ask, chosen, PARTS)
    items = _local_items(ask, chosen)
    if ask.has("one_child") and not ask.flag("one_child", "持独生子女父母光荣证"):
        items = []
    ask.run(PENSION, *PARTS, *items)


def pension_recalculation(ask: Ask) -> None:
    """预发养老金重新核定。国发〔2005〕38号；各省计发基数公布通知."""
    first = ask.month("first_month", "首发月份")
    ask.on = last_day(first)
    years_of_service(ask)
    avg_index(ask)
    ask.yuan("account_pension", "个人账户养老金", default="0")
    _transition(ask)
    totals: dict[str, Any] = {}
    for kind, title, key in (("provisional", "预发", "provisional_base"), ("final", "重新核定", "final_base")):
        base = ask.yuan(key, f"{title}计发基数") if kind == "provisional" or ask.has(key) else ask.parameter("calc_base", key)
        inner = Ask(ask.calculation, ask.source, ask.place, ask.inputs, ask.places, ask.on, dict(ask.values), dict(ask.origins))
        inner.give("calc_base", base, f"{title}计发基数", "Yuan", ask.origins[key].source)
        want = ("basic_pension", "transitional_pension")
        _local_parameters(inner, inner.local_rules(PENSION), want)
        made = inner.run(PENSION, *want)
        ask.rules_used += inner.rules_used
        ask.steps.update({f"{kind}_{step.name}": step for step in inner.steps.values()})
        for name, part in (("basic", "基础养老金"), ("transitional", "过渡性养老金")):
            source, sure = inner.steps[f"{name}_pension"].source, inner.steps[f"{name}_pension"].confidence
            ask.record(f"{kind}_{name}", made[f"{name}_pension"], f"{title}{part}", "Yuan", (key,), source, sure)
        parts = (f"{kind}_basic", f"{kind}_transitional", "account_pension")
        totals[kind] = total([ask.values[name] for name in parts])
        ask.record(f"{kind}_total", totals[kind], f"{title}合计", "Yuan", parts, expression="各项之和")
    if ask.has("paid_months_before_recalc"):
        ask.number("paid_months_before_recalc", "重新核定前已发月数", "Months", 0, 600, 0)
    else:
        new = ask.month("recalculated_month", "重新核定后首发月份")
        if new < first:
            ask.refuse("recalculated_month", "重新核定后首发月份早于首发月份", "请核对月份。")
        ask.record(
            "paid_months_before_recalc", number(months_between(first, new)), "重新核定前已发月数", "Months",
            ("first_month", "recalculated_month"),
        )  # fmt: skip
    ask.run(AWARD, "monthly_difference", "back_pay")


def average_contribution_index(ask: Ask) -> None:
    """平均缴费工资指数。国发〔2005〕38号."""
    entries = ask.items("years", "逐年缴费")
    yearly, weighted, months = [], number(0), number(0)
    for place, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or "base_sum" not in entry:
            ask.refuse(
                "years", f"第 {place} 年应有 base_sum", "参考工资可写 reference_wage_annual，不写则按 year 和 place 取参数；可另写 months。"
            )
        label = str(entry.get("year", f"第 {place} 年"))
        base = ask.item("years", f"{label} 年缴费基数合计", entry["base_sum"])
        reference = _reference_of_year(ask, label, entry)
        paid = ask.item("years", f"{label} 年缴费月数", entry.get("months", 12), 0, 12)
        if paid == 0:
            continue
        # The year's bases over twelve-hundredths of the year's wage are the sum of the months' own indices.
        of_months = base.fraction * 12 / reference.fraction
        yearly.append(number(of_months / paid.fraction).round(4))
        if yearly[-1].round(2) > 3:
            ask.refuse("years", f"{label} 年缴费指数 {yearly[-1].text()} 超过 3", "缴费基数不超过参考工资的 300%，请核对基数和月数。")
        weighted, months = weighted + number(of_months), months + paid
    ask.record("yearly_index", tuple(yearly), "逐年缴费指数", "Table", expression="当年缴费基数之和 ÷（参考月工资 × 缴费月数）")
    ask.record("index_months", weighted, "各月指数之和", "Index", ("yearly_index",))
    if ask.has("actual_months") or not entries:
        ask.number("actual_months", "实际缴费月数", "Months", 1, 960, 0)
    else:
        ask.record("actual_months", number(months.fraction), "实际缴费月数", "Months", ("yearly_index",))
    ask.run(INDEX, "actual_avg_index")
    _deemed_index(ask)


def _reference_of_year(ask: Ask, label: str, entry: dict[str, Any]) -> Q:
    """A year's wage: named by the case, or twelve months of the wage of the place where the person then paid."""
    if "reference_wage_annual" in entry:
        return ask.item("years", f"{label} 年参考工资（年）", entry["reference_wage_annual"], "0.01")
    if not label.isdigit():
        ask.refuse("years", "没有参考工资，也没有年份", "请填写 reference_wage_annual 或 year。")
    where = ask.places.place_id(str(entry.get("place", ask.place)))
    row = ask.places.value("reference_wage", where, date(int(label), 12, 31))
    name, source = ask.places.places[row.place].name, f"{row.document}（{ask.places.places[row.place].name}）"
    wage = number(str(row.value))
    ask.record(f"reference_wage_{label}", wage, f"{label} 年参考工资（{name}，月）", "Yuan", (), source, row.confidence, note=row.note)
    return wage * 12


def staged_release(ask: Ask) -> None:
    """新老办法分步兑现。各省新老办法过渡安排."""
    if ask.has("month"):
        ask.on = last_day(ask.month("month", "退休年月"))
    ask.yuan("new_method", "新办法金额")
    ask.yuan("old_method", "老办法金额")
    ask.parameter("staged_release_ratio", "release_ratio")
    ask.run(AWARD, "payable")


def employee_pension_open_question(ask: Ask) -> None:
    """尚有疑问的核定表（两种算法并列）。粤府〔2006〕96号；国发〔2005〕38号 第六条."""
    base = ask.yuan("calc_base", "计发基数")
    mean = avg_index(ask)
    years = ask.years("total_years", "缴费年限")
    ask.yuan("account_balance", "个人账户储存额")
    divisor(ask)
    ask.run(PENSION, "account_pension")
    ask.record("computed_account", ask.values["account_pension"], "个人账户养老金", "Yuan", ("account_pension",))
    plain = fen((base + base * mean) / 2 * years * percent("1"))
    threshold = ask.inputs.get("low_index_threshold", "0.6")
    factor = number(min((mean.fraction / number(threshold).fraction), number(1).fraction)).round(4)
    lowered = fen((base * factor + base * mean) / 2 * years * percent("1"))
    inputs = ("calc_base", "avg_index", "total_years")
    ask.record("computed_basic_plain", plain, "基础养老金（一般公式）", "Yuan", inputs, confidence="medium")
    ask.record("computed_basic_with_low_index_factor", lowered, "基础养老金（含低指数系数）", "Yuan", inputs, confidence="low")
    ask.open["printed_basic"] = lowered
    ask.open["printed_account"] = ask.values["account_pension"]


def retirement_month(ask: Ask) -> None:
    """The month of retirement, if the case names one; it is the day of every parameter."""
    for name in ("month", "retire_month", "retirement_month"):
        if ask.has(name):
            month = ask.month(name, "退休年月", called="retirement_month")
            ask.before_its_law(name, month, 200601, "国发〔2005〕38号")
            ask.on = last_day(month)
            return


def avg_index(ask: Ask) -> Q:
    """The average index: 300 % of the reference wage is the highest base there is, so 3 is its cap."""
    return ask.number("avg_index", "平均缴费指数", "Index", 0, 3)


def years_of_service(ask: Ask) -> None:
    """Total years, given or counted from months, checked against the minimum of the retirement year."""
    if ask.has("total_years"):
        years = ask.years("total_years", "缴费年限（含视同）")
        months = years.fraction * 12
    else:
        paid = ask.number("paid_months", "累计缴费月数（含视同）", "Months", 0, 960, 0)
        months = paid.fraction
        if not ask.has("year_rounding"):
            ask.parameter_content("year_rounding")
        else:
            ask.give("year_rounding", str(ask.raw("year_rounding")), "年限取舍办法", "Text")
        years = ask.run(PENSION, "total_years")["total_years"]
    needed = minimum(ask, ask.on.year).fraction if ask.on else LOWEST_MONTHS
    if months < needed:
        have = number(months).text(2)
        name = "total_years" if ask.has("total_years") else "paid_months"
        ask.refuse(name, f"累计缴费 {have} 个月，未达最低缴费 {needed} 个月", ADVICE)
    if ask.has("deemed_months"):
        ask.number("deemed_months", "视同缴费月数", "Months", 0, 960, 0)
        if "year_rounding" not in ask.values:
            ask.parameter_content("year_rounding")
        deemed = ask.run(PENSION, "deemed_years")["deemed_years"]
    else:
        deemed = ask.years("deemed_years", "视同缴费年限", default="0")
    if deemed > years:
        ask.refuse("deemed_years", f"视同缴费年限 {deemed.text()} 年多于缴费年限 {years.text()} 年", "请核对档案认定的视同年限。")


def divisor(ask: Ask) -> None:
    """The divisor, given or looked up by the age at retirement."""
    if ask.has("divisor"):
        ask.number("divisor", "计发月数", "Divisor", 1, 400)
        return
    if ask.has("birth"):
        birth = ask.month("birth", "出生年月")
        if "retirement_month" not in ask.values:
            ask.refuse("month", "给出了出生年月但没有退休年月", "请补充退休年月。")
        months = age_months(birth, ask.values["retirement_month"])
        ask.record("age_in_months", number(months), "退休时年龄（折合月数）", "Months", ("birth", "retirement_month"))
    else:
        years = ask.count("age_years", "退休时年龄（整岁）", 16, 100)
        months = ask.count("age_months", "退休时年龄（零头月数）", 0, 11, default=0)
        ask.record("age_in_months", number(years * 12 + months), "退休时年龄（折合月数）", "Months", ("age_years", "age_months"))
    divisor_of(ask)


def _transition(ask: Ask) -> None:
    """The transitional part: given, or from its own index (if the province keeps two) and the coefficient."""
    if ask.has("transitional_pension"):
        ask.yuan("transitional_pension", "过渡性养老金（人工核定）")
    elif ask.values["deemed_years"] == 0 and not ask.has("transition_coefficient"):
        ask.give("transition_coefficient", number(0), "过渡系数", "Ratio", "无视同缴费年限")
    else:
        ask.parameter("transition_coefficient")
    if ask.has("transition_index"):
        ask.number("transition_index", "过渡性养老金指数", "Index", 0, 10)
    else:
        ask.record("transition_index", ask.values["avg_index"], "过渡性养老金指数", "Index", ("avg_index",))


def _rounding(ask: Ask) -> None:
    if ask.has("total_rounding"):
        ask.give("total_rounding", str(ask.raw("total_rounding")), "合计取舍办法", "Text")
    elif ask.on is None:
        ask.give("total_rounding", "none", "合计取舍办法", "Text", "各项之和，不再取舍")
    else:
        ask.parameter_content("total_rounding")


def _local_parameters(ask: Ask, chosen: RuleSet, want: Sequence[str]) -> None:
    """Ask for the parameters that rules on the way to `want` read, the place's own ones included."""
    seen: set[str] = set()
    waiting = list(want)
    while waiting:
        name = waiting.pop()
        if name in ask.values or name in seen:
            continue
        seen.add(name)
        if name in chosen.rules:
            waiting += chosen.rules[name].arguments
        elif name in all_keys():
            ask.parameter(name)


def _local_items(ask: Ask, chosen: RuleSet) -> list[str]:
    """Items the place pays on top, which nothing in the pension reads; one whose parameter is not on file is left out."""
    read = {argument for rule in chosen.rules.values() for argument in rule.arguments}
    found = []
    for name in chosen.rules:
        if name in PENSION.rules or name in read:
            continue
        try:
            _local_parameters(ask, chosen, [name])
        except Refused:
            continue
        found.append(name)
    return found


def _day_of_base(ask: Ask) -> None:
    """Without a month, the year whose published base this is; the sheet says that it was inferred."""
    base = ask.values["calc_base"]
    for at in ask.places.line(ask.place):
        for row in ask.places.history("calc_base", at):
            if row.value is not None and number(str(row.value)) == base:
                ask.on = row.effective_to
                note = f"未提供退休年月，按计发基数判断为 {row.effective_to.year} 年"
                ask.record(
                    "base_year",
                    number(row.effective_to.year),
                    "计发基数年度",
                    "Count",
                    ("calc_base",),
                    row.document,
                    row.confidence,
                    note=note,
                )
                return


def _deemed_index(ask: Ask) -> None:
    """Weigh deemed months in, if there are any."""
    if not ask.has("deemed_years", "deemed_months"):
        return
    if ask.has("deemed_months"):
        months = ask.number("deemed_months", "视同缴费月数", "Months", 0, 960, 0)
    else:
        years = ask.years("deemed_years", "视同缴费年限")
        months = ask.record("deemed_months", years * 12, "视同缴费月数", "Months", ("deemed_years",))
    ask.number("deemed_index", "视同缴费指数", "Index", 0, 10, default="1.0")
    every = number((ask.values["actual_months"] + months).fraction)
    ask.record("all_months", every, "缴费月数合计", "Months", ("actual_months", "deemed_months"))
    ask.run(INDEX, "avg_index_including_deemed")


CALCULATIONS = (
    employee_pension,
    pension_recalculation,
    average_contribution_index,
    staged_release,
    employee_pension_open_question,
)
