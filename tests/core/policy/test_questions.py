"""One asking of the law: a place's own formula holds for the sheet, for columns and for decisions, at every place; and what a digest covers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from shebao.base.dated import FOREVER, MissingValue, Places, Value
from shebao.core.policy.accounts import columns as employee_accounts
from shebao.core.policy.accounts.questions import EMPLOYEE_YEAR
from shebao.core.policy.calculation import calculate
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.resident import columns as resident
from shebao.core.policy.resident.decisions import decide_pensions
from tests.support.formulas import FormulaFile, formula_file

__all__ = ["formula_file"]

PLACES = shipped_places()
MONTH, YEAR = 202305, 2023
OWN: dict[str, Any] = {
    "resident_basic_standard": "150.5",
    "resident_tiers": ("200", "500"),
    "resident_subsidy": {"200": "30", "500": "60"},
    "resident_poor_contribution": "100",
    "resident_first_month_offset": "1",
    "resident_seniority_from_year": "16",
    "resident_seniority_amount": "2.5",
    "resident_age_addon": (("65", "79", "5"), ("80", None, "20.5")),
    "resident_funeral_months": "12",
    "resident_funeral_fixed": "300",
    "resident_account_rate": "0.0262",
    "resident_scheme_start_rural": "2009-11",
    "employee_account_rate": "0.0397",
}
"""Values of its own for every key that a calculation in columns reads, so that no place lacks one."""

FORMULAS = """
def basic_pension(basic_standard: Yuan) -> Yuan:
    '''基础养老金（本地另加五元）。县文（例）.'''
    return basic_standard + 5


def has_reached_age(claim_age_month: Months, month: Months) -> Truth:
    '''已达领取年龄（本地自次月起算）。县文（例）.'''
    return claim_age_month < month


def subsidy(tier: Yuan, arrears: Truth) -> Yuan:
    '''政府缴费补贴（本地按档次百分之七）。县文（例）.'''
    return where(arrears, 0, fen(tier * 7 / 100))


def interest(opening_interest: Yuan, current_interest: Yuan, payment_interest: Yuan) -> Yuan:
    '''本年利息（本地不扣发放部分）。县文（例）.'''
    return opening_interest + current_interest


def current_interest(month_product: Yuan, rate: Ratio) -> Yuan:
    '''本年记账额利息（本地只计一半）。县文（例）.'''
    return fen(month_product * rate / 24)


def funeral(basic_standard: Yuan, funeral_months: Months) -> Yuan:
    '''丧葬补助金（本地不发定额）。县文（例）.'''
    return fen(basic_standard * funeral_months)


def account_balance_left(account_balance: Yuan, account_pension_paid: Yuan) -> Yuan:
    '''个人账户余额（本地不计领取后利息）。县文（例）.'''
    return account_balance - account_pension_paid


