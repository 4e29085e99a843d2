"""Rules of the difference due when a year's limits are published after contributions were made with the old ones."""

from __future__ import annotations

from shebao.core.arithmetic.formula import clamp, fen, rounded
from shebao.core.rules import Ratio, Text, Yuan


def old_floor(old_reference_wage: Yuan, floor_ratio: Ratio, base_limit_rounding: Text) -> Yuan:
    """原缴费基数下限。国办发〔2019〕13号."""
    return rounded(old_reference_wage * floor_ratio, base_limit_rounding)


def old_cap(old_reference_wage: Yuan, cap_ratio: Ratio, base_limit_rounding: Text) -> Yuan:
    """原缴费基数上限。国办发〔2019〕13号."""
    return rounded(old_reference_wage * cap_ratio, base_limit_rounding)


def old_base(reported_wage: Yuan, old_floor: Yuan, old_cap: Yuan) -> Yuan:
    """原缴费基数（按旧上下限）。国办发〔2019〕13号."""
    return clamp(reported_wage, old_floor, old_cap)


def unit_difference(unit_amount: Yuan, old_base: Yuan, unit_rate: Ratio) -> Yuan:
    """单位应补缴的差额（负数应退）。各省缴费基数上下限通知.

    Confidence: medium
    """
    return unit_amount - fen(old_base * unit_rate)


def person_difference(person_amount: Yuan, old_base: Yuan, person_rate: Ratio) -> Yuan:
    """个人应补缴的差额（负数应退）。各省缴费基数上下限通知.

    Confidence: medium
    """
    return person_amount - fen(old_base * person_rate)
