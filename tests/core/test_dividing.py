"""Dividing a column by few divisors with a table of reciprocals gives what dividing gives, up to the last bit that fits."""

from __future__ import annotations

import numpy as np
import pytest

from shebao.core.exact import column, number


@pytest.mark.parametrize("least", [1, 3, 180, 3000])
@pytest.mark.parametrize("how", ["round", "round_up", "round_down"])
def test_dividing_by_few_is_dividing(least: int, how: str) -> None:
    greatest = least + 900
    d = np.repeat(np.arange(least, greatest + 1), 9)
    multiple = np.tile([0, 1, 2, 5, 77, 1234, 99_999, 500_000, 1_000_000], greatest - least + 1)
    # One below, at and above a multiple and a half: where a quotient too large by the least bit would show.
    for beside in (-1, 0, 1):
        for top in (d * multiple + beside, d * multiple + d // 2 + beside):
            n = np.maximum(top, 0)
            n = np.minimum(n, 10**9)

            made = getattr(column(n, 0, 10**9) / column(d, least, greatest), how)(0)

            assert made.num.tolist() == [getattr(number(int(x)) / number(int(y)), how)(0).num for x, y in zip(n, d, strict=True)]


def test_dividing_by_few_stays_exact_up_to_the_limit_of_64_bits() -> None:
    d = np.tile(np.arange(1, 31), 4)
    for power in range(8, 18):
        n = 10**power - np.repeat([0, 1, 7, 10], 30)

        made = (column(n, 0, 10**power) / column(d, 1, 30)).round(0)

        assert made.num.tolist() == [(2 * int(x) + int(y)) // (2 * int(y)) for x, y in zip(n, d, strict=True)]
