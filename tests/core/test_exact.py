"""An exact quantity gives the same bits for one number and for a column, agrees with Fraction, and refuses what may overflow."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import BoundError, Q, column, exact, fen_column, number
from shebao.core.arithmetic.formula import (
    band,
    clamp,
    count,
    either,
    fen,
    fen_down,
    greater,
    jiao_up,
    lesser,
    no,
    percent,
    step,
    table,
    total,
    where,
    whole,
    whole_up,
    yuan,
)

FEN = st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=8)
PLACES = st.integers(0, 5)


def pair(values: list[int]) -> tuple[Q, list[Q]]:
    """The same values as a column and one by one."""
    return fen_column(values, -(10**6), 10**6), [number(Fraction(v, 100)) for v in values]


def round_half_away(value: Fraction, places: int) -> Fraction:
    scaled = abs(value) * 10**places
    whole_part = (scaled.numerator * 2 + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole_part if value >= 0 else -whole_part, 10**places)


def rows(q: Q) -> list[Fraction]:
    assert q.is_column
    return [Fraction(int(n), q.den) for n in q.num]  # type: ignore[union-attr]


@given(FEN, FEN, st.fractions(-3, 3, max_denominator=1000))
def test_sums_differences_and_products_are_exact(a: list[int], b: list[int], k: Fraction) -> None:
    size = min(len(a), len(b))
    x, xs = pair(a[:size])
    y, ys = pair(b[:size])

    made = [x + y, x - y, x * y, x * k, -x, 5 - x, k + y]
    single = [[p + q, p - q, p * q, p * k, -p, 5 - p, k + q] for p, q in zip(xs, ys, strict=True)]

    for place, q in enumerate(made):
        assert rows(q) == [values[place].fraction for values in single]
        assert all(q.lo <= int(n) <= q.hi for n in q.num)  # type: ignore[union-attr]
    assert rows(made[2]) == [Fraction(i, 100) * Fraction(j, 100) for i, j in zip(a, b, strict=False)]


@given(FEN, st.integers(1, 10**6), PLACES)
def test_every_rounding_is_half_away_from_zero_the_same_on_ints_and_columns(values: list[int], d: int, places: int) -> None:
    x, xs = pair(values)
    exact_values = [Fraction(v, 100) / d for v in values]

    assert rows((x / d).round(places)) == [round_half_away(v, places) for v in exact_values]
    assert [(q / d).round(places).fraction for q in xs] == [round_half_away(v, places) for v in exact_values]
    for q, v in zip(xs, exact_values, strict=True):
        assert abs((q / d).round_up(places).fraction) >= abs(v) >= abs((q / d).round_down(places).fraction)
        assert abs((q / d).round_up(places).fraction) - abs((q / d).round_down(places).fraction) <= Fraction(1, 10**places)
    assert rows((x / d).round_up(places)) == [(q / d).round_up(places).fraction for q in xs]
    assert rows((x / d).round_down(places)) == [(q / d).round_down(places).fraction for q in xs]


@given(FEN, st.lists(st.integers(1, 3000), min_size=8, max_size=8), PLACES)
def test_dividing_by_data_and_rounding_is_exact(values: list[int], divisors: list[int], places: int) -> None:
    x, xs = pair(values)
    tenths = divisors[: len(values)]
    d = column(tenths, "0.1", 300, 1)

    got = rows((x / d).round(places))

    assert got == [round_half_away(Fraction(v, 100) / Fraction(t, 10), places) for v, t in zip(values, tenths, strict=True)]
    ones = [(q / number(Fraction(t, 10))).round(places).fraction for q, t in zip(xs, tenths, strict=True)]
    assert got == ones
    ups, downs = rows((x / d).round_up(places)), rows((x / d).round_down(places))
    assert all(abs(a) >= abs(b) for a, b in zip(ups, downs, strict=True))
    assert ups == [(q / number(Fraction(t, 10))).round_up(places).fraction for q, t in zip(xs, tenths, strict=True)]
    assert downs == [(q / number(Fraction(t, 10))).round_down(places).fraction for q, t in zip(xs, tenths, strict=True)]


@given(FEN)
def test_comparisons_and_choices_agree_between_columns_and_numbers(values: list[int]) -> None:
    x, xs = pair(values)

    assert (x >= 100).tolist() == [q >= 100 for q in xs]
    assert (x > "0.5").tolist() == [q > "0.5" for q in xs]
    assert (x <= 0).tolist() == [q <= 0 for q in xs]
    assert (x < 7).tolist() == [q < 7 for q in xs]
    assert (x == 0).tolist() == [bool(q == 0) for q in xs]
    assert (x != 0).tolist() == [bool(q != 0) for q in xs]
    chosen = [
        where(x > 0, x, 0), lesser(x, 5), greater(x, "0.01"), clamp(x, -1, 1), where(no(x > 0), 1, x), where(either(x > 1, x < 0), x, 1)
    ]  # fmt: skip
    single = [
        [where(q > 0, q, 0), lesser(q, 5), greater(q, "0.01"), clamp(q, -1, 1), where(no(q > 0), 1, q), where(either(q > 1, q < 0), q, 1)]
        for q in xs
    ]
    for place, q in enumerate(chosen):
        assert rows(q) == [made[place].fraction for made in single]
        assert all(q.lo <= int(n) <= q.hi for n in q.num)  # type: ignore[union-attr]


@given(st.lists(st.integers(0, 120), min_size=1, max_size=10))
def test_bands_steps_and_tables_agree_between_columns_and_numbers(ages: list[int]) -> None:
    bands = ((65, 69, "5.00"), (70, 79, 10), (80, None, 15))
    steps = ((10, "1.5"), (60, 3))
    entries = {age: Fraction(age, 7) for age in range(121)}
    whole_column, single = count(np.array(ages), 0, 130), [count(age, 0, 130) for age in ages]

    for choose in (lambda q: band(q, bands), lambda q: step(q, steps), lambda q: table(q, entries)):
        assert rows(choose(whole_column)) == [choose(q).fraction for q in single]
    expected = {64: 0, 65: 5, 69: 5, 70: 10, 79: 10, 80: 15, 120: 15}
    assert {age: band(number(age), bands).fraction for age in expected} == expected


def test_the_formula_of_law_gives_the_printed_figures() -> None:
    base, index, years = number("7417"), number("0.8186"), number("32.00")

    assert fen((base + base * index) / 2 * years * percent(1)).text(2) == "2158.17"
    assert fen(number("98078.68") / number(195)).text(2) == "502.97"


def test_named_roundings_are_what_they_are_called() -> None:
    value = number("3462.335")

    assert fen(value).text() == "3462.34"
    assert fen_down(value).text() == "3462.33"
    assert jiao_up(value).text() == "3462.4"
    assert jiao_up(number("3462.4")).text() == "3462.4"
    assert jiao_up(number("3462.409")).text() == "3462.4", "no fen is seen, so no jiao is made"
    assert yuan(value).text() == "3462"
    assert whole(number("7.99")).text() == "7"
    assert whole_up(number("7.01")).text() == "8"
    assert total([value, 1, "0.5"]).text() == "3463.835"
    assert fen(number("-0.005")).text() == "-0.01"


def test_an_overflow_is_refused_before_it_is_computed() -> None:
    x = column(np.array([2**40]), 0, 2**40)

    with pytest.raises(BoundError):
        x * x * x
    with pytest.raises(BoundError):
        x * x + exact(2**63)
    with pytest.raises(BoundError):
        (x * (1 << 20) / 3).round(5)
    with pytest.raises(BoundError):
        _ = x * x >= Fraction(1, 10**6)
    with pytest.raises(BoundError):
        (x * x / column(np.array([1]), 1, 10)).round(4)


def test_a_declared_cap_makes_a_formula_fit_and_is_checked_on_the_data() -> None:
    x = column(np.array([1, 2, 3]), 0, 2**40)

    assert (x.within(0, 10) * x.within(0, 10) * x.within(0, 10)).num.tolist() == [1, 8, 27]
    with pytest.raises(Refused, match="第 3 行"):
        x.within(0, 2)
    with pytest.raises(Refused, match="指数"):
        number("3.01").within(0, 3, "指数")


def test_input_bounds_are_checked_at_the_door_at_both_ends() -> None:
    assert column([5, 9], 5, 9).num.tolist() == [5, 9]
    with pytest.raises(Refused, match="第 2 行"):
        column([5, 4], 5, 9, name="年龄")
    with pytest.raises(Refused, match="第 1 行"):
        column([10, 6], 5, 9)
    with pytest.raises(Refused):
        fen_column([-1])
    assert column([], 0, 1).num.tolist() == []


def test_floats_and_unbounded_divisors_are_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        exact(0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="float64"):
        column(np.array([0.5]), 0, 1)
    with pytest.raises(BoundError, match="lower bound"):
        number(1) / column([0, 1], 0, 9)
    with pytest.raises(BoundError, match="lower bound"):
        number(1) / number(0)
    with pytest.raises(ZeroDivisionError):
        number(1) / 0
    with pytest.raises(BoundError):
        column(np.array([2**64 - 1], dtype=np.uint64), 0, 10)


def test_a_key_outside_a_table_is_refused_with_its_row() -> None:
    with pytest.raises(Refused, match="不在"):
        table(number(71), {70: 56}, "年龄")
    with pytest.raises(Refused, match="第 2 行"):
        table(count(np.array([40, 42]), 0, 100), {40: 1, 43: 2}, "年龄")


def test_an_amount_is_read_in_fen_only_when_it_is_whole_there() -> None:
    assert number("12.34").fen == 1234
    assert fen_column([5]).fen.tolist() == [5]
    assert column([3], 0, 9).fen.tolist() == [300]
    with pytest.raises(ValueError, match="round it first"):
        _ = number("0.005").fen
    assert int(number(7)) == 7
    with pytest.raises(ValueError, match="not whole"):
        int(number("7.5"))


def test_text_shows_as_many_decimals_as_there_are() -> None:
    assert number("12.50").text() == "12.5"
    assert number("12.50").text(2) == "12.50"
    assert number(Fraction(1, 3)).text() == "1/3"
    assert number(Fraction(-1, 3)).text(4) == "-0.3333"
    assert repr(number(2)) == "Q(2, /1, [2, 2])"


def test_a_column_with_some_of_its_rows_keeps_its_unit_and_limits() -> None:
    x = column([100, 250, 300], 0, 9, 2) * 3

    some = x.holding(x.stored[1:3])

    assert some.fen.tolist() == [750, 900]
    assert (some.den, some.lo, some.hi) == (x.den, x.lo, x.hi)


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.integers(1, 10**5), st.lists(st.integers(1, 3000), min_size=6, max_size=6)
)
def test_columns_that_cannot_be_negative_round_the_same(values: list[int], d: int, divisors: list[int]) -> None:
    x, by = fen_column(values, 0, 10**7), column(divisors[: len(values)], 1, 3000)
    quotients = [Fraction(v, 100) / t for v, t in zip(values, divisors, strict=False)]

    assert rows((x / d).round(1)) == [round_half_away(Fraction(v, 100) / d, 1) for v in values]
    assert rows((x / by).round(2)) == [round_half_away(v, 2) for v in quotients]
    assert rows((x / by).round_up(2)) == [Fraction(-(-v * 100 // 1), 100) for v in quotients]
    assert rows((x / by).round_down(2)) == [Fraction(v * 100 // 1, 100) for v in quotients]
    assert rows((1000 / by).round(2)) == [round_half_away(Fraction(1000, t), 2) for t in divisors[: len(values)]]


def test_a_bound_just_outside_64_bits_is_refused_on_either_side_and_just_inside_is_not() -> None:
    edge = 2**62

    assert (column([1], 0, edge) + column([1], 0, edge - 1)).hi == 2**63 - 1
    with pytest.raises(BoundError):
        column([0], -edge, 0) - column([1], 0, edge)
    with pytest.raises(BoundError):
        column([0], -(2**40), 0) * column([1], 0, 2**40)
    with pytest.raises(BoundError):
        (column([1], 0, 2**63 - 2) / 7).round(0)
    assert (column([7], 0, 2**62) / 7).round(0).num.tolist() == [1]
    assert (number(2**70) * number(2**70)).num == 2**140, "one person's integers have no limit"
