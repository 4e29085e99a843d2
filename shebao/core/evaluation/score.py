"""Scoring in exact arithmetic: each indicator's points, as a value, as an interval, or as undecidable, with the working.

Rules: 财预〔2020〕10号 (quantitative in proportion, qualitative in three bands); reverse indicators only by the method the
template declares, because no national document gives one. Nothing is rounded before the total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

from .template import Cap, Indicator, Template

Status = Literal["exact", "interval", "undecidable"]
BANDS: dict[str, tuple[Fraction, Fraction]] = {
    "达成": (Fraction(8, 10), Fraction(1)),
    "部分达成": (Fraction(6, 10), Fraction(8, 10)),
    "未达成": (Fraction(0), Fraction(6, 10)),
}
"""Share of the points each qualitative result may earn: 达成 [0.8, 1], 部分达成 [0.6, 0.8), 未达成 [0, 0.6)."""


@dataclass(frozen=True, slots=True)
class Points:
    """What an indicator earns: `low` ≤ points ≤ `high` (equal where exact; 0 and the weight where undecidable)."""

    status: Status
    low: Fraction
    high: Fraction
    working: str

    def holds(self, printed: Fraction) -> bool | None:
        """Whether a printed score can be right; None where that cannot be decided."""
        return None if self.status == "undecidable" else self.low <= printed <= self.high


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator with its actual value (a number, a band's name, or None) and its points."""

    indicator: Indicator
    actual: Fraction | str | None
    points: Points
    given: Fraction | None = None
    """Points a person gave inside the interval, where the indicator is qualitative."""


@dataclass(frozen=True, slots=True)
class Total:
    """The whole score: bounds, the rounded total where it is decided, the grade, caps that applied."""

    low: Fraction
    high: Fraction
    decided: Fraction | None
    grade: str
    caps: tuple[Cap, ...]


def plain(value: Fraction, places: int = 2) -> str:
    """Decimal text of a fraction, half up, without trailing zeros: 196.62, 99.5, 10."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    units = floor(value * 10**places + Fraction(1, 2))
    whole, rest = divmod(units, 10**places)
    tail = f"{rest:0{places}d}".rstrip("0") if places else ""
    return f"{sign}{whole}" + (f".{tail}" if tail else "")


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up at `places` decimals (scores are never negative)."""
    return Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places)


def score(indicator: Indicator, actual: Fraction | str | None) -> Points:
    """Points of one indicator for its actual value.

    actual: the measured value in the indicator's unit, the name of a band (达成, 部分达成, 未达成), or None.
    """
    weight = indicator.weight
    if weight is None:
        return Points("undecidable", Fraction(0), Fraction(0), "方案未公布分值，不可判定。")
    if actual is None:
        return Points("undecidable", Fraction(0), weight, "没有实际完成值，不可判定。")
    if isinstance(actual, str):
        return _qualitative(weight, actual)
    if indicator.method in ("unknown", "bands") or indicator.target is None:
        return _reached(indicator, actual, weight)
    return _METHODS[indicator.method](indicator, actual, weight, indicator.target)


def _qualitative(weight: Fraction, band: str) -> Points:
    if band not in BANDS:
        return Points("undecidable", Fraction(0), weight, f"“{band}”不是三档之一，不可判定。")
    low, high = BANDS[band]
    return Points("interval", weight * low, weight * high, f"{band}：{plain(weight)} 分的 {plain(low * 100)}%–{plain(high * 100)}%。")


def _shown(indicator: Indicator, value: Fraction) -> str:
    """A value in the words of the working: a rate in per cent, anything else plain in its unit."""
    return f"{plain(value, 2)}{indicator.unit}" if indicator.unit else f"{plain(value * 100, 2)}%"


def _exact(points: Fraction, working: str) -> Points:
    return Points("exact", points, points, working)


def _met(indicator: Indicator, actual: Fraction, target: Fraction) -> bool:
    return {">=": actual >= target, ">": actual > target, "=": actual == target, "<=": actual <= target, "<": actual < target}.get(
        indicator.operator, False
    )


def _reached(indicator: Indicator, actual: Fraction, weight: Fraction) -> Points:
    """Full points where the target is met; below it, undecidable without a published method."""
    if indicator.target is not None and _met(indicator, actual, indicator.target):
        return _exact(weight, f"完成值 {_shown(indicator, actual)} 达到目标，得满分 {plain(weight)}。")
    return Points("undecidable", Fraction(0), weight, "未达目标，而方案未公布扣分办法，不可判定。")


def _execution(indicator: Indicator, actual: Fraction, weight: Fraction, target: Fraction) -> Points:
    return _exact(weight * min(actual, Fraction(1)), f"{plain(weight)} × min({plain(actual * 100)}%, 100%)")


def _ratio(indicator: Indicator, actual: Fraction, weight: Fraction, target: Fraction) -> Points:
    if _met(indicator, actual, target):
        full = _exact(weight, f"完成值 {_shown(indicator, actual)} 达到目标 {_shown(indicator, target)}，得满分 {plain(weight)}。")
        return _deviation(indicator, actual, weight, target) or full
    if target == 0:
        return Points("undecidable", Fraction(0), weight, "目标为零，不能按比例计分。")
    share = min(Fraction(1), max(Fraction(0), actual / target))
    return _exact(weight * share, f"{plain(weight)} × min({_shown(indicator, actual)} ÷ {_shown(indicator, target)}, 1)")


