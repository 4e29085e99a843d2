"""The law's figures rise where the law rises, jump only where a document makes them, and add up where they are split."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import Q
from shebao.core.policy.calculation import calculate

AWARD = {"month": "2025-03", "calc_base": "8000", "avg_index": "0.9", "total_years": "20", "account_balance": "50000.00", "divisor": "139"}
DEEMED = {**AWARD, "deemed_years": "5", "transition_coefficient": "0.013"}
ILL = {"calc_base": "8000", "avg_index": "0.9", "total_years": "20", "account_balance": "50000.00", "divisor": "139", "age": "58y0m"}
WAGE = {"period": "2025-03", "reported_wage": "6000", "reference_wage": "7000"}
DEATH = {"prev_year_urban_income_annual": "48000", "contribution_years": "20"}
RETIREE = {**DEATH, "pension_years_received": "2"}
STEPS = {"unemployment_month_steps": [["1", "3"], ["2", "6"], ["5", "15"], ["7", "16"], ["15", "24"]], "unemployment_month_cap": 24}
MEDICAL = {
    "termination_unit": "own_wage_months", "own_wage": "5000", "termination_medical": {"8": "7"}, "termination_employment": {"8": "7"},
    "grade": 8, "years_to_retirement": "2", "termination_reduction_scope": "both",
}  # fmt: skip
RESIDENT = {"month": "2024-05", "account_balance": "10000.00", "paid_years": "20"}

slow = pytest.mark.slow
UP, DOWN = 1, -1
MONOTONE: tuple[tuple[str, str, Mapping[str, Any], str, tuple[str, str, int], str, int], ...] = (
    ("employee_pension", "national", AWARD, "avg_index", ("0.1", "3", 4), "total", UP),
    ("employee_pension", "national", AWARD, "total_years", ("15", "45", 2), "total", UP),
    ("employee_pension", "national", AWARD, "account_balance", ("0", "900000", 2), "total", UP),
    ("employee_pension", "national", AWARD, "calc_base", ("1000", "20000", 2), "total", UP),
    ("employee_pension", "national", AWARD, "divisor", ("56", "233", 1), "total", DOWN),
    ("employee_pension", "national", DEEMED, "deemed_years", ("0", "20", 2), "total", UP),
    ("employee_pension", "national", {**DEEMED, "local_calc_base": "7000"}, "local_calc_base", ("1000", "20000", 2), "total", UP),
    ("employee_pension", "national", {**DEEMED, "component_rounding": "up_jiao"}, "avg_index", ("0.1", "3", 4), "total", UP),
    ("employee_pension", "guangdong", {**AWARD, "avg_index": "0.5"}, "avg_index", ("0.1", "3", 4), "total", UP),
    ("disability_allowance", "national", ILL, "total_years", ("15", "40", 2), "allowance", UP),
    ("disability_allowance", "national", {**ILL, "age": "50y0m"}, "avg_index", ("0.1", "3", 4), "allowance", UP),
    ("disability_allowance", "national", {"total_years": "3"}, "total_years", ("0", "14", 2), "months", UP),
    ("resident_pension", "national", RESIDENT, "account_balance", ("0", "900000", 2), "total", UP),
    ("resident_pension", "gansu", {**RESIDENT, "seniority_amount": "2"}, "paid_years", ("15", "40", 0), "total", UP),
    ("survivor_benefit", "national", DEATH, "contribution_years", ("5", "60", 2), "total", UP),
    ("survivor_benefit", "national", RETIREE, "pension_years_received", ("0", "40", 2), "total", DOWN),
    ("survivor_benefit", "national", DEATH, "prev_year_urban_income_annual", ("1", "90000", 0), "total", UP),
    ("unemployment_months", "guangdong", {"contribution_years": "5"}, "contribution_years", ("0", "40", 2), "months", UP),
    ("unemployment_months", "national", {"contribution_years": "5", **STEPS}, "contribution_years", ("0", "40", 2), "months", UP),
    ("unemployment_amount", "gansu", {"month": "2024-05", "minimum_wage": "1800"}, "minimum_wage", ("100", "9000", 0), "monthly", UP),
    ("employee_contribution", "gansu", WAGE, "reported_wage", ("0", "90000", 2), "person_amount", UP),
    ("employee_contribution", "gansu", WAGE, "reported_wage", ("0", "90000", 2), "unit_amount", UP),
    ("employee_contribution", "gansu", WAGE, "reference_wage", ("1000", "20000", 2), "person_amount", UP),
    ("injury_grade_benefit", "national", {"own_wage": "5000", "grade": 5}, "own_wage", ("100", "50000", 2), "lump_sum", UP),
    ("injury_grade_benefit", "national", {"own_wage": "5000", "grade": 5}, "grade", ("1", "10", 0), "lump_sum", DOWN),
    ("injury_termination_lump_sums", "national", MEDICAL, "years_to_retirement", ("0", "8", 2), "medical_amount", UP),
    ("injury_nursing_allowance", "national", {"avg_wage": "5000"}, "avg_wage", ("1", "50000", 2), "full", UP),
    ("minimum_contribution_months", "national", {"year": 2030}, "year", ("2006", "2060", 0), "minimum_months", UP),
    ("annuity_divisor", "national", {"age_years": 50}, "age_years", ("40", "70", 0), "divisor", DOWN),
    ("migrant_worker_living_subsidy", "national", {"years": "5", "per_year_amount": "1600", "migrant_year_cap": 12}, "years",
     ("0", "40", 2), "amount", UP),
    ("transfer_amount", "national", {"years": [{"year": 2015, "base_sum": "60000"}], "account_balance": "10.00"}, "account_balance",
     ("0", "900000", 2), "total", UP),
)  # fmt: skip
"""Calculation, place, the other inputs, the input that grows, its range and decimals, the result, and whether it grows or falls."""


def figure(calculation: str, place: str, inputs: Mapping[str, Any], result: str) -> Fraction | None:
    """A result as a fraction; None where the law refuses these inputs."""
    try:
        value = calculate(calculation, place, inputs, strict=False).values[result]
    except Refused:
        return None
    return value.fraction if isinstance(value, Q) else Fraction(value)


def decimals(span: tuple[str, str, int]) -> st.SearchStrategy[str]:
    low, high, places = span
    return st.decimals(low, high, places=places, allow_nan=False, allow_infinity=False).map(str)


@slow
@pytest.mark.parametrize("rising", MONOTONE, ids=[f"{entry[0]}-{entry[1]}-{entry[3]}-{n}" for n, entry in enumerate(MONOTONE)])
def test_what_the_law_lets_rise_never_falls(rising: Any) -> None:
    calculation, place, inputs, name, span, result, sign = rising
    compared: list[bool] = []

    @settings(max_examples=25, deadline=None)
    @given(decimals(span), decimals(span))
    def hold(one: str, other: str) -> None:
        less, more = sorted((one, other), key=Fraction)
        before = figure(calculation, place, {**inputs, name: less}, result)
        after = figure(calculation, place, {**inputs, name: more}, result)
        if before is not None and after is not None:
            compared.append(before != after)
            assert (after - before) * sign >= 0, f"{name} {less} → {more}: {before} → {after}"

    hold()
    assert any(compared), "the input never moved the result: nothing was tried"


JUMPS: tuple[tuple[str, str, Mapping[str, Any], str, str, tuple[int, int, int], Fraction, dict[str, str]], ...] = (
    ("employee_contribution", "gansu", {**WAGE, "reference_wage": "7000"}, "reported_wage", "contribution_base", (0, 30000, 1),
     Fraction(1), {}),
    ("employee_pension", "national", AWARD, "total_years", "basic_pension", (15, 45, 100), Fraction(1), {}),
    ("employee_pension", "guangdong", AWARD, "avg_index", "basic_pension", (0, 3, 1000), Fraction(3), {}),
    ("survivor_benefit", "national", DEATH, "contribution_years", "months", (0, 35, 12), Fraction(1, 12),
     {"5": "人社部发〔2021〕18号 第五条（满五年六个月）", "10": "人社部发〔2021〕18号 第五条（满十年九个月）"}),
    ("unemployment_months", "national", {"contribution_years": "1"}, "contribution_years", "max_months", (0, 12, 12), Fraction(0),
     {"1": "社会保险法 第四十六条", "5": "社会保险法 第四十六条", "10": "社会保险法 第四十六条"}),
    ("injury_termination_lump_sums", "national", MEDICAL, "years_to_retirement", "near_retirement_factor", (0, 7, 12), Fraction(0),
     dict.fromkeys(("1", "2", "3", "4", "5"), "各省工伤保险办法（每少一年递减）")),
    ("disability_allowance", "national", {"total_years": "3"}, "total_years", "months", (0, 14, 12), Fraction(0),
     {**{str(year): "人社部发〔2024〕72号 第四条（不满一年按一年）" for year in range(5, 14)}}),
)  # fmt: skip
"""Calculation, place, inputs, the input walked over, the result, (from, to, steps a unit), the most a step may move, documented jumps."""


@slow
@pytest.mark.parametrize("walk", JUMPS, ids=[f"{entry[0]}-{entry[3]}-{entry[4]}" for entry in JUMPS])
def test_a_figure_jumps_only_where_a_document_makes_it(walk: Any) -> None:
    calculation, place, inputs, name, result, (first, last, steps), most, documented = walk
    if steps >= 100 or last - first > 1000:
        points = [Fraction(first) + Fraction(k * (last - first), 300) for k in range(301)]
        most = most * max(1, (points[1] - points[0]) * steps)
        points = [Fraction(round(point * steps), steps) for point in points]
    else:
        points = [Fraction(k, steps) for k in range(first * steps, last * steps + 1)]
    values = [(point, figure(calculation, place, {**inputs, name: point}, result)) for point in points]
    jumps = set()
    for (before, a), (after, b) in pairwise(values):
        if a is not None and b is not None and abs(b - a) > most:
            jumps.add((before, after))

    places = {edge: {pair for pair in jumps if pair[0] <= Fraction(edge) <= pair[1]} for edge in documented}
    assert jumps == set().union(*places.values()), f"jumps without a document: {sorted(jumps - set().union(*places.values()))[:3]}"
    assert all(places.values()), f"documented jumps that are not there: {[edge for edge, answer in places.items() if not answer]}"


SUMS: tuple[tuple[str, str, Mapping[str, Any], str, tuple[str, ...]], ...] = (
    ("employee_pension", "national", DEEMED, "total", ("basic_pension", "account_pension", "transitional_pension")),
    ("employee_pension", "national", {**DEEMED, "component_rounding": "up_jiao"}, "total",
     ("basic_pension", "account_pension", "transitional_pension")),
    ("disability_allowance", "national", ILL, "allowance", ("basic", "account", "transitional")),
    ("disability_allowance", "national", {**ILL, "age": "50y0m"}, "allowance", ("basic",)),
    ("survivor_benefit", "national", DEATH, "total", ("funeral", "pension")),
    ("resident_pension", "national", RESIDENT, "total", ("basic_pension", "seniority", "account_pension", "addon")),
    ("transfer_amount", "national", {"years": [{"year": 2015, "base_sum": "60000.01"}], "account_balance": "10.00"}, "total",
     ("pooled", "account")),
    ("unemployment_transfer", "national", {"monthly": "1500.01", "months_left": 7}, "claim_moved", ("claim_remaining", "claim_extra")),
)  # fmt: skip


@pytest.mark.parametrize("split", SUMS, ids=[f"{entry[0]}-{n}" for n, entry in enumerate(SUMS)])
def test_a_whole_is_the_sum_of_its_parts_to_the_fen(split: Any) -> None:
    calculation, place, inputs, whole, parts = split
    values = calculate(calculation, place, inputs, strict=False).values

    assert values[whole].fraction == sum(values[part].fraction for part in parts) > 0


@slow
@settings(max_examples=20, deadline=None)
@given(st.integers(1, 11), decimals(("0.01", "9000", 2)), decimals(("0.01", "9000", 2)))
def test_a_correction_cut_in_two_owes_what_it_owed_whole(cut: int, paid: str, due: str) -> None:
    whole = calculate("award_correction", "national", {"months": [["2023-01", "2023-12", paid, due]]}).values
    parts = calculate(
        "award_correction",
        "national",
        {"months": [["2023-01", f"2023-{cut:02d}", paid, due], [f"2023-{cut + 1:02d}", "2023-12", paid, due]]},
    ).values

    assert (whole["back_pay"], whole["overpaid"]) == (parts["back_pay"], parts["overpaid"])


@slow
@settings(max_examples=20, deadline=None)
@given(st.lists(decimals(("0.01", "90000", 2)), min_size=1, max_size=6))
def test_the_bases_of_a_transfer_add_up_year_by_year(bases: list[str]) -> None:
    years = [{"year": 2010 + place, "base_sum": base} for place, base in enumerate(bases)]
    whole = calculate("transfer_amount", "national", {"years": years, "account_balance": "0"}).values
    single = [calculate("transfer_amount", "national", {"years": [year], "account_balance": "0"}).values["base_total"] for year in years]

    assert whole["base_total"].fraction == sum(value.fraction for value in single)


@slow
@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["spouse", "child", "mother", "orphan", "lone_father"]), min_size=1, max_size=6, unique=True))
def test_what_dependants_receive_adds_up_and_never_passes_the_wage(persons: list[str]) -> None:
    values = calculate("injury_death_benefit", "national", {"own_wage": "5000.01", "dependants": persons}).values

    paid = sum(value.fraction for value in values["paid"])
    assert values["total"].fraction == paid <= Fraction("5000.01")
