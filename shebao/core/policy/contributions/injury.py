"""Rules of the work-injury contribution: benchmark by class of industry, floated, and temporarily lowered."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen
from shebao.core.rules import Ratio, Yuan


def project_amount(contract_price: Yuan, project_rate: Ratio) -> Yuan:
    """工程建设项目工伤保险缴费（按合同造价）。社会保险法 第三十四条；各地项目参保办法.

    Confidence: low
    """
    return fen(contract_price * project_rate)


def effective_rate(benchmark_rate: Ratio, float_factor: Ratio, temporary_factor: Ratio) -> Ratio:
    """工伤保险实际费率。人社部发〔2015〕71号；人社部发〔2018〕25号."""
    return benchmark_rate * float_factor * temporary_factor


def amount(payroll: Yuan, effective_rate: Ratio) -> Yuan:
    """工伤保险单位缴费（个人不缴费）。社会保险法 第三十三条、第三十五条."""
    return fen(payroll * effective_rate)
