"""Rules of the resident pension: what is paid each month from the claim to the month of death, and what is left then."""

from __future__ import annotations

from shebao.base.months import age_months
from shebao.core.arithmetic.formula import band, count, fen, greater, whole
from shebao.core.rules import Month, Table, Years, Yuan

OLDEST_MONTHS = 1560


def basic_standard(local_standard: Yuan, national_standard: Yuan) -> Yuan:
    """基础养老金标准（地方标准不低于国家最低标准）。国发〔2014〕8号 第六条."""
    return greater(local_standard, national_standard)


def basic_pension(basic_standard: Yuan) -> Yuan:
    """基础养老金。国发〔2014〕8号 第六条."""
    return basic_standard


def age(birth_month: Month, month: Month) -> Years:
    """周岁年龄（以当月达到的为准）。国发〔2014〕8号 第七条."""
    return whole(count(age_months(birth_month, month), 0, OLDEST_MONTHS, "年龄（月）", "国发〔2014〕8号 第七条") / 12)


def seniority(paid_years: Years, seniority_from_year: Years, seniority_amount: Yuan) -> Yuan:
    """年限养老金（长期缴费加发）。国发〔2014〕8号 第六条."""
    return greater(whole(paid_years) - seniority_from_year + 1, 0) * seniority_amount


def account_pension(account_balance: Yuan, divisor: Years) -> Yuan:
    """个人账户养老金。国发〔2014〕8号 第六条."""
    return fen(account_balance / divisor)


def addon(age: Years, addons: Table) -> Yuan:
    """高龄加发。国发〔2014〕8号 第六条（标准由地方规定）."""
    return band(age, addons)


def total(basic_pension: Yuan, seniority: Yuan, account_pension: Yuan, addon: Yuan) -> Yuan:
    """月养老金合计。国发〔2014〕8号 第六条."""
    return basic_pension + seniority + account_pension + addon
