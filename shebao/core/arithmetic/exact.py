"""Exact quantities: a formula of law written once, computed to the same bit for one person and for ten million.

A quantity is `num / den`. `den` is a whole number known when the formula is read; `num` is a Python int (one person)
or an int64 column. Every quantity carries proven bounds of `num`, so an overflow is refused before it is computed,
and no float exists anywhere. Money is in yuan: a column of fen enters with two places (`den` = 100).

A column carries its constant factors aside (`times`) until somebody reads its numbers: × rate × 12 ÷ 12 is one pass over
the memory, not three. The bounds are always those of the multiplied numbers, so nothing escapes their proof.

Dividing by data (not by a constant) gives a `Quotient`, which must be rounded before it is used again: the law always
says to which place, and only then is the denominator known again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from shebao.base.finding import refuse
from shebao.base.money import down, half_up, scaled_text, up
from shebao.core.arithmetic.dividing import divided, reciprocals
from shebao.core.arithmetic.trace import TracedArray

Column: TypeAlias = npt.NDArray[np.int64]
Number: TypeAlias = "Q | int | str | Fraction"

I64 = 2**63 - 1


class BoundError(OverflowError):
    """A formula whose proven bound does not fit into 64 bits: round an intermediate or declare a cap with `within`."""


class Q:
    """An exact quantity `num / den` with `lo <= num <= hi` proven; `static` when it is a constant of the formula.

    `num` is `stored × times`; one person's number is multiplied at once and has times 1.
    """

    __slots__ = ("den", "hi", "lo", "static", "stored", "times")

    def __init__(self, stored: int | Column, den: int, lo: int, hi: int, static: bool = False, times: int = 1) -> None:
        if isinstance(stored, int):
            stored, times = stored * times, 1
        elif hi > I64 or lo < -I64:
            raise BoundError(f"bound {max(hi, -lo):.3g} exceeds 64 bits: round an intermediate or declare a cap")
        self.stored, self.den, self.lo, self.hi, self.static, self.times = stored, den, lo, hi, static, times

    @property
    def num(self) -> Any:
        """The numerator, an int or an int64 column; a product is made anew each time and belongs to who asked."""
        return self.stored if self.times == 1 else self.stored * self.times

    # -- arithmetic ---------------------------------------------------------------------------------------------

    def __mul__(self, other: Number) -> Q:
        a, b = self, exact(other)
        if a.static and not b.static:
            a, b = b, a
        if not b.static:
            corners = (a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi)
            lo, hi = min(corners), max(corners)
            _fits(a.stored, b.stored, lo, hi)
            return Q(a.stored * b.stored, a.den * b.den, lo, hi, times=a.times * b.times)
        constant: Any = b.stored
        times, den = a.times * constant, a.den * b.den
        common = gcd(times, den)
        lo, hi = (a.lo * constant, a.hi * constant) if constant >= 0 else (a.hi * constant, a.lo * constant)
        return Q(a.stored, den // common, lo // common, -(-hi // common), a.static, times // common)

    __rmul__ = __mul__

    def __add__(self, other: Number) -> Q:
        term = exact(other)
        if term.static and term.num == 0:
            return self
        a, b, den = aligned(self, term)
        _fits(a.stored, b.stored, a.lo + b.lo, a.hi + b.hi)
        return Q(_joined(np.add, a, b), den, a.lo + b.lo, a.hi + b.hi, a.static and b.static)

    __radd__ = __add__

    def __neg__(self) -> Q:
        return Q(self.stored, self.den, -self.hi, -self.lo, self.static, -self.times)

    def __sub__(self, other: Number) -> Q:
        a, b, den = aligned(self, exact(other))
        _fits(a.stored, b.stored, a.lo - b.hi, a.hi - b.lo)
        return Q(_joined(np.subtract, a, b), den, a.lo - b.hi, a.hi - b.lo, a.static and b.static)

    def __rsub__(self, other: Number) -> Q:
        return exact(other) - self

    def __truediv__(self, other: Number) -> Any:
        """By a constant: exact. By data: a `Quotient`, which wants a rounding (typed Any so that rules read plainly)."""
        b = exact(other)
        if b.static:
            constant: Any = b.stored
            if constant == 0:
                raise ZeroDivisionError("division by the constant 0")
            top, bottom = (b.den, constant) if constant > 0 else (-b.den, -constant)
            return self * Q(top, bottom, top, top, static=True)
        return Quotient(self, b)

    def __rtruediv__(self, other: Number) -> Any:
        return exact(other) / self

    # -- comparison ---------------------------------------------------------------------------------------------

    def __ge__(self, other: Number) -> Any:
        a, b, _ = aligned(self, exact(other))
        return a.num >= b.num

    def __gt__(self, other: Number) -> Any:
        a, b, _ = aligned(self, exact(other))
        return a.num > b.num

    def __le__(self, other: Number) -> Any:
        a, b, _ = aligned(self, exact(other))
        return a.num <= b.num

    def __lt__(self, other: Number) -> Any:
        a, b, _ = aligned(self, exact(other))
        return a.num < b.num

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, (Q, int, str, Fraction)):
            return NotImplemented
        a, b, _ = aligned(self, exact(other))
        return a.num == b.num

    def __ne__(self, other: object) -> Any:
        same = self.__eq__(other)
        return same if same is NotImplemented else (not same if isinstance(same, bool) else ~same)

    __hash__ = None  # type: ignore[assignment]

    # -- rounding -----------------------------------------------------------------------------------------------

    def round(self, places: int) -> Q:
        """To `places` decimals, a half away from zero (四舍五入)."""
        return self._rounded(places, half_up)

    def round_up(self, places: int) -> Q:
        """To `places` decimals, always away from zero (进一)."""
        return self._rounded(places, up)

    def round_down(self, places: int) -> Q:
        """To `places` decimals, always towards zero (舍去)."""
        return self._rounded(places, down)

    def _rounded(self, places: int, how: Callable[[Any, Any], Any]) -> Q:
        unit = 10**places
        common = gcd(unit, self.den)
        factor, divisor = unit // common, self.den // common
        lo, hi = self.lo * factor, self.hi * factor
        _fits(self.stored, 0, lo - divisor, hi + divisor)
        times = self.times * factor
        if divisor == 1:
            return Q(self.stored, unit, lo, hi, self.static, times)
        num = divided(self.stored, times, divisor, how, lo >= 0)
        return Q(num, unit, how(lo, divisor), how(hi, divisor), self.static)

    # -- bounds -------------------------------------------------------------------------------------------------

    def within(self, lo: Number, hi: Number, name: str = "数值", source: str = "") -> Q:
        """The same value, proven to lie between lo and hi: raises `Refused` where the data does not."""
        low, high = exact(lo), exact(hi)
        assert isinstance(low.num, int) and isinstance(high.num, int)
        floor, ceiling = -(-low.num * self.den // low.den), high.num * self.den // high.den
        if self.is_column and self.lo >= floor and self.hi <= ceiling:
            return self

        def check(real: int | Column) -> None:
            worst = _outside(real, floor, ceiling)
            if worst is not None:
                row, num = worst
                at = f"第 {row + 1} 行" if self.is_column else ""
                shown = Q(num, self.den, num, num).text()
                refuse("exact.range", f"{name}为 {shown}，不在 {low.text()} 至 {high.text()} 之间", "请核对后重新填写。", at, source)

        num = self.num
        num.tracer.check(check, num) if isinstance(num, TracedArray) else check(num)
        return Q(self.stored, self.den, max(self.lo, floor), min(self.hi, ceiling), self.static, self.times)

    # -- reading ------------------------------------------------------------------------------------------------

    @property
    def is_column(self) -> bool:
        """Whether this is a whole column rather than one number."""
        return not isinstance(self.stored, int)

    @property
    def fen(self) -> Any:
        """The amount in fen, an int or an int64 column; the quantity must already be rounded to the fen."""
        return self.scaled(2)

    def scaled(self, places: int) -> Any:
        """The value in units of 10^-places, an int or an int64 column; it must already be rounded to that place."""
        unit = 10**places
        if unit % self.den:
            raise ValueError(f"a value with denominator {self.den} is not whole at {places} places: round it first")
        return over(self, unit).num

    @property
    def fraction(self) -> Fraction:
        """The exact value of one number."""
        assert isinstance(self.stored, int), "a column has no single value"
        return Fraction(self.stored, self.den)

    def __int__(self) -> int:
        value = self.fraction
        if value.denominator != 1:
            raise ValueError(f"{value} is not whole")
        return value.numerator

    def text(self, places: int | None = None) -> str:
        """One number as decimal text; without `places` as many as it needs, a recurring decimal as a fraction."""
        value = self.fraction
        if places is not None:
            return scaled_text(half_up(value.numerator * 10**places, value.denominator), places)
        for digits in range(13):
            if 10**digits % value.denominator == 0:
                return scaled_text(value.numerator * 10**digits // value.denominator, digits)
        return str(value)

    def holding(self, stored: Any) -> Q:
        """The same kind of column with some of its rows, or with a traced array for them."""
        return Q(stored, self.den, self.lo, self.hi, times=self.times)

    def __repr__(self) -> str:
        inside = self.text() if isinstance(self.stored, int) else f"column of {self.stored.size}"
        return f"Q({inside}, /{self.den}, [{self.lo}, {self.hi}])"


class Quotient:
    """A value divided by data, waiting for its rounding. The divisor's declared lower bound must be above zero."""

    __slots__ = ("divisor", "value")

    def __init__(self, value: Q, divisor: Q) -> None:
        if divisor.lo <= 0:
            raise BoundError("a divisor needs a declared lower bound above zero")
        self.value, self.divisor = value, divisor

    def round(self, places: int) -> Q:
        """To `places` decimals, a half away from zero."""
        return self._rounded(places, half_up)

    def round_up(self, places: int) -> Q:
        """To `places` decimals, always away from zero."""
        return self._rounded(places, up)

    def round_down(self, places: int) -> Q:
        """To `places` decimals, always towards zero."""
        return self._rounded(places, down)

    def _rounded(self, places: int, how: Callable[[Any, Any], Any]) -> Q:
        a, b, unit = self.value, self.divisor, 10**places
        top, bottom = unit * b.den, a.den
        common = gcd(top, bottom)
        top, bottom = top // common, bottom // common
        lo, hi = a.lo * top, a.hi * top
        most = b.hi * bottom
        _fits(a.stored, b.stored, lo - most, hi + most)
        d = b.num if bottom == 1 else b.num * bottom
        least = b.lo * bottom
        bounds = [how(n_, d_) for n_ in (lo, hi) for d_ in (least, most)]
        few = None if lo < 0 or isinstance(d, int) else reciprocals(hi + most, least, most, d.size)
        return Q(divided(a.stored, a.times * top, d, how, lo >= 0, few), unit, min(bounds), max(bounds))


