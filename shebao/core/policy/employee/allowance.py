"""The calculation of the disability allowance (病残津贴): which parts are due, and for how long where the minimum is not met."""

from __future__ import annotations

from typing import Any

from shebao.base.months import add_months, age_months, last_day
from shebao.core.arithmetic.exact import Q, number
from shebao.core.policy.ask import LIMIT_YUAN, Ask
from shebao.core.policy.employee import disability
from shebao.core.policy.employee.calculations import local_parameters
from shebao.core.policy.employee.day import parameter
from shebao.core.policy.employee.service import average_index, needed_months
from shebao.core.policy.retirement.calculations import CATEGORIES, divisor_of, in_force, legal_age, read_age
from shebao.core.rules import RuleSet

DISABILITY = RuleSet.of(disability)
NEAR_MONTHS = 60
FIRST_MONTH = 202501


def disability_allowance(ask: Ask) -> None:
    """病残津贴。人社部发〔2024〕72号."""
    if ask.has("total_years_cases"):
        months = []
        for place, raw in enumerate(ask.items("total_years_cases", "累计缴费年限"), 1):
            inner = Ask(ask.calculation, ask.source, ask.place, {"total_years": raw}, ask.places)
            inner.years("total_years", f"第 {place} 例累计缴费年限")
            months.append(inner.run(DISABILITY, "allowance_months")["allowance_months"])
            ask.adopt(inner, f"{{}}_{place}", f"第 {place} 例")
        ask.record("months", tuple(months), "发放月数", "Table", tuple(ask.steps))
        return
    _scheme(ask)
    _month(ask)
    years = ask.years("total_years", "累计缴费年限（含视同）")
    if not ask.has("age", "birth", "calc_base") and years * 12 < needed_months(ask):
        _months_payable(ask)
        return
    _age(ask)
    needed = _needed_months(ask)
    met = bool(years * 12 >= needed)
    remaining = _months_to_legal_age(ask)
    if remaining <= 0:
        ask.refuse("age", "已达法定退休年龄", "应办理退休，不再申领病残津贴。")
    near = remaining <= NEAR_MONTHS
    ask.record("minimum_met", met, "已达最低缴费年限", "Truth", ("total_years", "needed_months"))
    ask.record(
        "account_part_due", met and near, "按基本养老金计发办法（计个人账户和过渡部分）", "Truth", ("minimum_met", "months_to_legal_age")
    )
    _amount(ask, met and near)
    if not met:
        _months_payable(ask)
    ask.record("at_legal_age", "not recomputed", "到法定退休年龄时", "Text", ("minimum_met",), expression="到法定退休年龄不再重新计算")
    if met and not near:
        ask.record(
            "at_five_years_before", "recomputed with account part", "距法定退休年龄五年时", "Text", ("months_to_legal_age",),
            expression="距法定退休年龄五年时按基本养老金计发办法重新核算",
        )  # fmt: skip


def _months_payable(ask: Ask) -> None:
    """How many months are paid to someone below the minimum."""
    months = ask.run(DISABILITY, "allowance_months")["allowance_months"]
    ask.record("months", months, "发放月数", "Months", ("allowance_months",))


def _scheme(ask: Ask) -> None:
    """The notice is about enterprises' employees alone; no document is on file for public institutions."""
    if ask.has("scheme") and ask.choice("scheme", "参保险种", ("employee", "public_institution")) == "public_institution":
        ask.refuse("scheme", "病残津贴办法只适用于企业职工基本养老保险", "机关事业单位人员按其规定办理，相应文件未取得。")


def _month(ask: Ask) -> None:
    if ask.has("month"):
        month = ask.month("month", "申领年月", called="application_month")
        ask.before_its_law("month", month, FIRST_MONTH, "病残津贴办法（人社部发〔2024〕72号）")
        ask.on = last_day(month)


def _age(ask: Ask) -> None:
    """Age in months, from the birth month or from "57y0m"; the birth month too, where the month of applying is known."""
    applied = ask.values.get("application_month")
    if ask.has("birth") and applied is not None:
        birth = ask.month("birth", "出生年月", called="birth_month")
        months = age_months(birth, applied)
        ask.record("age_in_months", number(months), "申领时年龄（折合月数）", "Months", ("birth_month", "application_month"))
        return
    months = read_age(ask, "age", "申领时年龄")
    ask.give("age_in_months", number(months), "申领时年龄（折合月数）", "Months")
    if applied is not None:
        born = add_months(applied, -months)
        ask.record("birth_month", born, "出生年月", "Month", ("application_month", "age_in_months"), expression="申领年月 减 年龄")


def _needed_months(ask: Ask) -> Q:
    if ask.has("min_months"):
        ask.count("min_months", "最低缴费月数", hi=480, unit="Months")
        result, read = ask.values["min_months"], ("min_months",)
    else:
        result, read = needed_months(ask), ("minimum_months" if ask.on else "minimum_base",)
    needed: Q = ask.record("needed_months", result, "最低缴费月数", "Months", read)
    return needed


