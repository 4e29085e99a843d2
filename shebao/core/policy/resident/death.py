"""Rules for the end of a resident's pension: the last month, the funeral subsidy, and what the heirs receive."""

from __future__ import annotations

from shebao.base.months import month_of
from shebao.core.arithmetic.formula import fen, greater
from shebao.core.rules import Day, Month, Months, Yuan


def last_month(death_date: Day) -> Month:
    """最后发放月份（死亡当月照发，次月起停发）。国发〔2014〕8号 第七条.

    Confidence: medium
    """
    return month_of(death_date)


def funeral(basic_standard: Yuan, funeral_months: Months, funeral_fixed: Yuan) -> Yuan:
    """丧葬补助金。国发〔2014〕8号（标准由地方规定）."""
    return fen(basic_standard * funeral_months) + funeral_fixed


def account_balance_left(account_balance: Yuan, interest_after_claim: Yuan, account_pension_paid: Yuan) -> Yuan:
    """个人账户余额（领取后利息计入，已发个人账户养老金扣除，不足为零）。国发〔2014〕8号 第六条."""
    return greater(account_balance + interest_after_claim - account_pension_paid, 0)


def inheritable(account_balance_left: Yuan) -> Yuan:
    """可继承的个人账户余额（含政府补贴）。国发〔2014〕8号 第六条；社会保险法 第十四条."""
    return account_balance_left
