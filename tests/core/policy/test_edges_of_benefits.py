"""Adjustment, survivors, unemployment, injury and transfer at their limits, at other places and on other days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shebao.base.dated import MissingValue
from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, read_cases, run_case

CASES = read_cases(Path(__file__).with_name("edges_of_benefits.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_at_the_edge_a_benefit_is_exactly_this(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)


def test_a_refund_whose_notice_is_not_on_file_is_named_beside_the_one_that_is() -> None:
    made = calculate("stability_refund", "national", {"year": 2020, "prev_year_contributions": "100.00"})

    assert "稳岗返还比例（大型企业）" in made.sheet.step("rate_missing").value
    assert "large" not in made.values
    both = calculate("stability_refund", "national", {"year": 2022, "prev_year_contributions": "100.00"})
    assert "rate_missing" not in both.values


def test_a_place_without_a_rule_for_months_says_so_beside_the_months_the_law_allows() -> None:
    made = calculate("unemployment_months", "hunan", {"contribution_years": "6.5"})

    assert made.values["max_months"] == 18
    assert "months" not in made.values
    assert "hunan" in made.sheet.step("months_missing").value
    assert "months_missing" not in calculate("unemployment_months", "guangdong", {"contribution_years": "6.5"}).values


def test_a_city_with_its_own_minimum_wage_is_the_place_of_the_sheet() -> None:
    inputs = {"month": "2024-06", "minimum_wage": "1000.00"}

    assert calculate("unemployment_amount", "guangdong", {**inputs, "city": "guangzhou"}).sheet.place == "guangdong_guangzhou"
    assert calculate("unemployment_amount", "guangdong", {**inputs, "city": "meizhou"}).sheet.place == "guangdong"
    with pytest.raises(MissingValue):
        calculate("unemployment_amount", "guangdong", {"month": "2024-06", "city": "meizhou"})


def test_the_family_of_a_severely_disabled_worker_gets_no_death_grant_after_the_paid_leave() -> None:
    facts = {"death_year": 2024, "avg_wage": "6000.00"}

    assert "death_grant" in calculate("injury_death_benefit", "national", facts).values
    after = calculate("injury_death_benefit", "national", {**facts, "grade": 4}, strict=False).values
    assert "death_grant" not in after
    assert after["funeral"].text() == "36000"


def test_half_of_the_death_grant_is_advanced_only_for_the_missing() -> None:
    assert "death_grant_advance" not in calculate("injury_death_benefit", "national", {"death_year": 2024}).values


def test_there_are_ten_grades_of_disability() -> None:
    with pytest.raises(Refused, match="应在 1 至 10 之间"):
        calculate("injury_grade_benefit", "national", {"grade": 11, "own_wage": "5000.00"})


def test_a_transfer_of_a_claim_without_a_month_follows_the_latest_law_on_file() -> None:
    assert calculate("unemployment_transfer", "national", {"same_province": True}).sheet.on == date(2025, 12, 31)
