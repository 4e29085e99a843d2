"""Budgets of the funds worked back from printed rates, rates compared at the precision they were printed with, and what stays typed."""

from __future__ import annotations

from fractions import Fraction

from shebao.demo.agency import load_agency, wan_to_fen
from shebao.demo.budgets import planned, rate_row, remark
from shebao.demo.own_figures import _rows, typed_groups


def test_a_budget_is_what_the_printed_income_is_that_per_cent_of() -> None:
    budgets = planned(load_agency("zhengning"), 1)

    assert set(budgets) == {"employee", "public_institution", "unemployment", "work_injury", "resident"}
    assert abs(budgets["employee"]["income"] * Fraction(150, 100) - wan_to_fen("6791")) <= 1
    assert abs(budgets["resident"]["expense"] * Fraction(115, 100) - wan_to_fen("7342")) <= 1
    assert planned(load_agency("hongjiang"), 1) == {} and remark(load_agency("hongjiang")) == []
    assert len(remark(load_agency("zhengning"))) == 1


def test_a_counted_rate_is_rounded_as_the_printed_one_and_no_further() -> None:
    assert rate_row("employee", "r", "率", "98.5%", Fraction(897, 911), 1).ok
    assert rate_row("resident", "r", "率", "103%", Fraction(87_670, 85_000), 1).ok
    missed = rate_row("employee", "r", "率", "98.6%", Fraction(897, 911), 1)
    assert not missed.ok and missed.reason == ""
    assert "规模 0.1" in rate_row("employee", "r", "率", "98.6%", Fraction(897, 911), 0.1).reason


def test_what_is_typed_is_told_by_heading_with_who_and_why_and_nothing_lived_is_among_it() -> None:
    agency = load_agency("zhengning")
    groups = {one.group: one for one in typed_groups(agency)}
    keys = {row.key for row in _rows(agency)}

    assert sum(one.count for one in groups.values()) == sum(
        row.unit != "text" and not row.key.startswith("judged.") for row in _rows(agency)
    )
    assert all(one.who and one.reason for one in groups.values()) and "资产" in groups
    assert not {"unemployment.insured", "work_injury.income", "employee.income_rate", "resident.expense_rate"} & keys
    resident_only = {row.key for row in _rows(agency.of_residents())}
    assert {"unemployment.insured", "employee.income_rate"} <= resident_only
