"""The employee's formula over columns is the desk's formula to the bit, agrees with Decimal, and never pays less for more."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import Q, column, exact, fen_column, number
from shebao.core.columns import compute_columns
from shebao.core.policy.employee import pension
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.places import guangdong
from shebao.core.policy.retirement import age
from shebao.core.policy.retirement.calculations import DIVISORS
from shebao.core.policy.retirement.divisors import monthly_table
from shebao.core.rules import RuleSet, compute

RULES = RuleSet.of(pension)
PARTS = ("basic_pension", "account_pension", "transitional_pension", "total")
PERSON = st.tuples(
    st.integers(0, 30000),  # average index in 1/10000
    st.integers(180, 540),  # months
    st.integers(0, 179),  # deemed months
    st.integers(0, 10**8),  # balance in fen
    st.integers(1000, 2330),  # divisor in tenths
)


def given_columns(people: list[tuple[int, ...]]) -> dict[str, Any]:
    avg, months, deemed, balance, divisor = (np.array(values) for values in zip(*people, strict=True))
    return {
        "calc_base": exact("7359"),
        "avg_index": column(avg, 0, 3, 4),
        "transition_index": column(avg, 0, 3, 4),
        "paid_months": column(months, 0, 600),
        "deemed_months": column(deemed, 0, 600),
        "account_balance": fen_column(balance, 0, 10**7),
        "divisor": column(divisor, "0.1", 400, 1),
        "transition_coefficient": exact("0.012"),
        "year_rounding": "half_up_2",
        "total_rounding": "none",
    }


@given(st.lists(PERSON, min_size=1, max_size=6))
@settings(max_examples=60)
def test_columns_desk_and_decimal_agree_to_the_fen(people: list[tuple[int, ...]]) -> None:
    made = compute_columns(RULES, given_columns(people), dict.fromkeys(PARTS, 2), len(people))

    for row, (avg, months, deemed, balance, divisor) in enumerate(people):
        one = compute(RULES, {**given_columns(people), **desk(avg, months, deemed, balance, divisor)}, PARTS)
        by_hand = decimal_pension(avg, months, deemed, balance, divisor)
        for part, amount in zip(PARTS, by_hand, strict=True):
            assert made[part][row] == one[part].fen == amount, part


def desk(avg: int, months: int, deemed: int, balance: int, divisor: int) -> dict[str, Q]:
    values = {"avg_index": Fraction(avg, 10_000), "transition_index": Fraction(avg, 10_000), "paid_months": Fraction(months)}
    values |= {"deemed_months": Fraction(deemed), "account_balance": Fraction(balance, 100), "divisor": Fraction(divisor, 10)}
    return {name: number(value) for name, value in values.items()}


def decimal_pension(avg: int, months: int, deemed: int, balance: int, divisor: int) -> tuple[int, ...]:
    cent, base, mean = Decimal("0.01"), Decimal(7359), Decimal(avg) / 10_000
    years = (Decimal(months) / 12).quantize(cent, ROUND_HALF_UP)
    deemed_years = (Decimal(deemed) / 12).quantize(cent, ROUND_HALF_UP)
    basic = ((base + base * mean) / 2 * years / 100).quantize(cent, ROUND_HALF_UP)
    account = (Decimal(balance) / 100 / (Decimal(divisor) / 10)).quantize(cent, ROUND_HALF_UP)
    wage = (base * mean).quantize(cent, ROUND_HALF_UP)
    transitional = (wage * deemed_years * Decimal("0.012")).quantize(cent, ROUND_HALF_UP)
    return tuple(int(value * 100) for value in (basic, account, transitional, basic + account + transitional))


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_more_index_months_deemed_years_or_balance_never_pay_less(place: int) -> None:
    rising = [[10_000, 300, 100, 5_000_000, 1390] for _ in range(60)]
    for step, person in enumerate(rising):
        person[place] += step * (1 if place in (1, 2) else 37)

    made = compute_columns(RULES, given_columns([tuple(p) for p in rising]), {"total": 2}, len(rising))

    assert (np.diff(made["total"]) >= 0).all()


def test_an_older_retirement_never_has_a_larger_divisor() -> None:
    content = next(row.value for row in shipped_places().rows if row.key == "divisor_table")
    ages = np.arange(400, 900)

    made = compute_columns(
        DIVISORS, {"age_in_months": column(ages, 0, 1200), "divisor_table": monthly_table(content)}, {"divisor": 1}, len(ages)
    )

    assert (np.diff(made["divisor"]) <= 0).all()
    assert made["divisor"][0] == 2330
    assert made["divisor"][-1] == 560


def test_the_low_index_factor_of_guangdong_works_on_columns_and_refuses_deemed_years_by_row() -> None:
    rules = RULES.replaced(*guangdong.RULES["employee_pension"])
    people = [(4520, 213, 0, 5538969, 1950), (9000, 213, 0, 5538969, 1950)]
    extra = {
        "low_index_threshold": number("0.6"),
        "seniority_allowance_per_year": exact(4),
        "fixed_supplement": exact(100),
        "year_rounding": "exact",
        "calc_base": exact("9028"),
    }

    made = compute_columns(rules, {**given_columns(people), **extra}, {"total": 2, "low_index_factor_a": 4}, 2)

    assert made["low_index_factor_a"].tolist() == [7533, 10000]
    assert made["total"][0] == 1417_78
    with pytest.raises(Refused, match="第 2 行"):
        bad = [people[0], (9000, 213, 12, 5538969, 1950)]
        compute_columns(rules, {**given_columns(bad), **extra}, {"total": 2}, 2)


@pytest.mark.parametrize(("category", "first", "step", "cap", "old"), [("m", 196501, 4, 36, 60), ("f", 197501, 2, 60, 50)])
def test_born_a_month_later_one_never_retires_earlier_nor_more_than_two_months_later(
    category: str, first: int, step: int, cap: int, old: int
) -> None:
    births = np.array([(1960 + k // 12) * 100 + k % 12 + 1 for k in range(480)])
    given = {
        "birth_month": births,
        "first_cohort": first,
        "delay_step": exact(step),
        "delay_cap": exact(cap),
        "old_age_years": exact(old),
    }

    made = compute_columns(RuleSet.of(age), given, {"delay_months": 0, "legal_age_in_months": 0}, len(births))

    assert made["delay_months"].min() == 0
    assert made["delay_months"].max() == cap
    assert set(np.diff(made["delay_months"]).tolist()) <= {0, 1}, category
    assert (made["legal_age_in_months"] == old * 12 + made["delay_months"]).all()
