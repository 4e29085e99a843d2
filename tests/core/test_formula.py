"""The words of a formula mean exactly what they say, at and on both sides of every edge."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import I64, BoundError, Q, column, exact, number
from shebao.core.arithmetic.formula import (
    Lookup,
    band,
    clamp,
    count,
    either,
    greater,
    lesser,
    no,
    percent,
    rounded,
    step,
    table,
    total,
    where,
)

STEPS = ((10, "1.5"), (60, 3))


def values(q: Q) -> list[Fraction]:
    return [Fraction(int(n), q.den) for n in q.num]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        ("none", "1234.56785"),
        ("exact", "1234.56785"),
        ("nearest_yuan", "1235"),
        ("up_yuan", "1235"),
        ("down_yuan", "1234"),
        ("up_jiao", "1234.6"),
        ("up_half", "1235"),
        ("up_1", "1234.6"),
        ("half_up_1", "1234.6"),
        ("half_up_2", "1234.57"),
        ("up_2", "1234.57"),
        ("down_2", "1234.56"),
        ("half_up_4", "1234.5679"),
        ("down_4", "1234.5678"),
    ],
)
def test_a_named_rounding_rounds_as_its_name_says(mode: str, shown: str) -> None:
    assert rounded(number("1234.56785"), mode).text() == shown


def test_a_rounding_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="half_even") as caught:
        rounded(number(1), "half_even")
    assert "half_up_2" in caught.value.finding.advice


def test_steps_begin_at_their_edge() -> None:
    assert {edge: step(number(edge), STEPS).text() for edge in ("9.99", "10", "59", "60", "61")} == {
        "9.99": "0", "10": "1.5", "59": "1.5", "60": "3", "61": "3",
    }  # fmt: skip
    assert step(number(1), STEPS, 7).text() == "7"
    assert values(step(column([9, 10, 60], 0, 99), STEPS)) == [0, Fraction(3, 2), 3]


def test_bands_hold_both_their_ends_and_may_be_open_above() -> None:
    bands = ((65, 69, 5), (70, None, "10.5"))

    assert values(band(column([64, 65, 69, 70, 99], 0, 130), bands)) == [0, 5, 5, Fraction(21, 2), Fraction(21, 2)]
    assert band(number(64), bands, 2).text() == "2"
    assert band(number("69.5"), bands).text() == "0"


def test_per_cent_is_a_hundredth_and_a_constant() -> None:
    assert percent("1.3").fraction == Fraction(13, 1000)
    assert percent(8).static


def test_the_lesser_and_the_greater_keep_their_proofs() -> None:
    low, high = column([1, 2], 0, 5), column([7, 9], 6, 9)

    assert lesser(low, 5) is low, "what is proven needs no computing"
    assert greater(high, 6) is high
    assert lesser(5, low) is low
    assert greater(6, high) is high
    assert lesser(high, low) is low
    assert greater(low, high) is high
    assert values(lesser(high, 8)) == [7, 8]
    assert values(greater(low, 2)) == [2, 2]
    assert (lesser(low, high).lo, lesser(low, high).hi) == (0, 5)
    assert (greater(low, high).lo, greater(low, high).hi) == (6, 9)
    assert values(clamp(column([-3, 0, 3], -9, 9), -1, 1)) == [-1, 0, 1]
    assert lesser(exact(1), exact(2)).static
    assert not lesser(exact(1), number(2)).static
    assert not greater(number(1), exact(2)).static


def test_conditions_are_joined_row_by_row() -> None:
    x = column([1, 5, 9], 0, 9)

    assert either(x < 2, x > 8).tolist() == [True, False, True]
    assert either() is False
    assert either(False, True) is True
    assert no(True) is False
    assert no(x < 2).tolist() == [False, True, True]
    assert values(where(x > 4, x, -1)) == [-1, 5, 9]
    assert (where(x > 4, x, -1).lo, where(x > 4, x, -1).hi) == (-1, 9)
    assert not where(True, 1, 2).static, "what depends on a person is no constant"


def test_a_table_gives_its_own_entries_at_both_ends_and_refuses_its_gaps() -> None:
    ready = Lookup({40: 233, 41: "230.5", 43: Fraction(1, 3)})

    assert values(table(column([41, 40, 43], 0, 99), ready)) == [Fraction(461, 2), 233, Fraction(1, 3)]
    assert table(number(43), ready).fraction == Fraction(1, 3)
    assert (Fraction(ready.lo, ready.den), Fraction(ready.hi, ready.den)) == (Fraction(1, 3), 233)
    assert str(ready) == "40 至 43 的对照表"
    for key, row in ((42, "第 1 行"), (39, "39"), (44, "44")):
        with pytest.raises(Refused, match=row):
            table(count(np.array([key]), 0, 99), ready)
        with pytest.raises(Refused, match=str(key)):
            table(number(key), ready)
    with pytest.raises(Refused, match="第 3 行"):
        table(count(np.array([40, 41, 42]), 0, 99), ready, "年龄")
    with pytest.raises(AssertionError, match="wide"):
        Lookup({0: 1, 100_000: 2})
    assert Lookup({0: 1, 99_999: 2}).last == 99_999


def test_counts_are_checked_at_the_door() -> None:
    assert count(5, 0, 5).text() == "5"
    assert count(np.int64(5), 5, 9).fraction == 5
    with pytest.raises(Refused, match="年龄"):
        count(6, 0, 5, "年龄")
    with pytest.raises(Refused, match="第 2 行"):
        count(np.array([0, -1]), 0, 5)


def test_a_sum_of_nothing_is_nought() -> None:
    assert total([]).text() == "0"
    assert total([number("0.1"), exact("0.02")]).text() == "0.12"


def test_zero_added_costs_nothing_and_a_bound_never_shrinks_silently() -> None:
    x = column([1, 2], 0, 5)

    assert x + 0 is x
    assert (x + number(0)) is not x
    assert ((x - 3).lo, (x - 3).hi) == (-3, 2)
    assert ((x * -2).lo, (x * -2).hi) == (-10, 0)
    assert ((-x).lo, (-x).hi) == (-5, 0)
    with pytest.raises(BoundError):
        column([1], 0, 2**62) + column([1], 0, 2**62)


def test_choosing_by_row_gives_what_choosing_one_by_one_gives() -> None:
    x, y = column([1, 5, 9], 0, 9), column([-3, 4, 70], -3, 70, 1)
    truth = x > 4

    assert values(where(truth, 7, 0)) == [0, 7, 7]
    assert values(where(truth, "0.5", 2)) == [2, Fraction(1, 2), Fraction(1, 2)]
    assert values(where(truth, 3, 3)) == [3, 3, 3]
    assert values(where(truth, x, y)) == [Fraction(-3, 10), 5, 9]
    assert values(where(truth, -1, y)) == [Fraction(-3, 10), -1, -1]
    assert values(where(truth, y * 3, 100)) == [100, Fraction(12, 10), 21]
    for chosen in (where(truth, "0.5", 2), where(truth, 2, "0.5")):
        assert (Fraction(chosen.lo, chosen.den), Fraction(chosen.hi, chosen.den)) == (Fraction(1, 2), 2)
    assert (where(truth, 7, x).lo, where(truth, 7, x).hi) == (0, 9)
    with pytest.raises(AssertionError, match="true or false"):
        where(x.num, 1, 2)


def test_choosing_by_row_between_the_ends_of_64_bits_is_exact() -> None:
    x, y = column([I64, -I64, 3], -I64, I64), column([-I64, I64, I64], -I64, I64)

    made = where(x > 0, y, x)

    assert made.num.tolist() == [-I64, -I64, I64]
    assert (made.lo, made.hi) == (-I64, I64)
    near = column([0, I64], 0, I64)
    assert where(near > 0, near, 0).num.tolist() == [0, I64]
    with pytest.raises(BoundError):
        where(near > 0, 2**63, 0)
