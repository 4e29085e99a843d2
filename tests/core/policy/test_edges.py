"""On every limit of the law a calculation answers, and one step past it, it answers otherwise or refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, read_cases, run_case
from tests.core.policy.limits import Edge, hold

CASES = read_cases(Path(__file__).with_name("edges.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_at_the_edge_the_law_says_exactly_this(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)


AGED = {"contribution_years": 20, "pension_before": "1000.00", "parameters": {"fixed": "1"}}
PUBLIC = {
    "retire_month": "2025-06",
    "calc_wage": "8000",
    "actual_years": "10",
    "actual_index": "1",
    "account_balance": "139",
    "divisor": "139",
}
POOL = {"ratio": "0.045", "national_pool": "1000", "avg_wage_annual": "60000", "insured_due": 1, "retirees": 1, "national_retirees": 1}
STABLE = {"prev_year_contributions": "1000.00", "laid_off": 0, "insured_heads": 10}
REFUND = {"prev_year_contributions": "1000.00", "stability_rate_sme": "0.6", "stability_rate_large": "0.3"}
WAGE = {"own_wage": "5000.00"}
LINKED = {"employee_months": 60, "employee_account": "1.00"}

LIMITS: tuple[Edge, ...] = (
    ("injury_grade_benefit", WAGE, "grade", 1, 0),
    ("injury_grade_benefit", WAGE, "grade", 10, 11),
    ("injury_death_benefit", {**WAGE, "dependants": ["child"], "urban_income_2010": "1"}, "death_year", 2011, 2010),
    ("injury_death_benefit", {**WAGE, "dependants": ["child"], "urban_income_2099": "1", "urban_income_2100": "1"}, "death_year", 2100, 2101),
    ("injury_death_benefit", WAGE, "dependants", ["spouse"], ["spouse", "spouse"]),
    ("injury_death_benefit", WAGE, "dependants", ["lone_spouse"], ["spouse", "lone_spouse"]),
    ("injury_death_benefit", WAGE, "dependants", ["child", "child"], ["child", "cousin"]),
    ("employee_resident_linkage", {**LINKED, "employee_months": 0}, "overlapping_months", 0, -1),
    ("employee_resident_linkage", LINKED, "overlapping_months", 960, 961),
    ("employee_resident_linkage", {"employee_account": "1.00"}, "employee_months", 0, -1),
    ("employee_resident_linkage", {"employee_account": "1.00"}, "employee_months", 960, 961),
    ("claim_place", {"hukou": "a", "current": "b"}, "history", [["a", 960]], [["a", 961]]),
    ("claim_place", {"hukou": "a", "current": "b"}, "history", [["a", 0]], [["a", -1]]),
    ("claim_place", {"hukou": "a", "current": "b"}, "history", [["a", 1]], [["a", 1, 2]]),
    ("claim_place", {"hukou": "a", "current": "b"}, "history", [("a", 1)], ["ab"]),
    ("transfer_amount", {"account_balance": "1"}, "years", [{"year": 1980, "base_sum": "1"}], [{"year": 1979, "base_sum": "1"}]),
    ("transfer_amount", {"account_balance": "1"}, "years", [{"year": 2100, "base_sum": "1"}], [{"year": 2101, "base_sum": "1"}]),
    ("transfer_amount", {"account_balance": "1"}, "years", [{"year": 2000, "base_sum": "1", "months": 12}], [{"year": 2000, "base_sum": "1", "months": 13}]),
    ("transfer_amount", {"account_balance": "1"}, "years", [{"year": 2000, "base_sum": "1"}], [{"year": 2000, "months": 1}]),
    ("transfer_amount", {"account_balance": "1"}, "years", [{"year": 2000, "base_sum": "1"}], [["year", "base_sum"]]),
    ("stability_refund", REFUND, "year", 2014, 2013),
    ("stability_refund", REFUND, "year", 2100, 2101),
    ("stability_refund", {**STABLE, "insured_heads": 10**7}, "laid_off", 0, -1),
    ("stability_refund", {"prev_year_contributions": "1000.00", "laid_off": 0}, "insured_heads", 1, 0),
    ("stability_refund", {"prev_year_contributions": "1000.00", "laid_off": 0}, "insured_heads", 10**7, 10**7 + 1),
    ("stability_refund", {"prev_year_contributions": "1000.00", "insured_heads": 10**7, "layoff_rate_limit": "1"}, "laid_off", 10**7, 10**7 + 1),
    ("job_expansion_subsidy", {}, "hires", 10**6, 10**6 + 1),
    ("job_expansion_subsidy", {}, "hires", 0, -1),
    ("job_expansion_subsidy", {"hires": 10**6}, "already_claimed_hire_subsidy", 10**6, 10**6 + 1),
    ("unemployment_amount", {"avg_base_12m": "4000.00", "job_search_ratio": "0.15", "job_search_month_cap": 6}, "months_claimed", 0, -1),
    ("unemployment_amount", {"avg_base_12m": "4000.00", "job_search_ratio": "0.15", "job_search_month_cap": 6}, "months_claimed", 600, 601),
    ("unemployment_amount", {"monthly": "4000.00", "reemployed_share": "0.5"}, "months_left", 0, -1),
    ("unemployment_amount", {"monthly": "4000.00", "reemployed_share": "0.5"}, "months_left", 24, 25),
    ("overpayment_recovery", {"monthly": "1.00"}, "overpaid_months", 0, -1),
    ("overpayment_recovery", {"monthly": "1.00"}, "overpaid_months", 1200, 1201),
    ("overpayment_recovery", {"overpaid": "1.00"}, "instalment", "0.01", "0.00"),
    ("fund_accounts", {"opening": {}}, "events", [["interest on fiscal account", "1"]], [["interest on fiscal account", "1", 2]]),
    ("fund_accounts", {"opening": {}}, "events", [("interest on fiscal account", "1")], ["ab"]),
    ("fund_accounts", {"opening": {"income_account": "9"}}, "events", [["income→fiscal", "1"]], [["income→nowhere", "1"]]),
    ("fund_accounts", {"opening": {"income_account": "9"}}, "events", [["income→fiscal", "1"]], [["nowhere→income", "1"]]),
    ("fund_accounts", POOL, "year", 2018, 2017),
    ("fund_accounts", POOL, "year", 2021, 2022),
    ("fund_accounts", POOL, "insured_due", 0, -1),
    ("fund_accounts", POOL, "insured_due", 10**9, 10**9 + 1),
    ("fund_accounts", POOL, "retirees", 0, -1),
    ("fund_accounts", POOL, "retirees", 10**9, 10**9 + 1),
    ("fund_accounts", POOL, "national_retirees", 1, 0),
    ("fund_accounts", POOL, "national_retirees", 10**9, 10**9 + 1),
    ("pension_adjustment", AGED, "age", 15, 14),
    ("pension_adjustment", AGED, "age", 130, 131),
    ("pension_adjustment", {**AGED, "age": 60}, "year", 1994, 1993),
    ("pension_adjustment", {**AGED, "age": 60}, "year", 2100, 2101),
    ("pension_adjustment", {**AGED, "age": 60}, "parameters", {"age": [(70, None, "1")]}, {"age": [(70, "1")]}),
    ("pension_adjustment", {**AGED, "age": 60}, "parameters", {"brackets": [[0, 1, "1"]]}, {"brackets": ["abc"]}),
    ("adjustment_national_level", {"average_pension": "1", "retirees": 1, "adjustment_national_ratio": "0.1"}, "year", 2016, 2015),
    ("adjustment_national_level", {"average_pension": "1", "retirees": 1, "adjustment_national_ratio": "0.1"}, "year", 2100, 2101),
    ("adjustment_national_level", {"average_pension": "1", "year": 2023}, "retirees", 0, -1),
    ("adjustment_national_level", {"average_pension": "1", "year": 2023}, "retirees", 10**9, 10**9 + 1),
    ("public_institution_clearing", {"final_monthly": "1", "provisional_monthly": "1"}, "months", 0, -1),
    ("public_institution_clearing", {"final_monthly": "1", "provisional_monthly": "1"}, "months", 600, 601),
    ("public_institution_pension", PUBLIC, "deemed_index", 10, "10.01"),
    ("public_institution_pension", PUBLIC, "actual_index", 0, "-0.01"),
    ("public_institution_pension", PUBLIC, "actual_index", 3, "3.01"),
    ("public_institution_pension", PUBLIC, "divisor", 1, "0.9"),
    ("public_institution_pension", PUBLIC, "divisor", 400, "400.1"),
    ("public_institution_pension", {**PUBLIC, "A_basic_wage_2014_09": "1", "M_ratio": "1"}, "G", {str(year): "1" for year in range(2015, 2025)},
     {str(year): "1.01" for year in range(2015, 2025)}),
    ("public_institution_pension", PUBLIC, "actual_years", "0.01", "0.00999"),
    ("public_institution_pension", {**PUBLIC, "deemed_years": "40", "deemed_index": "1", "transition_coefficient": "0.01"}, "actual_years", "40", "40.01"),
)  # fmt: skip


@pytest.mark.parametrize("edge", LIMITS, ids=lambda edge: f"{edge[0]}-{edge[2]}-{edge[4]}"[:60])
def test_the_last_possible_value_is_taken_and_the_first_impossible_one_is_refused(edge: Edge) -> None:
    hold(edge)


DAYS = (
    ("injury_own_wage", {"own_wage_12m_avg": "1", "avg_wage": "1"}, date(2025, 12, 31)),
    ("transfer_amount", {"years": [], "account_balance": "1"}, date(2025, 12, 31)),
    ("claim_place", {"hukou": "a", "current": "b", "history": []}, date(2025, 12, 31)),
    ("employee_resident_linkage", LINKED, date(2025, 12, 31)),
    ("skill_subsidy", {"levels": []}, date(2024, 5, 1)),
    ("stability_refund", STABLE, date(2024, 12, 31)),
    ("job_expansion_subsidy", {"hires": 1}, date(2024, 12, 31)),
    ("unemployment_subsidy", {"monthly": "1"}, date(2022, 12, 31)),
    ("price_subsidy", {"local_standard": "1", "price_growth": "0.1"}, date(2025, 12, 31)),
    ("migrant_worker_living_subsidy", {"years": "1", "per_year_amount": "1"}, date(2025, 12, 31)),
    ("overpayment_recovery", {"overpaid": "1"}, date(2025, 12, 31)),
    ("fund_accounts", {"opening": {}, "events": []}, date(2025, 12, 31)),
    ("fund_accounts", POOL, date(2021, 12, 31)),
    ("pension_adjustment", {**AGED, "age": 60}, date(2023, 12, 31)),
    ("pension_adjustment", {**AGED, "age_on_2013_12_31": 60}, date(2014, 12, 31)),
    ("public_institution_release_ratio", {}, date(2025, 12, 31)),
    ("public_institution_clearing", {"final_monthly": "1", "provisional_monthly": "1", "months": 1}, date(2025, 12, 31)),
)  # fmt: skip


@pytest.mark.parametrize(("calculation", "inputs", "day"), DAYS)
def test_a_question_without_a_date_is_answered_by_the_law_of_a_stated_day(calculation: str, inputs: dict[str, Any], day: date) -> None:
    assert calculate(calculation, "national", inputs, strict=False).sheet.on == day


def test_the_release_ratios_are_listed_for_every_time_of_retirement() -> None:
    listed = calculate("public_institution_release_ratio", "national", {}).values["ratio"]

    shown = {span: ratio if isinstance(ratio, str) else ratio.text(2) for span, ratio in listed.items()}
    assert shown == {
        "2014-10-01..2015-12-31": "0.10", "2016": "0.20", "2017": "0.30", "2018": "0.40", "2019": "0.50", "2020": "0.60",
        "2021": "0.70", "2022": "0.80", "2023": "0.90", "2024-01-01..2024-09-30": "1.00", "from 2024-10-01": "new formula only",
    }  # fmt: skip


def test_a_reduction_in_proportion_is_less_certain_than_shares_that_fit() -> None:
    fits = calculate("injury_death_benefit", "national", {**WAGE, "dependants": ["spouse", "child", "child"]}).sheet.step("paid")
    cut = calculate("injury_death_benefit", "national", {**WAGE, "dependants": ["spouse", "child", "child", "child"]}).sheet.step("paid")

    assert (fits.confidence, fits.note) == ("high", "")
    assert cut.confidence == "medium"
    assert "按比例核减" in cut.note


def test_an_item_the_scheme_lacks_says_so_on_the_sheet() -> None:
    sheet = calculate("pension_adjustment", "national", {**AGED, "age": 60}).sheet

    assert sheet.step("fixed").source == "当年省定调整办法"
    assert sheet.step("pct").source == "办法没有这一项"
    assert (sheet.step("pct").unit, sheet.step("fixed").unit) == ("", "元")


def test_years_before_the_pooled_fund_are_named_on_the_sheet() -> None:
    early = [{"year": 1997, "base_sum": "1"}, {"year": 1998, "base_sum": "1"}]

    note = calculate("transfer_amount", "national", {"years": early, "account_balance": "1"}).sheet.step("base_total").note
    assert note.startswith("1997 年在 1998 年以前")
    assert calculate("transfer_amount", "national", {"years": early[1:], "account_balance": "1"}).sheet.step("base_total").note == ""


@pytest.mark.parametrize(
    ("calculation", "inputs", "words"),
    [
        ("transfer_amount", {"years": [{"year": 2000}], "account_balance": "1"}, "第 1 项"),
        ("claim_place", {"hukou": "a", "current": "b", "history": [["a"]]}, "第 1 段"),
        ("skill_subsidy", {"levels": ["特级"]}, "第 1 个"),
        ("fund_accounts", {"opening": {}, "events": [["x"]]}, "第 1 笔"),
        ("employee_resident_linkage", {"overlap": "2023-11", "resident_basic": [["2023-11"]], "resident_account_left": "1"}, "第 1 项"),
        ("employee_resident_linkage", {"overlap": "2023-11", "resident_basic": ["abc"], "resident_account_left": "1"}, "第 1 项"),
        ("public_institution_pension_retired_before_reform", {"retire_month": "2010-01", "standard_2014_09": "1", "adjustments": ["x"]}, "第 1 次"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_list_is_named_by_its_place(calculation: str, inputs: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        calculate(calculation, "national", inputs, strict=False)


def test_an_amount_the_law_makes_payable_is_whole_fen() -> None:
    by_base = {"minimum_wage": "2280.00", "average_base": "1000.00", "dibao": "800.01", "contribution_years": "20"}
    overlap = {"overlap": "2023-11", "resident_basic": [["2023-11", "2023-11", "103.005"]], "resident_account_left": "50.00"}

    assert calculate("unemployment_amount", "jiangsu", by_base).values["lowest_monthly"].text() == "1200.02"
    assert calculate("employee_resident_linkage", "national", overlap).values["overpaid_basic"].text() == "103.01"


def test_an_average_index_keeps_four_decimals_and_rounds_the_half_up() -> None:
    facts = {
        **PUBLIC,
        "actual_years": "5",
        "actual_index": "1.1",
        "deemed_years": "5",
        "deemed_index": "1.1005",
        "transition_coefficient": "0.01",
    }

    assert calculate("public_institution_pension", "national", facts).values["avg_index"].text() == "1.1003"
