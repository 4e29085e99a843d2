"""Rules of unemployment benefits: how many months, how much, and the other payments out of the unemployment fund."""

from __future__ import annotations

from shebao.core.arithmetic.formula import clamp, fen, greater, lesser, step, where, whole, whole_up
from shebao.core.rules import Months, Persons, Ratio, Table, Truth, Years, Yuan

MINIMUM_YEARS = 1


def max_months(contribution_years: Years, unemployment_max_steps: Table) -> Months:
    """领取失业保险金的法定最长期限。社会保险法 第四十六条."""
    return step(contribution_years, unemployment_max_steps)


def months(
    max_months: Months, contribution_years: Years, by_year_until: Years, half_year_from: Years, unemployment_month_cap: Months
) -> Months:
    """领取期限（前段每满一年一个月，之后每满半年增加一个月，封顶）。广东省失业保险条例 第十七条.

    Clause: 失业人员缴费时间一至四年的，每满一年，失业保险金领取期限为一个月；四年以上的，超过四年的部分，每满半年，失业保险金领取期限增加一个月。失业保险金领取期限最长为二十四个月。
    """
    first = lesser(whole(contribution_years), by_year_until)
    beyond = whole(greater(contribution_years - half_year_from, 0) * 2)
    return where(contribution_years >= MINIMUM_YEARS, lesser(first + beyond, lesser(unemployment_month_cap, max_months)), 0)


def months_in_all(months: Months, unused_months: Months, unemployment_month_cap: Months) -> Months:
    """合并前次应领未领月数后的领取期限（最长不超过上限）。社会保险法 第四十六条."""
    return lesser(months + unused_months, unemployment_month_cap)


def monthly(minimum_wage: Yuan, ratio: Ratio) -> Yuan:
    """失业保险金月标准。失业保险条例 第十八条；地方规定的比例."""
    return fen(minimum_wage * ratio)


def monthly_not_below_dibao(monthly: Yuan, dibao: Yuan) -> Yuan:
    """失业保险金月标准（不低于城市居民最低生活保障标准）。社会保险法 第四十七条."""
    return greater(monthly, dibao)


def lowest_monthly(dibao: Yuan, unemployment_dibao_multiple: Ratio) -> Yuan:
    """失业保险金的最低标准（城市居民最低生活保障标准的倍数）。地方规定.

    Confidence: medium
    """
    return fen(dibao * unemployment_dibao_multiple)


def monthly_by_base(average_base: Yuan, ratio: Ratio, lowest_monthly: Yuan, minimum_wage: Yuan) -> Yuan:
    """失业保险金月标准（按本人平均缴费基数，不低于低保标准的倍数、不高于最低工资）。地方规定.

    Confidence: medium
    """
    return clamp(fen(average_base * ratio), lowest_monthly, minimum_wage)


def job_search_monthly(avg_base_12m: Yuan, job_search_ratio: Ratio) -> Yuan:
    """求职补贴月标准。广东省失业保险条例 第二十条."""
    return fen(avg_base_12m * job_search_ratio)


def payable_months(months_claimed: Months, job_search_month_cap: Months) -> Months:
    """求职补贴可领月数。广东省失业保险条例 第二十条."""
    return lesser(months_claimed, job_search_month_cap)


def job_search_total(job_search_monthly: Yuan, payable_months: Months) -> Yuan:
    """求职补贴合计。广东省失业保险条例 第二十条."""
    return job_search_monthly * payable_months


def paid_months(months_left: Months, reemployed_share: Ratio) -> Months:
    """重新就业一次性领取的月数（剩余月数的一半，不足一个月按一个月）。广东省失业保险条例 第二十二条."""
    return whole_up(months_left * reemployed_share)


def months_kept(months_left: Months, paid_months: Months) -> Months:
    """保留待用的月数。广东省失业保险条例 第二十二条."""
    return months_left - paid_months


def reemployed_amount(monthly: Yuan, paid_months: Months) -> Yuan:
    """重新就业一次性领取金额。广东省失业保险条例 第二十二条."""
    return monthly * paid_months


def birth_amount(monthly: Yuan, birth_months: Months) -> Yuan:
    """领取期间生育的一次性加发。广东省失业保险条例 第二十一条.

    Clause: 可以一次性加发失业保险金，标准为生育当月本人失业保险金的三倍。
    """
    return monthly * birth_months


