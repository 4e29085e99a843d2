"""Rules of a flexible worker's month: a base of one's own choice, one rate, eight points of it to the account."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, yuan
from shebao.core.rules import Ratio, Yuan


def contribution_base(reference_wage: Yuan, chosen_base_ratio: Ratio) -> Yuan:
    """灵活就业人员缴费基数（60%至300%之间自选）。国办发〔2019〕13号."""
    return yuan(reference_wage * chosen_base_ratio)


def total(contribution_base: Yuan, rate_total: Ratio) -> Yuan:
    """灵活就业人员缴费。国发〔2005〕38号."""
    return fen(contribution_base * rate_total)


def account_credit(contribution_base: Yuan, rate_account: Ratio) -> Yuan:
    """记入个人账户。国发〔2005〕38号."""
    return fen(contribution_base * rate_account)


def pooled(total: Yuan, account_credit: Yuan) -> Yuan:
    """进入统筹基金。国发〔2005〕38号."""
    return total - account_credit
