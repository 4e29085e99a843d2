"""What the family of a claimant receives where the place counts in months of the benefit, not of the area's wage."""

from __future__ import annotations

from shebao.core.rules import Months, Yuan


def funeral(monthly: Yuan, claimant_funeral_months: Months) -> Yuan:
    """领取期间死亡的丧葬补助金（按失业保险金的月数）。失业保险条例 第二十条；地方规定.

    Clause: 失业人员在领取失业保险金期间死亡的，一次性发给六个月失业保险金标准的丧葬补助金。
    """
    return monthly * claimant_funeral_months


def pension(monthly: Yuan, claimant_pension_months: Months) -> Yuan:
    """领取期间死亡的抚恤金（按失业保险金的月数）。失业保险条例 第二十条；地方规定.

    Clause: 发给其供养的配偶、直系亲属十个月失业保险金标准的抚恤金。
    """
    return monthly * claimant_pension_months
