"""Rules for proof of life and for the repayment of what was paid without a right."""

from __future__ import annotations

from shebao.core.arithmetic.formula import greater, lesser, whole
from shebao.core.rules import Count, Months, Yuan


def back_pay(monthly: Yuan, suspended_count: Months) -> Yuan:
    """恢复发放时补发的待遇。社会保险经办条例 第二十六条."""
    return monthly * suspended_count


def remaining(overpaid: Yuan, paid_at_signing: Yuan) -> Yuan:
    """签订协议时尚未退还的金额。社会保险经办条例 第四十六条."""
    return overpaid - paid_at_signing


def full_instalments(remaining: Yuan, instalment: Yuan) -> Count:
    """按期足额退还的期数。社会保险经办条例 第四十六条."""
    return whole(remaining / instalment)


def last_instalment(remaining: Yuan, instalment: Yuan, full_instalments: Count) -> Yuan:
    """最后一期退还的金额（正好分完的为零）。社会保险经办条例 第四十六条."""
    return remaining - instalment * full_instalments


def set_off(monthly_benefit: Yuan, living_minimum: Yuan, remaining: Yuan) -> Yuan:
    """从当月待遇中抵扣的金额（保留基本生活）。社会保险经办条例 第四十六条.

    Confidence: medium
    """
    return lesser(greater(monthly_benefit - living_minimum, 0), remaining)


def overpaid_by_months(monthly: Yuan, overpaid_months: Months) -> Yuan:
    """多发月份的待遇合计。社会保险法 第八十八条."""
    return monthly * whole(overpaid_months)
