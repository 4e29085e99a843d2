"""Every input of every calculation moves a result somewhere, or decides whether there is one, or is declared to do neither."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.core.policy.moved import all_cases, answer, inputs_of, neighbours, results

GATES = {
    "back_payment": "applied_date exception_document legal_retirement_month proof_document",
    "birth_date_decision": "evidence id_birth",
    "disability_allowance": "scheme",
    "disability_allowance_adjustment": "full_pension year",
    "employee_pension": "provisional",
    "fine_range": "decided_date kind",
    "flexible_retirement": "category notice_month paid_months post",
    "flexible_worker_contribution": "cap_ratio floor_ratio",
    "injury_death_benefit": "grade",
    "injury_monthly": "retired",
    "injury_own_wage": "accident_date",
    "injury_termination_lump_sums": "accident_date end_date reduction_per_year",
    "job_expansion_subsidy": "insured_months",
    "late_fee": "day_count",
    "late_retirement_end": "legal_retirement_month",
    "lump_sum_exit": "applied_in_writing continued min_months reason total_months",
    "pension_adjustment": "exclusion",
    "pension_after_arrears": "divisor",
    "project_injury_contribution": "period",
    "public_institution_pension_retired_before_reform": "retire_month",
    "reform_group": "scheme",
    "resident_contribution": "poor tiers",
    "resident_pension": "divisor",
    "resident_transfer": "drawing moved_on",
    "retirement_category": "category evidence",
    "skill_subsidy": "certified claimed_levels claimed_this_year paid_months shortage_occupation skill_yearly_limit training_subsidy",
    "special_occupation_retirement": "month special_years",
    "stability_refund": "fund_months laid_off layoff_rate_limit_small layoff_rate_method paid_in_full_months stability_paid_months",
    "staged_release": "release_ratio",
    "resident_gap_payment": "month",
    "transfer_amount": "transfer_date",
    "unemployment_amount": "base_unknown city died",
    "unemployment_subsidy": "month",
    "unemployment_transfer": "month",
    "uscc_check": "first17",
}
"""Inputs that only decide whether there is a result (conditions, evidence, days of a law), by calculation."""
IRRELEVANT = {("deemed_service", "evidence"), ("injury_enrolment_over_age", "start"), ("injury_adjustment", "month")}
"""Inputs whose effect no case file shows: evidence beside the months it saves, a day beside the parameter that overrides it."""


def inputs_by_effect() -> tuple[set[tuple[str, str]], set[tuple[str, str]], set[tuple[str, str]]]:
    """All inputs of the case files, those that move a result, and those that at least refuse one."""
    every, moving, refusing = set(), set(), set()
    cases = defaultdict(list)
    for case in all_cases():
        cases[case.calculation].append(case)
    for calculation, known in cases.items():
        for case in known:
            inputs = inputs_of(case)
            first = answer(case, inputs)
            assert first is not None, case.id
            for name in inputs:
                key = (calculation, name)
                if name in first.unused or key in moving:
                    continue
                every.add(key)
                before = results(first, name)
                for other in neighbours(inputs[name]):
                    after = answer(case, {**inputs, name: other})
                    if after is None:
                        refusing.add(key)
                    elif results(after, name) != before:
                        moving.add(key)
                        break
    return every, moving, refusing


@pytest.mark.slow
def test_every_input_moves_a_result_or_decides_whether_there_is_one_or_is_declared() -> None:
    every, moving, refusing = inputs_by_effect()
    gates = {(calculation, name) for calculation, names in GATES.items() for name in names.split()}

    still = every - moving
    assert still - gates - IRRELEVANT == set(), "these inputs change nothing: a rule forgot to read them"
    assert still & gates <= refusing, "these neither move nor refuse"
    assert gates <= every, "declared, but no case has it"
