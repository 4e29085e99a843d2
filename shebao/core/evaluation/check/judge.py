"""Compares printed totals and ratios with what the other figures give, and says it in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from shebao.core.evaluation.check.interval import Agreement, agree, cut, total
from shebao.core.evaluation.check.numbers import Number


@dataclass(frozen=True, slots=True)
class Sum:
    """A total against its parts. exact: the sum of the parts as printed. gap: exact minus total. slack: how far rounding could carry."""

    agreement: Agreement
    exact: Fraction
    gap: Fraction
    slack: Fraction
    near: bool


def settled(numbers: Sequence[Number]) -> list[Number]:
    """The same figures; whole ones count as exact where others beside them are printed with decimals in the same unit."""
    fine = {number.measure for number in numbers if not number.whole}
    return [replace(number, ulp=Fraction(0)) if number.whole and number.measure in fine else number for number in numbers]


def judge_sum(printed: Number, parts: Sequence[Number]) -> Sum:
    """Whether the parts add up to the printed total within rounding, or only if something was cut off."""
    whole, *pieces = settled([printed, *parts])
    exact = sum((piece.value for piece in pieces), Fraction(0))
    computed = total(piece.rounded() for piece in pieces)
    agreement = agree(whole.value, whole.ulp, computed)
    if agreement is Agreement.DIFFERENT and whole.rounded().meets(total(cut(piece.value, piece.ulp) for piece in pieces)):
        agreement = Agreement.CUT
    slack = whole.ulp / 2 + sum((piece.ulp for piece in pieces), Fraction(0)) / 2
    near = agreement is Agreement.EQUAL and exact != whole.value and all(number.whole for number in (printed, *parts))
    return Sum(agreement, exact, exact - whole.value, slack, near)


def beginning_that_fits(printed: Number, parts: Sequence[Number]) -> int:
    """How many of the first parts add up to the total although all of them do not; 0 where no beginning does."""
    for count in range(len(parts) - 1, 1, -1):
        if judge_sum(printed, parts[:count]).agreement is Agreement.EQUAL:
            return count
    return 0


def judge_ratio(stated: Number, numerator: Number, denominator: Number, scale: int = 100) -> tuple[Agreement, Fraction] | None:
    """Whether numerator ÷ denominator × scale gives the stated figure; None where the divisor is zero or the figures are not exact."""
    if denominator.value == 0:
        return None
    quotient = numerator.rounded().ratio(denominator.rounded(), scale)
    exact = scale * numerator.value / denominator.value
    if quotient is None:
        return None
    return agree(stated.value, stated.ulp, quotient), exact


def formula(parts: Sequence[Number], printed: Number) -> str:
    """13万元 + 5万元 = 18万元, in the total's unit."""
    words = " + ".join(part.text if part.measure in part.text else f"{part.text}{part.measure}" for part in parts)
    return f"{words} = {printed.shown(sum((part.value for part in parts), Fraction(0)))}"


def tolerance(value: Fraction, printed: Number) -> str:
    """A tolerance in the printed unit."""
    return f"±{printed.shown(value)}" if value else "0（整数按精确值）"
