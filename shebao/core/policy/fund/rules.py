"""Rules of the fund: the surplus of a month, and the central adjustment fund of 2018 to 2021."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen
from shebao.core.rules import Persons, Ratio, Yuan


def surplus(income_total: Yuan, expenditure_total: Yuan) -> Yuan:
    """当期结余。财社〔2017〕144号."""
    return income_total - expenditure_total


def paid_up(avg_wage_annual: Yuan, adjustment_wage_share: Ratio, insured_due: Persons, ratio: Ratio) -> Yuan:
    """上解中央调剂基金（平均工资的百分之九十 × 在职应参保人数 × 上解比例）。国发〔2018〕18号."""
    return fen(avg_wage_annual * adjustment_wage_share * insured_due * ratio)


def per_capita_grant(national_pool: Yuan, national_retirees: Persons) -> Yuan:
    """人均拨付额。国发〔2018〕18号."""
    return fen(national_pool / national_retirees)


def received(retirees: Persons, per_capita_grant: Yuan) -> Yuan:
    """拨付的中央调剂基金。国发〔2018〕18号."""
    return fen(per_capita_grant * retirees)
