"""Rules of the yearly adjustment; each item is computed from the old pension, then all are added.

Tables come from the province's scheme for the year: tiers by years (each tier's rate holds for its own years only),
brackets of the old pension, steps of age with both ends included.
"""

from __future__ import annotations

from shebao.core.arithmetic.exact import Q, exact
from shebao.core.arithmetic.formula import band, fen, greater, lesser, where, whole
from shebao.core.rules import Count, Months, Ratio, Table, Truth, Years, Yuan


def by_years_tiers(credited_years: Years, tiers: Table) -> Yuan:
    """与缴费年限挂钩（分段，每段年限按本段标准）。当年省定调整办法."""
    amount, reached = exact(0), exact(0)
    for upper, rate in tiers:
        ceiling = credited_years if upper is None else lesser(credited_years, upper)
        amount = amount + greater(ceiling - reached, 0) * rate
        reached = greater(reached, ceiling)
    return amount


def by_years_full(contribution_years: Years, full_years_from: Years, per_full_year: Yuan, short_amount: Yuan) -> Yuan:
    """与缴费年限挂钩（每满一年一个标准，不满起点的定额）。当年省定调整办法."""
    return where(contribution_years >= full_years_from, whole(contribution_years) * per_full_year, short_amount)


def by_bracket(pension_before: Yuan, brackets: Table) -> Yuan:
    """与养老金水平挂钩（分档定额，含下限不含上限）。当年省定调整办法."""
    result: Q = exact(0)
    for low, high, amount in brackets:
        inside = pension_before >= low
        if high is not None:
            inside = inside & (pension_before < high)
        result = where(inside, amount, result)
    return result


def by_percent(pension_before: Yuan, pct: Ratio) -> Yuan:
    """与养老金水平挂钩（按比例）。当年省定调整办法."""
    return fen(pension_before * pct)


def by_age(age: Years, age_steps: Table) -> Yuan:
    """高龄倾斜。当年省定调整办法."""
    return band(age, age_steps)


def by_area(remote_area: Truth, remote: Yuan) -> Yuan:
    """艰苦边远地区倾斜。当年省定调整办法."""
    return where(remote_area, remote, 0)


def increase_before_floor(fixed: Yuan, by_years: Yuan, by_bracket: Yuan, by_percent: Yuan, by_age: Yuan, by_area: Yuan) -> Yuan:
    """各项增加额之和（保底之前）。当年省定调整办法."""
    return fixed + by_years + by_bracket + by_percent + by_age + by_area


def increase(increase_before_floor: Yuan, floor_total: Yuan) -> Yuan:
    """每月增加额（低于保底额的补到保底额）。当年省定调整办法."""
    return greater(increase_before_floor, floor_total)


def after(pension_before: Yuan, increase: Yuan) -> Yuan:
    """调整后的月养老金。当年省定调整办法."""
    return pension_before + increase


def back_pay(increase: Yuan, back_months: Months) -> Yuan:
    """补发金额。当年调整通知（自一月一日起执行）."""
    return increase * back_months


def first_month_increment(increase: Yuan, back_pay: Yuan) -> Yuan:
    """首次发放当月多发的金额（当月增加额加补发）。当年调整通知."""
    return increase + back_pay


def national_level(average_pension: Yuan, adjustment_national_ratio: Ratio, retirees: Count) -> Yuan:
    """按全国总体比例测算的全年增支（供核对总水平）。当年人社部、财政部通知."""
    return fen(average_pension * adjustment_national_ratio) * retirees * 12
