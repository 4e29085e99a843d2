"""The words a formula of law is written in: named roundings, floor and cap, conditions, bands and tables.

Each works the same on one number and on a whole column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from shebao.base.finding import refuse
from shebao.core.arithmetic.exact import I64, Number, Q, aligned, column, exact, number
from shebao.core.arithmetic.trace import look_up

Truth: TypeAlias = "bool | npt.NDArray[np.bool_]"
Band: TypeAlias = "tuple[Number, Number | None, Number]"


def fen(value: Any) -> Q:
    """To the fen, half up."""
    rounded: Q = value.round(2)
    return rounded


def fen_down(value: Any) -> Q:
    """To the fen, the rest dropped."""
    rounded: Q = value.round_down(2)
    return rounded


def jiao_up(value: Any) -> Q:
    """Up to the next jiao where there is a fen (见分进角); what is below the fen is not looked at."""
    rounded: Q = value.round_down(2).round_up(1)
    return rounded


def up_to_half(value: Any) -> Q:
    """Up to the next half: a part below a half counts as a half, one above as a whole (不足半年按半年)."""
    rounded: Q = (value * 2).round_up(0) / 2
    return rounded


def yuan(value: Any) -> Q:
    """To the whole yuan, half up."""
    rounded: Q = value.round(0)
    return rounded


def whole(value: Any) -> Q:
    """Whole units, the rest dropped (满一年计一年)."""
    rounded: Q = value.round_down(0)
    return rounded


def whole_up(value: Any) -> Q:
    """Whole units, a part counts as one (不满一年按一年)."""
    rounded: Q = value.round_up(0)
    return rounded


_MODES: Mapping[str, tuple[str, int]] = {
    "nearest_yuan": ("round", 0),
    "up_yuan": ("round_up", 0),
    "down_yuan": ("round_down", 0),
    "up_1": ("round_up", 1),
    "half_up_1": ("round", 1),
    "half_up_2": ("round", 2),
    "up_2": ("round_up", 2),
    "down_2": ("round_down", 2),
    "half_up_4": ("round", 4),
    "down_4": ("round_down", 4),
}


_OWN: Mapping[str, Callable[[Any], Q]] = {"up_jiao": jiao_up, "up_half": up_to_half}


def rounded(value: Any, mode: str) -> Q:
    """By the rounding a place's parameter names: nearest_yuan, up_jiao, half_up_2, down_2 …; "none" or "exact" keeps it."""
    if mode in ("none", "exact"):
        kept: Q = value
        return kept
    if mode in _OWN:
        return _OWN[mode](value)
    if mode not in _MODES:
        refuse("formula.rounding", f"没有名为“{mode}”的取舍办法", f"可选：none、{'、'.join((*_OWN, *_MODES))}。")
    how, places = _MODES[mode]
    result: Q = getattr(value, how)(places)
    return result


@lru_cache(maxsize=1024)
def percent(value: int | str | Fraction) -> Q:
    """`percent("1.3")` is 0.013, a constant."""
    return exact(Fraction(value) / 100)


def where(condition: Truth, then: Number, otherwise: Number) -> Q:
    """`then` where the condition holds, else `otherwise`; row by row for columns."""
    a, b, den = aligned(exact(then), exact(otherwise))
    if isinstance(condition, (bool, np.bool_)):
        chosen = a if condition else b
        return Q(chosen.num, den, min(a.lo, b.lo), max(a.hi, b.hi))
    return _by_row(condition, a, b, den)


def _by_row(condition: npt.NDArray[np.bool_], a: Q, b: Q, den: int) -> Q:
    """b + truth × (a − b): where people come in no order, choosing row by row costs ten times as much as multiplying."""
    assert condition.dtype == np.bool_, "a condition is true or false"
    if not a.is_column and not b.is_column:
        more = a.num - b.num
        return Q(condition.astype(np.int64), den, min(0, more), max(0, more), times=more) + b
    lo, hi = min(a.lo, b.lo), max(a.hi, b.hi)
    if hi - lo > I64:
        return Q(np.where(condition, a.num, b.num), den, lo, hi)
    num = np.multiply(condition, a.num - b.num, dtype=np.int64)
    return Q(np.add(num, b.num, out=num), den, lo, hi)