# -- making quantities ------------------------------------------------------------------------------------------


def exact(value: Number) -> Q:
    """A constant of the formula: an int, a Fraction, or decimal text such as "0.0262"; a quantity stays itself."""
    if isinstance(value, Q):
        return value
    if isinstance(value, float):
        raise TypeError("a float is not exact: write the number as text")
    return _constant(value)


@lru_cache(maxsize=4096)
def _constant(value: int | str | Fraction) -> Q:
    whole = Fraction(value)
    return Q(whole.numerator, whole.denominator, whole.numerator, whole.numerator, static=True)


def number(value: Number) -> Q:
    """One person's number: like `exact`, but data, so that dividing by it asks for a rounding as in a column."""
    q = exact(value)
    return Q(q.stored, q.den, q.lo, q.hi, times=q.times)


@dataclass(frozen=True, slots=True)
class Declared:
    """A column of whole numbers in units of 10^-places with its declared limits, checked when its rows are read."""

    values: Any
    lo: Number
    hi: Number
    places: int = 0
    name: str = "数值"
    source: str = ""

    def holding(self, stored: Any) -> Q:
        """Rows of it (or a traced array for them) as a quantity. Raises `Refused` naming the first row outside the limits."""
        if stored.dtype.kind not in "iu" and stored.size:
            raise TypeError(f"{self.name}: a column must hold whole numbers, not {stored.dtype}")
        if stored.dtype == np.uint64 and stored.size and int(stored.max()) > I64:
            raise BoundError(f"{self.name}: value does not fit into 64 bits")
        whole = stored.astype(np.int64, copy=False)
        return Q(whole, 10**self.places, -I64, I64).within(self.lo, self.hi, self.name, self.source)


