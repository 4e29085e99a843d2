"""What the pension fund pays of a public institution's award, divided as the books divide it."""

from __future__ import annotations

from shebao.core.arithmetic.exact import number
from shebao.core.arithmetic.formula import fen, greater, lesser
from shebao.core.policy.ask import Ask
from shebao.core.policy.public_institution.calculations import public_institution_pension
from shebao.core.rules import RuleSet, Yuan


def not_released(basic_pension: Yuan, account_pension: Yuan, transitional_pension: Yuan, basic_pension_part: Yuan) -> Yuan:
    """新办法中尚未兑现的部分。人社部发〔2015〕28号.

    Confidence: unverified
    """
    return greater(basic_pension + account_pension + transitional_pension - basic_pension_part, 0)


def transitional_paid(transitional_pension: Yuan, not_released: Yuan) -> Yuan:
    """实发过渡性养老金（未兑现部分先从过渡性养老金中减，明细划分办法未取得）。人社部发〔2015〕28号；财会〔2017〕28号.

    Confidence: unverified
    """
    return transitional_pension - lesser(transitional_pension, not_released)


def basic_paid(basic_pension: Yuan, transitional_pension: Yuan, not_released: Yuan) -> Yuan:
    """实发基础养老金（过渡性养老金不够减的，再从基础养老金中减，明细划分办法未取得）。人社部发〔2015〕28号；财会〔2017〕28号.

    Confidence: unverified
    """
    return basic_pension - greater(not_released - transitional_pension, 0)


def top_up(basic_pension: Yuan, account_pension: Yuan, transitional_pension: Yuan, basic_pension_part: Yuan) -> Yuan:
    """补差资金（老办法高于新办法的部分）。人社部发〔2015〕28号；财会〔2017〕28号.

    Confidence: medium
    """
    return greater(basic_pension_part - basic_pension - account_pension - transitional_pension, 0)


def total(basic_paid: Yuan, account_pension: Yuan, transitional_paid: Yuan, top_up: Yuan) -> Yuan:
    """基本养老保险基金每月支付。人社部发〔2015〕28号."""
    return fen(basic_paid + account_pension + transitional_paid + top_up)


AWARD = RuleSet.of(not_released, transitional_paid, basic_paid, top_up, total)


def public_institution_award(ask: Ask) -> None:
    """机关事业单位养老待遇核定（基金支付部分按会计明细划分）。国发〔2015〕2号；人社部发〔2015〕28号；财会〔2017〕28号."""
    public_institution_pension(ask)
    for name in ("basic_pension", "account_pension", "transitional_pension", "basic_pension_part"):
        ask.values[name] = number(ask.values[name].fraction)
    ask.run(AWARD, "total")


CALCULATIONS = (public_institution_award,)
