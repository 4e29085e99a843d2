"""Calculations around an award: disability allowance, corrected awards, birth dates that differ, months paid by mistake."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from shebao.base.months import age_months, last_day, month_range, month_text, parse_month
from shebao.core.exact import Q, number
from shebao.core.policy.ask import Ask
from shebao.core.policy.employee import disability
from shebao.core.policy.employee.calculations import LOWEST_MONTHS, avg_index
from shebao.core.policy.retirement.calculations import divisor_of, legal_age, minimum
from shebao.core.rules import RuleSet

DISABILITY = RuleSet.of(disability)
NEAR_MONTHS = 60
OLD_AGE_MONTHS = 720


def disability_allowance(ask: Ask) -> None:
    """病残津贴。人社部发〔2024〕72号."""
    if ask.has("total_years_cases"):
        found = []
        for place, raw in enumerate(ask.items("total_years_cases", "累计缴费年限"), 1):
            inner = Ask(ask.calculation, ask.source, ask.place, {"total_years": raw}, ask.places)
            inner.years("total_years", f"第 {place} 例累计缴费年限")
            found.append(inner.run(DISABILITY, "allowance_months")["allowance_months"])
            ask.steps.update({f"{step.name}_{place}": step for step in inner.steps.values()})
        ask.record("months", tuple(found), "发放月数", "Table", tuple(ask.steps))
        return
    _month(ask)
    years = ask.years("total_years", "累计缴费年限（含视同）")
    _age(ask)
    needed = _needed_months(ask)
    met = bool(years * 12 >= needed)
    remaining = _months_to_legal_age(ask)
    if remaining <= 0:
        ask.refuse("age", "已达法定退休年龄", "应办理退休，不再申领病残津贴。")
    near = remaining <= NEAR_MONTHS
    ask.record("minimum_met", met, "已达最低缴费年限", "Truth", ("total_years", "needed_months"))
    ask.record("account_part_due", met and near, "计个人账户部分", "Truth", ("minimum_met", "months_to_legal_age"))
    _amount(ask, met and near)
    if not met:
        made = ask.run(DISABILITY, "allowance_months")
        ask.record("months", made["allowance_months"], "发放月数", "Months", ("allowance_months",))
    ask.record("at_legal_age", "not recomputed", "到法定退休年龄时", "Text", ("minimum_met",), expression="到法定退休年龄不再重新计算")
    if met and not near:
        ask.record(
            "at_five_years_before", "recomputed with account part", "距法定退休年龄五年时", "Text", ("months_to_legal_age",),
            expression="距法定退休年龄五年时加上个人账户部分重新计算",
        )  # fmt: skip


def award_correction(ask: Ask) -> None:
    """待遇重新核定的逐月差额（另立新版本，不改旧核定）。社会保险经办条例 第四十六条；国发〔2005〕38号."""
    rows, positive, negative = [], number(0), number(0)
    for place, entry in enumerate(ask.items("months", "逐段已发与应发"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 4:
            ask.refuse("months", f"第 {place} 段应为 [起月, 止月, 已发, 应发]", "例如 [2023-01, 2023-06, 2400.00, 2455.20]。")
        first, last = (parse_month(str(text), "months") for text in entry[:2])
        if last < first:
            ask.refuse("months", f"第 {place} 段止月 {month_text(last)} 早于起月 {month_text(first)}", "请核对月份。")
        paid, due = (ask.item("months", f"第 {place} 段金额", amount) for amount in entry[2:])
        for month in month_range(first, last):
            rows.append((month_text(month), due - paid))
            positive, negative = (positive + (due - paid), negative) if due >= paid else (positive, negative + (paid - due))
    listed = [month for month, _ in rows]
    if len(set(listed)) != len(listed):
        ask.refuse("months", "有重叠的月份", "各段月份不能重叠。")
    ask.record("differences", tuple(rows), "逐月差额（应发 − 已发）", "Table", source=ask.source)
    ask.record("back_pay", positive, "应补发", "Yuan", ("differences",), expression="正差额之和")
    ask.record("overpaid", negative, "多发应追回", "Yuan", ("differences",), expression="负差额之和")


def birth_date_decision(ask: Ask) -> None:
    """出生日期认定（身份证与档案不一致时，以最先记载的档案为准）。劳社部发〔1999〕8号."""
    on_card, on_file = ask.day("id_birth", "身份证出生日期"), ask.day("file_birth", "档案最先记载的出生日期")
    differ = on_card != on_file
    ask.record("differ", differ, "两者不一致", "Truth", ("id_birth", "file_birth"))
    if differ and not ask.raw("evidence", "", "档案材料名称"):
        ask.refuse("evidence", "身份证与档案记载不一致，没有登记档案材料", "请登记最先记载出生日期的材料名称和页码。")
    ask.record("birth_used", on_file, "认定的出生日期", "Day", ("id_birth", "file_birth"), expression="不一致时以最先记载的档案为准")


def contributions_after_legal_age(ask: Ask) -> None:
    """法定退休年龄后误缴的处理。社会保险法 第十六条；人社部发〔2024〕94号."""
    legal = ask.month("legal_retirement_month", "法定退休年月")
    agreed = ask.flag("late_retirement_agreed", "已约定弹性延迟退休", default=False)
    own, unit, count = number(0), number(0), 0
    for place, entry in enumerate(ask.items("months", "逐月缴费"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 3:
            ask.refuse("months", f"第 {place} 项应为 [月份, 个人, 单位]", "例如 [2025-03, 400.00, 800.00]。")
        if parse_month(str(entry[0]), "months") > legal:
            count += 1
            own = own + ask.item("months", f"第 {place} 项个人缴费", entry[1])
            unit = unit + ask.item("months", f"第 {place} 项单位缴费", entry[2])
    zero = number(0)
    ask.record("months_after", number(count), "法定退休年月之后的缴费月数", "Months", ("legal_retirement_month",))
    inputs = ("months_after", "late_retirement_agreed")
    ask.record("refund_own", zero if agreed else own, "退还个人缴费", "Yuan", inputs, expression="约定延迟退休的不退，其余全退")
    ask.record("refund_unit", zero if agreed else unit, "退还单位缴费", "Yuan", inputs, expression="约定延迟退休的不退，其余全退")
    ask.record("counted", agreed, "计入缴费年限", "Truth", inputs)


def _month(ask: Ask) -> None:
    if ask.has("month"):
        ask.on = last_day(ask.month("month", "申领年月", called="application_month"))
        if ask.on < date(2025, 1, 1):
            ask.refuse("month", "病残津贴自 2025 年 1 月起施行", "此前按病退、退职的规定办理。")


def _age(ask: Ask) -> None:
    """Age in months, from "57y0m" or from the birth month."""
    if ask.has("birth") and "application_month" in ask.values:
        birth = ask.month("birth", "出生年月", called="birth_month")
        months = age_months(birth, ask.values["application_month"])
        ask.record("age_in_months", number(months), "申领时年龄（折合月数）", "Months", ("birth_month", "application_month"))
        return
    months = _read_age(ask, "age", "申领时年龄")
    ask.give("age_in_months", number(months), "申领时年龄（折合月数）", "Months")


def _read_age(ask: Ask, name: str, title: str) -> int:
    raw = str(ask.raw(name, title=title))
    match = re.fullmatch(r"(\d{2})(?:y(\d{1,2})m)?", raw)
    if match is None or int(match[2] or 0) > 11:
        ask.refuse(name, f"“{title}”填写为“{raw}”", "请按“57y3m”（57 岁零 3 个月）填写。")
    return int(match[1]) * 12 + int(match[2] or 0)


def _needed_months(ask: Ask) -> Q:
    if ask.has("min_months"):
        ask.number("min_months", "最低缴费月数", "Months", 0, 480, 0, called="needed_months")
    elif ask.on:
        ask.record("needed_months", minimum(ask, ask.on.year), "最低缴费月数", "Months", ("minimum_months",))
    else:
        ask.give("needed_months", number(LOWEST_MONTHS), "最低缴费月数", "Months", "社会保险法 第十六条（2029年前）")
    needed: Q = ask.values["needed_months"]
    return needed


def _months_to_legal_age(ask: Ask) -> int:
    """How far the legal age is; by category and birth if they are given, else by the age named or sixty."""
    age = int(ask.values["age_in_months"])
    if ask.has("category") and ask.has("birth"):
        legal_age(ask)
        legal: Any = int(ask.values["legal_age_in_months"])
    elif ask.has("legal_age"):
        legal = _read_age(ask, "legal_age", "法定退休年龄")
        ask.give("legal_age_in_months", number(legal), "法定退休年龄（折合月数）", "Months")
    elif ask.has("years_to_legal_age"):
        years = ask.years("years_to_legal_age", "距法定退休年龄年数")
        legal = age + int((years * 12).round_up(0))
    else:
        legal = OLD_AGE_MONTHS
        note = "未提供退休类别和出生年月，按 60 周岁判断"
        ask.give("legal_age_in_months", number(legal), "法定退休年龄（折合月数）", "Months", "国发〔1978〕104号", note)
    ask.record("months_to_legal_age", number(legal - age), "距法定退休年龄月数", "Months", ("age_in_months",))
    return int(legal - age)


def _amount(ask: Ask, with_account: bool) -> None:
    ask.parameter("calc_base")
    avg_index(ask)
    ask.years("deemed_years", "视同缴费年限", default="0")
    if ask.values["deemed_years"] == 0 and not ask.has("coef"):
        ask.give("coef", number(0), "过渡系数", "Ratio", "无视同缴费年限")
    else:
        ask.parameter("transition_coefficient", "coef")
    if with_account:
        ask.yuan("account_balance", "个人账户储存额")
        if ask.has("divisor"):
            ask.number("divisor", "计发月数", "Divisor", 1, 400)
        else:
            divisor_of(ask)
    else:
        if ask.has("account_balance"):
            ask.yuan("account_balance", "个人账户储存额")
        ask.give("account", number(0), "病残津贴的个人账户部分", "Yuan", "人社部发〔2024〕72号：本情形不计")
    ask.run(DISABILITY, "basic", "account", "transitional", "allowance")


CALCULATIONS = (disability_allowance, award_correction, birth_date_decision, contributions_after_legal_age)
