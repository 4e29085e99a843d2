"""Rules of who may claim a resident pension, and from which month."""

from __future__ import annotations

from shebao.base.months import add_months, age_months, later
from shebao.core.arithmetic.formula import clamp, count, whole
from shebao.core.rules import Month, Months, Truth, Years

_LAW = "国发〔2014〕8号 第七条"


def claim_age_month(birth_month: Month, claim_age_years: Years) -> Month:
    """年满领取年龄的月份。国发〔2014〕8号 第七条."""
    return add_months(birth_month, int(claim_age_years) * 12)


def months_to_claim_at_start(birth_month: Month, scheme_start: Month, claim_age_years: Years) -> Months:
    """制度实施时距领取年龄的月数（已满为负数）。国发〔2014〕8号 第七条."""
    age = count(age_months(birth_month, scheme_start), -1560, 1560, "制度实施时年龄（月）", _LAW)
    return claim_age_years * 12 - age


def required_years(months_to_claim_at_start: Months, minimum_paid_years: Years) -> Years:
    """应缴年限（实施时已满60周岁免缴；45至59周岁逐年缴至60周岁；不满45周岁满15年）。国发〔2014〕8号 第七条."""
    return clamp(whole(months_to_claim_at_start / 12), 0, minimum_paid_years)


def has_reached_age(claim_age_month: Month, month: Month) -> Truth:
    """已达领取年龄。国发〔2014〕8号 第七条."""
    return claim_age_month <= month


def eligible(has_reached_age: Truth, paid_years: Years, required_years: Years) -> Truth:
    """符合领取条件。国发〔2014〕8号 第七条."""
    return has_reached_age & (paid_years >= required_years)


def first_month(claim_age_month: Month, applied_month: Month, first_month_offset: Months) -> Month:
    """起领月份（到龄且办理之月的次月，地方另有规定的从其规定）。国发〔2014〕8号 第七条.

    Confidence: medium
    """
    return add_months(later(claim_age_month, applied_month), int(first_month_offset))
