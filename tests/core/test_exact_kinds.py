"""What an exact quantity hands out is a whole number of the right kind, also after a negative divisor or a shortened fraction."""

from __future__ import annotations

import numpy as np
import pytest

from shebao.core.arithmetic.exact import I64, BoundError, Q, column, fen_column, number


@pytest.mark.parametrize("divisor", [-1, -2, "-0.5", 2, "0.25"])
def test_a_negative_constant_divides_like_any_other(divisor: int | str) -> None:
    one, many = number(6) / divisor, column([6, -4], -9, 9) / divisor

    assert one.fraction == 6 / number(divisor).fraction
    assert [many.holding(many.stored[i : i + 1]).num.item() for i in (0, 1)] == [
        int(6 / number(divisor).fraction * many.den),
        int(-4 / number(divisor).fraction * many.den),
    ]


def test_the_constant_nothing_does_not_divide() -> None:
    with pytest.raises(ZeroDivisionError, match="constant 0"):
        number(6) / 0


def test_scaled_values_are_whole_numbers_of_64_bits_or_of_python() -> None:
    halves = fen_column([100, 300]) * "0.5"
    doubled = fen_column([100, 300]) * 2

    for q, fen in ((halves.round(2), [50, 150]), (doubled, [200, 600]), (column([1, 2], 0, 9), [100, 200])):
        made = q.scaled(2)
        assert made.dtype == np.int64
        assert made.tolist() == fen
    for one in (number(3), number("0.5"), number("0.01")):
        assert type(one.scaled(2)) is int
        assert type(one.fen) is int


def test_a_quotient_of_a_fraction_knows_how_large_it_can_be() -> None:
    sevenths = column([10, 1], 1, 10) / 7

    made = (sevenths / column([1, 5], 1, 5)).round(0)

    assert made.num.tolist() == [1, 0]
    assert (made.lo, made.hi) == (0, 1)


def test_a_product_that_is_shortened_may_fill_64_bits() -> None:
    quarters = Q(np.array([3], dtype=np.int64), 4, 0, I64)

    made = quarters * 2

    assert (made.den, made.hi) == (2, I64)
    assert made.num.tolist() == [3]
    with pytest.raises(BoundError):
        quarters * 8


@pytest.mark.parametrize(("lo", "hi"), [(-2 * I64, 1), (-1, 2 * I64)])
def test_a_bound_that_does_not_fit_is_told_by_its_larger_side(lo: int, hi: int) -> None:
    with pytest.raises(BoundError, match=r"bound 1\.84e\+19"):
        Q(np.array([0], dtype=np.int64), 1, lo, hi)
    with pytest.raises(BoundError, match=r"bound 1\.84e\+19"):
        column([0], 0, 1) * Q(0, 1, lo, hi)
