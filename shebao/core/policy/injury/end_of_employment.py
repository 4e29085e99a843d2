"""Rules of the lump sums at the end of employment: their base, and what is left of them near the legal age."""

from __future__ import annotations

from shebao.core.arithmetic.formula import greater, where, whole_up
from shebao.core.rules import Ratio, Years, Yuan


def termination_base(own_wage_used: Yuan) -> Yuan:
    """一次性补助金的计发基数（本人工资）。地方工伤保险规定."""
    return own_wage_used


def base_by_age(avg_wage: Yuan, termination_age_limit: Years, age: Years) -> Yuan:
    """一次性补助金的计发基数（职工月平均工资乘以距规定年龄的年数）。地方工伤保险规定.

    Confidence: low
    """
    return avg_wage * greater(termination_age_limit - age, 0)


def near_retirement_factor(years_to_retirement: Years, reduction_years: Years, reduction_per_year: Ratio, last_year_share: Ratio) -> Ratio:
    """距法定退休年龄不足规定年数的折算比例（每少一年递减，不足一年按最后一年的比例，到龄没有）。地方工伤保险规定.

    Confidence: medium
    """
    short = whole_up(greater(reduction_years - years_to_retirement, 0))
    falling = greater(1 - short * reduction_per_year, 0)
    in_last_year = where(years_to_retirement < 1, greater(falling, last_year_share), falling)
    return where(years_to_retirement <= 0, 0, in_last_year)
