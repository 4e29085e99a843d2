"""Rules of the late fee on arrears, and of the 2020 relief."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, lesser
from shebao.core.rules import Days, Ratio, Truth, Yuan


def late_fee_uncapped(
    principal: Yuan, days_before_law: Days, daily_rate_before_law: Ratio, days_under_law: Days, daily_rate: Ratio
) -> Yuan:
    """滞纳金（按日加收；2011年7月1日前按旧标准）。社会保险法 第八十六条；社会保险费征缴暂行条例 第十三条."""
    return fen(principal * daily_rate_before_law * days_before_law + principal * daily_rate * days_under_law)


def late_fee(late_fee_uncapped: Yuan, principal: Yuan, late_fee_cap: Truth) -> Yuan:
    """应缴滞纳金（不超过本金）。行政强制法 第四十五条.

    Confidence: medium
    """
    return lesser(late_fee_uncapped, principal) if late_fee_cap else late_fee_uncapped


def full_unit(base: Yuan, unit_rate: Ratio) -> Yuan:
    """减免前单位缴费。国办发〔2019〕13号."""
    return fen(base * unit_rate)


def sme_unit(base: Yuan, unit_rate: Ratio, sme_share: Ratio) -> Yuan:
    """中小微企业减免后单位缴费。人社部发〔2020〕11号、49号."""
    return fen(base * unit_rate * sme_share)


def large_unit(base: Yuan, unit_rate: Ratio, large_share: Ratio) -> Yuan:
    """大型企业减免后单位缴费（减半后一次取到分）。人社部发〔2020〕11号."""
    # Half of 16 % is 8 %: rounding the full amount first would make half of it a fen more than the person's own 8 %.
    return fen(base * unit_rate * large_share)


def person(base: Yuan, person_rate: Ratio) -> Yuan:
    """个人缴费（不减免）。人社部发〔2020〕11号."""
    return fen(base * person_rate)
