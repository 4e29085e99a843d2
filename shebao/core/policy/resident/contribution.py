"""Rules of a resident's yearly contribution: the chosen tier, what government pays in, and what reaches the account."""

from __future__ import annotations

from shebao.core.arithmetic.formula import lesser, step, where
from shebao.core.rules import Table, Truth, Yuan


def government_paid(tier: Yuan, poor_contribution: Yuan, poor: Truth) -> Yuan:
    """财政代缴（低保、特困、返贫致贫、重度残疾等人员）。人社部发〔2017〕59号；人社部发〔2021〕64号.

    Confidence: medium
    """
    return where(poor, lesser(poor_contribution, tier), 0)


def own_payment(tier: Yuan, government_paid: Yuan) -> Yuan:
    """个人缴费。国发〔2014〕8号 第四条."""
    return tier - government_paid


def subsidy(tier: Yuan, subsidy_steps: Table, arrears: Truth) -> Yuan:
    """政府缴费补贴（补缴以前年度的不补贴）。国发〔2014〕8号 第四条."""
    return where(arrears, 0, step(tier, subsidy_steps))


def account_credit(own_payment: Yuan, government_paid: Yuan, subsidy: Yuan, collective: Yuan) -> Yuan:
    """记入个人账户（个人缴费、代缴、集体补助和政府补贴全部记入）。国发〔2014〕8号 第五条."""
    return own_payment + government_paid + subsidy + collective
