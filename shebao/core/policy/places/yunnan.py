"""Yunnan's own employee item: the supplement for parents of an only child, on top of the pension."""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen
from shebao.core.rules import Ratio, Yuan


def one_child_supplement(one_child_average_pension: Yuan, one_child_ratio: Ratio) -> Yuan:
    """独生子女父母退休加发（上年全省平均养老金的5%，持证者）。云劳社〔2002〕76号.

    Confidence: medium
    """
    return fen(one_child_average_pension * one_child_ratio)


def grand_total(total: Yuan, one_child_supplement: Yuan) -> Yuan:
    """合计（含独生子女父母加发）。云劳社〔2002〕76号.

    Confidence: medium
    """
    return total + one_child_supplement


RULES = {"employee_pension": (one_child_supplement, grand_total)}
