"""Rules of work-injury benefits for one person, by the grade of the assessment or after a death at work."""

from __future__ import annotations

from shebao.core.arithmetic.formula import clamp, fen, greater, table
from shebao.core.rules import Count, Months, Ratio, Table, Yuan


def own_wage_used(own_wage: Yuan, avg_wage: Yuan, wage_floor_ratio: Ratio, wage_cap_ratio: Ratio) -> Yuan:
    """本人工资（限于统筹地区职工平均工资的百分之六十至百分之三百）。工伤保险条例 第六十四条."""
    return fen(clamp(own_wage, avg_wage * wage_floor_ratio, avg_wage * wage_cap_ratio))


def lump_sum_months(grade: Count, lump_sum_table: Table) -> Months:
    """一次性伤残补助金月数。工伤保险条例 第三十五条至第三十七条."""
    return table(grade, lump_sum_table, "伤残等级")


def lump_sum(own_wage_used: Yuan, lump_sum_months: Months) -> Yuan:
    """一次性伤残补助金。工伤保险条例 第三十五条至第三十七条."""
    return fen(own_wage_used * lump_sum_months)


def allowance_share(grade: Count, allowance_table: Table) -> Ratio:
    """伤残津贴占本人工资的比例（七级至十级没有）。工伤保险条例 第三十五条、第三十六条."""
    return table(grade, allowance_table, "伤残等级")


def monthly_allowance(own_wage_used: Yuan, allowance_share: Ratio) -> Yuan:
    """伤残津贴。工伤保险条例 第三十五条、第三十六条."""
    return fen(own_wage_used * allowance_share)


def top_up(monthly_allowance: Yuan, minimum_wage: Yuan) -> Yuan:
    """伤残津贴低于最低工资标准的补足差额。工伤保险条例 第三十五条、第三十六条."""
    return greater(minimum_wage - monthly_allowance, 0)


def payable(monthly_allowance: Yuan, top_up: Yuan) -> Yuan:
    """补足后的伤残津贴。工伤保险条例 第三十五条、第三十六条."""
    return monthly_allowance + top_up


def full(avg_wage: Yuan, nursing_full: Ratio) -> Yuan:
    """生活护理费（完全不能自理）。工伤保险条例 第三十四条."""
    return fen(avg_wage * nursing_full)


def most(avg_wage: Yuan, nursing_most: Ratio) -> Yuan:
    """生活护理费（大部分不能自理）。工伤保险条例 第三十四条."""
    return fen(avg_wage * nursing_most)


def part(avg_wage: Yuan, nursing_part: Ratio) -> Yuan:
    """生活护理费（部分不能自理）。工伤保险条例 第三十四条."""
    return fen(avg_wage * nursing_part)


def funeral(avg_wage: Yuan, injury_funeral_months: Months) -> Yuan:
    """丧葬补助金。工伤保险条例 第三十九条."""
    return fen(avg_wage * injury_funeral_months)


def death_grant(urban_income: Yuan, death_grant_multiple: Count) -> Yuan:
    """一次性工亡补助金（上一年度全国城镇居民人均可支配收入的倍数）。工伤保险条例 第三十九条."""
    return urban_income * death_grant_multiple


def death_grant_advance(death_grant: Yuan, death_grant_advance_share: Ratio) -> Yuan:
    """下落不明、生活有困难的近亲属可以预支的一次性工亡补助金。工伤保险条例 第四十一条."""
    return fen(death_grant * death_grant_advance_share)


def difference_from_injury_fund(allowance: Yuan, pension: Yuan) -> Yuan:
    """基本养老金低于伤残津贴的差额（工伤保险基金补足）。工伤保险条例 第三十五条."""
    return greater(allowance - pension, 0)
