"""The layoff gate where a place counts by the better of two: people who left, or people who claim a benefit."""

from __future__ import annotations

from shebao.core.arithmetic.formula import either, greater
from shebao.core.rules import Persons, Ratio, Truth


def decrease(heads_before: Persons, heads_end: Persons) -> Persons:
    """参保减少人数。各地裁员率算法.

    Confidence: medium
    """
    return greater(heads_before - heads_end, 0)


def gate_open(laid_off: Persons, decrease: Persons, heads_before: Persons, layoff_limit: Ratio) -> Truth:
    """是否符合不裁员、少裁员条件（参保减少率和领金率有一项不高于上限）。各地裁员率算法.

    Confidence: medium
    """
    return either(laid_off <= heads_before * layoff_limit, decrease <= heads_before * layoff_limit)
