"""Exact arithmetic of printed figures in whole numbers: each figure is a middle and half of its last printed step, and nothing is a float."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.numbers import Number

ONE = 2 * 10**10
"""How many of our units make one yuan, one person, one per cent; half of the finest printed step is still a whole number."""


PRODUCTS = {"product": 1, "share": 100, "months": 12}
"""What a product is divided by: nothing, a hundred for a percentage, twelve for a year's amount that lasts some months."""


MIXED = ("mixed growth", "mixed rate")
"""Rates of a total from those of its parts: (total, part, its rate, part, its rate …), with the signs of total's and parts' rates."""


class Point(NamedTuple):
    """A printed figure: the middle and the half step of what it can stand for, in units of 1/ONE."""

    middle: int
    half: int


NOUGHT = Point(0, 0)


def point(number: Number) -> Point:
    """The figure in whole units; decimals beyond the tenth are cut."""
    return Point(int(number.value * ONE), int(number.ulp * ONE) // 2)


def sum_agreement(result: Point, terms: Sequence[Point], signs: Sequence[int]) -> Agreement:
    """Whether the terms add up to the result: within rounding, only if something was cut off, or not."""
    middle = sum(sign * term.middle for sign, term in zip(signs, terms, strict=True))
    return gap_agreement(result, middle, terms, signs)


def gap_agreement(result: Point, middle: int, terms: Sequence[Point], signs: Sequence[int]) -> Agreement:
    """The same for a sum that is known already. Errors of many parts seldom all point one way, so the reach of rounding is kept narrow."""
    gap = middle - result.middle
    if not gap:
        return Agreement.EQUAL
    every = sum(term.half for term in terms)
    widest = max(term.half for term in terms)
    reach = min(every, 2 * widest + widest * len(terms) // 6)
    if abs(gap) <= reach + result.half:
        return Agreement.EQUAL
    up = result.half > widest and middle + reach >= result.middle and middle - reach <= result.middle + 2 * result.half
    parts_cut = widest > result.half and all(sign > 0 for sign in signs) and -gap <= 2 * reach + result.half and gap <= result.half
    return Agreement.CUT if (up or parts_cut) and abs(gap) <= 2 * reach + 2 * result.half else Agreement.DIFFERENT


def quotient_agreement(shape: str, result: Point, a: Point, b: Point) -> Agreement | None:
    """Whether a rate fits its two amounts; None where the divisor is not positive."""
    part, whole, scale = _fraction(shape, a, b)
    whole_low, whole_high = whole
    if whole_low <= 0:
        return None
    low, high = (scale * ONE * value for value in part)
    lower = whole_high if low >= 0 else whole_low
    upper = whole_low if high >= 0 else whole_high
    floor, ceiling = result.middle - result.half, result.middle + result.half
    if low <= ceiling * lower and high >= floor * upper:
        return Agreement.EQUAL
    if result.half and low <= (result.middle + 2 * result.half) * lower and high >= result.middle * upper:
        return Agreement.CUT
    return Agreement.DIFFERENT


def _fraction(shape: str, a: Point, b: Point) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Numerator and denominator as intervals, and the scale."""
    first = (a.middle - a.half, a.middle + a.half)
    second = (b.middle - b.half, b.middle + b.half)
    if shape in ("growth", "fall"):
        difference = (first[0] - second[1], first[1] - second[0])
        return difference if shape == "growth" else (-difference[1], -difference[0]), second, 100
    if shape == "rise of":
        return first, (second[0] - first[1], second[1] - first[0]), 100
    if shape == "fall of":
        return first, (second[0] + first[0], second[1] + first[1]), 100
    if shape == "above":
        return first, (first[0] - second[1], first[1] - second[0]), 100
    return first, second, {"ratio": 100, "permille": 1000, "quotient": 1}[shape]


def product_agreement(result: Point, a: Point, b: Point, divisor: int) -> Agreement:
    """Whether a × b ÷ divisor is the result; figures are not negative here."""
    low, high = (a.middle - a.half) * (b.middle - b.half), (a.middle + a.half) * (b.middle + b.half)
    floor, ceiling = (result.middle - result.half) * ONE * divisor, (result.middle + result.half) * ONE * divisor
    return Agreement.EQUAL if low <= ceiling and high >= floor else Agreement.DIFFERENT


def _bases(shape: str, amount: Point, rate: Point, sign: int) -> tuple[Fraction, Fraction] | None:
    """Least and greatest base of an amount that has such a rate; None where the rate leaves none."""
    shift = 100 * ONE if shape == "mixed growth" else 0
    low, high = sorted((shift + sign * (rate.middle - rate.half), shift + sign * (rate.middle + rate.half)))
    if low <= 0:
        return None
    return Fraction(100 * ONE * (amount.middle - amount.half), high), Fraction(100 * ONE * (amount.middle + amount.half), low)


def mixed_agreement(shape: str, signs: Sequence[int], result: Point, inputs: Sequence[Point]) -> Agreement | None:
    """Whether the base that the total's rate gives is the sum of the bases that the parts' rates give."""
    whole = _bases(shape, inputs[0], result, signs[0])
    parts = [_bases(shape, inputs[i], inputs[i + 1], signs[(i + 1) // 2]) for i in range(1, len(inputs), 2)]
    if whole is None or any(part is None for part in parts):
        return None
    low = sum((part[0] for part in parts if part is not None), Fraction(0))
    high = sum((part[1] for part in parts if part is not None), Fraction(0))
    return Agreement.EQUAL if low <= whole[1] and high >= whole[0] else Agreement.DIFFERENT


def _mixed_value(shape: str, signs: Sequence[int], values: Sequence[Fraction]) -> Fraction | None:
    shift = 100 if shape == "mixed growth" else 0
    factors = [shift + signs[(i + 1) // 2] * values[i + 1] for i in range(1, len(values), 2)]
    if any(factor <= 0 for factor in factors):
        return None
    base = sum((100 * values[i] / factor for i, factor in zip(range(1, len(values), 2), factors, strict=True)), Fraction(0))
    return signs[0] * (100 * values[0] / base - shift) if base else None


def agreement(shape: str, signs: Sequence[int], result: Point, inputs: Sequence[Point]) -> Agreement | None:
    """How a result stands to its formula."""
    if shape == "sum":
        return sum_agreement(result, inputs, signs)
    if shape == "same":
        return sum_agreement(result, inputs, (1,))
    if shape in MIXED:
        return mixed_agreement(shape, signs, result, inputs)
    if shape in PRODUCTS:
        return product_agreement(result, inputs[0], inputs[1], PRODUCTS[shape])
    return quotient_agreement(shape, result, inputs[0], inputs[1])


def value(shape: str, signs: Sequence[int], values: Sequence[Fraction]) -> Fraction | None:
    """The exact value of a formula of exact figures; None where a divisor is zero."""
    if shape == "sum":
        return sum((sign * term for sign, term in zip(signs, values, strict=True)), Fraction(0))
    if shape == "same":
        return values[0]
    if shape in MIXED:
        return _mixed_value(shape, signs, values)
    if shape in PRODUCTS:
        return values[0] * values[1] / PRODUCTS[shape]
    a, b = values
    part, whole = {"growth": (a - b, b), "fall": (b - a, b), "rise of": (a, b - a), "fall of": (a, b + a), "above": (a, a - b)}.get(
        shape, (a, b)
    )
    scale = {"quotient": 1, "permille": 1000}.get(shape, 100)
    return scale * part / whole if whole else None
