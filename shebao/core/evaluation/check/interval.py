"""Arithmetic of printed figures: a figure printed with decimals stands for an interval, and a total may be rounded or cut off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

HALF = Fraction(1, 2)


class Agreement(Enum):
    """How a printed figure and a computed one stand to each other."""

    EQUAL = "equal"  # within rounding
    CUT = "cut"  # only if the printed figure was cut off instead of rounded
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a printed figure can stand for; both ends belong to it."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def ratio(self, other: Interval, scale: int = 1) -> Interval | None:
        """self ÷ other × scale for a divisor that cannot be zero; None where it can."""
        if other.low <= 0 <= other.high:
            return None
        corners = [scale * a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))


def rounded(value: Fraction, ulp: Fraction) -> Interval:
    """The values that round to `value` when printed in steps of `ulp` (0: exact)."""
    return Interval(value - ulp * HALF, value + ulp * HALF)


def cut(value: Fraction, ulp: Fraction) -> Interval:
    """The values that are cut off to `value` when printed in steps of `ulp`."""
    return Interval(value, value + ulp) if value >= 0 else Interval(value - ulp, value)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    low = high = Fraction(0)
    for part in parts:
        low += part.low
        high += part.high
    return Interval(low, high)


def agree(printed: Fraction, ulp: Fraction, computed: Interval) -> Agreement:
    """Compares a printed figure with what the other figures give."""
    if rounded(printed, ulp).meets(computed):
        return Agreement.EQUAL
    if ulp and cut(printed, ulp).meets(computed):
        return Agreement.CUT
    return Agreement.DIFFERENT


def plain(value: Fraction, places: int = 6) -> str:
    """A fraction as a decimal text, half up at `places`, without idle zeros."""
    scaled = value * 10**places
    digits = abs(scaled.numerator) * 2 // scaled.denominator
    whole = (digits + 1) // 2
    sign = "-" if value < 0 and whole else ""
    text = f"{whole // 10**places}.{whole % 10**places:0{places}d}".rstrip("0").rstrip(".")
    return sign + text
