"""Limits and defaults that no example reaches: the first year of a method, the last month of a calendar, a part not due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import number
from shebao.core.policy.calculation import calculate
from shebao.core.policy.employee import disability

POOL = {"ratio": "0.045", "national_pool": "1000", "avg_wage_annual": "60000", "insured_due": 1, "retirees": 1, "national_retirees": 1}
ILL = {"month": "2025-06", "avg_index": "0.9", "calc_base": "8000"}


def test_a_central_adjustment_with_its_ratio_given_and_no_year_is_of_the_last_year() -> None:
    assert calculate("fund_accounts", "national", POOL).sheet.on == date(2021, 12, 31)


def test_the_account_part_of_an_allowance_is_paid_only_when_it_is_due() -> None:
    parts = [disability.account(number("13900"), number(139), due).text() for due in (True, False)]

    assert parts == ["100", "0"]


def test_without_the_minimum_years_no_account_is_asked_for_even_close_to_retirement() -> None:
    values = calculate("disability_allowance", "gansu", {**ILL, "total_years": "8", "category": "male60", "birth": "1966-01"}).values

    assert (values["minimum_met"], values["account_part_due"]) == (False, False)
    assert values["account"].text() == "0"


@pytest.mark.parametrize(
    ("calculation", "inputs", "last", "beyond", "words"),
    [
        ("employee_pension", {"avg_index": "1", "total_years": "20", "account_balance": "1", "divisor": "139", "calc_base": "5000",
                              "deemed_years": "0"}, {"retirement_year": 2006}, {"retirement_year": 2005}, "2006"),
        ("retirement_age", {"category": "male60"}, {"birth": "2165-01"}, {"birth": "2165-02"}, "2400"),
        ("resident_contribution", {"year": 2023, "tier": "300", "arrears": True}, {"paid_year": 2100}, {"paid_year": 2101}, "2100"),
    ],
)  # fmt: skip
def test_the_last_value_of_a_limit_is_taken_and_the_next_is_refused_by_that_limit(
    calculation: str, inputs: dict[str, Any], last: dict[str, Any], beyond: dict[str, Any], words: str
) -> None:
    assert calculate(calculation, "gansu", {**inputs, **last}, strict=False).values
    with pytest.raises(Refused, match=f"至 {words} 之间|应在 {words} 至"):
        calculate(calculation, "gansu", {**inputs, **beyond}, strict=False)
