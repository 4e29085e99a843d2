"""Calculations that follow an award: recalculation on the year's own base, arrears that arrive later, release in stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from shebao.base.months import add_months, last_day, month_text, months_between
from shebao.core.arithmetic.exact import number
from shebao.core.arithmetic.formula import total
from shebao.core.policy.ask import Ask
from shebao.core.policy.employee import award
from shebao.core.policy.employee.calculations import (
    PENSION,
    divisor,
    employee_pension,
    local_parameters,
    transition,
)
from shebao.core.policy.employee.service import average_index, years_of_service
from shebao.core.rules import RuleSet

AWARD = RuleSet.of(award)


def pension_recalculation(ask: Ask) -> None:
    """预发养老金重新核定。国发〔2005〕38号；各省计发基数公布通知."""
    first = ask.month("first_month", "首发月份")
    ask.on = last_day(first)
    years_of_service(ask)
    average_index(ask)
    _account(ask)
    transition(ask)
    totals: dict[str, Any] = {}
    bases = (("provisional", "预发", "provisional_base", date(ask.on.year - 1, 12, 31)), ("final", "重新核定", "final_base", ask.on))
    for kind, title, key, day in bases:
        base = ask.yuan(key, f"{title}计发基数") if ask.has(key) else ask.parameter("calc_base", key, day)
        inner = Ask(ask.calculation, ask.source, ask.place, ask.inputs, ask.places, ask.on, dict(ask.values), dict(ask.origins))
        # The base keeps its document, its note and its certainty: a sheet on an unverified base says so to the last line.
        inner.values["calc_base"], inner.origins["calc_base"] = base, replace(ask.origins[key], title="计发基数")
        want = ("basic_pension", "transitional_pension")
        local_parameters(inner, inner.local_rules(PENSION), want)
        made = inner.run(PENSION, *want)
        ask.adopt(inner, f"{kind}_{{}}", title)
        for name, part in (("basic", "基础养老金"), ("transitional", "过渡性养老金")):
            source, sure = inner.steps[f"{name}_pension"].source, inner.steps[f"{name}_pension"].confidence
            ask.record(f"{kind}_{name}", made[f"{name}_pension"], f"{title}{part}", "Yuan", (f"{kind}_{name}_pension",), source, sure)
        parts = (f"{kind}_basic", f"{kind}_transitional", "account_pension")
        totals[kind] = total([ask.values[name] for name in parts])
        ask.record(f"{kind}_total", totals[kind], f"{title}合计", "Yuan", parts, expression="各项之和")
    if ask.has("paid_months_before_recalc"):
        ask.number("paid_months_before_recalc", "重新核定前已发月数", "Months", 0, 600, 0)
    elif not ask.has("recalculated_month"):
        # Nobody knows yet when the new amount will first be paid: the difference of a month is known, the sum of them is not.
        ask.run(AWARD, "monthly_difference")
        return
    else:
        new = ask.month("recalculated_month", "重新核定后首发月份")
        if new < first:
            ask.refuse("recalculated_month", "重新核定后首发月份早于首发月份", "请核对月份。")
        ask.record(
            "paid_months_before_recalc", number(months_between(first, new)), "重新核定前已发月数", "Months",
            ("first_month", "recalculated_month"),
        )  # fmt: skip
    ask.run(AWARD, "monthly_difference", "back_pay")


def staged_release(ask: Ask) -> None:
    """新老办法分步兑现。各省新老办法过渡安排."""
    if ask.has("month"):
        ask.on = last_day(ask.month("month", "退休年月"))
    ask.yuan("new_method", "新办法金额")
    ask.yuan("old_method", "老办法金额")
    ask.parameter("staged_release_ratio", "release_ratio")
    ask.run(AWARD, "payable")


def pension_after_arrears(ask: Ask) -> None:
    """单位欠费到账后重新核定（先按已缴月数核定，到账次月起按补足后的月数）。社会保险法 第十六条、第八十六条；国发〔2005〕38号."""
    legal = ask.month("retire_month", "退休年月")
    received = ask.month("received_month", "欠费到账年月")
    if received < legal:
        ask.refuse(
            "received_month", f"到账年月 {month_text(received)} 早于退休年月 {month_text(legal)}", "退休前到账的，直接按到账后的月数核定。"
        )
    paid = ask.count("paid_months", "核定时已缴月数（含视同）", unit="Months")
    owed = ask.count("arrears_months", "欠费月数", 1, unit="Months")
    balance = ask.yuan("account_balance", "核定时个人账户储存额")
    credit = ask.yuan("arrears_credit", "到账月记入个人账户的金额")
    index = ask.raw("avg_index", title="平均缴费指数")
    later = {
        "paid_months": paid + owed,
        "avg_index": ask.raw("avg_index_after", index),
        "account_balance": balance + credit,
    }
    for moment, title, changed in (("before", "欠费到账前", {}), ("after", "欠费到账后", later)):
        inner = Ask("employee_pension", ask.source, ask.place, {**ask.inputs, **changed}, ask.places)
        employee_pension(inner)
        ask.adopt(inner, f"{moment}_{{}}", title)
        ask.record(f"{moment}_total", inner.values["total"], f"{title}月基本养老金", "Yuan", (), confidence=inner.steps["total"].confidence)
    totals = ("after_total", "before_total")
    ask.record(
        "monthly_difference",
        ask.values["after_total"] - ask.values["before_total"],
        "每月增加",
        "Yuan",
        totals,
        expression="到账后 − 到账前",
    )
    ask.record("effective_month", add_months(received, 1), "按新数发放的首月", "Month", ("received_month",), confidence="medium")


def _account(ask: Ask) -> None:
    """The account part, which no base changes: given, or the balance over the divisor."""
    if ask.has("account_pension") or not ask.has("account_balance"):
        ask.yuan("account_pension", "个人账户养老金", default="0")
        return
    ask.yuan("account_balance", "个人账户储存额")
    divisor(ask)
    ask.run(PENSION, "account_pension")


CALCULATIONS = (pension_recalculation, staged_release, pension_after_arrears)