def column(values: Any, lo: Number, hi: Number, places: int = 0, name: str = "数值", source: str = "") -> Q:
    """A column of whole numbers in units of 10^-places, checked at the door against its declared limits.

    values: an int64 array or a sequence of ints (fen with places=2). Raises `Refused` naming the first row outside.
    """
    array = values if isinstance(values, TracedArray) else np.asarray(values)
    return Declared(values, lo, hi, places, name, source).holding(array)


def fen_column(values: Any, lo: Number = 0, hi: Number = 10**9, name: str = "金额", source: str = "") -> Q:
    """A column of fen as yuan; limits in yuan."""
    return column(values, lo, hi, 2, name, source)


# -- inner workings ---------------------------------------------------------------------------------------------


def _fits(a: int | Column, b: int | Column, lo: int, hi: int) -> None:
    """Refuse, before it is computed, a column operation whose proven bound leaves 64 bits."""
    if (hi > I64 or lo < -I64) and not (isinstance(a, int) and isinstance(b, int)):
        raise BoundError(f"bound {max(hi, -lo):.3g} exceeds 64 bits: round an intermediate or declare a cap")


def aligned(a: Q, b: Q) -> tuple[Q, Q, int]:
    """Both over one denominator."""
    if a.den == b.den:
        return a, b, a.den
    den = a.den * b.den // gcd(a.den, b.den)
    return over(a, den), over(b, den), den


def over(q: Q, den: int) -> Q:
    """The same quantity over a denominator that its own divides."""
    factor = den // q.den
    if factor == 1:
        return q
    return Q(q.stored, den, q.lo * factor, q.hi * factor, q.static, q.times * factor)


def _joined(how: np.ufunc, a: Q, b: Q) -> Any:
    """a + b or a − b over one denominator, into the buffer of a term that had to be multiplied for it."""
    x, y = a.num, b.num
    if isinstance(x, int) and isinstance(y, int):
        return x + y if how is np.add else x - y
    # A product made here is nobody else's: filling it again keeps a chunk's few buffers in the cache.
    return how(x, y, out=x if a.times != 1 else y if b.times != 1 else None)


def _outside(num: int | Column, lo: int, hi: int) -> tuple[int, int] | None:
    """The first row outside lo..hi and its number, or None."""
    if isinstance(num, int):
        return None if lo <= num <= hi else (0, num)
    if not num.size:
        return None
    if lo == 0:
        # Read as unsigned, a negative number is larger than any limit: one pass instead of two.
        if int(num.view(np.uint64).max()) <= hi:
            return None
    elif int(num.min()) >= lo and int(num.max()) <= hi:
        return None
    row = int(np.argmax((num < lo) | (num > hi)))
    return row, int(num[row])
