"""Rules of the legal retirement age and of retiring earlier or later by choice (decision of 2024-09-13)."""

from __future__ import annotations

from shebao.base.months import add_months, later, months_between
from shebao.core.arithmetic.formula import clamp, count, lesser, where, whole
from shebao.core.rules import Count, Month, Months, Truth, Years

_LAW = "全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024-09-13）"


def months_after_first_cohort(birth_month: Month, first_cohort: Month) -> Months:
    """出生年月晚于首批延迟人群的月数（早于为负数）。全国人大常委会2024-09-13决定."""
    return count(months_between(first_cohort, birth_month), -2400, 2400, "出生年月", _LAW)


def delay_months(months_after_first_cohort: Months, delay_step: Months, delay_cap: Months) -> Months:
    """延迟月数（每若干个月延迟一个月，不足的按一个月，封顶）。全国人大常委会2024-09-13决定."""
    raised = whole(months_after_first_cohort / delay_step) + 1
    return where(months_after_first_cohort < 0, 0, lesser(delay_cap, raised))


def legal_age_in_months(old_age_years: Years, delay_months: Months) -> Months:
    """法定退休年龄（折合月数）。全国人大常委会2024-09-13决定."""
    return old_age_years * 12 + delay_months


def legal_age_years(legal_age_in_months: Months) -> Count:
    """法定退休年龄的整岁数。全国人大常委会2024-09-13决定."""
    return whole(legal_age_in_months / 12)


def legal_age_months(legal_age_in_months: Months, legal_age_years: Count) -> Count:
    """法定退休年龄的零头月数。全国人大常委会2024-09-13决定."""
    return legal_age_in_months - legal_age_years * 12


def legal_retirement_month(birth_month: Month, legal_age_in_months: Months) -> Month:
    """法定退休年月。全国人大常委会2024-09-13决定."""
    return add_months(birth_month, legal_age_in_months.scaled(0))


def old_age_month(birth_month: Month, old_age_years: Years) -> Month:
    """原法定退休年龄到达年月。国发〔1978〕104号."""
    return add_months(birth_month, old_age_years.scaled(0) * 12)


def earliest_month(legal_retirement_month: Month, old_age_month: Month, flexible_months: Months) -> Month:
    """弹性提前退休最早年月（至多提前三年，且不早于原法定退休年龄）。人社部发〔2024〕94号."""
    return later(add_months(legal_retirement_month, -int(flexible_months)), old_age_month)


def latest_month(legal_retirement_month: Month, flexible_months: Months) -> Month:
    """弹性延迟退休最晚年月（至多延迟三年）。人社部发〔2024〕94号."""
    return add_months(legal_retirement_month, int(flexible_months))


def minimum_months(
    retirement_year: Count, minimum_base: Months, minimum_rise_from: Count, minimum_rise: Months, minimum_cap: Months
) -> Months:
    """按月领取基本养老金最低缴费月数（2030年起每年提高六个月，至二十年）。全国人大常委会2024-09-13决定 附表."""
    return clamp(minimum_base + (retirement_year - minimum_rise_from + 1) * minimum_rise, minimum_base, minimum_cap)


def minimum_months_met(paid_months: Months, minimum_months: Months) -> Truth:
    """已达最低缴费月数。全国人大常委会2024-09-13决定 附表；社会保险法 第十六条."""
    return paid_months >= minimum_months
