"""Rules of the divisor (计发月数): the legal table of whole ages, and the months between by straight line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from shebao.core.arithmetic.exact import Number, number
from shebao.core.arithmetic.formula import Lookup, clamp, table
from shebao.core.rules import Divisor, Months, Table


def divisor(age_in_months: Months, divisor_table: Table) -> Divisor:
    """个人账户养老金计发月数（整岁查表，零头月份按直线内插，四舍五入到 0.1）。国发〔2005〕38号 附件.

    Confidence: medium
    """
    return table(clamp(age_in_months, 480, 840), divisor_table, "退休年龄（月）")


def monthly_table(content: Mapping[str, str]) -> Lookup:
    """Age in months → divisor, from the legal table of whole ages; 40 and below and 70 and above stay at its ends."""
    ages = sorted(int(age) for age in content)
    values = {age: Fraction(content[str(age)]) for age in ages}
    result: dict[int, Number] = {}
    for age in ages[:-1]:
        for month in range(12):
            between = values[age] + (values[age + 1] - values[age]) * Fraction(month, 12)
            result[age * 12 + month] = number(between).round(1)
    result[ages[-1] * 12] = number(values[ages[-1]])
    return Lookup(result)
