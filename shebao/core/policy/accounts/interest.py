"""Rules of a year's interest on a personal account (劳办发〔1997〕116号), each part rounded to the fen."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, greater
from shebao.core.rules import Months, Ratio, Yuan


def opening_interest(opening_balance: Yuan, rate: Ratio, interest_months: Months) -> Yuan:
    """上年储存额利息（退休或转移当年按截止月份折算）。劳办发〔1997〕116号."""
    return fen(opening_balance * rate * interest_months / 12)


def current_interest(month_product: Yuan, rate: Ratio) -> Yuan:
    """本年记账额利息（月积数法：每月记账额乘以计息月数之和，乘年利率，除以十二）。劳办发〔1997〕116号."""
    return fen(month_product * rate / 12)


def closing(opening_balance: Yuan, opening_interest: Yuan, principal: Yuan, current_interest: Yuan) -> Yuan:
    """年末储存额（月积数法）。劳办发〔1997〕116号."""
    return opening_balance + opening_interest + principal + current_interest


def annual_interest(principal: Yuan, rate: Ratio) -> Yuan:
    """本年记账额利息（年度计算法，仅限各月记账额相同）。劳办发〔1997〕116号."""
    return fen(principal * rate * "1.083" / 2)


def annual_closing(opening_balance: Yuan, opening_interest: Yuan, principal: Yuan, annual_interest: Yuan) -> Yuan:
    """年末储存额（年度计算法）。劳办发〔1997〕116号."""
    return opening_balance + opening_interest + principal + annual_interest


def payment_interest(paid_product: Yuan, rate: Ratio) -> Yuan:
    """本年已发养老金少计的利息（月积数法）。劳办发〔1997〕116号."""
    return fen(paid_product * rate / 12)


def payment_closing(opening_balance: Yuan, opening_interest: Yuan, payment_interest: Yuan, paid: Yuan) -> Yuan:
    """支付期年末储存额（发完后养老金由统筹基金继续支付，账户余额为零）。劳办发〔1997〕116号；国发〔2005〕38号."""
    return greater(opening_balance + opening_interest - payment_interest - paid, 0)


def inheritable(balance_at_retirement: Yuan, interest_after_retirement: Yuan, account_pension_paid_total: Yuan) -> Yuan:
    """可继承的个人账户余额（退休时储存额加其后利息，减已发个人账户养老金，不足为零）。社会保险法 第十四条."""
    return greater(balance_at_retirement + interest_after_retirement - account_pension_paid_total, 0)
