"""Guangdong's own formulas: the low-index factor, what people without deemed years get, and the base of an injury's lump sums."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, greater, lesser, percent
from shebao.core.policy.employee.pension import full_years
from shebao.core.rules import Index, Years, Yuan


def low_index_factor_a(avg_index: Index, low_index_threshold: Index) -> Index:
    """低指数系数 a（指数低于下限的按比例折算基数）。粤府〔2006〕96号；粤府函〔2021〕294号.

    Confidence: medium
    """
    return lesser(1, (avg_index / low_index_threshold).round(4))


def basic_pension(calc_base: Yuan, avg_index: Index, low_index_factor_a: Index, total_years: Years) -> Yuan:
    """基础养老金（广东，含低指数系数）。粤府〔2006〕96号；国发〔2005〕38号 第六条.

    Confidence: medium
    """
    return fen((calc_base * low_index_factor_a + calc_base * avg_index) / 2 * total_years * percent("1"))


def seniority_allowance(full_years: Years, seniority_allowance_per_year: Yuan) -> Yuan:
    """缴费年限津贴（每满一年）。粤府〔2006〕96号；粤府函〔2021〕294号.

    Confidence: medium
    """
    return full_years * seniority_allowance_per_year


def transitional_total(seniority_allowance: Yuan, fixed_supplement: Yuan) -> Yuan:
    """过渡性部分（无视同缴费年限人员：年限津贴加定额）。粤府〔2006〕96号；粤府函〔2021〕294号.

    Confidence: medium
    """
    return seniority_allowance + fixed_supplement


def transitional_pension(transitional_total: Yuan, deemed_years: Years) -> Yuan:
    """过渡性养老金（广东，无视同缴费年限人员）。粤府〔2006〕96号；粤府函〔2021〕294号.

    Confidence: medium
    """
    # People with deemed years have further items (old-method account, adjustment) that are awarded by hand.
    deemed_years.within(0, 0, BY_HAND, "粤府〔2006〕96号")
    return transitional_total


def basic(calc_base: Yuan, avg_index: Index, low_index_factor_a: Index, total_years: Years) -> Yuan:
    """病残津贴的基础部分（广东，按本省基础养老金计发办法）。人社部发〔2024〕72号；粤府〔2006〕96号.

    Confidence: low
    """
    return fen((calc_base * low_index_factor_a + calc_base * avg_index) / 2 * total_years * percent("1"))


def transitional(transitional_total: Yuan, deemed_years: Years) -> Yuan:
    """病残津贴的过渡部分（广东，无视同缴费年限人员）。人社部发〔2024〕72号；粤府〔2006〕96号.

    Confidence: low
    """
    deemed_years.within(0, 0, BY_HAND, "粤府〔2006〕96号")
    return transitional_total


def termination_base(own_wage_used: Yuan, wage_before_end: Yuan) -> Yuan:
    """一次性补助金的计发基数（受伤前本人工资与解除前十二个月平均缴费工资两者较高的）。广东省工伤保险条例 第三十四条、第三十五条.

    Confidence: medium
    """
    return greater(own_wage_used, wage_before_end)


UNSETTLED = ("employee_pension_open_question",)
"""Calculations whose law is unsettled here: some printed sheets follow the low-index factor, others do not."""

BY_HAND = "视同缴费年限（广东有视同年限人员须人工核定过渡性养老金，填写字段 transitional_pension；病残津贴填写 transitional）"

AWARD = (low_index_factor_a, basic_pension, seniority_allowance, transitional_total, transitional_pension)
RULES = {
    "employee_pension": AWARD,
    "pension_recalculation": AWARD,
    "injury_termination_lump_sums": (termination_base,),
    "disability_allowance": (low_index_factor_a, basic, full_years, seniority_allowance, transitional_total, transitional),
}
