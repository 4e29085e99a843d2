"""Calculations of an employee's pension award for one person: the monthly amount with every part, and what is unsettled about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from shebao.base.finding import Refused
from shebao.base.months import age_months, last_day
from shebao.core.arithmetic.exact import Q, number
from shebao.core.arithmetic.formula import fen, percent
from shebao.core.policy.ask import Ask
from shebao.core.policy.employee import by_parts, pension
from shebao.core.policy.employee.day import METHOD, day_of, parameter, retirement_month
from shebao.core.policy.employee.service import average_index, years_as_counted, years_of_service
from shebao.core.policy.keys import all_keys, key_of
from shebao.core.policy.locale import unsettled_at
from shebao.core.policy.retirement.calculations import divisor_of, read_age
from shebao.core.rules import RuleSet

PENSION = RuleSet.of(pension)
BY_PARTS = PENSION.replaced(by_parts)
PARTS = ("indexed_wage", "basic_pension", "account_pension", "transitional_pension", "total")
YOUNGEST = 16
ROUNDING_WORDS = {"ceil to 0.1 yuan": "up_jiao", "见分进角": "up_jiao"}
"""A rounding in the words of an award sheet (见分进角), and its name among the formulas."""


def employee_pension(ask: Ask) -> None:
    """企业职工基本养老金核定。社会保险法 第十五条、第十六条；国发〔2005〕38号 第六条."""
    retirement_month(ask)
    _base(ask)
    years_of_service(ask)
    _local_base(ask)
    average_index(ask)
    ask.yuan("account_balance", "个人账户储存额")
    divisor(ask)
    transition(ask)
    _rounding(ask)
    if ask.has("full_years"):
        ask.years("full_years", "满年数")
    rules = _method(ask)
    chosen = ask.local_rules(rules)
    local_parameters(ask, chosen, PARTS)
    claimed = ask.flag("one_child", "持独生子女父母光荣证") if ask.has("one_child") else None
    if claimed is False and "one_child_supplement" in chosen.rules:
        ask.give("one_child_supplement", number(0), "独生子女父母退休加发", "Yuan", "未持独生子女父母光荣证，不加发")
    ask.run(rules, *PARTS, *_local_items(ask, chosen, needed=claimed is True))
    _adjustment_item(ask)
    _other_items(ask)


def employee_pension_open_question(ask: Ask) -> None:
    """尚有疑问的核定表（两种算法并列）。粤府〔2006〕96号；国发〔2005〕38号 第六条."""
    retirement_month(ask)
    base = parameter(ask, "calc_base")
    mean = average_index(ask)
    years = ask.years("total_years", "缴费年限")
    ask.yuan("account_balance", "个人账户储存额")
    divisor(ask)
    ask.run(PENSION, "account_pension")
    account = ask.record("computed_account", ask.values["account_pension"], "个人账户养老金", "Yuan", ("account_pension",))
    plain = fen((base + base * mean) / 2 * years * percent("1"))
    factor = number(min(mean.fraction / _unsettled_threshold(ask).fraction, number(1).fraction)).round(4)
    lowered = fen((base * factor + base * mean) / 2 * years * percent("1"))
    whole = number((years * 12).round(0).fraction / 12)
    by_month = fen((base * factor + base * mean) / 2 * whole * percent("1"))
    inputs = ("calc_base", "avg_index", "total_years")
    ask.record("computed_basic_plain", plain, "基础养老金（一般公式）", "Yuan", inputs, confidence="medium")
    ask.record(
        "computed_basic_with_low_index_factor", lowered, "基础养老金（含低指数系数）", "Yuan", (*inputs, "low_index_threshold"),
        confidence="low",
    )  # fmt: skip
    ask.record(
        "computed_basic_by_month", by_month, "基础养老金（含低指数系数，年限还原到整月）", "Yuan", (*inputs, "low_index_threshold"),
        confidence="low",
    )  # fmt: skip
    ask.open["printed_basic"] = {"一般公式": plain, "含低指数系数": lowered, "含低指数系数，年限还原到整月": by_month}
    ask.open["printed_account"] = {"个人账户养老金": account}


def _base(ask: Ask) -> None:
    """The base of the retirement year; asked for as provisional, last year's, because the year's is not published yet."""
    if not ask.has("provisional") or not ask.flag("provisional", "当年计发基数未公布，先行预发"):
        ask.parameter("calc_base")
        if ask.on is None:
            _day_of_base(ask)
        return
    day = ask.parameter_day("calc_base")
    if ask.places.find("calc_base", ask.place, day) is not None:
        ask.refuse("provisional", f"{day.year} 年计发基数已经公布", "请按已公布的基数核定，不再预发。")
    ask.parameter("calc_base", on=date(day.year - 1, 12, 31))
    note = "当年计发基数未公布，按上年预发；公布后重新核定并补发差额"
    ask.record("base_year", number(day.year - 1), "计发基数年度", "Count", ("calc_base", "provisional"), note=note)


def _unsettled_threshold(ask: Ask) -> Q:
    """The index below which the base is lowered: named by the case, else the province's."""
    key = "low_index_threshold"
    if ask.has(key):
        return ask.parameter(key)
    row = ask.places.value(key, unsettled_at(ask.calculation)[0], ask.on or last_day(METHOD + 11))
    match: Q = ask.record(key, number(str(row.value)), key_of(key).title, "Index", (), row.document, row.confidence, note=row.note)
    return match


