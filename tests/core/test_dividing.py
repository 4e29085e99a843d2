"""Dividing a column by few divisors with a table of reciprocals gives what dividing gives, up to the last bit that fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from shebao.base.money import down, half_up, up
from shebao.core.arithmetic.dividing import reciprocals
from shebao.core.arithmetic.exact import column


@pytest.mark.parametrize("least", [1, 3, 180, 3000])
@pytest.mark.parametrize(("how", "named"), [("round", half_up), ("round_up", up), ("round_down", down)])
def test_dividing_by_few_is_dividing(least: int, how: str, named: Callable[[Any, Any], Any]) -> None:
    greatest = least + 900
    d = np.repeat(np.arange(least, greatest + 1), 9)
    multiple = np.tile([0, 1, 2, 5, 77, 1234, 99_999, 500_000, 1_000_000], greatest - least + 1)
    # One below, at and above a multiple and a half: where a quotient too large by the least bit would show.
    for beside in (-1, 0, 1):
        for top in (d * multiple + beside, d * multiple + d // 2 + beside):
            n = np.maximum(top, 0)
            n = np.minimum(n, 10**9)

            made = getattr(column(n, 0, 10**9) / column(d, least, greatest), how)(0)

            assert made.num.tolist() == named(n, d).tolist()


def test_dividing_by_few_stays_exact_up_to_the_limit_of_64_bits() -> None:
    d = np.tile(np.arange(1, 31), 4)
    for power in range(8, 18):
        n = 10**power - np.repeat([0, 1, 7, 10], 30)

        made = (column(n, 0, 10**power) / column(d, 1, 30)).round(0)

        assert made.num.tolist() == [(2 * int(x) + int(y)) // (2 * int(y)) for x, y in zip(n, d, strict=True)]


@pytest.mark.parametrize(
    ("most", "least", "greatest"), [(10**8, 1, 30), (16_000_600, 1, 600), (1_000_002_400, 560, 2400), (0, 1, 1), (7, 4095, 4095)]
)
def test_a_reciprocal_is_the_next_whole_number_above_a_power_of_two_divided(most: int, least: int, greatest: int) -> None:
    made = reciprocals(most, least, greatest, 5000)

    assert made is not None
    table, shift = made
    assert 2 ** (shift - 1) <= most * greatest < 2**shift or most == shift == 0
    assert table[least:].tolist() == [2**shift // d + 1 for d in range(least, greatest + 1)]
    assert table.size == greatest + 1, "a divisor is its own place"
    assert most * int(table.max()) < 2**64


def test_the_largest_dividend_is_the_amount_with_its_half() -> None:
    # 32 is a power of two, where the table leaves least room: reckoned from the amount alone it would give one too much.
    made = (column([2**25 + 15] * 40, 0, 2**25 + 31) / column([32] * 40, 1, 32)).round(0)

    assert made.num.tolist() == [2**20] * 40


def test_reciprocals_are_for_few_divisors_and_more_rows() -> None:
    assert reciprocals(100, 2, 4095, 4096) is not None
    assert reciprocals(100, 2, 4096, 10**6) is None, "many divisors"
    assert reciprocals(100, 2, 4095, 4095) is None, "fewer rows than the table would have"
    assert reciprocals(100, 2, 30, 31) is not None


def test_reciprocals_are_not_used_where_a_product_would_not_fit() -> None:
    largest = max(most for most in range(2**29, 2**30, 2**10) if reciprocals(most, 1, 30, 100) is not None)

    beyond = largest + 2**10
    assert beyond * (2 ** (beyond * 30).bit_length() + 1) >= 2**64
    assert reciprocals(2**62, 1, 30, 100) is None
