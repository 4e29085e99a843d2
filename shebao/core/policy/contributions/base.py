"""Rules of the contribution base: a wage between the floor and the cap of the reference wage."""

from __future__ import annotations

from shebao.core.arithmetic.formula import clamp, rounded
from shebao.core.rules import Ratio, Text, Yuan


def base_floor(reference_wage: Yuan, floor_ratio: Ratio, base_limit_rounding: Text) -> Yuan:
    """缴费基数下限。国办发〔2019〕13号；国发〔1997〕26号."""
    return rounded(reference_wage * floor_ratio, base_limit_rounding)


def base_cap(reference_wage: Yuan, cap_ratio: Ratio, base_limit_rounding: Text) -> Yuan:
    """缴费基数上限。国办发〔2019〕13号；国发〔1997〕26号."""
    return rounded(reference_wage * cap_ratio, base_limit_rounding)


def contribution_base(reported_wage: Yuan, base_floor: Yuan, base_cap: Yuan) -> Yuan:
    """缴费基数（本人工资，保底封顶）。国办发〔2019〕13号."""
    return clamp(reported_wage, base_floor, base_cap)
