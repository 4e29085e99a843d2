"""The parts of a pension where a place has two bases, rounds every part, or counts other years for the transitional part."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, percent, rounded
from shebao.core.rules import Divisor, Index, Ratio, Text, Years, Yuan


def indexed_wage(local_calc_base: Yuan, avg_index: Index) -> Yuan:
    """本人指数化月平均缴费工资（按统筹地区计发基数）。国发〔2005〕38号 第六条；地方规定.

    Confidence: medium
    """
    return fen(local_calc_base * avg_index)


def basic_pension(calc_base: Yuan, local_calc_base: Yuan, avg_index: Index, total_years: Years, component_rounding: Text) -> Yuan:
    """基础养老金（全省基数与本人指数化工资的基数可以不同）。国发〔2005〕38号 第六条；地方规定.

    Confidence: medium
    """
    return fen(rounded((calc_base + local_calc_base * avg_index) / 2 * total_years * percent("1"), component_rounding))


def account_pension(account_balance: Yuan, divisor: Divisor, component_rounding: Text) -> Yuan:
    """个人账户养老金（按地方取舍）。国发〔2005〕38号 第六条、附件；地方规定.

    Confidence: medium
    """
    return fen(rounded(account_balance / divisor, component_rounding))


def transition_wage(local_calc_base: Yuan, transition_index: Index, transition_wage_rounding: Text) -> Yuan:
    """过渡性养老金计发工资（按地方取舍）。国发〔2005〕38号 第六条；地方规定.

    Confidence: medium
    """
    return rounded(local_calc_base * transition_index, transition_wage_rounding)


def transitional_pension(transition_wage: Yuan, transition_years: Years, transition_coefficient: Ratio, component_rounding: Text) -> Yuan:
    """过渡性养老金（按地方取舍）。国发〔2005〕38号 第六条；地方规定.

    Confidence: medium
    """
    return fen(rounded(transition_wage * transition_years * transition_coefficient, component_rounding))
