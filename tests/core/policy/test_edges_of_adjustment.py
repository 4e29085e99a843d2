"""The limits of a yearly adjustment, retired officers and exclusions: exactly on the line, a fen beside it, and what a sheet says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.base.dated import Value
from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, read_cases, run_case
from shebao.core.policy.locale import shipped_places

CASES = read_cases(Path(__file__).with_name("edges_of_adjustment.yaml"))
PERSON = {"year": 2024, "contribution_years": 30, "pension_before": "1000.00", "age": 60}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_at_the_edge_the_adjustment_says_exactly_this(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)
    assert not result.unused


def adjusted(**inputs: Any) -> Any:
    return calculate("pension_adjustment", "national", {**PERSON, **inputs})


def test_a_scheme_without_limits_or_exclusions_has_the_sheet_it_always_had() -> None:
    steps = [step.name for step in adjusted(parameters={"fixed": "30.00"}).sheet.steps]

    assert steps == [
        "contribution_years", "by_years", "pension_before", "age", "age_steps", "remote_area", "fixed", "remote", "pct", "floor_total", "brackets",
        "by_bracket", "by_percent", "by_age", "by_area", "increase_before_floor", "increase", "after",
    ]  # fmt: skip


def test_the_sheet_shows_limits_the_scheme_has_and_says_which_it_lacks() -> None:
    sheet = adjusted(parameters={"tiers": [[None, "1.00"]], "cap_linked": "20.00"}).sheet

    assert (sheet.step("cap_linked").value, sheet.step("cap_linked").source) == ("20.00", "当年省定调整办法")
    assert (sheet.step("floor_linked").value, sheet.step("floor_linked").source) == ("无", "办法没有这一项")
    assert sheet.step("linked").expression == "不低于下限、不高于上限（挂钩调整合计、挂钩调整保底额、挂钩调整封顶额）"
    assert sheet.step("linked").figures == "不低于下限、不高于上限（30.00、无、20.00）"
    assert sheet.step("officer_supplement").source == "不是企业退休军转干部"


def test_the_sheet_of_somebody_left_out_says_why_and_by_which_document() -> None:
    listed = {"exclusions": {"suspended": "养老金暂停发放"}}

    sheet = adjusted(parameters=listed, exclusion="suspended").sheet
    assert (sheet.step("exclusion_reason").value, sheet.step("exclusion_reason").source) == ("养老金暂停发放", "当年省定调整办法")
    assert sheet.step("exclusion_reason").inputs == ("on_exclusion_list",)
    for nothing in ("increase_by_items", "officer_supplement"):
        assert (sheet.step(nothing).value, sheet.step(nothing).source) == ("0.00", "不参加本次调整，不计算")
    assert {step.name for step in sheet.steps}.isdisjoint({"by_years", "fixed", "age"})

    late = adjusted(retirement_month="2024-03").sheet
    assert late.step("exclusion_reason").inputs == ("retired_too_late",)
    assert late.step("exclusion_reason").source == "当年人社部、财政部通知（参加人员范围）"
    assert late.step("retired_too_late").figures == "2024-03 ＞ 2023-12"
    assert late.step("on_exclusion_list").source == "未列入名单"


def test_a_sheet_without_a_month_of_retirement_says_that_none_was_given() -> None:
    sheet = adjusted(parameters={"exclusions": {"suspended": "养老金暂停发放"}}).sheet

    assert sheet.step("retired_too_late").source == "未提供退休年月"


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (
            {"parameters": {"fixed": "1"}, "transferred_officer": True},
            "没有收录“企业退休军转干部调整后最低标准”（officer_minimum）：地区 全国，日期 2024-12-31",
        ),
        ({"parameters": {"floor_linked": "2", "cap_linked": "1.5"}}, "保底额 2 元高于封顶额 1.5 元"),
        ({"parameters": {"fixed": "1"}, "exclusion": "suspended"}, "没有收录不参加的情形（exclusions）"),
        ({"parameters": {"exclusions": {"a": "停发", "b": "已调"}}, "exclusion": "c"}, "情形“c”.*可选：a（停发）、b（已调）"),
        ({"parameters": {"exclusions": {"a": "停发"}}, "exclusion": ["a"]}, "可选：a（停发）"),
        ({"parameters": {"exclusions": {"a": None}}}, "情形“a”没有写明代码或文字"),
        ({"parameters": {"exclusions": {1: "停发"}}}, "情形“1”没有写明代码或文字"),
        ({"parameters": {"exclusions": "停发"}}, "应为代码和文字的对照"),
        ({"parameters": {"bonus": "1"}}, "可用：fixed、.*floor_linked、cap_linked、officer_minimum、exclusions"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(inputs: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        adjusted(**inputs)


def test_a_provinces_own_file_may_hold_limits_a_minimum_and_a_list() -> None:
    scheme = {
        "fixed": "30.00", "tiers": ((None, "1.00"),), "cap_linked": "20.00", "officer_minimum": "1100.00", "exclusions": {"suspended": "养老金暂停发放"},
    }  # fmt: skip
    own = Value("adjustment_scheme", "hunan", date(2024, 1, 1), date(2024, 12, 31), scheme, "省文（例）", "high")
    places = shipped_places().overlay([own])

    def increase(**inputs: Any) -> str:
        values = calculate("pension_adjustment", "hunan", {**PERSON, **inputs}, places).values
        return str(values["increase"].text(2))

    assert increase() == "50.00"
    assert increase(transferred_officer=True) == "100.00"
    assert increase(exclusion="suspended") == "0.00"
