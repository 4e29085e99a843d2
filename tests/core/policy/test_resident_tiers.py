"""A tier is on the place's list, taken as one the place has added, or none there is; the sheet and the counter are told the same."""

from __future__ import annotations

from fractions import Fraction

import pytest

from shebao.core.policy.resident.tiers import standing

OFFERED = [Fraction(100), Fraction(300), Fraction(500)]


@pytest.mark.parametrize(
    ("tier", "own", "kept", "found"),
    [
        (100, True, None, "listed"),
        (500, False, None, "listed"),
        (50, True, 50, "listed"),
        (50, False, 50, "listed"),
        (50, True, None, "none"),
        (50, False, None, "none"),
        (101, False, None, "added"),
        (9000, False, None, "added"),
        (101, True, None, "none"),
        (9000, True, 50, "none"),
    ],
)
def test_a_tier_is_listed_added_or_none(tier: int, own: bool, kept: int | None, found: str) -> None:
    assert standing(Fraction(tier), OFFERED, own=own, kept=None if kept is None else Fraction(kept)) == found
