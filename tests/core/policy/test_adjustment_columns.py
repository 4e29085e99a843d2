"""The yearly adjustment of everyone at once is the desk's to the fen, agrees with Decimal, and never lowers a pension."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import BoundError, column, exact, fen_column, number
from shebao.core.columns import CHUNK_ROWS, compute_columns
from shebao.core.policy.adjustment import rules as adjustment
from shebao.core.rules import RuleSet, Yuan, compute

TIERS = ((15, "1.00"), (25, "1.25"), (None, "1.50"))
BRACKETS = ((0, 2000, 60), (2000, 4000, "45.5"), (4000, None, 30))
AGES = ((70, 79, "30.00"), (80, None, "60.00"))
SCHEME = {
    "tiers": tuple((upper, exact(rate)) for upper, rate in TIERS),
    "brackets": BRACKETS,
    "age_steps": AGES,
    "fixed": number("28.00"),
    "remote": number("5.00"),
    "pct": number("0.0115"),
    "floor_total": number("90.00"),
}
PERSON = st.tuples(st.integers(0, 1_500_000), st.integers(0, 60), st.integers(45, 105), st.booleans())
WANT = {"by_percent": 2, "increase_before_floor": 2, "increase": 2, "after": 2}


def by_years(by_years_tiers: Yuan) -> Yuan:
    """与缴费年限挂钩的增加额。当年省定调整办法."""
    return by_years_tiers


RULES = RuleSet.of(adjustment).replaced(by_years)


def everyone(people: list[tuple[int, int, int, bool]]) -> dict[str, Any]:
    pension, years, age, remote = (np.array(values) for values in zip(*people, strict=True))
    return SCHEME | {
        "pension_before": fen_column(pension, 0, 100_000),
        "credited_years": column(years, 0, 60),
        "age": column(age, 15, 130),
        "remote_area": remote,
    }


def at_the_desk(pension: int, years: int, age: int, remote: bool) -> dict[str, Any]:
    one = {"pension_before": number(pension) / 100, "credited_years": number(years), "age": number(age), "remote_area": remote}
    return compute(RULES, SCHEME | one, list(WANT))


def by_decimal(pension: int, years: int, age: int, remote: bool) -> int:
    before = Decimal(pension) / 100
    tiers = min(years, 15) + Decimal("1.25") * min(max(years - 15, 0), 10) + Decimal("1.50") * max(years - 25, 0)
    bracket = 60 if before < 2000 else Decimal("45.5") if before < 4000 else 30
    share = (before * Decimal("0.0115")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    step = 60 if age >= 80 else 30 if age >= 70 else 0
    return int((before + max(28 + tiers + bracket + share + step + (5 if remote else 0), Decimal(90))) * 100)


@given(st.lists(PERSON, min_size=1, max_size=6), st.sampled_from([1, 200]))
@settings(max_examples=60)
def test_columns_desk_and_decimal_agree_to_the_fen(people: list[tuple[int, int, int, bool]], copies: int) -> None:
    rows = len(people) * copies

    made = compute_columns(RULES, everyone(people * copies), WANT, rows)

    for row, person in enumerate(people):
        one = at_the_desk(*person)
        assert [int(made[name][row]) for name in WANT] == [one[name].fen for name in WANT]
        assert made["after"][row] == by_decimal(*person)
        assert (made["after"][row :: len(people)] == made["after"][row]).all(), "the copies are looked up, the first may be computed"


def test_more_years_a_higher_age_or_a_remote_area_never_lower_the_increase() -> None:
    for place, rising in ((1, range(61)), (2, range(45, 106)), (3, (False, True))):
        people = [(*(300_000, 20, 60, False)[:place], value, *(300_000, 20, 60, False)[place + 1 :]) for value in rising] * 40

        increase = compute_columns(RULES, everyone(people), {"increase": 2}, len(people))["increase"][: len(rising)]

        assert (np.diff(increase) >= 0).all()


def test_an_impossible_age_is_refused_with_its_row_and_an_amount_without_limit_before_it_is_computed() -> None:
    people = [(300_000, 20, 60, False)] * 3

    with pytest.raises(Refused, match="第 2 行"):
        everyone([people[0], (300_000, 20, 131, False)])
    endless = everyone(people) | {"pension_before": fen_column(np.array([1, 2, 3]), 0, 10**16)}
    with pytest.raises(BoundError):
        compute_columns(RULES, endless, WANT, 3)


def test_a_whole_chunk_and_its_rest_are_the_desk_too() -> None:
    random = np.random.default_rng(3)
    size = CHUNK_ROWS + 7
    people = list(
        zip(
            random.integers(0, 1_500_000, size).tolist(),
            random.integers(0, 61, size).tolist(),
            random.integers(45, 105, size).tolist(),
            (random.integers(0, 9, size) == 0).tolist(),
            strict=True,
        )
    )

    made = compute_columns(RULES, everyone(people), WANT, size)

    for row in (0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, size - 1):
        assert made["after"][row] == at_the_desk(*people[row])["after"].fen == by_decimal(*people[row])