def _deviation(indicator: Indicator, actual: Fraction, weight: Fraction, target: Fraction) -> Points | None:
    """The reduction for a target set far too low, where the template quantifies it."""
    limit, cut = indicator.parameters.get("deviation_limit"), indicator.parameters.get("deviation_cut")
    if limit is None or cut is None or target == 0 or (actual - target) / target < limit:
        return None
    return _exact(max(Fraction(0), weight - cut), f"超目标 {plain((actual - target) / target * 100)}%，按方案减 {plain(cut)} 分。")


def _linear(indicator: Indicator, actual: Fraction, weight: Fraction, target: Fraction) -> Points:
    if actual <= target:
        return _exact(weight, f"完成值不高于目标，得满分 {plain(weight)}。")
    if target == 0:
        return _exact(Fraction(0), "目标为零而完成值大于零，得零分。")
    return _exact(
        weight * max(Fraction(0), 1 - (actual - target) / target),
        f"{plain(weight)} × (1 − ({_shown(indicator, actual)} − {_shown(indicator, target)}) ÷ {_shown(indicator, target)})",
    )


def _inverse(indicator: Indicator, actual: Fraction, weight: Fraction, target: Fraction) -> Points:
    if actual <= target:
        return _exact(weight, f"完成值不高于目标，得满分 {plain(weight)}。")
    return _exact(weight * target / actual, f"{plain(weight)} × {_shown(indicator, target)} ÷ {_shown(indicator, actual)}")


def _step(indicator: Indicator, actual: Fraction, weight: Fraction, target: Fraction) -> Points:
    """`per_point` off for each percentage point (or part of one) by which the target is missed."""
    missed = (
        (actual - target)
        if indicator.operator in ("<=", "<")
        else (target - actual)
        if indicator.operator in (">=", ">")
        else abs(actual - target)
    )
    if missed <= 0:
        return _exact(weight, f"达到目标，得满分 {plain(weight)}。")
    steps = -floor(-missed * 100)
    return _exact(
        max(Fraction(0), weight - steps * indicator.parameters["per_point"]),
        f"偏离 {steps} 个百分点，每点扣 {plain(indicator.parameters['per_point'])} 分",
    )


def _two_sided(indicator: Indicator, actual: Fraction, weight: Fraction, target: Fraction) -> Points:
    if target == 0:
        return _exact(weight if actual == 0 else Fraction(0), "目标为零：等于零得满分，否则零分。")
    return _exact(
        weight * max(Fraction(0), 1 - abs(actual - target) / target),
        f"{plain(weight)} × (1 − |{_shown(indicator, actual)} − {_shown(indicator, target)}| ÷ {_shown(indicator, target)})",
    )


_METHODS = {"execution": _execution, "ratio": _ratio, "linear": _linear, "inverse": _inverse, "step": _step, "two_sided": _two_sided}


def reached(item: Scored) -> bool:
    """Whether the target was reached: in numbers, or in the words of the first band."""
    indicator = item.indicator
    if isinstance(item.actual, Fraction):
        return indicator.target is not None and _met(indicator, item.actual, indicator.target)
    return item.actual == "达成"


def score_all(
    template: Template, actuals: Mapping[str, Fraction | str | None], given: Mapping[str, Fraction] | None = None
) -> tuple[Scored, ...]:
    """Every indicator scored. given: points people gave to qualitative indicators, held to their interval."""
    scored = []
    for indicator in template.indicators:
        points = score(indicator, actuals.get(indicator.key))
        points_given = (given or {}).get(indicator.key)
        if points_given is not None and points.holds(points_given):
            points = Points("exact", points_given, points_given, f"{points.working} 评定 {plain(points_given)} 分。")
        scored.append(Scored(indicator, actuals.get(indicator.key), points, points_given))
    return tuple(scored)


def total(template: Template, scored: Sequence[Scored], measures: Mapping[str, Fraction] | None = None) -> Total:
    """The sum with its bounds, the template's caps applied, rounded once at the end."""
    low = sum((s.points.low for s in scored), Fraction(0))
    high = sum((s.points.high for s in scored), Fraction(0))
    applied = tuple(cap for cap in template.caps if cap.measure in (measures or {}) and (measures or {})[cap.measure] < cap.below)
    for cap in applied:
        low, high = min(low, cap.ceiling), min(high, cap.ceiling)
    unpublished = any(s.indicator.weight is None for s in scored)
    decided = rounded(low, template.places) if low == high and not unpublished else None
    grades = {template.grade(low), template.grade(high)}
    grade = grades.pop() if len(grades) == 1 and not unpublished else "unknown"
    return Total(low, high, decided, grade, applied)


@dataclass(frozen=True, slots=True)
class Lever:
    """What one indicator could still add to the score, and the value it would have to reach."""

    indicator: Indicator
    lost: Fraction
    needed: Fraction | None


def levers(scored: Sequence[Scored]) -> tuple[Lever, ...]:
    """Indicators that lost points, most points first: what changes the score."""
    lost = [
        Lever(s.indicator, s.indicator.weight - s.points.high, s.indicator.target)
        for s in scored
        if s.indicator.weight is not None and s.points.status != "undecidable" and s.points.high < s.indicator.weight
    ]
    return tuple(sorted(lost, key=lambda lever: (-lever.lost, lever.indicator.key)))


def roll_up(values: Sequence[tuple[Fraction, Fraction]], *, absolute: bool) -> Fraction | None:
    """One value for a department from those of its units: (value, funds) each.

    Absolute values add up; relative values are averaged with the funds as weights (the note of the Gansu form).
    None where no unit has funds.
    """
    if absolute:
        return sum((value for value, _ in values), Fraction(0))
    funds = sum((weight for _, weight in values), Fraction(0))
    return sum((value * weight for value, weight in values), Fraction(0)) / funds if funds else None
