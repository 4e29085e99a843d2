"""Rules of the monthly employee pension; provinces whose formula differs replace some of them in their place file."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, percent, rounded, whole
from shebao.core.rules import Divisor, Index, Months, Ratio, Text, Years, Yuan


def total_years(paid_months: Months, year_rounding: Text) -> Years:
    """缴费年限（实际缴费与视同缴费月数之和除以十二，按地方办法取舍）。国发〔2005〕38号.

    Confidence: low
    """
    return rounded(paid_months / 12, year_rounding)


def deemed_years(deemed_months: Months, year_rounding: Text) -> Years:
    """视同缴费年限（按地方办法取舍）。国发〔1997〕26号.

    Confidence: low
    """
    return rounded(deemed_months / 12, year_rounding)


def full_years(total_years: Years) -> Years:
    """满年数（不足一年的舍去）。国发〔2005〕38号."""
    return whole(total_years)


def indexed_wage(calc_base: Yuan, avg_index: Index) -> Yuan:
    """本人指数化月平均缴费工资。国发〔2005〕38号 第六条.

    Confidence: medium
    """
    return fen(calc_base * avg_index)


def basic_pension(calc_base: Yuan, avg_index: Index, total_years: Years) -> Yuan:
    """基础养老金。国发〔2005〕38号 第六条.

    Clause: 基础养老金月标准以当地上年度在岗职工月平均工资和本人指数化月平均缴费工资的平均值为基数，缴费每满1年发给1%。
    """
    return fen((calc_base + calc_base * avg_index) / 2 * total_years * percent("1"))


def account_pension(account_balance: Yuan, divisor: Divisor) -> Yuan:
    """个人账户养老金。国发〔2005〕38号 第六条、附件.

    Clause: 个人账户养老金月标准为个人账户储存额除以计发月数。
    """
    return fen(account_balance / divisor)


def transition_wage(calc_base: Yuan, transition_index: Index) -> Yuan:
    """过渡性养老金计发工资（先四舍五入到分）。国发〔2005〕38号 第六条.

    Confidence: medium
    """
    return fen(calc_base * transition_index)


def transitional_pension(transition_wage: Yuan, deemed_years: Years, transition_coefficient: Ratio) -> Yuan:
    """过渡性养老金。国发〔2005〕38号 第六条.

    Confidence: medium
    """
    return fen(transition_wage * deemed_years * transition_coefficient)


def total(basic_pension: Yuan, account_pension: Yuan, transitional_pension: Yuan, total_rounding: Text) -> Yuan:
    """月基本养老金合计（各项先取整到分再相加）。国发〔2005〕38号 第六条."""
    return rounded(basic_pension + account_pension + transitional_pension, total_rounding)
