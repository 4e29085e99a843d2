"""Rules of the yearly adjustment of monthly injury benefits: what a place raises by grade and in proportion."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, table
from shebao.core.rules import Count, Ratio, Table, Yuan


def monthly_allowance(allowance_before: Yuan, grade: Count, allowance_raise: Table, allowance_raise_ratio: Ratio) -> Yuan:
    """调整后的伤残津贴（按等级定额加比例）。工伤保险条例 第四十条；地方调整文件."""
    return allowance_before + table(grade, allowance_raise, "伤残等级") + fen(allowance_before * allowance_raise_ratio)


def dependant_paid(dependant_before: Yuan, dependant_raise: Yuan, dependant_raise_ratio: Ratio) -> Yuan:
    """调整后的供养亲属抚恤金（定额加比例）。工伤保险条例 第四十条；地方调整文件."""
    return dependant_before + dependant_raise + fen(dependant_before * dependant_raise_ratio)
