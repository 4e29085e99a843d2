"""The stories of the scripted year in their order: those of the lines of work, and tests of single rooms that carry a kind through."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

from tests.agency.procedures import modules

from .county import Story

_ROOMS = "tests.agency.procedures."
_LAST = ("controls", "audit")
"""Lines whose stories take posts from the staff, or count what the others left."""


def _of(place: str, *names: str, **more: Any) -> list[Story]:
    return [Story(f"{place}:{name}", more) for name in names]


def _lines() -> list[Story]:
    """The stories of the lines of work; those that take posts away come last."""
    names = [one.name for one in pkgutil.iter_modules(modules.__path__) if not one.name.startswith("test_")]
    stories = []
    for name in sorted(names, key=lambda name: (name in _LAST, name)):
        line = import_module(f"{modules.__name__}.{name}")
        stories += [Story(f"{line.__name__}:{live.__name__}", {}) for _, live, _ in line.MODULES]
    return stories


_SINGLES = (
    *_of(
        f"{_ROOMS}test_kinds_benefits",
        "test_a_new_account_waits_a_cycle_or_is_verified_by_another_channel",
    ),
    *_of(f"{_ROOMS}test_posts_and_moves", "test_a_move_within_the_county_is_recorded"),
    *_of(
        f"{_ROOMS}test_corrections",
        "test_an_account_is_corrected_and_the_award_follows_by_its_own_matter",
        "test_a_contribution_taken_back_leaves_year_and_account_and_says_what_is_refunded",
        "test_a_name_and_a_number_are_corrected_and_what_they_were_is_kept_and_checked",
        "test_two_records_of_one_human_become_one_with_years_and_balance",
    ),
    *_of(
        "tests.agency.employers.test_employers",
        "test_an_employer_is_registered_with_its_insurances_and_the_benchmark_rate",
        "test_a_change_is_a_new_version_and_the_old_one_stays",
        "test_an_employer_that_owes_nothing_leaves_and_its_insurances_end",
        "test_a_year_whose_payroll_differs_too_much_goes_to_inspection",
    ),
    *_of(
        "tests.agency.declarations.test_monthly_chain",
        "test_a_yearly_declaration_is_everybody_insured_and_its_sum_is_that_of_the_sheet",
        "test_a_corrected_wage_makes_the_difference_of_the_assessed_month_due",
    ),
    *_of(f"{_ROOMS}test_doors", "test_a_place_in_a_group_ends_with_its_year", "test_whoever_left_is_insured_again_with_the_same_account"),
    *_of(
        f"{_ROOMS}test_heirs",
        "test_heirs_are_paid_their_parts_of_the_account_less_the_debt_to_accounts_of_their_own",
    ),
    *_of(
        f"{_ROOMS}modules.test_transfers",
        "test_a_transfer_in_is_received_whole_counts_no_month_twice_and_is_sent_back_once",
        "test_a_letter_is_answered_once_and_what_cannot_move_is_refused_with_its_reason",
        "test_an_employee_short_of_the_years_joins_the_residents_account_and_money_leaves_one_fund_for_the_other",
    ),
    *_of(
        f"{_ROOMS}modules.test_unemployment",
        "test_a_skill_subsidy_is_granted_once_a_level_paid_by_a_run_and_booked_apart_from_benefits",
        "test_a_list_of_refunds_pays_who_passes_the_gate_of_its_year_and_says_which_rule_excludes_whom",
        "test_hires_are_subsidised_once_whoever_hires_them",
        "test_a_claim_goes_through_stop_and_resumption_and_the_other_payments_of_a_claimant",
        "test_the_other_one_off_subsidies_ask_for_their_own_conditions",
    ),
    *_of(
        f"{_ROOMS}accounts.test_account_matters",
        "test_the_heirs_of_an_employee_inherit_the_account_with_its_interest_to_the_month_of_death",
        scheme="employee",
    ),
    *_of(
        f"{_ROOMS}accounts.test_account_matters",
        "test_a_certificate_says_what_the_records_say_then_and_its_number_can_be_void",
        "test_an_objection_is_answered_with_the_remedies_and_looked_at_again_once",
    ),
    *_of(
        f"{_ROOMS}test_employee_pension",
        "test_a_recalculation_is_taken_back_by_its_matter_and_the_award_is_provisional_again",
        "test_arrears_that_arrive_later_make_a_new_version_from_the_month_after",
    ),
    *_of(
        f"{_ROOMS}employee_pension.test_undone",
        "test_an_award_taken_over_is_adjusted_taken_back_and_revoked_before_anything_was_paid",
    ),
    *_of(
        f"{_ROOMS}employee_pension.test_before_the_pension",
        "test_a_pension_is_decided_on_the_archives_birth_and_the_deemed_months_and_on_nothing_else",
        "test_a_flexible_month_is_within_the_law_agreed_in_time_and_never_prolonged",
        "test_early_retirement_from_special_work_needs_its_years_its_age_and_its_publication",
        "test_who_lacks_years_at_the_age_may_pay_on_and_may_not_buy_the_gap_after_2011",
        "test_a_refusal_names_the_article_the_other_ways_and_the_remedies_and_is_taken_back",
        "test_a_lump_sum_is_told_of_confirmed_earns_to_the_month_taken_back_paid_once_and_booked",
        "test_an_allowance_short_of_the_minimum_runs_for_its_months_and_not_one_more",
    ),
    *_of(f"{_ROOMS}test_public_pension", "test_a_declaration_put_right_is_read_by_the_correction_and_the_difference_is_shown"),
    *_of(
        f"{_ROOMS}annuity.test_annuity",
        "test_each_record_is_undone_in_its_order_and_the_books_are_as_before",
        "test_what_is_made_real_waits_for_the_money_and_the_choice_waits_for_both",
    ),
    *_of("tests.agency.screening.test_screening", "test_a_list_is_taken_once_and_one_withdrawn_is_used_no_more"),
    *_of("tests.agency.screening.test_campaigns", "test_a_row_with_a_result_is_put_right_by_its_line_and_both_stay"),
)
"""Tests of single rooms, each of which carries the kinds of its name through."""
_MODULES = f"{_ROOMS}modules."
_FIRST = (
    *_of(f"{_MODULES}publicity", "survey_satisfaction"),
    *_of(f"{_MODULES}inspection", "plan_inspection"),
    *_of("tests.agency.employers.test_employers", "test_a_work_injury_rate_floats_only_as_its_class_may"),
    *_of(f"{_MODULES}retirees", "run_health_checks"),
    *_of(f"{_MODULES}fund", "request_funds"),
    *_of(f"{_MODULES}residents", "register_land_lost", "request_assistance_money", "pay_land_lost_subsidy"),
    *_of(f"{_MODULES}recovery", "set_off_debt"),
    *_of("tests.year.own", "may_is_paid"),
    *_of(f"{_MODULES}recovery", "record_repayment"),
    *_of(f"{_MODULES}injury", "pay_injury_fund_item"),
    *_of("tests.year.own", "villages_and_people_of_the_old_system", "a_post_is_given_and_taken", "the_agency_states_itself"),
    *_of("tests.year.own", "a_worker_comes_and_goes", "an_account_and_a_limit_are_changed"),
)
"""What a county tells while it is still small, and what May must not be closed for."""
_AFTER = (
    *_of("tests.year.own", "june_is_reconciled", "may_is_closed"),
    *_of("tests.year.own", "the_years_accounts_are_closed"),
    *_of("tests.agency.employers.test_employers", "test_a_temporary_cut_is_registered_once_for_a_month"),
    *_of(f"{_ROOMS}test_enter_parameter", "test_a_value_comes_in_with_its_document_and_holds_from_its_first_day"),
)
"""What the summer tells, and a cut of rates, which is everybody's."""


