"""Monitoring during the year (双监控): how far a goal or a budget is, against the path to its target, and whether that is a warning.

中发〔2018〕34号 asks for both: how far the goals are reached, and how far the budget is spent. It sets no path and no limits;
the even path and the limits below are this product's own, named wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["cumulative", "standing", "ceiling"]
Standing = Literal["ahead", "watch", "late", "over", "unknown"]
WATCH, LATE = Fraction(95, 100), Fraction(85, 100)
"""Below 95 % of the path a goal is watched, below 85 % it is late; more than a tenth above an even path a budget is spent too fast."""
FAST = Fraction(110, 100)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached by the year's end.

    kind: cumulative grows evenly to the target; standing must be at the target at any time; ceiling must not grow faster than evenly.
    """

    key: str
    title: str
    kind: Kind
    target: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One goal in one month: what should be reached by now, what is, and what that means in a sentence."""

    goal: Goal
    month: int
    expected: Fraction
    actual: Fraction | None
    standing: Standing
    share: Fraction | None
    sentence: str


def judge(goal: Goal, month: int, actual: Fraction | None) -> Progress:
    """The standing of a goal at the end of a month (1–12); actual is what was reached since January, None where nothing is known."""
    assert 1 <= month <= 12, month
    expected = goal.target if goal.kind == "standing" else goal.target * month / 12
    if actual is None:
        return Progress(goal, month, expected, None, "unknown", None, "还没有数据，不能判断。")
    share = actual / expected if expected else None
    if goal.kind == "ceiling":
        return Progress(goal, month, expected, actual, *_ceiling(actual, goal, share))
    if share is None or share >= WATCH:
        return Progress(goal, month, expected, actual, "ahead", share, "达到进度。")
    if share >= LATE:
        return Progress(goal, month, expected, actual, "watch", share, "略低于进度，请关注。")
    return Progress(goal, month, expected, actual, "late", share, "明显低于进度，请分析原因并采取措施。")


def _ceiling(actual: Fraction, goal: Goal, share: Fraction | None) -> tuple[Standing, Fraction | None, str]:
    if actual > goal.target:
        return "over", share, "已经超过全年预算，请立即核对。"
    if share is not None and share > FAST:
        return "watch", share, "支出快于时间进度，请核对年末是否够用。"
    if share is not None and share < LATE:
        return "late", share, "支出慢于时间进度，请核对是否有未付的款项。"
    return "ahead", share, "与时间进度相符。"


def warnings(result: Sequence[Progress]) -> list[Progress]:
    """Those that need somebody, gravest first."""
    order = {"over": 0, "late": 1, "watch": 2}
    return sorted((one for one in result if one.standing in order), key=lambda one: (order[one.standing], one.goal.key))
