"""Rules of the public institutions' pension: the new standard, the old standard, and what is paid while they are compared."""

from __future__ import annotations

from fractions import Fraction

from shebao.core.arithmetic.formula import fen, greater, where
from shebao.core.rules import Divisor, Index, Ratio, Truth, Years, Yuan

SHORTEST_YEARS = Fraction(1, 100)


def total_years(deemed_years: Years, actual_years: Years) -> Years:
    """缴费年限（视同加实际）。国发〔2015〕2号 第四条."""
    return (deemed_years + actual_years).within(SHORTEST_YEARS, 80, "缴费年限（视同加实际）", "国发〔2015〕2号 第四条")


def avg_index(deemed_years: Years, deemed_index: Index, actual_years: Years, actual_index: Index, total_years: Years) -> Index:
    """平均缴费指数。人社部发〔2015〕28号."""
    index: Index = ((deemed_index * deemed_years + actual_index * actual_years) / total_years).round(4)
    return index


def basic_pension(calc_wage: Yuan, avg_index: Index, total_years: Years) -> Yuan:
    """基础养老金。国发〔2015〕2号 第四条."""
    return fen((calc_wage + calc_wage * avg_index) / 2 * total_years / 100)


def account_pension(account_balance: Yuan, divisor: Divisor) -> Yuan:
    """个人账户养老金。国发〔2015〕2号 第四条."""
    return fen(account_balance / divisor)


def transitional_pension(calc_wage: Yuan, deemed_index: Index, deemed_years: Years, transition_coefficient: Ratio) -> Yuan:
    """过渡性养老金。人社部发〔2015〕28号."""
    return fen(calc_wage * deemed_index * deemed_years * transition_coefficient)


def annuity_monthly(annuity_balance: Yuan, divisor: Divisor) -> Yuan:
    """职业年金月待遇。国办发〔2015〕18号."""
    return fen(annuity_balance / divisor)


def new_standard(basic_pension: Yuan, account_pension: Yuan, transitional_pension: Yuan, annuity_monthly: Yuan) -> Yuan:
    """新办法待遇标准（含职业年金）。人社部发〔2015〕28号."""
    return basic_pension + account_pension + transitional_pension + annuity_monthly


def old_standard(A_basic_wage_2014_09: Yuan, M_ratio: Ratio, B_retire_subsidy: Yuan, C_2014_increase: Yuan, growth_product: Ratio) -> Yuan:  # noqa: N803
    """老办法待遇标准。人社部发〔2015〕28号."""
    return fen((A_basic_wage_2014_09 * M_ratio + B_retire_subsidy + C_2014_increase) * growth_product)


def new_is_higher(new_standard: Yuan, old_standard: Yuan) -> Truth:
    """新办法标准是否高于老办法标准。人社部发〔2015〕28号."""
    return new_standard > old_standard


def released_part(new_standard: Yuan, old_standard: Yuan, release_ratio: Ratio) -> Yuan:
    """高出部分按兑现比例发放的金额。人社部发〔2015〕28号."""
    return fen(greater(new_standard - old_standard, 0) * release_ratio)


def payable(compared: Truth, new_standard: Yuan, old_standard: Yuan, released_part: Yuan) -> Yuan:
    """应发月待遇（对比期内保低限高）。人社部发〔2015〕28号."""
    return where(compared, old_standard + released_part, new_standard)


def basic_pension_part(payable: Yuan, annuity_monthly: Yuan) -> Yuan:
    """其中基本养老保险基金支付部分（年金由年金基金支付）。人社部发〔2015〕28号."""
    return greater(payable - annuity_monthly, 0)


def clearing_difference(final_monthly: Yuan, provisional_monthly: Yuan) -> Yuan:
    """清算差额（每月，正数补发、负数扣回）。人社部清算办法（文号待核）.

    Confidence: unverified
    """
    return final_monthly - provisional_monthly