def lesser(a: Number, b: Number) -> Q:
    """The smaller of two, row by row for columns."""
    x, y, den = aligned(exact(a), exact(b))
    if x.hi <= y.lo and x.is_column:
        return x
    if y.hi <= x.lo and y.is_column:
        return y
    num = min(x.num, y.num) if isinstance(x.num, int) and isinstance(y.num, int) else np.minimum(x.num, y.num)
    return Q(num, den, min(x.lo, y.lo), min(x.hi, y.hi), x.static and y.static)


def greater(a: Number, b: Number) -> Q:
    """The larger of two, row by row for columns."""
    x, y, den = aligned(exact(a), exact(b))
    if x.lo >= y.hi and x.is_column:
        return x
    if y.lo >= x.hi and y.is_column:
        return y
    num = max(x.num, y.num) if isinstance(x.num, int) and isinstance(y.num, int) else np.maximum(x.num, y.num)
    return Q(num, den, max(x.lo, y.lo), max(x.hi, y.hi), x.static and y.static)


def clamp(value: Number, floor: Number, cap: Number) -> Q:
    """The value, but not below the floor nor above the cap (保底封顶)."""
    return lesser(greater(value, floor), cap)


def band(value: Q, bands: Sequence[Band], otherwise: Number = 0) -> Q:
    """The amount of the band (from, to, amount), both ends included, in which the value lies; to None is open."""
    result: Q = exact(otherwise)
    for low, high, amount in bands:
        inside = value >= low
        if high is not None:
            inside = inside & (value <= high)
        result = where(inside, amount, result)
    return result


def step(value: Q, steps: Sequence[tuple[Number, Number]], otherwise: Number = 0) -> Q:
    """The amount of the highest step (from, amount) that the value reaches; steps in rising order."""
    result: Q = exact(otherwise)
    for low, amount in steps:
        result = where(value >= low, amount, result)
    return result


def count(value: Any, lo: int, hi: int, name: str = "数值", source: str = "") -> Q:
    """Whole numbers counted elsewhere (ages, months) as a quantity, checked at the door: one int or an int64 column."""
    if isinstance(value, (int, np.integer)):
        return number(int(value)).within(lo, hi, name, source)
    return column(value, lo, hi, 0, name, source)


class Lookup:
    """A table of law made ready: whole-number keys without gaps in memory, so that a column is looked up in one step."""

    __slots__ = ("den", "first", "gaps", "hi", "last", "lo", "nums")

    def __init__(self, entries: Mapping[int, Number]) -> None:
        amounts = {key: exact(value) for key, value in entries.items()}
        self.first, self.last = min(amounts), max(amounts)
        assert self.last - self.first < 100_000, "a table with such wide keys wants another shape"
        self.den = lcm(*(amount.den for amount in amounts.values()))
        nums = {key: int(amount.num) * (self.den // amount.den) for key, amount in amounts.items()}
        self.lo, self.hi = min(nums.values()), max(nums.values())
        span = range(self.first, self.last + 1)
        self.nums = np.array([nums.get(key, 0) for key in span], dtype=np.int64)
        self.gaps = None if len(nums) == len(span) else np.array([key not in nums for key in span])

    def __str__(self) -> str:
        return f"{self.first} 至 {self.last} 的对照表"


def table(value: Q, entries: Mapping[int, Number] | Lookup, name: str = "数值") -> Q:
    """The entry of a whole-number key, row by row for columns; raises `Refused` for a key that is not in the table."""
    ready = entries if isinstance(entries, Lookup) else Lookup(entries)
    place = value.within(ready.first, ready.last, name).scaled(0) - ready.first
    if ready.gaps is not None and np.any(ready.gaps[place]):
        keys = np.atleast_1d(place)
        row = int(np.argmax(ready.gaps[keys]))
        refuse("exact.table", f"{name} {int(keys[row]) + ready.first} 不在表中", "请核对后重新填写。", f"第 {row + 1} 行")
    result = look_up(ready.nums, place)
    return Q(int(result) if isinstance(place, int) else result, ready.den, ready.lo, ready.hi)


def either(*conditions: Truth) -> Any:
    """Whether any of the conditions holds, row by row for columns."""
    result: Any = False
    for condition in conditions:
        result = result | condition
    return result


def no(condition: Truth) -> Any:
    """The opposite of a condition, row by row for columns."""
    return not condition if isinstance(condition, (bool, np.bool_)) else ~condition


def total(values: Sequence[Number]) -> Q:
    """The sum of some quantities."""
    result = exact(0)
    for value in values:
        result = result + value
    return result
