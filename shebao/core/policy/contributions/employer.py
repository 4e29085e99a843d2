"""Calculations of an employer: the month of all its workers, person by person, and the difference when limits come late."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, total
from shebao.core.policy.ask import Ask
from shebao.core.policy.contributions import base, differences, employee
from shebao.core.policy.contributions.calculations import EMPLOYEE, UNIFIED_SYSTEM, asked_period, asked_rates, asked_reference
from shebao.core.rules import RuleSet, compute

RECALCULATED = RuleSet.of(base, employee, differences)
SYSTEM = "统一的企业职工基本养老保险制度（国发〔1997〕26号）"
EACH = {
    "contribution_base": "职工缴费基数合计",
    "unit_amount": "单位缴费合计",
    "person_amount": "个人缴费合计",
    "account_credit": "记入个人账户合计",
}
"""What is computed for each worker, and what its sum is called."""


def employer_contribution(ask: Ask) -> None:
    """单位当月职工养老缴费（逐人计算后相加）。社会保险法 第十二条；国办发〔2019〕13号."""
    asked_period(ask, UNIFIED_SYSTEM, SYSTEM)
    asked_reference(ask)
    asked_rates(ask)
    mode = ask.parameter_content("unit_base_mode")
    if mode not in ("sum_of_bases", "wage_bill"):
        ask.refuse("unit_base_mode", f"“单位缴费基数”填写为“{mode}”", "请填写 sum_of_bases（职工基数之和）或 wage_bill（工资总额）。")
    wages = [ask.item("wages", f"第 {place} 人申报工资", wage) for place, wage in enumerate(ask.items("wages", "各职工申报工资"), 1)]
    rules = ask.local_rules(EMPLOYEE)
    for place, wage in enumerate(wages, 1):
        if wage.round(2) != wage:
            ask.refuse("wages", f"第 {place} 人申报工资为 {wage.text()}，最多 2 位小数", "请核对后重新填写。")
    # A sheet for each worker would hide the sums; each line is what employee_contribution explains in full.
    each = [compute(rules, {**ask.values, "reported_wage": wage}, list(EACH)) for wage in wages]
    people = [{name: made[name] for name in EACH} for made in each]
    ask.record("people", tuple(people), "逐人缴费", "Table", ("reference_wage", "unit_rate", "person_rate"))
    sums = {name: total([person[name] for person in people]) for name in EACH}
    if mode == "wage_bill":
        sums["unit_amount"] = fen(total(wages) * ask.values["unit_rate"])
    for name, title in EACH.items():
        ask.record(f"{name}_total", sums[name], title, "Yuan", ("people", "unit_base_mode"))


def base_limit_difference(ask: Ask) -> None:
    """上下限公布后的缴费补差。各省缴费基数上下限通知；国办发〔2019〕13号."""
    asked_period(ask, UNIFIED_SYSTEM, SYSTEM)
    ask.yuan("reported_wage", "申报工资")
    ask.yuan("old_reference_wage", "原来采用的参考工资")
    asked_reference(ask)
    asked_rates(ask)
    ask.run(RECALCULATED, "contribution_base", "old_base", "unit_difference", "person_difference")


CALCULATIONS = (employer_contribution, base_limit_difference)
