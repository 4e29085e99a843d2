"""The seniority addition of residents in yuan a year or as a share of the basic standard: one of the two holds, for one and for all."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shebao.base.dated import FOREVER, MissingValue, Places, Value
from shebao.base.finding import Refused
from shebao.core import columns
from shebao.core.arithmetic.trace import Trace
from shebao.core.policy.calculation import calculate
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.resident import columns as resident
from shebao.core.policy.resident.questions import SENIORITY, seniority_key

START = date(2014, 2, 21)
PROVINCE, COUNTY = "gansu", "gansu_zhengning"
DAY = date(2023, 5, 31)
AMOUNT, SHARE = SENIORITY


def entered(*rows: tuple[str, str, str | None], since: date = START) -> Places:
    """The shipped places with some rows of key, place and value on top."""
    return shipped_places().overlay([Value(key, place, since, FOREVER, value, f"{place}文（例）", "high") for key, place, value in rows])


BY_SHARE = entered((SHARE, COUNTY, "0.0085"), ("resident_basic_standard", COUNTY, "137.30"))


def by_decimal(paid_years: int) -> int:
    added = max(paid_years - 15, 0) * Decimal("137.30") * Decimal("0.0085")
    return int(added.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


@settings(max_examples=30)
@given(st.lists(st.integers(15, 80), min_size=1, max_size=5))
def test_a_county_a_single_sheet_and_decimal_agree_to_the_fen(years: list[int]) -> None:
    people = {
        "birth_month": np.full(len(years), 195001),
        "paid_years": np.array(years),
        "account_at_claim_fen": np.full(len(years), 139_00),
    }

    made = resident.monthly_pension(people, 202305, BY_SHARE, COUNTY)

    for row, paid in enumerate(years):
        values = calculate(
            "resident_pension", COUNTY, {"month": "2023-05", "age": 73, "paid_years": paid, "account_balance": "139"}, BY_SHARE
        ).values
        assert made["seniority_fen"][row] == values["seniority"].fen == by_decimal(paid)
        assert made["total_fen"][row] == values["total"].fen == 137_30 + by_decimal(paid) + 1_00


def test_a_share_over_many_rows_is_traced(traces: list[Trace | None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MANY_ROWS", 50)
    years = np.arange(81)
    people = {"birth_month": np.full(81, 195001), "paid_years": years, "account_at_claim_fen": np.zeros(81, np.int64)}

    made = resident.monthly_pension(people, 202305, BY_SHARE, COUNTY)

    assert [trace is not None for trace in traces] == [True]
    assert made["seniority_fen"].tolist() == [by_decimal(paid) for paid in years.tolist()]


def test_the_sheet_shows_the_share_its_document_and_that_the_rounding_is_not_certain() -> None:
    inputs = {"month": "2023-05", "paid_years": 20, "account_balance": "0", "seniority_from_year": "16"}

    sheet = calculate("resident_pension", COUNTY, inputs, BY_SHARE).sheet

    assert (sheet.step("seniority_share").title, sheet.step("seniority_share").value) == (
        "年限养老金每年加发比例（占基础养老金标准）",
        "0.0085",
    )
    assert "（例）" in sheet.step("seniority_share").source
    assert sheet.step("seniority").confidence == "low"
    assert sheet.step("seniority").expression.endswith("× 基础养老金标准 × 年限养老金每年加发比例，四舍五入到分")
    assert "seniority_amount" not in {step.name for step in sheet.steps}


def test_a_place_without_a_share_keeps_its_amount_and_its_sheet() -> None:
    assert seniority_key(shipped_places(), COUNTY, DAY) == AMOUNT
    sheet = calculate("resident_pension", COUNTY, {"month": "2023-05", "paid_years": 20, "account_balance": "0"}).sheet

    assert sheet.step("seniority").inputs == ("paid_years", "seniority_from_year", "seniority_amount")


def test_no_shipped_place_gives_a_share() -> None:
    assert [row for row in shipped_places().rows if row.key == SHARE] == []


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([(SHARE, COUNTY, "0.01")], SHARE),
        ([(SHARE, PROVINCE, "0.01")], SHARE),
        ([(SHARE, "national", "0.01")], SHARE),
        ([(AMOUNT, PROVINCE, "2")], AMOUNT),
        ([(AMOUNT, PROVINCE, "2"), (SHARE, COUNTY, "0.01")], SHARE),
        ([(AMOUNT, COUNTY, "2"), (SHARE, PROVINCE, "0.01")], AMOUNT),
        ([(AMOUNT, COUNTY, "0"), (SHARE, PROVINCE, "0.01")], AMOUNT),
        ([(AMOUNT, COUNTY, "0"), (SHARE, COUNTY, "0.01")], SHARE),
        ([(AMOUNT, COUNTY, "0.00"), (SHARE, COUNTY, "0")], AMOUNT),
        ([(AMOUNT, COUNTY, "2"), (SHARE, COUNTY, "0")], AMOUNT),
        ([(AMOUNT, COUNTY, None), (SHARE, COUNTY, "0.01")], SHARE),
        ([(SHARE, COUNTY, None), (AMOUNT, PROVINCE, "2")], SHARE),
    ],
)
def test_the_nearest_place_that_has_either_decides_and_nought_gives_way(rows: list[tuple[str, str, str | None]], key: str) -> None:
    assert seniority_key(entered(*rows), COUNTY, DAY) == key


def test_a_share_holds_from_its_day_on() -> None:
    places = entered((SHARE, COUNTY, "0.01"), since=date(2023, 5, 1))

    assert seniority_key(places, COUNTY, date(2023, 4, 30)) == AMOUNT
    assert seniority_key(places, COUNTY, date(2023, 5, 1)) == SHARE


def test_a_place_with_both_is_refused_in_a_sentence_naming_both_documents() -> None:
    both = entered((AMOUNT, COUNTY, "2"), (SHARE, COUNTY, "0.01"))
    people = {"birth_month": np.array([195001]), "paid_years": np.array([20]), "account_at_claim_fen": np.array([0])}

    with pytest.raises(
        Refused, match=r"正宁县.* 2023-05-31 的年限养老金既有每年定额（2 元，gansu_zhengning文（例））.*比例（0\.01，.*不能两样都用"
    ):
        resident.monthly_pension(people, 202305, both, COUNTY)
    with pytest.raises(Refused, match="不能两样都用") as caught:
        calculate("resident_pension", COUNTY, {"month": "2023-05", "paid_years": 20, "account_balance": "0"}, both)
    assert (caught.value.finding.rule, caught.value.finding.where) == ("resident.seniority", SHARE)


def test_a_case_that_names_one_of_the_two_overrides_whatever_the_place_has() -> None:
    both = entered((AMOUNT, COUNTY, "2"), (SHARE, COUNTY, "0.01"))
    inputs = {"month": "2023-05", "paid_years": 17, "account_balance": "0"}

    def seniority(**named: str) -> str:
        return str(calculate("resident_pension", COUNTY, {**inputs, **named}, both).values["seniority"].text(2))

    assert seniority(seniority_amount="3") == "6.00"
    assert seniority(seniority_share="0.1") == "20.60"
    with pytest.raises(Refused, match="既填了每年定额，又填了基础养老金标准的比例"):
        seniority(seniority_amount="3", seniority_share="0.1")


def test_a_share_whose_document_is_missing_stops_the_month_by_name() -> None:
    unknown = entered((SHARE, COUNTY, None))

    with pytest.raises(MissingValue, match="年限养老金每年加发比例") as caught:
        resident.pension_law(202305, unknown, COUNTY)
    assert caught.value.key == SHARE


def test_a_day_before_the_scheme_names_the_amount_as_missing() -> None:
    assert seniority_key(shipped_places(), COUNTY, date(2013, 1, 1)) == AMOUNT


def test_a_question_without_a_date_is_refused_by_the_name_of_the_amount() -> None:
    inputs = {"basic_standard": "143.00", "account_balance": "0", "paid_years": 20, "seniority_from_year": "16"}

    with pytest.raises(Refused, match="没有给出日期") as caught:
        calculate("resident_pension", COUNTY, inputs)
    assert caught.value.finding.where == "month", "the word the user must type"
    assert AMOUNT in caught.value.finding.message
    assert AMOUNT in caught.value.finding.advice