RULES = {
    "resident_pension": (basic_pension, funeral, account_balance_left),
    "resident_eligibility": (has_reached_age,),
    "resident_contribution": (subsidy,),
    "resident_account_year": (interest,),
    "account_year": (current_interest,),
}
"""


def with_own_values(place: str) -> Places:
    return PLACES.overlay([Value(key, place, date(2009, 9, 1), FOREVER, value, "县文（例）", "high") for key, value in OWN.items()])


def col(*values: Any) -> np.ndarray:
    return np.array(values)


def pension(place: str, places: Places) -> tuple[Any, Any]:
    people = {"birth_month": col(195001, 194301), "paid_years": col(18, 0), "account_at_claim_fen": col(13_900_00, 77_77)}
    amounts = resident.monthly_pension(people, MONTH, places, place)
    decided = decide_pensions(people, MONTH, place, places, claim=False).columns
    assert decided["total"].tolist() == amounts["total_fen"].tolist() and decided["basic_pension"].tolist() == amounts["basic_fen"].tolist()
    sheets = [
        calculate("resident_pension", place, {"month": "2023-05", "account_balance": fen, "age": age, "paid_years": years}, places).values
        for age, years, fen in ((73, 18, "13900.00"), (80, 0, "77.77"))
    ]
    return amounts["total_fen"].tolist(), [values["total"].fen for values in sheets]


def eligibility(place: str, places: Places) -> tuple[Any, Any]:
    people = {"birth_month": col(196305, 196304, 196304), "paid_years": col(40, 40, 0)}
    column = resident.eligible(people, MONTH, places, place).tolist()
    claims = {**people, "account_at_claim_fen": col(0, 0, 0), "applied_month": col(MONTH, MONTH, MONTH)}
    assert decide_pensions(claims, MONTH, place, places, claim=True).columns["eligible"].tolist() == column
    sheets = [
        calculate("resident_eligibility", place, {"birth": birth, "month": "2023-05", "paid_years": years}, places).values["eligible"]
        for birth, years in (("1963-05", 40), ("1963-04", 40), ("1963-04", 0))
    ]
    return column, [bool(value) for value in sheets]


def contribution(place: str, places: Places) -> tuple[Any, Any]:
    columns = {"tier_fen": col(200_00, 500_00), "arrears": col(False, True), "poor": col(True, False)}
    amounts = resident.contribution_credit(columns, YEAR, places, place)
    sheets = [
        calculate("resident_contribution", place, {"year": YEAR, "tier": tier, "arrears": late, "poor": poor}, places).values
        for tier, late, poor in (("200", "否", "是"), ("500", "是", "否"))
    ]
    names = {"own_fen": "own_payment", "government_fen": "government_paid", "subsidy_fen": "subsidy", "credit_fen": "account_credit"}
    return [amounts[name].tolist() for name in names], [[values[name].fen for values in sheets] for name in names.values()]


def account_year(place: str, places: Places) -> tuple[Any, Any]:
    columns = {
        "opening_fen": col(5_000_00),
        "credit_fen": col(330_00),
        "credit_month": col(6),
        "paid_monthly_fen": col(60_00),
        "paid_from_month": col(4),
    }
    amounts = resident.interest_year(columns, YEAR, places, place)
    inputs = {"year": YEAR, "opening_balance": "5000.00", "monthly_credits": ["0"] * 5 + ["330.00"],
              "monthly_payments": ["0"] * 3 + ["60.00"] * 9}  # fmt: skip
    values = calculate("resident_account_year", place, inputs, places).values
    return [int(amounts["interest_fen"][0]), int(amounts["closing_fen"][0])], [values["interest"].fen, values["closing"].fen]


def death(place: str, places: Places) -> tuple[Any, Any]:
    day = date(2023, 5, 3)
    accounts = {"account_at_claim_fen": col(8340_00), "interest_after_claim_fen": col(120_55), "account_paid_fen": col(2160_00)}
    column = [resident.funeral(day, places, place), int(resident.inheritance(accounts, day, places, place)[0])]
    inputs = {"death_date": "2023-05-03", "interest_after_claim": "120.55", "account_pension_paid": "2160.00", "account_balance": "8340.00"}
    values = calculate("resident_pension", place, inputs, places).values
    return column, [values["funeral"].fen, values["inheritable"].fen]


def employee_year(place: str, places: Places) -> tuple[Any, Any]:
    columns = {"opening_fen": col(1_234_56), "principal_fen": col(333_33 * 12), "month_product_fen": col(333_33 * 78)}
    amounts = employee_accounts.interest_year(columns, YEAR, places, place)
    inputs = {"year": YEAR, "opening_balance": "1234.56", "monthly_credits": ["333.33"] * 12}
    values = calculate("account_year", place, inputs, places).values
    names = ("opening_interest", "current_interest", "closing")
    return [int(amounts[f"{name}_fen"][0]) for name in names], [values[name].fen for name in names]


def employee_years(place: str, places: Places) -> tuple[Any, Any]:
    rates = {"2023": "0.0397", "2024": "0.0262"}
    rules = EMPLOYEE_YEAR.rules_at(places, place)
    column = employee_accounts.roll_forward(col(1_234_56), [col(333_33), col(333_33)], list(rates.values()), rules=rules)
    inputs = {"first_year": 2023, "last_year": 2024, "monthly_credit": "333.33", "opening_balance": "1234.56", "rates": rates}
    return int(column[0]), calculate("account_roll_forward", place, inputs, places).values["closing_2024"].fen


IN_COLUMNS = (pension, eligibility, contribution, account_year, death, employee_year, employee_years)


OFTEN = ("national", "gansu_zhengning", "guangdong_shenzhen")
"""The nation, a county, and a place that has a formula file already; the others are run with all the tests."""
EVERYWHERE = [*OFTEN, *(pytest.param(place, marks=pytest.mark.slow) for place in sorted(PLACES.places) if place not in OFTEN)]


@pytest.mark.parametrize("place", EVERYWHERE)
def test_a_formula_file_of_any_place_holds_alike_on_the_sheet_in_columns_and_in_decisions(place: str, formula_file: FormulaFile) -> None:
    places = with_own_values(place)
    nation = [ask(place, places)[0] for ask in IN_COLUMNS]

    formula_file(place, FORMULAS)

    for ask, without in zip(IN_COLUMNS, nation, strict=True):
        column, sheet = ask(place, places)
        assert column == sheet, ask.__name__
        assert column != without, f"{ask.__name__}: the formula of the place was not run"


def test_a_formula_that_reads_a_value_of_its_own_and_adds_a_part_to_the_total(formula_file: FormulaFile) -> None:
    place = "gansu_zhengning"
    formula_file(
        place,
        """
def village_supplement(paid_years: Years, per_year: Yuan) -> Yuan:
    '''村集体补充（每缴一年）。县文（例）.'''
    return paid_years * per_year


def total(basic_pension: Yuan, seniority: Yuan, account_pension: Yuan, addon: Yuan, village_supplement: Yuan) -> Yuan:
    '''月养老金合计（含村集体补充）。县文（例）.'''
    return basic_pension + seniority + account_pension + addon + village_supplement