def business_amount(monthly: Yuan, months_left: Months) -> Yuan:
    """自主创业一次性领取剩余期限的金额。广东省失业保险条例 第二十二条."""
    return monthly * months_left


def funeral(city_avg_wage_prev_year: Yuan, claimant_funeral_months: Months) -> Yuan:
    """领取期间死亡的丧葬补助金。广东省失业保险条例 第二十五条.

    Clause: 丧葬补助金按照失业人员死亡时失业保险金领取地地级以上市上年度在岗职工月平均工资的三倍计发。
    """
    return fen(city_avg_wage_prev_year * claimant_funeral_months)


def pension(city_avg_wage_prev_year: Yuan, claimant_pension_months: Months) -> Yuan:
    """领取期间死亡的抚恤金。广东省失业保险条例 第二十五条.

    Clause: 抚恤金按照失业人员死亡时失业保险金领取地地级以上市上年度在岗职工月平均工资的六倍计发。
    """
    return fen(city_avg_wage_prev_year * claimant_pension_months)


def subsidy_monthly(monthly: Yuan, unemployment_subsidy_share: Ratio) -> Yuan:
    """失业补助金月标准上限（已停止受理）。人社部发〔2020〕40号."""
    return fen(monthly * unemployment_subsidy_share)


def sme(prev_year_contributions: Yuan, stability_rate_sme: Ratio) -> Yuan:
    """稳岗返还（中小微企业）。人社部发〔2014〕76号及当年通知."""
    return fen(prev_year_contributions * stability_rate_sme)


def large(prev_year_contributions: Yuan, stability_rate_large: Ratio) -> Yuan:
    """稳岗返还（大型企业）。人社部发〔2014〕76号及当年通知."""
    return fen(prev_year_contributions * stability_rate_large)


def layoff_limit(insured_heads: Persons, small_heads: Persons, layoff_rate_limit: Ratio, layoff_rate_limit_small: Ratio) -> Ratio:
    """裁员率上限（参保三十人及以下企业从宽）。人社部发〔2024〕40号."""
    return where(insured_heads <= small_heads, layoff_rate_limit_small, layoff_rate_limit)


def gate_open(laid_off: Persons, insured_heads: Persons, layoff_limit: Ratio) -> Truth:
    """是否符合不裁员、少裁员条件。人社部发〔2024〕40号."""
    return laid_off <= insured_heads * layoff_limit


def eligible_hires(hires: Persons, already_claimed_hire_subsidy: Persons) -> Persons:
    """可申领一次性扩岗补助的人数（与一次性吸纳就业补贴不重复）。人社厅发〔2022〕41号及后续通知.

    Confidence: medium
    """
    return hires - already_claimed_hire_subsidy


def expansion_amount(eligible_hires: Persons, job_expansion_per_hire: Yuan) -> Yuan:
    """一次性扩岗补助。人社厅发〔2022〕41号及后续通知.

    Confidence: medium
    """
    return eligible_hires * job_expansion_per_hire


def living_years(years: Years, migrant_year_cap: Years) -> Years:
    """计算生活补助的年数（满一年计一年，不超过地方规定的上限）。失业保险条例 第二十一条；地方规定.

    Clause: 补助金按其工作时间每满一年发给一个月、最多不超过十二个月的失业保险金标准计发。
    """
    return lesser(whole(years), migrant_year_cap)


def living_amount(living_years: Years, per_year_amount: Yuan) -> Yuan:
    """农民合同制工人一次性生活补助（按连续工作年限）。失业保险条例 第二十一条."""
    return living_years * per_year_amount


def price_triggered(price_growth: Ratio, food_price_growth: Ratio, price_trigger: Ratio, food_price_trigger: Ratio) -> Truth:
    """是否启动价格临时补贴（居民消费价格或食品价格的涨幅达到启动条件）。发改价格〔2021〕1553号.

    Confidence: medium
    """
    return (price_growth >= price_trigger) | (food_price_growth >= food_price_trigger)


def price_subsidy(local_standard: Yuan, price_growth: Ratio, price_triggered: Truth) -> Yuan:
    """价格临时补贴（没有启动的不发）。发改价格〔2021〕1553号.

    Confidence: medium
    """
    return where(price_triggered, fen(local_standard * price_growth), 0)
