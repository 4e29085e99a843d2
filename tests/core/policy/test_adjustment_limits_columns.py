"""Limits, retired officers and exclusions over whole columns: the desk's figures and Decimal's, and no question asked of a column."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shebao.core import columns
from shebao.core.arithmetic.exact import column, exact, fen_column, number
from shebao.core.arithmetic.trace import Trace
from shebao.core.columns import compute_columns
from shebao.core.policy.adjustment import limits, participation
from shebao.core.policy.adjustment.questions import FULL
from shebao.core.policy.calculation import calculate
from shebao.core.rules import MissingInput, Yuan

LISTED = {"suspended": "养老金暂停发放"}
SCHEME = {
    "fixed": "28.00",
    "tiers": [[15, "1.00"], [None, "1.50"]],
    "brackets": [["0", "1500.00", "12.50"], ["1500.00", None, "5.00"]],
    "pct": "0.0115",
    "age": [[70, 79, "30.00"], [80, None, "60.00"]],
    "remote": "5.00",
    "floor_total": "60.00",
    "floor_linked": "35.00",
    "cap_linked": "80.00",
    "officer_minimum": "2000.00",
    "exclusions": LISTED,
}
"""Made up to reach every limit; no place's standard."""
WANT = {"linked": 2, "officer_supplement": 2, "increase": 2, "after": 2, "retired_too_late": None, "excluded": None}
Person = tuple[int, int, int, bool, bool, bool, int]
PERSON = st.tuples(
    st.integers(0, 600_000), st.integers(0, 60), st.integers(45, 105), st.booleans(), st.booleans(), st.booleans(),
    st.sampled_from((201506, 202212, 202301, 202306)),
)  # fmt: skip


def by_years(by_years_tiers: Yuan) -> Yuan:
    """与缴费年限挂钩的增加额。当年省定调整办法."""
    return by_years_tiers


RULES = FULL.parts["pension_adjustment"].replaced(by_years)


