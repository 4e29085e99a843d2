"""A fact of a report: a value that knows its unit, its scope (口径) and where it comes from; and how it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

SCOPES = {"fund": "社会保险基金", "dept_budget": "部门预算", "dept_final": "部门决算", "business": "业务数据", "entered": "人工填报"}
"""Scopes a figure may have. Amounts of the fund and of the department are never added up nor divided by each other."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One traced value.

    key: dotted English name, "resident.recipients". value: exact; amounts in fen, rates as a share of one.
    unit: fen | 人 | 人次 | 笔 | 个 | 月 | 份 | rate | 分值. scope: a key of `SCOPES`. measure: the function that computed it.
    rows: how many rows of data stand behind it; a statement of the agency itself (人工填报) names its document instead.
    """

    key: str
    title: str
    value: Fraction
    unit: str
    scope: str
    measure: str
    arguments: str = ""
    rows: int = 0
    document: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact as it stands in a sentence."""

    fact: Fact
    printed: str
    unit: str


class Facts(Mapping[str, Fact]):
    """The fact base of one report: facts by key, and words (names, dates) by key."""

    def __init__(self, facts: Mapping[str, Fact], words: Mapping[str, str]) -> None:
        self._facts, self.words = dict(facts), dict(words)

    def __getitem__(self, key: str) -> Fact:
        return self._facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def decimal_text(value: Fraction, places: int, *, grouped: bool = False) -> str:
    """Decimal text with exactly `places` decimals, half up (away from zero for negative values)."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    units = floor(value * 10**places + Fraction(1, 2))
    whole, rest = divmod(units, 10**places)
    head = f"{whole:,}" if grouped else str(whole)
    return sign + head + (f".{rest:0{places}d}" if places else "")


_FORMS = {"fen": ("万元", 2), "rate": ("%", 2)}
_SCALE = {
    ("fen", "万元"): Fraction(1, 1_000_000),
    ("fen", "元"): Fraction(1, 100),
    ("fen", "亿元"): Fraction(1, 10_000_000_000),
    ("rate", "%"): Fraction(100),
    ("月", "个月"): Fraction(1),
}


def figure(fact: Fact, unit: str = "", places: int | None = None) -> Figure:
    """The fact printed in `unit` (default: 万元 for amounts, % for rates, its own unit for counts).

    A count is printed whole. A rate is never rounded up to 100 % nor down to 0 % where it is not so.
    """
    default_unit, default_places = _FORMS.get(fact.unit, (fact.unit, 0))
    unit = unit or default_unit
    assert unit == fact.unit or (fact.unit, unit) in _SCALE, f"{fact.key}: {fact.unit} cannot be printed in {unit}"
    shown = fact.value * _SCALE.get((fact.unit, unit), Fraction(1))
    digits = default_places if places is None else places
    if unit == "%":
        return Figure(fact, f"{_rate_text(shown, digits)}%", "")
    if unit == "分值":
        return Figure(fact, decimal_text(shown, digits).rstrip("0").rstrip(".") if digits else decimal_text(shown, 0), "分")
    return Figure(fact, decimal_text(shown, digits), unit)


def _rate_text(shown: Fraction, places: int) -> str:
    """A percentage: whole where it is whole; otherwise cut where rounding would claim a full 100."""
    if shown.denominator == 1:
        return str(shown.numerator)
    text = decimal_text(shown, places)
    if Fraction(text) == 100 and shown < 100:
        return decimal_text(Fraction(floor(shown * 10**places), 10**places), places)
    return text
