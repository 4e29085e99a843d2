"""A claim as it is decided: for how many months, how much a month, and the sheet of both together."""

from __future__ import annotations

from shebao.core.arithmetic.formula import lesser
from shebao.core.policy.ask import Ask
from shebao.core.policy.unemployment.calculations import unemployment_amount, unemployment_months
from shebao.core.rules import Months, RuleSet, Yuan

LONGEST = 24
"""Months of one claim together with those not used before, at most (社会保险法 第四十六条)."""


def months_decided(max_months: Months, months_by_hand: Months, unused_months: Months) -> Months:
    """核定的领取期限（当地办法没有收录的，照文件核定，不超过法定最长期限；合并前次未领的，最长二十四个月）。社会保险法 第四十六条."""
    return lesser(lesser(months_by_hand, max_months) + unused_months, LONGEST)


def total(monthly: Yuan) -> Yuan:
    """每月应发失业保险金。社会保险法 第四十七条."""
    return monthly


CLAIM = RuleSet.of(months_decided, total)


def unemployment_claim(ask: Ask) -> None:
    """失业保险待遇核定。社会保险法 第四十六条、第四十七条；失业保险条例 第十七条、第十八条."""
    unemployment_months(ask)
    if "months" not in ask.values:
        ask.count("months_by_hand", "照当地文件核定的月数", 1, 24, unit="Months")
        ask.run(CLAIM, "months_decided")
    unemployment_amount(ask)
    ask.run(CLAIM, "total")


CALCULATIONS = (unemployment_claim,)
