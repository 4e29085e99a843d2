"""Every calculation with an amount in it has an amount that rises or falls with something, and none is forgotten.

Its own case files are the starting points: one input is made smaller and larger, and the result never goes the wrong way.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from shebao.core.arithmetic.exact import Q
from shebao.core.policy.calculation import calculations
from tests.core.policy.moved import all_cases, answer, inputs_of
from tests.core.policy.test_sanity_of_figures import MONOTONE

UP, DOWN = 1, -1
FACTORS = [Fraction(text) for text in ("0", "0.25", "0.5", "0.99", "1", "1.01", "1.5", "2", "3")]
MOST_CASES = 4

MOVED: dict[str, tuple[str, str, int]] = {
    "account_inheritance": ("balance_at_retirement", "inheritable", UP),
    "account_merge": ("overlap_own_amount", "refund", UP),
    "account_payment_year": ("opening_balance", "payment_closing", UP),
    "account_roll_forward": ("monthly_credit", "closing_2024", UP),
    "account_to_retirement": ("opening_balance", "balance_at_retirement", UP),
    "account_year": ("opening_balance", "closing", UP),
    "adjustment_back_pay": ("increase", "back_pay", UP),
    "adjustment_national_level": ("average_pension", "national_level", UP),
    "advance_recovery": ("advanced", "owed", UP),
    "annuity_payout": ("account_balance", "monthly_annuity", UP),
    "average_contribution_index": ("deemed_index", "avg_index_including_deemed", UP),
    "base_limit_difference": ("old_reference_wage", "unit_difference", DOWN),
    "certification": ("monthly", "back_pay", UP),
    "continued_payment": ("paid_months", "months_short", DOWN),
    "contribution_relief_2020": ("base", "large_unit", UP),
    "death_before_first_payment": ("account_balance", "inheritable", UP),
    "disability_allowance_adjustment": ("allowance_before", "allowance_after", UP),
    "employee_pension_open_question": ("account_balance", "computed_account", UP),
    "employee_resident_linkage": ("employee_account", "account_after", UP),
    "fine_range": ("amount", "highest_fine", UP),
    "flexible_worker_contribution": ("reference_wage", "total", UP),
    "fund_accounts": ("retirees", "received", UP),
    "injury_adjustment": ("allowance_before", "allowance_paid", UP),
    "injury_death_benefit": ("avg_wage", "funeral", UP),
    "injury_dependant": ("own_wage", "dependant_paid", UP),
    "injury_minimum_top_up": ("minimum_wage", "payable", UP),
    "injury_monthly": ("own_wage", "allowance_paid", UP),
    "injury_own_wage": ("own_wage_12m_avg", "own_wage_used", UP),
    "injury_pension_difference": ("pension", "difference_from_injury_fund", DOWN),
    "job_expansion_subsidy": ("hires", "amount", UP),
    "land_lost_project": ("deposited", "short", DOWN),
    "land_lost_subsidy": ("per_head", "land_lost_subsidy_amount", UP),
    "late_fee": ("principal", "late_fee", UP),
    "lump_sum_exit": ("account_balance", "lump_sum", UP),
    "minimum_years_gap": ("paid_months", "missing_months", DOWN),
    "older_claimant_pension_refund": ("lowest_amount", "amount", UP),
    "overpayment_after_death": ("monthly", "overpaid", UP),
    "overpayment_recovery": ("overpaid", "remaining", UP),
    "payment_allocation": ("paid", "left_over", UP),
    "pension_adjustment": ("pension_before", "after", UP),
    "pension_after_arrears": ("arrears_credit", "monthly_difference", UP),
    "pension_recalculation": ("final_base", "back_pay", UP),
    "price_subsidy": ("local_standard", "price_subsidy", UP),
    "project_injury_contribution": ("contract_price", "project_amount", UP),
    "public_survivor_benefit": ("monthly_base", "public_grant", UP),
    "public_institution_award": ("account_balance", "new_standard", UP),
    "public_institution_clearing": ("final_monthly", "settlement", UP),
    "public_institution_contribution": ("contribution_base", "unit_pension", UP),
    "public_institution_pension": ("account_balance", "new_standard", UP),
    "public_institution_pension_retired_before_reform": ("standard_2014_09", "payable", UP),
    "resident_account_year": ("opening_balance", "closing", UP),
    "resident_contribution": ("collective", "account_credit", UP),
    "resident_gap_payment": ("tier", "gap_payment", UP),
    "resident_transfer": ("own_part", "account_moved", UP),
    "stability_refund": ("prev_year_contributions", "sme", UP),
    "staged_release": ("new_method", "payable", UP),
    "unemployment_claim": ("months_by_hand", "months_decided", UP),
    "unemployment_contribution": ("contribution_base", "unit_amount", UP),
    "unemployment_subsidy": ("monthly", "subsidy_monthly", UP),
    "unemployment_transfer": ("monthly", "claim_moved", UP),
    "unemployment_until_legal_age": ("months", "months_paid", UP),
    "work_injury_contribution": ("payroll", "amount", UP),
}
"""Calculation → the input that is moved, the result, and whether it rises or falls with it."""

LISTS = {
    "contributions_after_award", "contributions_after_legal_age", "employer_contribution",
    "award_correction", "skill_subsidy",
}  # fmt: skip
"""Their amounts come in lists: each is tried by a test of its own here or beside the figures."""

DECISIONS = {
    "archive_retention", "back_payment", "birth_date_decision", "citizen_id_check", "claim_place", "deemed_service", "disability_allowance_end",
    "flexible_retirement", "handling_deadline", "injury_enrolment_over_age", "late_retirement_end", "pension_start", "public_institution_release_ratio",
    "reform_group", "resident_eligibility", "resident_national_minimum", "retirement_age", "retirement_category", "special_occupation_retirement",
    "temporary_account", "uscc_check",
}  # fmt: skip
"""They answer who, when, where or whether; nothing in them grows with an amount."""


def test_every_calculation_is_moved_or_is_a_decision() -> None:
    moved = {entry[0] for entry in MONOTONE} | set(MOVED)

    assert moved | LISTS | DECISIONS == set(calculations())
    assert not (set(MOVED) | LISTS) & DECISIONS and not set(MOVED) & LISTS


def walks(calculation: str, name: str, result: str) -> Iterator[list[tuple[Fraction, Fraction]]]:
    """For some cases of a calculation: what comes of the input smaller and larger, in order."""
    cases = [case for case in all_cases() if case.calculation == calculation and case.inputs.get(name) is not None]
    for case in cases[:MOST_CASES]:
        inputs = inputs_of(case)
        given = Fraction(str(inputs[name]))
        points = sorted({given * factor for factor in FACTORS} if given else {Fraction(n) for n in range(5)})
        values = []
        for point in points:
            cents = Fraction(round(point * 100), 100) if given.denominator > 1 or point.denominator > 1 else point
            text = Q(cents.numerator, cents.denominator, cents.numerator, cents.numerator).text()
            made = answer(case, {**inputs, name: text})
            value = made.values.get(result) if made else None
            if isinstance(value, (Q, int)):
                values.append((cents, value.fraction if isinstance(value, Q) else Fraction(value)))
        yield values


@pytest.mark.slow
@pytest.mark.parametrize("calculation", sorted(MOVED))
def test_an_amount_never_goes_the_wrong_way(calculation: str) -> None:
    name, result, sign = MOVED[calculation]
    moves = 0
    for values in walks(calculation, name, result):
        for (less, before), (more, after) in pairwise(values):
            assert (after - before) * sign >= 0, f"{name} {less} → {more}: {result} {before} → {after}"
            moves += after != before

    assert moves, f"{name} never moved {result}: nothing was tried"


@pytest.mark.slow
@pytest.mark.parametrize("calculation", ["contributions_after_award", "contributions_after_legal_age"])
def test_what_is_given_back_is_the_sum_of_its_months_and_rises_with_each(calculation: str) -> None:
    case = next(case for case in all_cases() if case.calculation == calculation)
    inputs = inputs_of(case)

    def refund(months: list[Any]) -> Fraction:
        made = answer(case, {**inputs, "months": months})
        assert made is not None
        return made.values["refund_own"].fraction

    whole = refund(inputs["months"])
    assert whole == sum(refund([month]) for month in inputs["months"]) > 0
    assert refund([[month, f"1{own}", unit] for month, own, unit in inputs["months"]]) > whole


@pytest.mark.slow
def test_an_employer_pays_the_sum_of_its_workers_and_never_less_for_a_higher_wage() -> None:
    case = next(case for case in all_cases() if case.calculation == "employer_contribution")
    inputs = inputs_of(case)

    def total(wages: list[str]) -> Fraction:
        made = answer(case, {**inputs, "wages": wages})
        assert made is not None
        return made.values["person_amount_total"].fraction

    wages = [str(wage) for wage in inputs["wages"]]
    assert total(wages) == sum(total([wage]) for wage in wages)
    assert [total([str(wage)]) for wage in range(0, 40000, 2500)] == sorted(total([str(wage)]) for wage in range(0, 40000, 2500))


@pytest.mark.slow
def test_a_skill_subsidy_is_the_sum_of_its_certificates_and_more_for_a_higher_one() -> None:
    case = next(case for case in all_cases() if case.calculation == "skill_subsidy" and len(case.inputs["levels"]) > 1)

    def amount(levels: list[str]) -> Fraction:
        made = answer(case, {**inputs_of(case), "levels": levels})
        assert made is not None
        return made.values["amount"].fraction

    single = [amount([level]) for level in ("初级", "中级", "高级")]
    assert single == sorted(single) and single[0] < single[-1]
    assert amount(list(case.inputs["levels"])) == sum(amount([level]) for level in case.inputs["levels"])
