"""Rules of what an employer and a worker pay a month: pension, annuity and unemployment, each to the fen."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen
from shebao.core.rules import Ratio, Yuan


def unit_amount(contribution_base: Yuan, unit_rate: Ratio) -> Yuan:
    """单位缴费。社会保险法 第十二条、第四十四条；国办发〔2019〕13号."""
    return fen(contribution_base * unit_rate)


def person_amount(contribution_base: Yuan, person_rate: Ratio) -> Yuan:
    """个人缴费。社会保险法 第十二条、第四十四条；国发〔2005〕38号."""
    return fen(contribution_base * person_rate)


def account_credit(contribution_base: Yuan, account_rate: Ratio) -> Yuan:
    """记入个人账户。国发〔1997〕26号；国发〔2005〕38号."""
    return fen(contribution_base * account_rate)


def unit_pension(contribution_base: Yuan, unit_pension_rate: Ratio) -> Yuan:
    """机关事业单位基本养老保险单位缴费。国发〔2015〕2号；国办发〔2019〕13号."""
    return fen(contribution_base * unit_pension_rate)


def person_pension(contribution_base: Yuan, person_pension_rate: Ratio) -> Yuan:
    """机关事业单位基本养老保险个人缴费。国发〔2015〕2号."""
    return fen(contribution_base * person_pension_rate)


def unit_annuity(contribution_base: Yuan, unit_annuity_rate: Ratio) -> Yuan:
    """职业年金单位缴费。国办发〔2015〕18号."""
    return fen(contribution_base * unit_annuity_rate)


def person_annuity(contribution_base: Yuan, person_annuity_rate: Ratio) -> Yuan:
    """职业年金个人缴费。国办发〔2015〕18号."""
    return fen(contribution_base * person_annuity_rate)
