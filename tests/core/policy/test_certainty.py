"""A value whose document nobody has seen stays marked to the last line of every sheet that used it."""

from __future__ import annotations

from shebao.core.policy.calculation import calculate

RECALCULATED = {"avg_index": "0.6116", "total_years": "17.75", "account_pension": "163.67", "paid_months_before_recalc": 5}


def test_a_recalculation_is_no_more_certain_than_the_bases_of_the_two_years() -> None:
    unseen = calculate("pension_recalculation", "hunan", {**RECALCULATED, "first_month": "2021-05"}).sheet
    seen = calculate("pension_recalculation", "hunan", {**RECALCULATED, "first_month": "2024-05"}).sheet

    for name in ("provisional_calc_base", "final_calc_base", "provisional_basic", "final_basic", "monthly_difference", "back_pay"):
        assert unseen.step(name).confidence == "unverified", name
        assert seen.step(name).confidence in ("high", "medium"), name
    assert unseen.step("provisional_calc_base").source.startswith("湖南省2020年计发基数公布")
    assert unseen.step("final_calc_base").title == "计发基数（重新核定）"


def test_a_base_the_case_names_is_taken_as_given() -> None:
    named = {**RECALCULATED, "first_month": "2021-05", "provisional_base": "6413", "final_base": "6728"}

    sheet = calculate("pension_recalculation", "hunan", named).sheet
    assert sheet.step("final_calc_base").confidence == "given"
    assert sheet.step("back_pay").confidence != "unverified"


def test_a_year_carries_its_uncertainty_into_the_next() -> None:
    years = {"first_year": 2025, "last_year": 2026, "monthly_credit": "300.00", "rates": {"2026": "0.0100"}}

    sheet = calculate("account_roll_forward", "national", years).sheet
    assert sheet.step("opening_balance_2025").confidence == "given"
    assert sheet.step("opening_balance_2026").confidence == sheet.step("closing_2025").confidence == "medium"
    assert sheet.step("closing_2026").confidence == sheet.step("years").confidence == "medium"


def test_every_line_of_a_roll_forward_has_a_name_of_its_own_and_reads_lines_above_it() -> None:
    sheet = calculate("account_roll_forward", "national", {"first_year": 2016, "last_year": 2024, "monthly_credit": "300.00"}).sheet

    names = [step.name for step in sheet.steps]
    assert len(set(names)) == len(names)
    for place, step in enumerate(sheet.steps):
        assert set(step.inputs) <= set(names[:place]), step.name
    assert sheet.step("closing_2024").value == "41691.01"
    assert sheet.step("opening_balance_2017").source == "上年结转"