def _months_to_legal_age(ask: Ask) -> int:
    """How far the legal age is: by category and birth, as the case states it, or by the category's age before any delay."""
    age = int(ask.values["age_in_months"])
    if "birth_month" in ask.values and (ask.has("category") or not ask.has("legal_age", "years_to_legal_age")):
        if not ask.has("category"):
            ask.give("category", CATEGORIES[0], "退休类别", "Text", note="未提供退休类别，按男职工判断")
        legal_age(ask)
        legal: Any = int(ask.values["legal_age_in_months"])
    elif ask.has("legal_age"):
        legal = read_age(ask, "legal_age", "法定退休年龄")
        ask.give("legal_age_in_months", number(legal), "法定退休年龄（折合月数）", "Months")
    elif ask.has("years_to_legal_age"):
        years = ask.years("years_to_legal_age", "距法定退休年龄年数")
        legal = age + int((years * 12).round_up(0))
    else:
        legal = _age_before_delay(ask, age)
    read = "legal_age_in_months" if "legal_age_in_months" in ask.values else "years_to_legal_age"
    ask.record("months_to_legal_age", number(legal - age), "距法定退休年龄月数", "Months", (read, "age_in_months"))
    return int(legal - age)


def _age_before_delay(ask: Ask, age: int) -> int:
    """The legal age before any delay, for someone whose birth is unknown; past it, only the birth can tell whether it is reached."""
    category = ask.choice("category", "退休类别", CATEGORIES, default=CATEGORIES[0])
    ages = ask.parameter_content("old_retirement_age", on=in_force(ask, "old_retirement_age"))
    legal = int(ages[category]) * 12
    most = int(ask.parameter_content("delay_cap", on=in_force(ask, "delay_cap"))[category])
    if legal <= age < legal + most:
        problem = f"年满 {ages[category]} 周岁，不知道出生年月，无法判断是否已达延迟后的法定退休年龄"
        ask.refuse("age", problem, "请补充退休类别、出生年月和申领年月，或填写 legal_age。")
    note = f"未提供出生年月，按 {ages[category]} 周岁判断"
    ask.give("legal_age_in_months", number(legal), "法定退休年龄（折合月数）", "Months", "国发〔1978〕104号", note)
    return legal


def _amount(ask: Ask, full: bool) -> None:
    """The allowance: by the whole pension's method, or by that of the basic pension alone."""
    parameter(ask, "calc_base")
    average_index(ask)
    deemed = ask.years("deemed_years", "视同缴费年限", default="0")
    if deemed > ask.values["total_years"]:
        ask.refuse("deemed_years", f"视同缴费年限 {deemed.text()} 年多于累计缴费年限", "请核对档案认定的视同年限。")
    if full:
        _transitional(ask, deemed)
        _account(ask)
    else:
        _parts_not_due(ask)
    parts = ("basic", "account", "transitional", "allowance")
    local_parameters(ask, ask.local_rules(DISABILITY), parts)
    ask.run(DISABILITY, *parts)


def _transitional(ask: Ask, deemed: Q) -> None:
    if ask.has("transitional"):
        ask.yuan("transitional", "病残津贴的过渡部分（人工核定）")
    elif deemed == 0 and not ask.has("coef", "transition_coefficient"):
        ask.give("coef", number(0), "过渡系数", "Ratio", "无视同缴费年限")
    elif not ask.has("coef") and ask.has("transition_coefficient"):
        ask.ratio("transition_coefficient", "过渡系数", called="coef")
    else:
        parameter(ask, "transition_coefficient", "coef")


def _account(ask: Ask) -> None:
    ask.yuan("account_balance", "个人账户储存额")
    if ask.has("divisor"):
        ask.number("divisor", "计发月数", "Divisor", 1, 400)
    else:
        divisor_of(ask)


def _parts_not_due(ask: Ask) -> None:
    """Five years or more before the legal age, or short of the minimum, only the basic pension's method is due: no other part."""
    for name, title, unit, highest in (
        ("account_balance", "个人账户储存额", "Yuan", LIMIT_YUAN),
        ("divisor", "计发月数", "Divisor", 400),
        ("transitional", "病残津贴的过渡部分（人工核定）", "Yuan", LIMIT_YUAN),
        ("coef", "过渡系数", "Ratio", 1),
        ("transition_coefficient", "过渡系数", "Ratio", 1),
    ):
        if ask.has(name):
            ask.number(name, title, unit, 0, highest)
    why = "人社部发〔2024〕72号 第四条：按基础养老金计发办法，本情形不计"
    ask.give("account", number(0), "病残津贴的个人账户部分", "Yuan", why)
    ask.give("transitional", number(0), "病残津贴的过渡部分", "Yuan", why)


CALCULATIONS = (disability_allowance,)
