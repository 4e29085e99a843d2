"""Rules of an award made before the year's base was published, and of releasing a new method in stages."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, greater
from shebao.core.rules import Months, Ratio, Yuan


def monthly_difference(final_total: Yuan, provisional_total: Yuan) -> Yuan:
    """每月差额（重新核定后减预发；负数为多发）。国发〔2005〕38号；各省计发基数公布通知."""
    return final_total - provisional_total


def back_pay(monthly_difference: Yuan, paid_months_before_recalc: Months) -> Yuan:
    """补发金额（负数应追回）。国发〔2005〕38号；各省计发基数公布通知."""
    return monthly_difference * paid_months_before_recalc


def payable(new_method: Yuan, old_method: Yuan, release_ratio: Ratio) -> Yuan:
    """分步兑现后的金额（新办法高于老办法的部分按比例兑现）。各省新老办法过渡安排.

    Confidence: low
    """
    return fen(old_method + greater(new_method - old_method, 0) * release_ratio)