RULES = {"resident_pension": (village_supplement, total)}
READS = {"resident_pension": {"per_year": "resident_seniority_amount"}}
""",
    )
    column, sheet = pension(place, with_own_values(place))

    assert column == sheet == [150_50 + 3 * 2_50 + 100_00 + 5_00 + 18 * 2_50, 150_50 + 56 + 20_50]


def test_a_place_without_a_value_is_refused_alike() -> None:
    lacking = with_own_values("gansu_zhengning").overlay(
        [Value("resident_age_addon", "gansu_zhengning", date(2023, 1, 1), FOREVER, None, "未取得", "unverified")]
    )

    for ask in (resident_total, sheet_total, decided_total):
        with pytest.raises(MissingValue, match="高龄加发档次"):
            ask(lacking)


def resident_total(places: Places) -> Any:
    people = {"birth_month": col(195001), "paid_years": col(18), "account_at_claim_fen": col(0)}
    return resident.monthly_pension(people, MONTH, places, "gansu_zhengning")


def sheet_total(places: Places) -> Any:
    return calculate("resident_pension", "gansu_zhengning", {"month": "2023-05", "account_balance": "0", "age": 73}, places)


def decided_total(places: Places) -> Any:
    people = {"birth_month": col(195001), "paid_years": col(18), "account_at_claim_fen": col(0)}
    return decide_pensions(people, MONTH, "gansu_zhengning", places, claim=False)


# -- what a digest covers ----------------------------------------------------------------------------------------

HERE = "gansu_zhengning"


def digest(places: Places = PLACES, month: int = MONTH) -> str:
    return resident.pension_law(month, places, HERE).digest()


def entered(key: str, place: str, value: Any, since: date = date(2014, 2, 21), document: str = "文件（例）") -> Places:
    return PLACES.overlay([Value(key, place, since, FOREVER, value, document, "high")])


@pytest.mark.parametrize(
    "other",
    [
        entered("resident_basic_standard", "hunan", "999"),
        entered("resident_age_addon", "guangdong", (("65", None, "77"),)),
        entered("calc_base", HERE, "9999"),
        entered("resident_account_rate", HERE, "0.05"),
        entered("resident_basic_standard", HERE, "999", since=date(2023, 6, 1)),
    ],
    ids=["another province", "another province's table", "another scheme", "another calculation", "a later month"],
)
def test_a_months_digest_does_not_change_with_values_it_does_not_read(other: Places) -> None:
    assert digest(other) == digest()


@pytest.mark.parametrize(
    "own",
    [
        entered("resident_basic_standard", HERE, "999"),
        entered("resident_basic_standard", "gansu", "999"),
        entered("resident_basic_standard", "national", "999"),
        entered("resident_divisor", "national", "140"),
        entered("resident_age_addon", HERE, (("65", None, "77"),)),
        entered("resident_seniority_share", HERE, "0.01"),
    ],
    ids=["standard", "standard of the province", "standard of the nation", "divisor", "table", "the other way of seniority"],
)
def test_a_months_digest_changes_with_each_value_it_reads(own: Places) -> None:
    assert digest(own) != digest()


def formula(operator: str, helper: str = "+") -> str:
    return f"""
def basic_pension(basic_standard: Yuan) -> Yuan:
    '''基础养老金（本地另加）。县文（例）.'''
    return basic_standard {operator} _more(5)


def _more(amount):
    return amount {helper} 1


RULES = {{"resident_pension": (basic_pension,)}}
"""


def test_a_months_digest_changes_with_one_operator_of_a_formula_it_runs(formula_file: FormulaFile) -> None:
    digests = {digest()}
    for text in (formula("+"), formula("-"), formula("+", helper="-")):
        formula_file(HERE, text)
        digests.add(digest())

    assert len(digests) == 4
    formula_file(HERE, formula("+"))
    assert digest() in digests, "the same formula again is the same law"


def test_a_months_digest_does_not_change_with_formulas_it_does_not_run(formula_file: FormulaFile) -> None:
    before = digest()

    formula_file("hunan", formula("+"))
    formula_file(HERE, FORMULAS.replace("(basic_pension, funeral, account_balance_left)", "(funeral, account_balance_left)"))

    assert digest() == before


@pytest.mark.parametrize("change", [lambda code: code, lambda code: code.replace("greater", "lesser")], ids=["as it is", "changed"])
def test_a_months_digest_follows_the_words_a_rule_is_written_in(change: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    from shebao.core import rules
    from shebao.core.arithmetic import formula as words

    before = digest()
    original = rules.source_of
    monkeypatch.setattr(
        rules, "source_of", lambda function: change(original(function)) if function is words.greater else original(function)
    )
    rules.code_of.cache_clear()
    try:
        assert (digest() == before) == (change("greater") == "greater")
    finally:
        rules.code_of.cache_clear()
