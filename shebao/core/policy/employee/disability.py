"""Rules of the disability allowance (病残津贴), which replaced early retirement through illness from 2025."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, greater, percent, where, whole_up
from shebao.core.rules import Divisor, Months, Ratio, Truth, Years, Yuan


def basic(calc_base: Yuan, avg_index: Ratio, total_years: Years) -> Yuan:
    """病残津贴的基础部分（各种情形都按基础养老金计发办法计）。人社部发〔2024〕72号 第三条、第四条；国发〔2005〕38号 第六条."""
    return fen((calc_base + calc_base * avg_index) / 2 * total_years * percent("1"))


def account(account_balance: Yuan, divisor: Divisor, account_part_due: Truth) -> Yuan:
    """病残津贴的个人账户部分（满最低缴费年限且距法定退休年龄五年以内才计）。人社部发〔2024〕72号 第三条."""
    return where(account_part_due, fen(account_balance / divisor), 0)


def indexed_wage(calc_base: Yuan, avg_index: Ratio) -> Yuan:
    """本人指数化月平均缴费工资。国发〔2005〕38号 第六条.

    Confidence: medium
    """
    return fen(calc_base * avg_index)


def transitional(indexed_wage: Yuan, deemed_years: Years, coef: Ratio) -> Yuan:
    """病残津贴的过渡部分（满最低缴费年限且距法定退休年龄五年以内才计）。人社部发〔2024〕72号 第三条；国发〔2005〕38号 第六条."""
    return fen(indexed_wage * deemed_years * coef)


def allowance(basic: Yuan, account: Yuan, transitional: Yuan) -> Yuan:
    """月病残津贴。人社部发〔2024〕72号 第三条、第四条."""
    return basic + account + transitional


def allowance_months(total_years: Years) -> Months:
    """未达最低缴费年限的发放月数（不足五年十二个月，满五年后每多一年加三个月，不满一年按一年）。人社部发〔2024〕72号 第四条."""
    return greater(whole_up(total_years - 5), 0) * 3 + 12


def increase(allowance_before: Yuan, adjustment_national_ratio: Ratio) -> Yuan:
    """病残津贴的调整增加额（按基础养老金计发的，只按全国总体调整比例）。人社部发〔2024〕72号 第四条.

    Clause: 按照基本养老金全国总体调整比例同步调整。
    """
    return fen(allowance_before * adjustment_national_ratio)


def allowance_after(allowance_before: Yuan, increase: Yuan) -> Yuan:
    """调整后的月病残津贴。人社部发〔2024〕72号 第四条."""
    return allowance_before + increase