def divisor(ask: Ask, month: str = "retirement_month") -> None:
    """The divisor, given or looked up by the age at retirement; `month` is the name of the month of retirement."""
    if ask.has("divisor"):
        ask.number("divisor", "计发月数", "Divisor", 1, 400)
        return
    if ask.has("birth"):
        birth = ask.month("birth", "出生年月")
        if month not in ask.values:
            ask.refuse("month", "给出了出生年月但没有退休年月", "请补充退休年月。")
        months = age_months(birth, ask.values[month])
        if months < YOUNGEST * 12:
            ask.refuse("birth", f"退休时不满 {YOUNGEST} 周岁", "请核对出生年月和退休年月。")
        if ask.has("age") and read_age(ask, "age", "退休时年龄") != months:
            ask.refuse("age", "退休时年龄与出生年月、退休年月推算的不一致", "请核对三者，只留出生年月也可以。")
        ask.record("age_in_months", number(months), "退休时年龄（折合月数）", "Months", ("birth", month))
    elif ask.has("age"):
        ask.give("age_in_months", number(read_age(ask, "age", "退休时年龄")), "退休时年龄（折合月数）", "Months")
    else:
        years = ask.count("age_years", "退休时年龄（整岁）", YOUNGEST, 100)
        months = ask.count("age_months", "退休时年龄（零头月数）", 0, 11, default=0)
        ask.record("age_in_months", number(years * 12 + months), "退休时年龄（折合月数）", "Months", ("age_years", "age_months"))
    divisor_of(ask)


def transition(ask: Ask) -> None:
    """The transitional part: given, or from its own index (if the province keeps two) and the coefficient."""
    if ask.has("transitional_pension"):
        ask.yuan("transitional_pension", "过渡性养老金（人工核定）")
    elif ask.values["deemed_years"] == 0 and not ask.has("transition_coefficient", "years_before_accounts"):
        ask.give("transition_coefficient", number(0), "过渡系数", "Ratio", "无视同缴费年限")
    else:
        parameter(ask, "transition_coefficient")
    if ask.has("transition_wage"):
        ask.number("transition_wage", "过渡性养老金计发工资", "Yuan")
    if ask.has("transition_index"):
        ask.number("transition_index", "过渡性养老金指数", "Index", 0, 10)
    else:
        ask.record("transition_index", ask.values["avg_index"], "过渡性养老金指数", "Index", ("avg_index",))


def _local_base(ask: Ask) -> None:
    """The base of the person's own indexed wage, where the place (or the sheet) keeps a second one."""
    day = day_of(ask, "local_calc_base")
    if ask.has("local_calc_base") or (day and ask.places.find("local_calc_base", ask.place, day)):
        ask.parameter("local_calc_base", on=day)


