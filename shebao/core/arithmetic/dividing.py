"""Dividing a column by a rounding of the law: whole numbers only, and only as much work as the bounds leave to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from shebao.base.money import down, half_up
from shebao.core.arithmetic.trace import look_up

Table: TypeAlias = npt.NDArray[np.uint64]

FEW = 4096
"""Numbers below this, none negative (whole years, months of age), are few: a table is worked out once for all of them."""


def divided(n: Any, times: int, d: Any, how: Callable[[Any, Any], Any], positive: bool, few: tuple[Table, int] | None = None) -> Any:
    """n × times ÷ d by a named rounding; the short way, in one buffer, where no number can be negative.

    few: the `reciprocals` of a column of divisors.
    """
    if isinstance(n, int) or not positive:
        return how(n * times, d)
    own = None
    if times != 1:
        n = own = n * times
    if how is not down:
        n = own = np.add(n, d >> 1 if how is half_up else d - 1, out=own)
    # Without signs to look after, the processor divides twice as fast.
    n = n.view(np.uint64)
    if few is not None:
        table, shift = few
        result = look_up(table, d)
        result = np.multiply(n, result, out=result)
        return np.right_shift(result, np.uint64(shift), out=result).view(np.int64)
    divisor = np.uint64(d) if isinstance(d, int) else d.view(np.uint64)
    return np.floor_divide(n, divisor, out=None if own is None else own.view(np.uint64)).view(np.int64)


def reciprocals(most: int, least: int, greatest: int, rows: int) -> tuple[Table, int] | None:
    """What n ÷ d is for divisors d from least to greatest and n up to most: n × table[d] >> shift, a fifth of the work.

    table[d] is r = (2^s + e) ÷ d with 0 < e ≤ d, so n × r ÷ 2^s exceeds n ÷ d by n × e ÷ (d × 2^s). With n × greatest < 2^s
    that is less than 1 ÷ d, and cut off both give the same whole number. None where there are many divisors, few rows, or
    the product would not fit into 64 bits.
    """
    shift = (most * greatest).bit_length()
    if greatest >= min(FEW, rows) or most * (2**shift // least + 1) >= 2**64:
        return None
    return _reciprocals_of(least, greatest, shift), shift


@lru_cache(maxsize=64)
def _reciprocals_of(least: int, greatest: int, shift: int) -> Table:
    return np.array([0] * least + [2**shift // d + 1 for d in range(least, greatest + 1)], dtype=np.uint64)
