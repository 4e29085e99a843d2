"""What the survivors of somebody of a public institution are paid once, as the place's documents say: a grant and a funeral subsidy."""

from __future__ import annotations

from datetime import date

from shebao.core.arithmetic.formula import fen
from shebao.core.policy.ask import Ask
from shebao.core.rules import Count, Months, RuleSet, Yuan


def public_grant(urban_income: Yuan, public_grant_multiple: Count, monthly_base: Yuan, public_grant_months: Months) -> Yuan:
    """一次性抚恤金（上年度全国城镇居民人均可支配收入的倍数，加本人基本工资或基本离退休费的月数）。机关事业单位抚恤规定；当地文件.

    Confidence: unverified
    """
    return fen(urban_income * public_grant_multiple + monthly_base * public_grant_months)


def public_total(public_grant: Yuan, public_funeral: Yuan) -> Yuan:
    """抚恤金和丧葬补助金合计。机关事业单位抚恤规定；当地文件.

    Confidence: unverified
    """
    return public_grant + public_funeral


PUBLIC = RuleSet.of(public_grant, public_total)


def public_survivor_benefit(ask: Ask) -> None:
    """机关事业单位人员遗属一次性待遇。机关事业单位抚恤规定；当地文件."""
    died = ask.day("death_date", "死亡日期")
    ask.on = died
    ask.yuan("monthly_base", "本人基本工资或基本离退休费")
    ask.parameter("urban_income", on=date(died.year - 1, 12, 31))
    for key in ("public_grant_multiple", "public_grant_months", "public_funeral"):
        ask.parameter(key)
    ask.run(PUBLIC, "public_grant", "public_total")


CALCULATIONS = (public_survivor_benefit,)
