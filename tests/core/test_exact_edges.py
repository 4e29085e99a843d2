"""At the edges of 64 bits, at equality and at the ends of a bound, an exact quantity still says exactly what it is."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import I64, BoundError, Q, column, exact, fen_column, number
from shebao.core.arithmetic.formula import Lookup, greater, lesser, where, yuan

HALF = 2**62


def listed(q: Q) -> list[int]:
    return q.num.tolist()  # type: ignore[union-attr]


def test_a_column_may_fill_64_bits_to_the_last_unit_and_not_one_more() -> None:
    rows = np.array([0])

    assert Q(rows, 1, -I64, I64).hi == I64
    with pytest.raises(BoundError):
        Q(rows, 1, 0, I64 + 1)
    with pytest.raises(BoundError):
        Q(rows, 1, -I64 - 1, 0)
    assert (column([0], -HALF, 0) + column([0], -HALF + 1, 0)).lo == -I64
    assert (column([0], -HALF, 0) - column([0], 0, HALF - 1)).lo == -I64
    with pytest.raises(BoundError):
        column([0], -HALF, 0) + column([0], -HALF, 0)


def test_signs_come_out_as_in_arithmetic_on_columns_and_on_numbers() -> None:
    x, y = column([1, -2], -9, 9), column([5, 3], -9, 9)

    assert listed(-x) == [-1, 2]
    assert listed(x - y) == [-4, -5]
    assert listed(5 - x) == [4, 7]
    assert (number(5) - number(3)).fraction == 2
    assert (7 - number(3)).fraction == 4
    assert (-number(3)).fraction == -3


def test_only_constants_make_a_constant() -> None:
    one, data = exact(1), number(2)

    for made in (one + data, data + one, one - data, data - one, one * data, data * one):
        assert not made.static
    for made in (one + 3, one - 3, exact(2) * 3, -one, exact("0.55").round(1)):
        assert made.static


def test_a_constant_shortens_the_denominator_whichever_side_it_stands_on() -> None:
    x = fen_column([300, 150])

    assert (x * 2).den == (exact(2) * x).den == 50
    assert listed(exact(2) * x) == listed(x * 2) == [300, 150]
    assert (exact("0.5") * exact(2)).den == 1
    assert (fen_column([1]) + column([1], 0, 1, 1)).den == 100


def test_comparisons_decide_at_equality() -> None:
    x = column([4, 5, 6], 0, 9)

    assert (x > 5).tolist() == [False, False, True]
    assert (x >= 5).tolist() == [False, True, True]
    assert (x < 5).tolist() == [True, False, False]
    assert (x <= 5).tolist() == [True, True, False]
    assert (x == 5).tolist() == [False, True, False]
    assert (x != 5).tolist() == [True, False, True]
    assert (number(5) == 5) is True
    assert (number(5) != 5) is False
    assert (number(5) != "5.1") is True
    assert (number(5) == object()) is False
    assert (number(5) != object()) is True


def test_the_proven_bounds_follow_every_operation() -> None:
    x = column([7], -10, 10)

    assert (x.round(2).lo, x.round(2).hi) == (-1000, 1000)
    free = (x / column([2], 1, 4)).round(2)
    assert (free.lo, free.hi, listed(free)) == (-1000, 1000, [350])
    positive = (column([7], 4, 10) / column([2], 2, 4)).round(2)
    assert (positive.lo, positive.hi) == (100, 500)
    assert (lesser(column([4], 0, 8), column([4], 3, 5)).lo, lesser(column([4], 0, 8), column([4], 3, 5)).hi) == (0, 5)
    assert (greater(column([4], 0, 8), column([4], 3, 5)).lo, greater(column([4], 0, 8), column([4], 3, 5)).hi) == (3, 8)
    assert (where(True, 1, 2).lo, where(True, 1, 2).hi) == (1, 2)


def test_bounds_are_added_and_subtracted_with_their_own_signs() -> None:
    low, high = column([-HALF], -HALF, -HALF), column([HALF], HALF, HALF)

    assert listed(low + column([HALF + 5], HALF + 5, HALF + 5)) == [5]
    assert listed(high + column([-HALF - 5], -HALF - 5, -HALF - 5)) == [-5]
    assert listed(low - column([-HALF - 5], -HALF - 5, -HALF - 5)) == [5]
    assert listed(high - column([HALF + 5], HALF + 5, HALF + 5)) == [-5]


def test_what_is_shortened_first_fits_where_the_long_way_would_not() -> None:
    low, high = column([-(10**18)], -(10**17), 0, 1), column([10**18], 0, 10**17, 1)

    assert listed(low * 5) == [-(10**18)]
    assert listed(high * 5) == [10**18]
    assert (high * 5).den == 2


@pytest.mark.parametrize("edges", [(1, 0, 5), (-1, -5, -1)], ids=["above", "below"])
def test_a_factor_that_is_no_64_bit_number_is_refused_by_the_bound(edges: tuple[int, int, int]) -> None:
    value, lo, hi = edges
    x = column([value], lo, hi)

    for wrong in (
        lambda: x * 2**64,
        lambda: x * -(2**64),
        lambda: x >= Fraction(1, 10**30),
        lambda: x.scaled(30),
        lambda: x.round(30),
        lambda: (x / column([1], 1, 2)).round(30),
    ):
        with pytest.raises(BoundError):
            wrong()


def test_a_rounding_keeps_room_for_its_half() -> None:
    nearly = 2**63 - 2

    for x in (column([0], -nearly, 0), column([0], 0, nearly)):
        with pytest.raises(BoundError):
            (x / 7).round(0)
        with pytest.raises(BoundError):
            (x / column([1], 1, 10)).round(0)
    with pytest.raises(BoundError):
        column([0], -HALF, 0).scaled(2)


def test_a_limit_between_two_units_is_the_next_unit_inside() -> None:
    assert listed(fen_column([33, 50]).within("0.325", "0.505")) == [33, 50]
    with pytest.raises(Refused, match="第 2 行"):
        fen_column([10, 60]).within(0, "0.5")
    with pytest.raises(Refused, match="第 1 行"):
        fen_column([32, 50]).within("0.325", 1)
    with pytest.raises(Refused):
        column([0], 1, 5)


def test_what_is_proven_already_is_not_checked_again() -> None:
    x = column([1, 2], 0, 5)

    assert x.within(0, 5) is x
    assert x.within(-1, 6) is x
    assert (x.within(1, 2).lo, x.within(1, 2).hi) == (1, 2)
    with pytest.raises(AssertionError):
        number(1).within(column([1], 0, 1), 5)
    with pytest.raises(AssertionError):
        number(1).within(0, column([5], 0, 5))


def test_unsigned_numbers_are_taken_as_far_as_64_bits_go() -> None:
    assert listed(column(np.array([I64], dtype=np.uint64), 0, I64)) == [I64]
    with pytest.raises(BoundError):
        column(np.array([0, 2**64 - 1], dtype=np.uint64), 0, 9)


def test_an_int64_array_becomes_a_column_without_a_copy() -> None:
    array = np.arange(5)

    assert np.shares_memory(column(array, 0, 9).num, array)


def test_an_amount_may_reach_a_thousand_million_yuan() -> None:
    assert fen_column([10**11]).hi == 10**11
    with pytest.raises(Refused):
        fen_column([10**11 + 1])


def test_text_rounds_half_up_and_gives_up_decimals_after_the_twelfth() -> None:
    assert number("0.005").text(2) == "0.01"
    assert number("0.000000000001").text() == "0.000000000001"
    assert number("0.0000000000001").text() == "1/10000000000000"
    assert yuan(number("0.5")).text() == "1"


def test_a_table_without_gaps_is_known_to_have_none() -> None:
    assert Lookup({60_000: 1, 60_001: 2}).gaps is None
    assert Lookup({1: 1, 3: 2}).gaps is not None


def test_constants_wait_aside_until_the_numbers_are_read() -> None:
    x = fen_column([300, 150], 0, 1000)

    made = x * "0.0262" * 12 / 12

    assert made.stored is x.stored, "no pass over the memory yet"
    assert (made.times, made.den) == (131, 500_000)
    assert listed(made) == [39_300, 19_650]
    assert listed((-made).holding((-made).stored[1:2])) == [-19_650]
    assert listed(made.within(0, 1)) == listed(made)
    assert listed(made.round(6)) == [78_600, 39_300]
    assert (x * 12).scaled(2).tolist() == [3600, 1800]
    assert listed(number(made)) == listed(made)
    assert listed(x / -3) == [-300, -150]
    assert [listed((x * k / 7).round(2)) for k in (1, 2, 3)] == [[43, 21], [86, 43], [129, 64]]
    assert listed(made * made) == [39_300**2, 19_650**2]


def test_a_constant_that_waits_is_bounded_like_one_that_does_not() -> None:
    x = column([1], -(2**40), 2**40)

    assert (x * 2**22).hi == 2**62
    for too_much in (2**23, -(2**23)):
        with pytest.raises(BoundError):
            x * too_much
    with pytest.raises(BoundError):
        (x * 2**22 + x * 2**22) + x
    with pytest.raises(BoundError):
        (x * 2**20).scaled(2)
    with pytest.raises(BoundError):
        (x * 2**20).round(2) * x


def test_no_operation_writes_into_a_column_somebody_else_holds() -> None:
    held, others = np.array([700, 1_000, 350]), np.array([3, 7, 9])
    x, y = fen_column(held), column(others, 1, 9)
    tripled = x * 3

    for _ in range(2):
        assert listed(tripled + x) == listed(x + tripled) == [2800, 4000, 1400]
        assert listed(tripled - x) == [1400, 2000, 700]
        assert listed(x - tripled) == [-1400, -2000, -700]
        assert listed(tripled + tripled) == [4200, 6000, 2100]
        assert listed((tripled / 7).round(2)) == [300, 429, 150]
        assert listed((x / y).round(2)) == [233, 143, 39]
        assert listed((x / y).round_down(2)) == [233, 142, 38]
        assert listed((tripled / y).round_up(2)) == [700, 429, 117]
        assert listed((x / 1).round_down(0)) == [7, 10, 3]
        assert listed(where(x > 5, tripled, x)) == [2100, 3000, 350]
    assert held.tolist() == [700, 1_000, 350]
    assert others.tolist() == [3, 7, 9]


CHAIN = st.lists(
    st.tuples(
        st.sampled_from(["×", "÷", "+", "-", "+ itself", "- itself", "neg", "round", "up", "down", "where"]),
        st.fractions(-9, 9, max_denominator=60).filter(bool),
    ),
    max_size=7,
)


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=5), CHAIN)
def test_any_chain_of_operations_gives_a_column_what_it_gives_each_number(values: list[int], chain: list[tuple[str, Fraction]]) -> None:
    def through(x: Q) -> Q:
        start = x
        for name, k in chain:
            if name == "×":
                x = x * k
            elif name == "÷":
                x = x / k
            elif name in "+-":
                x = x + k if name == "+" else x - k
            elif name.endswith("itself"):
                x = x + start if name[0] == "+" else start - x
            elif name == "neg":
                x = -x
            elif name == "where":
                x = where(x > k, x, k)
            else:
                x = {"round": x.round, "up": x.round_up, "down": x.round_down}[name](2)
        return x

    try:
        made = through(fen_column(values, -(10**5), 10**5))
    except BoundError:
        return
    expected = [through(number(Fraction(value, 100))).fraction for value in values]
    assert [Fraction(num, made.den) for num in listed(made)] == expected
    assert all(made.lo <= num <= made.hi for num in listed(made))


def test_one_below_nothing_is_negative_and_rounds_like_any_other_negative() -> None:
    x, d = column([-1, 0, 5], -1, 9), column([2, 2, 2], 1, 30)

    assert listed((x / 2).round(0)) == [-1, 0, 3]
    assert listed((x / d).round(0)) == [-1, 0, 3]
    assert listed((x / d).round_down(0)) == [0, 0, 2]
    assert listed((x / d).round_up(0)) == [-1, 0, 3]
