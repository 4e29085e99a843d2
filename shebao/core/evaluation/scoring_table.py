"""A scoring table as somebody printed it, recomputed: what its weights and points add up to, and what explains its total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .score import Points, plain, score
from .template import Indicator


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row of the table: the indicator as printed, its actual value and the points it was given."""

    indicator: Indicator
    actual: Fraction | str | None
    points: Fraction


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What the table adds up to, and sentences about what does not fit."""

    weights: Fraction
    points: Fraction
    printed_total: Fraction
    remarks: tuple[str, ...]
    undecidable: int

    @property
    def sound(self) -> bool:
        """True where nothing speaks against the printed total."""
        return not self.remarks


def recompute(rows: Sequence[PrintedRow], printed_total: Fraction, full: Fraction = Fraction(100)) -> Recomputed:
    """Add up a printed table and judge each row by its own scoring method."""
    weights = sum((r.indicator.weight or Fraction(0) for r in rows), Fraction(0))
    points = sum((r.points for r in rows), Fraction(0))
    remarks: list[str] = []
    if weights != full:
        remarks.append(f"各项分值合计 {plain(weights)}，不是 {plain(full)}。")
    if points != printed_total:
        remarks.append(f"各项得分合计 {plain(points)}，印出 {plain(printed_total)}。{_explained(rows, points - printed_total)}")
    judged = [(row, score(row.indicator, row.actual)) for row in rows]
    remarks += [remark for row, computed in judged if (remark := _row_remark(row, computed))]
    return Recomputed(weights, points, printed_total, tuple(remarks), sum(computed.status == "undecidable" for _, computed in judged))


def _explained(rows: Sequence[PrintedRow], surplus: Fraction) -> str:
    """Names the one row whose points were left out (or counted twice), where there is exactly one."""
    left_out = [r for r in rows if r.points == surplus]
    if len(left_out) == 1:
        return f"差额 {plain(surplus)} 等于“{left_out[0].indicator.title}”的得分，合计时漏计该项。"
    twice = [r for r in rows if r.points == -surplus]
    return f"差额等于“{twice[0].indicator.title}”的得分，合计时重复计入。" if len(twice) == 1 else ""


def _row_remark(row: PrintedRow, computed: Points) -> str:
    if row.indicator.weight is not None and row.points > row.indicator.weight:
        return f"“{row.indicator.title}”得分 {plain(row.points)} 高于分值 {plain(row.indicator.weight)}。"
    if computed.holds(row.points) is False:
        bounds = plain(computed.low) if computed.low == computed.high else f"{plain(computed.low)}–{plain(computed.high)}"
        return f"“{row.indicator.title}”按办法应得 {bounds}，印出 {plain(row.points)}。"
    missed = row.indicator.target is not None and isinstance(row.actual, Fraction) and computed.status == "undecidable"
    if missed and row.points == row.indicator.weight:
        return f"“{row.indicator.title}”未达目标而给满分 {plain(row.points)}。"
    return ""
