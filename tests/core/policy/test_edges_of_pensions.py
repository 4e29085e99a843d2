"""The limits of contributions, accounts, retirement and pensions: the last possible value is taken, the next one refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, read_cases, run_case

CASES = read_cases(Path(__file__).with_name("edges_of_pensions.yaml"))
Edge = tuple[str, dict[str, Any], str, Any, Any]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_at_the_edge_the_law_says_exactly_this(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)


AWARD = {"calc_base": "1000", "total_years": "20", "avg_index": "1", "account_balance": "0", "divisor": "139"}
BY_AGE = {name: value for name, value in AWARD.items() if name != "divisor"}
BY_MONTHS = {**{name: value for name, value in AWARD.items() if name != "total_years"}, "year_rounding": "none"}
AGAIN = {"first_month": "2024-03", "provisional_base": "1000", "final_base": "1100", "avg_index": "1", "total_years": "20"}
YEAR = [{"year": "2023", "base_sum": "100", "reference_wage_annual": "100"}]
ILL = {"month": "2025-01", "total_years": "20", "avg_index": "1", "account_balance": "1.00", "divisor": "139", "calc_base": "1000"}
ACCOUNT = {"rate": "0.04", "opening_balance": "1.00", "monthly_credits": []}
EXIT = {"account_balance": "1.00", "min_months": 480, "applied_in_writing": True}
FLEXIBLE = {"category": "male60", "birth": "1976-09", "chosen_month": "2039-09"}
LATE = {"first_insured": "2011-06", "legal_retirement_month": "2023-06", "month": "2023-06"}
TAKEN = {"tier": "100", "tiers": ["100"], "subsidy": "30.00"}
BASIC = {"month": "2023-05", "account_balance": "139.00", "basic_standard": "100.00", "addons": []}

LIMITS: tuple[Edge, ...] = (
    ("flexible_retirement", FLEXIBLE, "paid_months", 960, 961),
    ("flexible_retirement", FLEXIBLE, "paid_months", 300, "300.5"),
    ("annuity_divisor", {}, "age_years", 16, 15),
    ("annuity_divisor", {}, "age_years", 120, 121),
    ("annuity_divisor", {"age_years": 60}, "age_months", 0, -1),
    ("annuity_divisor", {"age_years": 60}, "age_months", 11, 12),
    ("minimum_contribution_months", {}, "years", 1998, 1997),
    ("minimum_contribution_months", {}, "years", 2150, 2151),
    ("minimum_contribution_months", {}, "years", [2025, 2026], [2025, 1997]),
    ("minimum_contribution_months", {}, "years", [2025, "2026"], [2025, "x"]),
    ("minimum_contribution_months", {}, "years", "2025..2026", "2025..2151"),
    ("minimum_contribution_months", {}, "years", [2025], []),
    ("employee_pension", AWARD, "divisor", 1, "0.9"),
    ("employee_pension", AWARD, "divisor", 400, "400.1"),
    ("employee_pension", BY_AGE, "age_years", 16, 15),
    ("employee_pension", BY_AGE, "age_years", 100, 101),
    ("employee_pension", {**BY_AGE, "age_years": 60}, "age_months", 11, 12),
    ("employee_pension", {**BY_AGE, "age_years": 60}, "age_months", 0, -1),
    ("employee_pension", AWARD, "avg_index", 0, "-0.0001"),
    ("employee_pension", AWARD, "transition_index", 10, "10.1"),
    ("employee_pension", AWARD, "transition_index", 0, "-0.1"),
    ("employee_pension", BY_MONTHS, "paid_months", 960, 961),
    ("employee_pension", BY_MONTHS, "paid_months", 180, 179),
    ("employee_pension", BY_MONTHS, "paid_months", 200, "200.5"),
    ("employee_pension", {**AWARD, "year_rounding": "none"}, "deemed_months", 0, -1),
    ("employee_pension", {**AWARD, "total_years": "80", "year_rounding": "none", "transition_coefficient": "0.01"}, "deemed_months", 960, 961),
    ("employee_pension", {**AWARD, "year_rounding": "none", "transition_coefficient": "0.01"}, "deemed_months", 10, "10.5"),
    ("pension_recalculation", AGAIN, "paid_months_before_recalc", 0, -1),
    ("pension_recalculation", AGAIN, "paid_months_before_recalc", 600, 601),
    ("pension_recalculation", AGAIN, "paid_months_before_recalc", 5, "5.5"),
    ("average_contribution_index", {"years": YEAR}, "actual_months", 1, 0),
    ("average_contribution_index", {"years": YEAR}, "actual_months", 960, 961),
    ("average_contribution_index", {"years": YEAR}, "actual_months", 5, "5.5"),
    ("average_contribution_index", {"years": YEAR}, "deemed_months", 0, -1),
    ("average_contribution_index", {"years": YEAR}, "deemed_months", 960, 961),
    ("average_contribution_index", {"years": YEAR}, "deemed_months", 5, "5.5"),
    ("average_contribution_index", {"years": YEAR, "deemed_months": 5}, "deemed_index", 0, "-0.1"),
    ("average_contribution_index", {"years": YEAR, "deemed_months": 5}, "deemed_index", 10, "10.1"),
    ("average_contribution_index", {}, "years", YEAR, [["base_sum"]]),
    ("average_contribution_index", {}, "years", YEAR, [{"year": "2023", "reference_wage_annual": "100"}]),
    ("average_contribution_index", {}, "years", [{**YEAR[0], "base_sum": "0.01", "reference_wage_annual": "0.01", "months": 12}], [{**YEAR[0], "months": 13}]),
    ("average_contribution_index", {}, "years", YEAR, [{**YEAR[0], "months": -1}]),
    ("average_contribution_index", {}, "years", YEAR, [{**YEAR[0], "reference_wage_annual": "0"}]),
    ("disability_allowance", ILL, "age", "50y11m", "50y12m"),
    ("disability_allowance", ILL, "age", "59y11m", "60y0m"),
    ("disability_allowance", {**ILL, "age": 56}, "divisor", 400, "400.1"),
    ("disability_allowance", {**ILL, "age": 56}, "divisor", 1, "0.9"),
    ("disability_allowance", {**ILL, "age": 50}, "min_months", 480, 481),
    ("disability_allowance", {**ILL, "age": 50}, "min_months", 0, -1),
    ("disability_allowance", {**ILL, "age": 50}, "month", "2025-01", "2024-12"),
    ("award_correction", {}, "months", [["2023-01", "2023-01", 1, 1]], [["2023-01", "2023-01", 1]]),
    ("award_correction", {}, "months", [["2023-01", "2023-01", 1, 1]], ["abcd"]),
    ("contributions_after_legal_age", {"legal_retirement_month": "2025-03"}, "months", [["2025-04", 1, 1]], [["2025-04", 1]]),
    ("contributions_after_legal_age", {"legal_retirement_month": "2025-03"}, "months", [["2025-04", 1, 1]], ["abc"]),
    ("continued_payment", LATE, "paid_months", 0, -1),
    ("continued_payment", LATE, "paid_months", 179, "178.5"),
    ("payment_allocation", {"paid": "1"}, "arrears", [["2023-01", 1, 1]], [["2023-01", 1]]),
    ("payment_allocation", {"paid": "1"}, "arrears", [["2023-01", 1, 1]], ["abc"]),
    ("work_injury_contribution", {"payroll": "1.00", "float_factor": "1.00"}, "class_", 1, 0),
    ("work_injury_contribution", {"payroll": "1.00"}, "industry_class", 8, 9),
    ("work_injury_contribution", {"payroll": "1.00", "class_": 1, "period": "2023-01"}, "fund_months", 0, -1),
    ("work_injury_contribution", {"payroll": "1.00", "class_": 1, "period": "2023-01"}, "fund_months", 1200, 1201),
    ("flexible_worker_contribution", {"reference_wage": "1", "rate_total": "0.2", "rate_account": "0.08", "floor_ratio": "0", "cap_ratio": "10"},
     "chosen_base_ratio", 10, "10.1"),
    ("account_year", ACCOUNT, "year", 1986, 1985),
    ("account_year", ACCOUNT, "year", 2150, 2151),
    ("account_year", {**ACCOUNT, "year": 2023}, "monthly_credits", [1] * 12, [1] * 13),
    ("account_payment_year", {"rate": "0.04", "opening_balance": "1.00", "year": 2023}, "monthly_payments", [1] * 12, [1] * 13),
    ("account_to_retirement", {"rate_used": "0.04", "opening_balance": "1.00", "year": 2023, "monthly_credits": []}, "last_month", 12, 13),
    ("account_to_retirement", {"rate_used": "0.04", "opening_balance": "1.00", "year": 2023, "monthly_credits": []}, "last_month", 1, 0),
    ("account_to_retirement", {"rate_used": "0.04", "opening_balance": "1.00", "year": 2023, "last_month": 2}, "monthly_credits", [1, 1], [1, 1, 1]),
    ("account_roll_forward", {"monthly_credit": "1", "first_year": 2023, "last_year": 2023}, "rates", {"2023": "0.04"}, {"x": "0.04"}),
    ("account_roll_forward", {"monthly_credit": "1", "first_year": 2023, "last_year": 2023}, "rates", {2023: "0.04"}, ["0.04"]),
    ("account_merge", {}, "accounts", [{"balance": 1, "months": []}], [{"balance": 1}]),
    ("account_merge", {}, "accounts", [{"balance": 1, "months": []}], [["balance", "months"]]),
    ("lump_sum_exit", EXIT, "total_months", 0, -1),
    ("lump_sum_exit", EXIT, "total_months", 479, "478.5"),
    ("lump_sum_exit", {"account_balance": "1.00", "total_months": 1, "applied_in_writing": True}, "year", 2011, 2010),
    ("lump_sum_exit", {"account_balance": "1.00", "total_months": 1, "applied_in_writing": True}, "year", 2100, 2101),
    ("lump_sum_exit", {"account_balance": "1.00", "total_months": 1, "applied_in_writing": True}, "min_months", 480, 481),
    ("lump_sum_exit", {"account_balance": "1.00", "total_months": 1, "applied_in_writing": True}, "min_months", 180, "180.5"),
    ("resident_contribution", {**TAKEN, "paid_year": 2100}, "year", 2009, 2008),
    ("resident_contribution", TAKEN, "year", 2100, 2101),
    ("resident_contribution", {**TAKEN, "year": 2023}, "paid_year", 2100, 2101),
    ("resident_contribution", {**TAKEN, "year": 2023}, "paid_year", 2023, 2022),
    ("resident_account_year", {"rate": "0.04", "opening_balance": "1.00"}, "year", 2009, 2008),
    ("resident_account_year", {"rate": "0.04", "opening_balance": "1.00"}, "year", 2100, 2101),
    ("resident_account_year", {"rate": "0.04", "opening_balance": "1.00", "year": 2023}, "monthly_credits", [1] * 12, [1] * 13),
    ("resident_pension", BASIC, "age", 60, 59),
    ("resident_pension", BASIC, "age", 130, 131),
    ("resident_pension", {**BASIC, "age": 60}, "addons", [(60, None, 1)], [(60, 1)]),
    ("resident_pension", {**BASIC, "age": 60}, "addons", [[60, 70, 1]], ["abc"]),
)  # fmt: skip


@pytest.mark.parametrize("edge", LIMITS, ids=lambda edge: f"{edge[0]}-{edge[2]}-{edge[4]}"[:60])
def test_the_last_possible_value_is_taken_and_the_first_impossible_one_is_refused(edge: Edge) -> None:
    calculation, inputs, name, last, beyond = edge

    assert calculate(calculation, "national", {**inputs, name: last}, strict=False).values
    with pytest.raises(Refused) as caught:
        calculate(calculation, "national", {**inputs, name: beyond}, strict=False)
    assert caught.value.finding.message


def test_an_average_index_keeps_four_decimals_and_rounds_the_half_up() -> None:
    own = {"years": [{"year": "2023", "base_sum": "100.025", "reference_wage_annual": "100"}]}
    mixed = {"years": YEAR, "deemed_months": 12, "deemed_index": "1.0005"}

    assert calculate("average_contribution_index", "national", own).values["actual_avg_index"].text() == "1.0003"
    assert calculate("average_contribution_index", "national", mixed).values["avg_index_including_deemed"].text() == "1.0003"


@pytest.mark.parametrize("credits", [["1"] * 11, ["1"] * 11 + ["2"]], ids=["eleven", "unequal"])
def test_the_annual_method_is_only_for_twelve_equal_months(credits: list[str]) -> None:
    values = calculate("account_year", "national", {**ACCOUNT, "year": 2023, "monthly_credits": credits}).values

    assert "annual_interest" not in values


def test_the_sheet_of_minimum_months_has_one_line_for_every_year_asked_for() -> None:
    sheet = calculate("minimum_contribution_months", "national", {"years": "2029..2031"}).sheet

    lines = {step.name: step.value for step in sheet.steps}
    assert lines == {
        "minimum_months_2029": "180",
        "minimum_months_2030": "186",
        "minimum_months_2031": "192",
        "min_months": lines["min_months"],
    }


def test_a_wrong_entry_of_a_list_is_named_by_its_number() -> None:
    with pytest.raises(Refused, match="第 2 例"):
        calculate("disability_allowance", "national", {"total_years_cases": ["3", "x"]})


def test_only_someone_short_of_the_minimum_is_paid_for_a_number_of_months_and_only_someone_far_from_age_is_looked_at_again() -> None:
    ill = {"month": "2025-06", "avg_index": "1", "account_balance": "13900.00"}

    short = calculate("disability_allowance", "gansu", {**ill, "total_years": "10", "age": "50y0m"}, strict=False).values
    far = calculate("disability_allowance", "gansu", {**ill, "total_years": "20", "age": "50y0m"}, strict=False).values
    near = calculate("disability_allowance", "gansu", {**ill, "total_years": "20", "age": "58y0m"}, strict=False).values

    assert ["months" in values for values in (short, far, near)] == [True, False, False]
    assert ["at_five_years_before" in values for values in (short, far, near)] == [False, True, False]
