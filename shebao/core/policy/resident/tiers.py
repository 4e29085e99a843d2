"""Which yearly tiers (缴费档次) a resident may choose: the one rule for a calculation sheet and for the counter of contributions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from shebao.base.dated import NATIONAL, Value

ADDED_NOTE = "国家统一档次之外，按地方增设的档次计算；地方档次未取得"
"""What a sheet and a preview say of a tier that is taken as one the place has added."""

Standing = Literal["listed", "added", "none"]


def is_own(row: Value) -> bool:
    """Whether the list in force is the place's or its province's own, not the nation's standing in for it."""
    return row.place != NATIONAL


def listed(row: Value) -> list[Fraction]:
    """The tiers of a list in force, in yuan, rising."""
    assert isinstance(row.value, tuple), "tiers are a list of amounts"
    return sorted(Fraction(str(amount)) for amount in row.value)


def standing(tier: Fraction, offered: Sequence[Fraction], *, own: bool, kept: Fraction | None = None) -> Standing:
    """Whether a tier is on the list, taken as one the place has added, or none there is; all in yuan.

    The nation's list is not the last word: a province may add tiers. Where the place's own list is not on file (`own`
    false), a tier from the nation's lowest upward is taken as such an addition. kept: the amount the government pays
    for a person of an assisted group, None for everybody else; it counts as a tier for that person alone.
    国发〔2014〕8号 第四条.
    """
    if tier in offered or tier == kept:
        return "listed"
    return "added" if not own and tier >= min(offered) else "none"
