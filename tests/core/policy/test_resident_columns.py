"""Whole columns of residents come out like single sheets, and bad rows are refused before anything is computed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shebao.base.dated import FOREVER, Places, Value
from shebao.base.finding import Refused
from shebao.base.money import yuan_text
from shebao.core.policy.calculation import calculate
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.resident import columns as resident

PLACES = shipped_places()
START = date(2014, 2, 21)
COUNTY = "gansu_zhengning"


def county(**values: object) -> Places:
    """The county with its own seniority and age steps entered, so that every part of the pension is more than nought."""
    return PLACES.overlay(
        [Value(key, COUNTY, START, FOREVER, value, "县文（例）", "high") for key, value in values.items()]  # type: ignore[arg-type]
    )


GENEROUS = county(resident_seniority_amount="2.50", resident_age_addon=(("65", "69", "5"), ("70", "79", "10"), ("80", None, "20.5")))


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.integers(1930 * 12, 1962 * 12 + 11).map(lambda m: m // 12 * 100 + m % 12 + 1), st.integers(0, 50), st.integers(0, 10**8)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_county_and_a_single_sheet_agree_to_the_fen(people: list[tuple[int, int, int]]) -> None:
    births, years, balances = (np.array(column) for column in zip(*people, strict=True))

    made = resident.monthly_pension(
        {"birth_month": births, "paid_years": years, "account_at_claim_fen": balances}, 202305, GENEROUS, COUNTY
    )

    for row, (birth, paid, balance) in enumerate(people):
        inputs = {"month": "2023-05", "age": int(made_age(birth)), "paid_years": paid, "account_balance": yuan_text(balance)}
        values = calculate("resident_pension", COUNTY, inputs, GENEROUS).values
        assert made["total_fen"][row] == values["total"].fen
        assert made["age_addon_fen"][row] == values["addon"].fen
        assert made["seniority_fen"][row] == values["seniority"].fen
        assert made["account_pension_fen"][row] == values["account_pension"].fen
        parts = sum(int(made[f"{part}_fen"][row]) for part in ("basic", "seniority", "account_pension", "age_addon"))
        assert parts == made["total_fen"][row]


def made_age(birth_month: int) -> int:
    return ((2023 * 12 + 5) - (birth_month // 100 * 12 + birth_month % 100)) // 12


def test_more_years_balance_or_age_never_give_less() -> None:
    size = 51
    flat = {"birth_month": np.full(size, 195001), "paid_years": np.full(size, 20), "account_at_claim_fen": np.full(size, 500_00)}
    for name, rising in (
        ("paid_years", np.arange(size)),
        ("account_at_claim_fen", np.arange(size) * 777),
        ("birth_month", np.array([(1962 - k) * 100 + 1 for k in range(size)])),
    ):
        made = resident.monthly_pension({**flat, name: rising}, 202305, GENEROUS, COUNTY)
        assert (np.diff(made["total_fen"]) >= 0).all(), name


def test_a_row_below_the_claim_age_or_with_a_negative_balance_is_refused_with_its_number() -> None:
    good = {"birth_month": np.array([195001, 195001]), "paid_years": np.array([15, 15]), "account_at_claim_fen": np.array([1, 1])}

    with pytest.raises(Refused, match="第 2 行"):
        resident.monthly_pension({**good, "birth_month": np.array([195001, 197001])}, 202305, PLACES, COUNTY)
    with pytest.raises(Refused, match="第 1 行"):
        resident.monthly_pension({**good, "account_at_claim_fen": np.array([-1, 1])}, 202305, PLACES, COUNTY)


def test_first_month_follows_the_place_and_the_day_of_application() -> None:
    assert resident.first_month(196302, None, PLACES, COUNTY) == 202303
    assert resident.first_month(196302, 202306, PLACES, COUNTY) == 202307
    assert resident.first_month(np.array([196302, 196312]), np.array([202305, 202304]), PLACES, COUNTY).tolist() == [202306, 202401]
    same_month = county(resident_first_month_offset="0")
    assert resident.first_month(196302, None, same_month, COUNTY) == 202302
    assert resident.last_month(date(2023, 8, 31), PLACES, COUNTY) == 202308


def test_who_may_claim_depends_on_the_age_when_the_scheme_began() -> None:
    people = {"birth_month": np.array([194001, 195501, 196501, 196301, 195501]), "paid_years": np.array([0, 5, 15, 13, 4])}

    assert resident.eligible(people, 202305, PLACES, COUNTY).tolist() == [True, True, False, True, False]
    assert resident.eligible(people, 202305, PLACES, COUNTY, urban=True).tolist() == [True, True, False, True, True]


def test_contributions_of_a_year_are_credited_with_their_subsidy() -> None:
    made = resident.contribution_credit(
        {"tier_fen": np.array([30000, 50000, 10000]), "poor": np.array([0, 0, 1]), "arrears": np.array([0, 1, 0])}, 2023, PLACES, COUNTY
    )

    assert {name: values.tolist() for name, values in made.items()} == {
        "own_fen": [30000, 50000, 0],
        "government_fen": [0, 0, 10000],
        "subsidy_fen": [3000, 0, 3000],
        "credit_fen": [33000, 50000, 13000],
    }


def test_interest_of_a_year_agrees_with_the_sheet() -> None:
    columns = {
        "opening_fen": np.array([800000, 834000]),
        "credit_fen": np.array([33000, 0]),
        "credit_month": np.array([6, 12]),
        "paid_monthly_fen": np.array([0, 6000]),
        "paid_from_month": np.array([1, 4]),
    }

    made = resident.interest_year(columns, 2025, PLACES, COUNTY)

    credits = {"monthly_credits": ["0"] * 5 + ["330.00"]}
    paid = {"monthly_payments": ["0"] * 3 + ["60.00"] * 9}
    for row, (opening, flows) in enumerate((("8000.00", credits), ("8340.00", paid))):
        inputs = {"year": 2025, "opening_balance": opening, **flows}
        values = calculate("resident_account_year", COUNTY, inputs).values
        assert made["interest_fen"][row] == values["interest"].fen
        assert made["closing_fen"][row] == values["closing"].fen


def test_the_legal_floor_stands_in_only_where_no_rate_was_published() -> None:
    assert resident.account_rate(PLACES, COUNTY, 2023).key == "resident_account_rate_floor"
    assert resident.account_rate(PLACES, COUNTY, 2025).value == "0.0374"


def test_death_ends_the_pension_and_the_rest_is_inherited() -> None:
    twelve = county(resident_funeral_months="12")

    assert resident.funeral(date(2023, 5, 3), twelve, COUNTY) == 103_00 * 12
    assert resident.funeral(date(2023, 5, 3), PLACES, COUNTY) == 0
    accounts = {
        "account_at_claim_fen": np.array([834000, 100, 500]),
        "interest_after_claim_fen": np.array([12055, 5, 0]),
        "account_paid_fen": np.array([216000, 200, 100]),
    }
    assert resident.inheritance(accounts, date(2023, 5, 3), PLACES, COUNTY).tolist() == [630055, 0, 400]
