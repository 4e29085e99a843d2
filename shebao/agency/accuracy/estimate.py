"""What a stratified sample says of the whole: the estimated amount of error and its interval, in whole numbers and fractions.

The estimate is the sum over strata of size × mean error; its variance that of simple random sampling without replacement in each. Where
no error was found the interval's upper end is that of the rule of three: with 95 % confidence fewer than 3 in n payments are wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from shebao.base.money import Fen, half_up

Z = Fraction(196, 100)
"""Two-sided 95 %."""
PER = 1_000_000


class Stratum(NamedTuple):
    """A stratum: its payments, their sum, and the error of each payment that was looked at, in fen (0: none)."""

    lines: int
    amount_fen: Fen
    errors: tuple[Fen, ...]


class Estimate(NamedTuple):
    """An amount of error and its interval in fen, and all three as millionths of the whole."""

    fen: Fen
    low_fen: Fen
    high_fen: Fen
    rate: int
    low: int
    high: int
    found: int


def estimate(strata: Sequence[Stratum]) -> Estimate | None:
    """The error in the whole; None where nothing was looked at yet in a stratum that has payments."""
    strata = [one for one in strata if one.lines]
    if not strata or any(not one.errors for one in strata):
        return None
    whole = sum(one.amount_fen for one in strata)
    total, variance = Fraction(0), Fraction(0)
    for one in strata:
        seen, mean = len(one.errors), Fraction(sum(one.errors), len(one.errors))
        total += one.lines * mean
        if seen > 1 and seen < one.lines:
            spread = sum(((error - mean) ** 2 for error in one.errors), Fraction(0)) / (seen - 1)
            variance += one.lines**2 * (1 - Fraction(seen, one.lines)) * spread / seen
    half = Z * Fraction(isqrt(int(variance * 10_000)), 100)
    result = sum(error > 0 for one in strata for error in one.errors)
    complete = all(len(one.errors) == one.lines for one in strata)
    high = total + half if result or complete else Fraction(sum(min(_three(one), one.amount_fen) for one in strata))
    low = max(total - half, Fraction(0))
    parts = (total, low, min(high, Fraction(whole)))
    amounts = [half_up(part.numerator, part.denominator) for part in parts]
    rates = [half_up((part * PER).numerator, (part * PER).denominator * whole) for part in parts]
    return Estimate(amounts[0], amounts[1], amounts[2], rates[0], rates[1], rates[2], result)


def _three(one: Stratum) -> Fen:
    """Three in n of a stratum's amount: what may still be wrong though nothing was found."""
    return one.amount_fen * 3 // len(one.errors) if len(one.errors) < one.lines else 0
