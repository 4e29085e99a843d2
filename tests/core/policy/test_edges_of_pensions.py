"""The limits of contributions, accounts, retirement and pensions: the last possible value is taken, the next one refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.base.dated import FOREVER, Value
from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import number
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, read_cases, run_case
from shebao.core.policy.employee import disability
from shebao.core.policy.locale import shipped_places
from shebao.core.sheet import Sheet
from tests.core.policy.limits import Edge, hold

CASES = read_cases(Path(__file__).with_name("edges_of_pensions.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_at_the_edge_the_law_says_exactly_this(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)


AWARD = {"calc_base": "1000", "total_years": "20", "avg_index": "1", "account_balance": "0", "divisor": "139"}
BY_AGE = {name: value for name, value in AWARD.items() if name != "divisor"}
BY_MONTHS = {**{name: value for name, value in AWARD.items() if name != "total_years"}, "year_rounding": "none"}
AGAIN = {"first_month": "2024-03", "provisional_base": "1000", "final_base": "1100", "avg_index": "1", "total_years": "20"}
OWED = {
    "retire_month": "2025-03", "received_month": "2025-04", "paid_months": 180, "arrears_months": 1, "account_balance": "0",
    "arrears_credit": "0", "avg_index": "1", "divisor": "139", "calc_base": "1000", "year_rounding": "none",
}  # fmt: skip
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
    ("employee_pension", {**AWARD, "total_years": "20"}, "year", 2006, 2005),
    ("employee_pension", {**AWARD, "total_years": "20"}, "retirement_year", 2150, 2151),
    ("employee_pension", {**BY_AGE, "month": "2023-05"}, "birth", "2007-05", "2007-06"),
    ("employee_pension", {**BY_AGE, "retirement_month": "2023-05"}, "birth", "1963-05", "2023-06"),
    ("pension_after_arrears", OWED, "paid_months", 959, 960),
    ("pension_after_arrears", OWED, "arrears_months", 1, 0),
    ("pension_after_arrears", {**OWED, "paid_months": 180}, "arrears_months", 780, 781),
    ("deemed_service", {"account_start": "1996-01"}, "periods", [["work", "1995-12", "1995-12"]], [["work", "1995-12"]]),
    ("deemed_service", {"account_start": "1996-01"}, "periods", [["work", "1995-12", "1995-12"]], ["abc"]),
    ("deemed_service", {"account_start": "1996-01"}, "periods", [["army", "1995-12", "1995-12"]], [["prison", "1995-12", "1995-12"]]),
    ("retirement_category", {"sex": "female", "category": "female50", "evidence": "x"}, "posts", ["worker", "cadre"], ["worker", "boss"]),
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
    ("disability_allowance", ILL, "age", "60y0m", "60y1m"),
    ("disability_allowance", {**ILL, "age": 58}, "divisor", 400, "400.1"),
    ("disability_allowance", {**ILL, "age": 58}, "divisor", 1, "0.9"),
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
    hold(edge)


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


WRONG_ENTRIES: tuple[tuple[str, str, list[Any], str], ...] = (
    ("average_contribution_index", "years", [*YEAR, {}], "第 2 年"),
    ("award_correction", "months", [["2023-01", "2023-01", 1, 1], [1]], "第 2 段"),
    ("award_correction", "months", [["2023-01", "2023-01", 1, 1], ["2023-03", "2023-02", 1, 1]], "第 2 段"),
    ("award_correction", "months", [["2023-01", "2023-01", 1, 1], ["2023-03", "2023-03", 1, "x"]], "第 2 段"),
    ("contributions_after_award", "months", [["2025-03", 1, 1], [1]], "第 2 项"),
    ("contributions_after_award", "months", [["2025-03", 1, 1], ["2025-04", 1, "x"]], "第 2 项单位"),
    ("contributions_after_award", "months", [["2025-03", 1, 1], ["2025-04", "x", 1]], "第 2 项个人"),
    ("deemed_service", "periods", [["work", "1990-01", "1990-02"], []], "第 2 段"),
    ("public_institution_pension_retired_before_reform", "adjustments", ["1.00", "x"], "第 2 次"),
)


@pytest.mark.parametrize("entry", WRONG_ENTRIES, ids=lambda entry: f"{entry[0]}-{entry[3]}")
def test_the_wrong_entry_of_a_list_is_told_by_where_it_stands(entry: tuple[str, str, list[Any], str]) -> None:
    calculation, name, listed, told = entry
    known = {"award_month": "2025-02", "account_start": "1996-01", "retire_month": "2010-01", "standard_2014_09": "1.00"}

    with pytest.raises(Refused, match=told):
        calculate(calculation, "national", {**known, name: listed}, strict=False)


@pytest.mark.parametrize("name", ["total_years", "paid_months"])
def test_too_few_years_are_told_in_months_at_the_field_they_were_given_in(name: str) -> None:
    facts = {key: value for key, value in AWARD.items() if key != "total_years"} | {"year_rounding": "none"}

    with pytest.raises(Refused, match=r"累计缴费 168 个月，未达最低缴费 180 个月") as caught:
        calculate("employee_pension", "national", {**facts, name: {"total_years": "14", "paid_months": 168}[name]}, strict=False)
    assert caught.value.finding.where == name


def own(key: str, value: str, first: date, last: date = FOREVER, place: str = "gansu") -> Value:
    return Value(key, place, first, last, value, "地方文件（例）", "high")


def test_without_a_month_a_value_is_only_used_if_the_place_never_had_another() -> None:
    facts = {**AWARD, "deemed_years": "5"}
    places = shipped_places()
    twice = places.overlay([own("transition_coefficient", "0.013", date(2026, 1, 1))])
    ended = places.overlay([own("transition_coefficient", "0.014", date(2006, 1, 1), date(2010, 12, 31), "national")])

    assert calculate("employee_pension", "gansu", facts).values["transition_coefficient"].text() == "0.012"
    for where, known in (("gansu", twice), ("national", ended)):
        with pytest.raises(Refused, match="没有给出日期"):
            calculate("employee_pension", where, facts, known)


def test_a_sheet_shows_no_line_that_the_place_does_not_need_and_says_what_the_total_leaves_out() -> None:
    def sheet(deemed: str) -> Sheet:
        return calculate("employee_pension", "gansu", {**AWARD, "month": "2023-05", "deemed_years": deemed}).sheet

    below, at = sheet("14.99"), sheet("15")

    assert "full_years" not in {step.name for step in below.steps}
    assert below.step("total").note == ""
    assert "满 15 年另有调节金" in at.step("total").note
    assert at.step("total").confidence == "unverified"


def test_deemed_months_are_weighed_with_the_index_of_the_last_year_paid() -> None:
    places = shipped_places().overlay([own("deemed_index", "1.1", date(2023, 1, 1))])
    paid = [{"year": year, "base_sum": "100", "reference_wage_annual": "100"} for year in ("2023", "2021")]

    values = calculate("average_contribution_index", "gansu", {"years": paid, "deemed_months": 24}, places).values
    unnamed = calculate("average_contribution_index", "gansu", {"years": [{**paid[0], "year": None}], "deemed_months": 12}, places).values

    assert values["deemed_index"].text() == "1.1"
    assert values["avg_index_including_deemed"].text() == "1.05"
    assert unnamed["deemed_index"].text() == "1"


def test_the_months_needed_point_at_the_line_they_come_from() -> None:
    dated = calculate("disability_allowance", "gansu", {**ILL, "age": 50}, strict=False).sheet
    undated = {name: value for name, value in ILL.items() if name != "month"}

    assert dated.step("needed_months").inputs == ("minimum_months",)
    assert calculate("disability_allowance", "gansu", {**undated, "age": 50}, strict=False).sheet.step("needed_months").inputs == (
        "minimum_base",
    )


@pytest.mark.parametrize(
    ("place", "facts", "plain", "lowered"),
    [
        ("guangdong", {"avg_index": "0.7"}, "2550.00", "2550.00"),
        ("gansu", {"avg_index": "0.5938", "year": 2025}, "2390.70", "2375.25"),
        ("guangdong", {"avg_index": "0.5", "low_index_threshold": "0.8"}, "2250.00", "1687.50"),
    ],
    ids=["above the threshold", "half up to four decimals", "another threshold"],
)
def test_an_unsettled_sheet_shows_the_basic_pension_by_both_formulas(place: str, facts: dict[str, Any], plain: str, lowered: str) -> None:
    asked = {"calc_base": "10000", "total_years": "30", "account_balance": "13900.00", "divisor": "139", **facts}

    values = calculate("employee_pension_open_question", place, asked).values

    assert values["computed_basic_plain"].text(2) == plain
    assert values["computed_basic_with_low_index_factor"].text(2) == lowered
    assert values["computed_account"].text(2) == "100.00"


def test_a_category_decided_by_a_person_is_less_certain_than_one_the_posts_decide() -> None:
    women = {"sex": "female", "category": "female50", "evidence": "聘任书"}

    for posts, sure in ((["worker"], "high"), (["worker", "cadre"], "medium"), (["worker", "cadre", "flexible"], "medium")):
        assert (
            calculate("retirement_category", "national", {**women, "posts": posts}, strict=False).sheet.step("category").confidence == sure
        )


def test_a_retirement_year_before_the_method_is_refused_as_a_year() -> None:
    with pytest.raises(Refused, match="“退休年份”为 2005，应在 2006 至 2150 之间"):
        calculate("employee_pension", "gansu", {**AWARD, "year": 2005})


def test_an_account_part_that_is_not_due_yet_is_nothing_whatever_the_balance() -> None:
    balance, months = number(13900), number(139)

    assert disability.account(balance, months, True).text(2) == "100.00"
    assert disability.account(balance, months, False).text(2) == "0.00"


def test_what_a_disability_sheet_assumes_about_the_legal_age_is_written_on_it() -> None:
    ill = {name: value for name, value in ILL.items() if name != "month"}

    unknown_birth = calculate("disability_allowance", "gansu", {**ill, "age": "58y0m"}).sheet
    assert unknown_birth.step("legal_age_in_months").note == "未提供出生年月，按 60 周岁判断"
    assert unknown_birth.step("months_to_legal_age").inputs == ("legal_age_in_months", "age_in_months")

    unknown_category = calculate("disability_allowance", "gansu", {**ILL, "age": "58y0m"}).sheet
    assert unknown_category.step("category").note == "未提供退休类别，按男职工判断"
    assert unknown_category.step("legal_age_in_months").value == "727"

    stated = calculate("disability_allowance", "gansu", {**ill, "age": "50", "years_to_legal_age": "4.5"}).sheet
    assert stated.step("months_to_legal_age").inputs == ("years_to_legal_age", "age_in_months")


def test_past_the_age_before_any_delay_only_the_birth_tells_whether_it_is_reached() -> None:
    ill = {name: value for name, value in ILL.items() if name != "month"}

    with pytest.raises(Refused, match="不知道出生年月，无法判断"):
        calculate("disability_allowance", "gansu", {**ill, "age": "62y11m"})
    with pytest.raises(Refused, match="已达法定退休年龄"):
        calculate("disability_allowance", "gansu", {**ill, "age": "63y0m"})
    with pytest.raises(Refused, match="年满 50 周岁，不知道出生年月"):
        calculate("disability_allowance", "gansu", {**ill, "age": "50y0m", "category": "female50"})


def test_a_convention_of_the_place_is_on_the_sheet_with_its_certainty() -> None:
    retired = {"opening_balance": "85000.00", "monthly_credits": ["640.00"], "last_month": 1}

    sheet = calculate("account_to_retirement", "national", {**retired, "year": 2024}).sheet
    assert sheet.step("retirement_month_weight").confidence == "medium"
    assert sheet.step("rate").note == ""
    assert sheet.step("balance_at_retirement").confidence == "medium"

    early = calculate("account_to_retirement", "national", {**retired, "year": 2026}).sheet
    assert early.step("rate").value == "0.015"
    assert early.step("rate").note.startswith("2026 年利率未公布，按 2025 年利率计息")


def test_the_old_percentage_is_as_certain_as_the_table_it_comes_from() -> None:
    facts = {
        "retire_month": "2016-06", "A_basic_wage_2014_09": "2800", "B_retire_subsidy": "0", "C_2014_increase": "0", "G": {"2015": "0"},
        "calc_wage": "1000", "deemed_years": "30", "deemed_index": "1", "actual_years": "1", "actual_index": "1", "account_balance": "0",
        "annuity_balance": "0", "divisor": "139", "transition_coefficient": "0.01",
    }  # fmt: skip

    by_table = calculate("public_institution_pension", "national", {**facts, "service_years": "31"}).sheet
    assert by_table.step("M_ratio").inputs == ("service_years", "public_old_percentage")
    assert by_table.step("M_ratio").confidence == by_table.step("public_old_percentage").confidence == "unverified"
    assert by_table.step("old_standard").confidence == "unverified"

    stated = calculate("public_institution_pension", "national", {**facts, "M_ratio": "0.85"}).sheet
    assert stated.step("old_standard").confidence != "unverified"