def _method(ask: Ask) -> RuleSet:
    """The nation's rules, or those by parts where the place (or the sheet) has another base, rounding or years for a part."""
    day = day_of(ask, "component_rounding")
    options = ("component_rounding", "transition_wage_rounding")
    local = [name for name in options if ask.has(name) or (day and ask.places.find(name, ask.place, day))]
    if not local and not ask.has("years_before_accounts") and "local_calc_base" not in ask.values:
        return PENSION
    if "local_calc_base" not in ask.values:
        ask.record("local_calc_base", ask.values["calc_base"], "本人指数化工资的计发基数", "Yuan", ("calc_base",))
    for name, title, otherwise in (
        ("component_rounding", "各项取舍办法", "none"),
        ("transition_wage_rounding", "过渡性养老金计发工资取舍办法", "half_up_2"),
    ):
        if name in local and not ask.has(name):
            ask.parameter_content(name, on=day)
        else:
            text = str(ask.raw(name, otherwise))
            ask.give(name, ROUNDING_WORDS.get(text, text), title, "Text", "输入" if ask.has(name) else "没有地方规定，按一般办法")
    if ask.has("years_before_accounts"):
        ask.years("years_before_accounts", "建立个人账户以前的缴费年限（含视同）")
        years = years_as_counted(ask, "years_before_accounts", "建立个人账户以前的缴费年限")
        if years > ask.values["total_years"]:
            ask.refuse("years_before_accounts", f"建账前年限 {years.text()} 年多于缴费年限", "请核对。")
        ask.record("transition_years", years, "计发过渡性养老金的年限", "Years", ("years_before_accounts",))
    else:
        ask.record("transition_years", ask.values["deemed_years"], "计发过渡性养老金的年限", "Years", ("deemed_years",))
    return BY_PARTS


def _other_items(ask: Ask) -> None:
    """Other parts of a total (local subsidies, additions by hand), each named, added up beside the pension."""
    if not ask.has("other_items"):
        return
    rows: list[tuple[str, Q]] = []
    for place, entry in enumerate(ask.items("other_items", "其他待遇项目"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            ask.refuse("other_items", f"第 {place} 项应为 [名称, 金额]", "例如 [地方补贴, 30.00]。")
        rows.append((str(entry[0]), ask.item("other_items", f"第 {place} 项金额", entry[1])))
    whole = "grand_total" if "grand_total" in ask.values else "total"
    ask.record("other_items", tuple(rows), "其他待遇项目", "Table")
    payable = sum((amount for _, amount in rows), ask.values[whole])
    ask.record("total_payable", payable, "合计（含其他待遇项目）", "Yuan", (whole, "other_items"), confidence="medium")


def _rounding(ask: Ask) -> None:
    if ask.has("total_rounding"):
        text = str(ask.raw("total_rounding"))
        ask.give("total_rounding", ROUNDING_WORDS.get(text, text), "合计取舍办法", "Text")
    elif ask.on is None:
        ask.give("total_rounding", "none", "合计取舍办法", "Text", "各项之和，不再取舍")
    else:
        ask.parameter_content("total_rounding")


def local_parameters(ask: Ask, chosen: RuleSet, want: Sequence[str]) -> None:
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
            parameter(ask, name)


def _local_items(ask: Ask, chosen: RuleSet, *, needed: bool) -> list[str]:
    """Items the place pays on top, which nothing in the pension reads; one without its parameter is left out, unless it is needed."""
    read = {argument for rule in chosen.rules.values() for argument in rule.arguments}
    items = []
    for name in chosen.rules:
        if name in PENSION.rules or name in read:
            continue
        try:
            local_parameters(ask, chosen, [name])
        except Refused:
            if needed:
                raise
            continue
        items.append(name)
    return items


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


def _adjustment_item(ask: Ask) -> None:
    """What a place adds from so many deemed years on: entered by hand, else the total says that it is not in it."""
    key = "adjustment_item_from_years"
    day = day_of(ask, key)
    if day is None or ask.places.find(key, ask.place, day) is None or ask.values["deemed_years"] < ask.parameter(key, on=day):
        return
    if ask.has("adjustment_item"):
        ask.yuan("adjustment_item", "调节金（人工核定）")
        both = ("total", "adjustment_item")
        ask.record(
            "grand_total", ask.values["total"] + ask.values["adjustment_item"], "合计（含调节金）", "Yuan", both, confidence="medium"
        )
        return
    note = f"视同缴费年限满 {ask.values[key].text()} 年另有调节金，标准未取得，合计不含；须人工核定后填写 adjustment_item"
    ask.steps["total"] = replace(ask.steps["total"], confidence="unverified", note=note)


CALCULATIONS = (employee_pension, employee_pension_open_question)