_COUNTS, _NUMBERS = "数的是全县，只在自己的县里对得上", "编号在别的故事里已经用过，在自己的县里办"
ELSEWHERE = {
    f"{_MODULES}fund:issue_fund_report": "由 own.may_is_closed 办",
    f"{_MODULES}payout:settle_return": "由 own.may_is_paid 办",
    f"{_MODULES}controls:set_authority": "由 own.an_account_and_a_limit_are_changed 办",
    f"{_MODULES}agency_report:set_year_goal": _COUNTS,
    f"{_MODULES}certification:plan_certification_round": _COUNTS,
    f"{_MODULES}collection:assess_flexible": _COUNTS,
    f"{_MODULES}collection:record_treasury_transfer": _COUNTS,
    f"{_MODULES}employers:register_project": _COUNTS,
    f"{_MODULES}retirees:plan_health_checks": _COUNTS,
    f"{_MODULES}injury:adjust_injury_year": _COUNTS,
    f"{_MODULES}employers:close_project": _NUMBERS,
    f"{_MODULES}publicity:record_point_use": _NUMBERS,
    f"{_MODULES}publicity:record_ratings": _NUMBERS,
    f"{_MODULES}retirees:pay_health_checks": _NUMBERS,
    f"{_MODULES}audit:close_finding": _NUMBERS,
}
"""Stories of the lines that are told in another way here or in a county of their own (tests/agency/procedures/modules), and why."""


def stories() -> list[Story]:
    """Every story in the order of the year; those of lines that take posts away come last."""
    lines = [story for story in _lines() if story not in _FIRST and story.place not in ELSEWHERE]
    last = [story for story in lines if story.place.split(":")[0].rpartition(".")[2] in _LAST]
    return [*_FIRST, *_SINGLES, *(story for story in lines if story not in last), *_AFTER, *last]
