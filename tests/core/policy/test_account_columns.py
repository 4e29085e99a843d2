"""Accounts of everyone at once come out like the sheet of one, over one year and over many."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.base.dated import MissingValue
from shebao.base.finding import Refused
from shebao.base.money import yuan_text
from shebao.core.columns import CHUNK_ROWS
from shebao.core.policy.accounts.columns import interest_year, roll_forward
from shebao.core.policy.calculation import calculate
from shebao.core.policy.locale import shipped_places

PLACES = shipped_places()
CENT = Decimal("0.01")


def test_one_year_of_everyone_is_the_sheet_of_each() -> None:
    openings, monthly = np.array([0, 10_000_000, 1_234_567]), np.array([50_000, 0, 33_333])

    made = interest_year(
        {"opening_fen": openings, "principal_fen": monthly * 12, "month_product_fen": monthly * 78}, 2023, PLACES, "gansu_zhengning"
    )

    for row in range(3):
        inputs = {"year": 2023, "opening_balance": yuan_text(openings[row]), "monthly_credits": [yuan_text(monthly[row])] * 12}
        values = calculate("account_year", "gansu_zhengning", inputs).values
        assert made["closing_fen"][row] == values["closing"].fen
        assert made["opening_interest_fen"][row] == values["opening_interest"].fen
        assert made["current_interest_fen"][row] == values["current_interest"].fen


def test_a_year_without_a_published_rate_stops() -> None:
    nothing = np.zeros(1, dtype=np.int64)

    with pytest.raises(MissingValue, match="2015"):
        interest_year({"opening_fen": nothing, "principal_fen": nothing, "month_product_fen": nothing}, 2015, PLACES, "gansu")


def by_decimal(opening: int, monthly: list[int], rates: list[str]) -> int:
    balance = Decimal(opening) / 100
    for credit, rate in zip(monthly, rates, strict=True):
        first = (balance * Decimal(rate)).quantize(CENT, ROUND_HALF_UP)
        current = (Decimal(credit) / 100 * 78 * Decimal(rate) / 12).quantize(CENT, ROUND_HALF_UP)
        balance = balance + first + Decimal(credit) / 100 * 12 + current
    return int(balance * 100)


@given(st.integers(0, 10**8), st.lists(st.tuples(st.integers(0, 300_000), st.integers(0, 1000)), min_size=1, max_size=30))
def test_thirty_years_roll_forward_to_the_fen(opening: int, years: list[tuple[int, int]]) -> None:
    rates = [f"0.{rate:04d}" for _, rate in years]
    monthly = [credit for credit, _ in years]

    made = roll_forward(np.array([opening]), [np.array([credit]) for credit in monthly], rates)

    assert made.tolist() == [by_decimal(opening, monthly, rates)]


def test_damaged_balances_are_refused_at_the_door() -> None:
    with pytest.raises(Refused, match="起始储存额"):
        roll_forward(np.array([0, -1]), [np.array([0, 0])], ["0.03"])
    with pytest.raises(Refused, match="月记账额"):
        roll_forward(np.array([0]), [np.array([10**12])], ["0.03"])


def test_every_year_needs_its_own_rate() -> None:
    nothing = np.zeros(1, dtype=np.int64)

    with pytest.raises(ValueError, match="zip"):
        roll_forward(nothing, [nothing, nothing], ["0.03"])
    with pytest.raises(ValueError, match="zip"):
        roll_forward(nothing, [nothing], ["0.03", "0.04"])


FULL = 10**8 * 100
"""The largest balance of an account, in fen."""


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [("opening_fen", 0, FULL), ("principal_fen", -FULL, FULL), ("month_product_fen", -FULL * 12, FULL * 12)],
)
def test_a_year_takes_the_largest_figure_there_can_be_and_refuses_the_next(name: str, lowest: int, highest: int) -> None:
    year = {"opening_fen": [0], "principal_fen": [0], "month_product_fen": [0]}

    for figure in (lowest, highest):
        made = interest_year(
            {column: np.array([figure] if column == name else nought) for column, nought in year.items()}, 2023, PLACES, "gansu"
        )
        weight = 12 if name == "month_product_fen" else 1
        interest = (Decimal(figure) * Decimal("0.0397") / weight).quantize(Decimal(1), ROUND_HALF_UP)
        assert made["opening_interest_fen"][0] + made["current_interest_fen"][0] == (0 if name == "principal_fen" else interest)
    for figure in (lowest - 1, highest + 1):
        with pytest.raises(Refused):
            interest_year(
                {column: np.array([figure] if column == name else nought) for column, nought in year.items()}, 2023, PLACES, "gansu"
            )


def test_many_years_take_the_largest_figures_there_can_be_and_refuse_the_next() -> None:
    most = 10**5 * 100

    assert roll_forward(np.array([0]), [np.array([most])], ["0"]).tolist() == [most * 12]
    assert roll_forward(np.array([FULL]), [np.array([0])], ["0"]).tolist() == [FULL]
    with pytest.raises(Refused, match="月记账额"):
        roll_forward(np.array([0]), [np.array([most + 1])], ["0"])
    with pytest.raises(Refused, match="起始储存额"):
        roll_forward(np.array([FULL + 1]), [np.array([0])], ["0"])


@pytest.mark.parametrize("threads", [1, 2])
def test_many_chunks_on_one_thread_or_two_give_each_row_its_own_and_a_refusal_its_own_number(threads: int) -> None:
    rows, rates = CHUNK_ROWS + 5, ["0.0283", "0.0612"]
    opening, monthly = np.arange(rows) * 7, [np.arange(rows) % 90_001, np.arange(rows)[::-1] % 70_003]

    made = roll_forward(opening, monthly, rates, threads=threads)

    for row in (0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, rows - 1):
        assert made[row] == by_decimal(int(opening[row]), [int(credits[row]) for credits in monthly], rates)
    monthly[1] = np.where(np.arange(rows) == rows - 2, -1, monthly[1])
    with pytest.raises(Refused, match="月记账额") as refused:
        roll_forward(opening, monthly, rates, threads=threads)
    assert refused.value.finding.where == f"第 {rows - 1} 行"
