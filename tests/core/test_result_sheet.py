"""Another calculator's sheet beside ours: what it calls its lines, the first step that differs, by how much, and why perhaps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.result_sheet import Line, compare, read_lines
from shebao.core.sheet import Sheet

AWARD = {
    "month": "2024-05", "calc_base": "6001", "avg_index": "0.8", "total_years": "30.5", "account_balance": "13901.00", "divisor": "139",
}  # fmt: skip


def sheet(**more: Any) -> Sheet:
    return calculate("employee_pension", "national", {**AWARD, **more}).sheet


def test_a_sheet_that_says_the_same_differs_nowhere() -> None:
    comparison = compare(sheet(), read_lines({"basic_pension": "1647.27", "account_pension": "100.01", "total": "1747.28"}))

    assert comparison.first is None
    assert [line.step.name for line in comparison.lines] == ["basic_pension", "account_pension", "total"]
    assert all(line.agrees for line in comparison.lines)


def test_the_first_differing_step_is_the_earliest_in_the_calculation_not_in_the_other_sheet() -> None:
    other = "合计 1747.40\n个人账户养老金 100.10\n基础养老金 1647.30\n平均缴费指数 0.8"

    first = compare(sheet(), read_lines(other)).first

    assert first is not None
    assert (first.step.name, first.theirs, first.difference) == ("basic_pension", "1647.30", Fraction("0.03"))
    assert first.hint == "本系统的数见分进角即为对方的数"
    assert first.as_json()["difference"] == "0.03"
    assert first.as_json()["agrees"] is False


def test_a_wrong_input_comes_before_everything_that_follows_from_it() -> None:
    first = compare(sheet(), read_lines({"个人账户养老金": "100.01", "基础养老金": "1500.00", "平均缴费指数": "0.7"})).first

    assert first is not None
    assert (first.step.name, first.difference, first.hint) == ("avg_index", Fraction("-0.1"), "")


def test_a_figure_printed_with_fewer_decimals_agrees_at_those() -> None:
    lines = read_lines({"基础养老金": "1647.3", "月基本养老金合计": "1747", "缴费年限": "30.50"})

    assert [line.agrees for line in compare(sheet(), lines).lines] == [True, True, True]
    assert compare(sheet(), read_lines({"基础养老金": "1647.2"})).first is not None


def test_what_the_other_sheet_has_more_is_listed_and_what_could_mean_two_lines_too() -> None:
    lines = read_lines("取暖费 30.00\n基础养老金 1647.27\n基础养老金 1.00\n养老金 5\n备注")

    comparison = compare(sheet(), lines)

    assert comparison.unmatched == (Line("取暖费", "30.00"), Line("基础养老金", "1.00"), Line("养老金", "5"))
    assert [line.label for line in comparison.lines] == ["基础养老金"]


def test_a_sheet_of_which_no_line_is_ours_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Refused, match="没有一行对得上") as caught:
        compare(sheet(), read_lines("取暖费 30.00"))

    assert "基础养老金" in caught.value.finding.advice


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("基础养老金：1,647.27元", [("基础养老金", "1647.27")]),
        ("  基础养老金 = 1647.27 ", [("基础养老金", "1647.27")]),
        ("basic_pension\t1647.27", [("basic_pension", "1647.27")]),
        ("基础养老金,1647.27", [("基础养老金", "1647.27")]),
        ("缴费年限 | 30.5年", [("缴费年限", "30.5")]),
        ("差额 -12.50", [("差额", "-12.50")]),
        ("第 1 项 12\n\n标题\n注：见附件", [("第 1 项", "12")]),
        ({"a": 1, "b": "2.50", "c": "x", "d": True, "e": None}, [("a", "1"), ("b", "2.50")]),
        ([["a", "1,000.00"], ["b"], "c", ["d", "y"]], [("a", "1000.00")]),
        (None, []),
    ],
    ids=range(10),
)
def test_lines_are_read_as_people_write_them(content: Any, lines: list[tuple[str, str]]) -> None:
    assert [(line.label, line.value) for line in read_lines(content)] == lines
