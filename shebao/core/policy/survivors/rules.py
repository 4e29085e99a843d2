"""Rules for what the survivors of an insured person or a retiree receive once, for deaths from September 2021."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, greater, lesser, step, where
from shebao.core.rules import Months, Table, Truth, Years, Yuan


def contribution_years(contribution_months: Months) -> Years:
    """缴费年限（计算到月，不足一年的按月数除以十二）。人社部发〔2021〕18号 第五条."""
    result: Years = contribution_months / 12
    return result


def pension_years_received(pension_months_received: Months) -> Years:
    """已领取基本养老金年数（计算到月，不足一年的按月数除以十二）。人社部发〔2021〕18号 第五条."""
    result: Years = pension_months_received / 12
    return result


def months_by_years(contribution_years: Years, survivor_steps: Table, survivor_full_years: Years, survivor_month_cap: Months) -> Months:
    """按缴费年限确定的抚恤金月数（满十五年后每多一年增加一个月，计算到月，封顶）。人社部发〔2021〕18号 第五条.

    Clause: 缴费年限15年以上的，每多缴费1年，发放月数增加1个月。缴费年限30年以上的，按照30年计算，发放月数最高为24个月。本条所述缴费年限和领取基本养老金时间计算到月。
    """
    below = step(contribution_years, survivor_steps)
    return lesser(below + greater(contribution_years - survivor_full_years, 0), survivor_month_cap)


def months(months_by_years: Months, retired: Truth, pension_years_received: Years, survivor_retiree_floor: Months) -> Months:
    """抚恤金月数（退休人员每领取一年减少一个月，计算到月，保留最低月数）。人社部发〔2021〕18号 第五条.

    Clause: 退休人员每领取1年基本养老金减少1个月，发放月数最低为9个月。本条所述缴费年限和领取基本养老金时间计算到月。
    """
    reduced = greater(months_by_years - pension_years_received, survivor_retiree_floor)
    return where(retired, reduced, months_by_years)


def funeral(monthly_income: Yuan, survivor_funeral_months: Months, funeral_elsewhere: Truth) -> Yuan:
    """丧葬补助金（同时符合工伤、失业保险丧葬补助金条件的只能选领一项）。人社部发〔2021〕18号 第四条；社会保险法 第四十九条."""
    return where(funeral_elsewhere, 0, fen(monthly_income * survivor_funeral_months))


def pension(monthly_income: Yuan, months: Months) -> Yuan:
    """抚恤金。人社部发〔2021〕18号 第五条."""
    return fen(monthly_income * months)


def uncapped_total(funeral: Yuan, pension: Yuan) -> Yuan:
    """遗属待遇合计（限额之前）。人社部发〔2021〕18号 第四条、第五条."""
    return funeral + pension


def total(uncapped_total: Yuan, capped: Truth, own_contributions: Yuan) -> Yuan:
    """遗属待遇合计（在职缴费不满五年的，不超过个人缴费之和）。人社部发〔2021〕18号 第五条.

    Clause: 其遗属待遇标准不得超过其个人缴费之和（缴费年限不足5年的）。
    """
    return where(capped, lesser(uncapped_total, own_contributions), uncapped_total)
