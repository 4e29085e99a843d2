"""A goal is held against the path to its target, a budget against the pace of the year."""

from fractions import Fraction

import pytest

from shebao.core.evaluation.monitor import Goal, judge, warnings


def goal(kind, target="120"):
    return Goal("g", "某项", kind, Fraction(target), "人")


@pytest.mark.parametrize(
    ("kind", "month", "actual", "standing"),
    [
        ("cumulative", 6, "60", "ahead"),
        ("cumulative", 6, "57", "ahead"),
        ("cumulative", 6, "56.9", "watch"),
        ("cumulative", 6, "50", "late"),
        ("standing", 1, "120", "ahead"),
        ("standing", 1, "110", "watch"),
        ("standing", 1, "90", "late"),
        ("ceiling", 6, "60", "ahead"),
        ("ceiling", 6, "67", "watch"),
        ("ceiling", 6, "50", "late"),
        ("ceiling", 12, "121", "over"),
    ],
)
def test_a_goal_stands_as_its_kind_says(kind, month, actual, standing):
    assert judge(goal(kind), month, Fraction(actual)).standing == standing


def test_what_is_not_known_is_said_to_be_unknown_and_warns_nobody():
    result = judge(goal("cumulative"), 3, None)

    assert result.standing == "unknown" and result.expected == 30
    assert warnings([result]) == []


def test_warnings_come_gravest_first():
    result = [
        judge(goal("cumulative"), 6, Fraction(56)),
        judge(goal("ceiling"), 12, Fraction(130)),
        judge(goal("cumulative"), 6, Fraction(1)),
    ]

    assert [one.standing for one in warnings(result)] == ["over", "late", "watch"]
