"""The resident scheme at its limits: cases worked by hand, whole columns one step past what can be, and what a sheet says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shebao.base.dated import FOREVER, Places, Value
from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, read_cases, run_case
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.resident import columns as resident
from shebao.core.policy.resident import eligibility, pension
from shebao.core.policy.resident.questions import LIMIT as LIMIT_YUAN

PLACES = shipped_places()
COUNTY = "gansu_zhengning"
MONTH, YEAR = 202305, 2025
YUAN = 100
LIMIT = LIMIT_YUAN * YUAN
CASES = read_cases(Path(__file__).with_name("edges_of_residents.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_at_the_edge_the_resident_law_says_exactly_this(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)


def with_values(**values: Any) -> Places:
    """The county with values of its own on file since 2014."""
    return PLACES.overlay([Value(key, COUNTY, date(2014, 2, 21), FOREVER, value, "县文（例）", "high") for key, value in values.items()])


def column(**values: int) -> dict[str, Any]:
    return {name: np.array([value]) for name, value in values.items()}


def paid(**values: int) -> Any:
    given = column(**{"birth_month": 195001, "paid_years": 15, "account_at_claim_fen": 0, **values})
    return resident.monthly_pension(given, MONTH, PLACES, COUNTY)


def may_claim(**values: int) -> Any:
    return resident.eligible(column(**{"birth_month": 195001, "paid_years": 15, **values}), MONTH, PLACES, COUNTY)


def credited(**values: int) -> Any:
    return resident.contribution_credit(column(**{"tier_fen": 300 * YUAN, **values}), YEAR, PLACES, COUNTY)


def interest(**values: int) -> Any:
    return resident.interest_year(column(**{"opening_fen": 0, **values}), YEAR, PLACES, COUNTY)


def interest_from_march(**values: int) -> Any:
    return interest(paid_from_month=3, **values)


def inherited(balance: int = 0, later_interest: int = 0, paid_out: int = 0) -> Any:
    accounts = column(account_at_claim_fen=balance, interest_after_claim_fen=later_interest, account_paid_fen=paid_out)
    return resident.inheritance(accounts, date(2023, 5, 3), PLACES, COUNTY)


DOORS = (
    (paid, "paid_years", 0, -1),
    (paid, "paid_years", 80, 81),
    (paid, "account_at_claim_fen", LIMIT, LIMIT + 1),
    (paid, "birth_month", 196305, 196306),
    (paid, "birth_month", 189305, 189304),
    (may_claim, "paid_years", 80, 81),
    (may_claim, "paid_years", 0, -1),
    (may_claim, "birth_month", 187909, 187908),
    (may_claim, "birth_month", 213909, 213910),
    (credited, "tier_fen", 0, -1),
    (credited, "tier_fen", 100_000 * YUAN, 100_000 * YUAN + 1),
    (credited, "collective_fen", 0, -1),
    (credited, "collective_fen", 1_000_000 * YUAN, 1_000_000 * YUAN + 1),
    (interest, "opening_fen", LIMIT, LIMIT + 1),
    (interest, "opening_fen", -LIMIT, -LIMIT - 1),
    (interest, "credit_fen", LIMIT, LIMIT + 1),
    (interest, "credit_fen", -LIMIT, -LIMIT - 1),
    (interest, "credit_month", 1, 0),
    (interest, "credit_month", 12, 13),
    (interest, "paid_monthly_fen", LIMIT, LIMIT + 1),
    (interest, "paid_monthly_fen", 0, -1),
    (interest, "paid_from_month", 1, 0),
    (interest, "paid_from_month", 13, 14),
    (interest, "paid_to_month", 0, -1),
    (interest, "paid_to_month", 12, 13),
    (interest_from_march, "paid_to_month", 12, 13),
    (inherited, "balance", LIMIT, LIMIT + 1),
    (inherited, "later_interest", -LIMIT, -LIMIT - 1),
    (inherited, "paid_out", LIMIT, LIMIT + 1),
)  # fmt: skip


@pytest.mark.parametrize(("made", "name", "last", "beyond"), DOORS)
def test_a_column_takes_its_last_possible_value_and_refuses_the_next(made: Any, name: str, last: int, beyond: int) -> None:
    assert made(**{name: last}) is not None
    with pytest.raises(Refused):
        made(**{name: beyond})


def test_no_residents_account_reaches_a_hundred_million_yuan() -> None:
    assert LIMIT_YUAN == 100_000_000


def test_a_credit_without_a_month_earns_interest_for_december_alone() -> None:
    made = interest(credit_fen=1200_000 * YUAN)

    # 1,200,000 × 1 month × 3.74 % ÷ 12.
    assert made["interest_fen"].tolist() == [3740 * YUAN]


def test_what_was_paid_the_whole_year_is_paid_twelve_times_and_weighs_seventy_eight() -> None:
    whole_year, half = interest(paid_monthly_fen=100 * YUAN), interest(paid_monthly_fen=100 * YUAN, paid_from_month=7, paid_to_month=8)

    # 100 × 78 × 3.74 % ÷ 12 = 24.31; July and August weigh 6 + 5: 100 × 11 × 3.74 % ÷ 12 = 3.43.
    assert whole_year["interest_fen"].tolist() == [-2431]
    assert whole_year["closing_fen"].tolist() == [-1200 * YUAN - 2431]
    assert half["interest_fen"].tolist() == [-343]
    assert half["closing_fen"].tolist() == [-200 * YUAN - 343]


def test_a_payment_that_ended_before_it_began_takes_nothing() -> None:
    assert interest(paid_monthly_fen=100 * YUAN, paid_from_month=13)["closing_fen"].tolist() == [0]
    assert interest(paid_monthly_fen=100 * YUAN, paid_to_month=0)["closing_fen"].tolist() == [0]


def test_ages_are_counted_from_the_month_of_birth_to_a_hundred_and_thirty() -> None:
    assert pension.age(MONTH, MONTH).text() == "0"
    assert pension.age(189305, MONTH).text() == "130"
    for birth in (202306, 189304):
        with pytest.raises(Refused):
            pension.age(birth, MONTH)


def test_the_age_when_the_scheme_began_is_looked_for_within_a_hundred_and_thirty_years() -> None:
    assert eligibility.months_to_claim_at_start(187909, 200909, 60).text() == str(720 - 1560)
    assert eligibility.months_to_claim_at_start(213909, 200909, 60).text() == str(720 + 1560)


def test_the_first_month_follows_the_rule_now_in_force() -> None:
    same_month = PLACES.overlay([Value("resident_first_month_offset", COUNTY, date(2020, 1, 1), FOREVER, "0", "县文（例）", "high")])
    births = np.array([196012, 195001, 196302])

    assert resident.first_month(births, None, same_month, COUNTY).tolist() == [202012, 201001, 202302]
    assert resident.first_month(births, None, PLACES, COUNTY).tolist() == [202101, 201002, 202303]


def test_a_fixed_funeral_sum_is_the_places_unless_the_case_counts_in_months() -> None:
    fixed = with_values(resident_funeral_fixed="800")

    def subsidy(**inputs: Any) -> str:
        given = {"death_date": "2023-05-06", **inputs}
        return str(calculate("resident_pension", COUNTY, given, fixed, strict=False).values["funeral"].text())

    assert subsidy() == "800"
    assert subsidy(funeral_months=2) == "206"
    assert subsidy(funeral_months=2, funeral_fixed="50.00") == "256"


def test_a_claim_age_of_the_place_itself_is_the_one_that_counts() -> None:
    later = with_values(resident_claim_age_years="61")

    with pytest.raises(Refused, match="未满 61 周岁"):
        calculate("resident_pension", COUNTY, {"month": "2023-05", "age": 60, "account_balance": "0"}, later)
    assert calculate("resident_pension", COUNTY, {"month": "2023-05", "age": 61, "account_balance": "0"}, later).values["total"] > 0


@pytest.mark.parametrize(("year", "taken"), [(2008, False), (2009, False), (2014, True), (2100, True), (2101, False)])
def test_a_contribution_is_for_a_year_since_the_law(year: int, taken: bool) -> None:
    inputs = {"year": year, "tier": "300", "subsidy": "30"}

    if taken:
        assert calculate("resident_contribution", "national", inputs).values["account_credit"].text() == "330"
    else:
        with pytest.raises(Refused):
            calculate("resident_contribution", "national", inputs)


def test_a_contribution_of_the_last_year_may_be_paid_in_it() -> None:
    inputs = {"year": 2100, "paid_year": 2100, "tier": "300"}

    assert calculate("resident_contribution", "national", inputs).values["arrears"] is False
    with pytest.raises(Refused):
        calculate("resident_contribution", "national", {**inputs, "paid_year": 2101})


def test_what_is_wrong_in_a_list_of_a_resident_is_named_by_its_place() -> None:
    with pytest.raises(Refused, match="第 2 个查询日期"):
        calculate("resident_national_minimum", "national", {"asof": ["2020-01-01", "2020-02-30"]})
    with pytest.raises(Refused, match="各月记账额第 2 个月"):
        calculate("resident_account_year", "national", {"year": 2023, "opening_balance": "0", "monthly_credits": ["0", "x"]})


def test_the_sheet_of_a_year_says_how_each_sum_was_made() -> None:
    sheet = calculate("resident_account_year", "national", {"year": 2023, "opening_balance": "0", "monthly_credits": ["1"]}).sheet

    assert sheet.step("month_product").expression == "各月金额乘以含当月的剩余月数之和"
    assert sheet.step("credited").expression == "各月金额之和"


@pytest.mark.parametrize(("tiers", "words"), [(["二百"], "不是有效数字"), ("100", "应为列表"), (["-1"], "超出合理范围")])
def test_tiers_a_case_brings_itself_must_be_a_list_of_amounts(tiers: object, words: str) -> None:
    with pytest.raises(Refused, match=words):
        calculate("resident_contribution", "gansu", {"year": 2023, "tier": "100", "tiers": tiers}, shipped_places())


def test_a_tier_the_place_may_have_added_is_marked_on_the_sheet() -> None:
    added = calculate("resident_contribution", "jiangsu", {"year": 2024, "tier": "2500", "subsidy": "150"}).sheet.step("tier")
    listed = calculate("resident_contribution", "jiangsu", {"year": 2024, "tier": "300", "subsidy": "150"}).sheet.step("tier")

    assert "地方档次未取得" in added.note
    assert listed.note == ""