def table(rows: list[list[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(None if cell is None else exact(cell) for cell in row) for row in rows)


def everyone(people: list[Person]) -> dict[str, Any]:
    pension, years, age, remote, officer, listed, retired = (np.array(values) for values in zip(*people, strict=True))
    amounts = ("fixed", "pct", "remote", "floor_total", "floor_linked", "cap_linked", "officer_minimum")
    return {name: number(SCHEME[name]) for name in amounts} | {  # type: ignore[arg-type]
        "tiers": table(SCHEME["tiers"]),  # type: ignore[arg-type]
        "brackets": table(SCHEME["brackets"]),  # type: ignore[arg-type]
        "age_steps": table(SCHEME["age"]),  # type: ignore[arg-type]
        "pension_before": fen_column(pension, 0, 100_000),
        "credited_years": column(years, 0, 60),
        "age": column(age, 15, 130),
        "remote_area": remote,
        "transferred_officer": officer,
        "on_exclusion_list": listed,
        "retirement_month": retired,
        "last_retirement_month": 202212,
    }


def at_the_desk(person: Person) -> dict[str, Any]:
    pension, years, age, remote, officer, listed, retired = person
    inputs: dict[str, Any] = {
        "year": 2023, "pension_before": str(Decimal(pension) / 100), "contribution_years": years, "age": age, "remote_area": remote,
        "transferred_officer": officer, "retirement_month": retired, "parameters": SCHEME,
    } | ({"exclusion": "suspended"} if listed else {})  # fmt: skip
    return dict(calculate("pension_adjustment", "national", inputs).values)


def by_decimal(person: Person) -> int:
    """What the pension is after the adjustment, in fen, worked out anew."""
    pension, years, age, remote, officer, listed, retired = person
    before = Decimal(pension) / 100
    if listed or retired > 202212:
        return pension
    tiers = min(years, 15) + Decimal("1.50") * max(years - 15, 0)
    share = (before * Decimal("0.0115")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    linked = min(max(tiers + share + (Decimal("12.50") if before < 1500 else 5), Decimal(35)), Decimal(80))
    step = 60 if age >= 80 else 30 if age >= 70 else 0
    after = before + max(28 + linked + step + (5 if remote else 0), Decimal(60))
    return int((max(after, Decimal(2000)) if officer else after) * 100)


@given(st.lists(PERSON, min_size=1, max_size=5))
@settings(max_examples=60)
def test_columns_desk_and_decimal_agree_to_the_fen(people: list[Person]) -> None:
    made = compute_columns(RULES, everyone(people), WANT, len(people))

    for row, person in enumerate(people):
        one = at_the_desk(person)
        assert made["after"][row] == one["after"].fen == by_decimal(person)
        assert made["increase"][row] == one["increase"].fen
        assert bool(made["excluded"][row]) == one["excluded"]
        assert bool(made["retired_too_late"][row]) == one["retired_too_late"]
        if not one["excluded"]:
            assert [int(made[name][row]) for name in ("linked", "officer_supplement")] == [one["linked"].fen, one["officer_supplement"].fen]


def test_many_rows_are_traced_so_no_rule_asks_a_columns_numbers(traces: list[Trace | None], monkeypatch: pytest.MonkeyPatch) -> None:
    random, rows = np.random.default_rng(6), 500
    people: list[Person] = [
        (
            int(random.integers(0, 600_000)), int(random.integers(0, 60)), int(random.integers(45, 105)), bool(random.integers(0, 2)),
            bool(random.integers(0, 2)), bool(random.integers(0, 9) == 0), int(random.choice((201506, 202212, 202301))),
        )
        for _ in range(rows)
    ]  # fmt: skip
    monkeypatch.setattr(columns, "CHUNK_ROWS", 60)
    monkeypatch.setattr(columns, "MANY_ROWS", 100)

    made = compute_columns(RULES, everyone(people), WANT, rows)

    assert [trace is not None for trace in traces] == [True]
    assert made["after"].tolist() == [by_decimal(person) for person in people]
    assert 0 < made["excluded"].sum() < rows
    assert 0 < np.count_nonzero(made["officer_supplement"]) < rows
    assert {made["linked"].min(), made["linked"].max()} == {35_00, 80_00}


def test_a_limit_the_scheme_does_not_have_holds_for_nobody() -> None:
    people: list[Person] = [(600_000, 60, 60, False, False, False, 201506), (0, 0, 60, False, False, False, 201506)]
    free = everyone(people) | {"floor_linked": None, "cap_linked": None}

    assert compute_columns(RULES, free, {"linked": 2}, 2)["linked"].tolist() == [82_50 + 69_00 + 5_00, 12_50]
    assert compute_columns(RULES, free | {"cap_linked": exact(100)}, {"linked": 2}, 2)["linked"].tolist() == [100_00, 12_50]
    assert compute_columns(RULES, free | {"floor_linked": exact(100)}, {"linked": 2}, 2)["linked"].tolist() == [156_50, 100_00]


def test_columns_of_officers_without_a_minimum_are_refused_by_name_not_computed_as_nought() -> None:
    given = everyone([(100_000, 20, 60, False, True, False, 201506)])
    del given["officer_minimum"]

    with pytest.raises(MissingInput, match="officer_minimum"):
        compute_columns(RULES, given, WANT, 1)


def test_a_pension_above_the_minimum_is_never_brought_down_to_it() -> None:
    given = everyone([(before, 20, 60, False, True, False, 201506) for before in (190_000, 200_000, 300_000)])

    made = compute_columns(RULES, given, WANT, 3)

    assert (made["after"] >= 2000_00).all()
    assert made["officer_supplement"].tolist() == [int(max(2000_00 - before - more, 0)) for before, more in zip(
        (190_000, 200_000, 300_000), (made["increase"] - made["officer_supplement"]).tolist(), strict=True)]  # fmt: skip
    assert limits.officer_supplement(exact(3000), exact(60), True, exact(2000)).fen == 0


def test_december_is_the_last_month_of_retirement_that_takes_part() -> None:
    months = np.array([202211, 202212, 202301])

    assert participation.retired_too_late(months, 202212).tolist() == [False, False, True]
    assert participation.excluded(np.array([True, False]), np.array([False, False])).tolist() == [True, False]
