"""What a temporary account moves instead of the pooled twelve per cent: all that the employer paid, no less than that."""

from __future__ import annotations

from shebao.core.arithmetic.formula import where
from shebao.core.rules import Truth, Yuan


def pooled(unit_paid: Yuan, same_province: Truth) -> Yuan:
    """归集的单位缴费（临时账户按实际比例，低于百分之十二的按百分之十二；省内不转资金）。人社部发〔2009〕187号."""
    return where(same_province, 0, unit_paid)
