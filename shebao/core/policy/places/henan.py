"""Henan's own unemployment item: what a dead claimant's family receives counts its dependants, up to a limit."""

from __future__ import annotations

from shebao.core.arithmetic.formula import lesser
from shebao.core.rules import Months, Persons, Yuan


def pension(monthly: Yuan, dependants: Persons, claimant_pension_months: Months, claimant_pension_month_cap: Months) -> Yuan:
    """领取期间死亡的抚恤金（按供养人数，每人若干个月失业保险金，封顶）。河南省失业保险条例 第二十六条.

    Clause: 有供养配偶、直系亲属的，按每供养一人发给五个月，最多发给不超过失业人员本人生前十五个月失业保险金标准的抚恤金。
    """
    return monthly * lesser(dependants * claimant_pension_months, claimant_pension_month_cap)


RULES = {"unemployment_amount": (pension,)}
