"""Resident rules over whole columns: the month's pensions of a county, claims, contributions and the year's interest.

Columns are int64: amounts in fen, months as YYYYMM, years as whole numbers; truth columns are bool. Parameters come
from the place on the given month or year. The rules are the very ones the calculation sheet is made from.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.base.dated import FOREVER, NATIONAL, MissingValue, Places, Value
from shebao.base.finding import refuse
from shebao.base.months import Month, last_day, month_of
from shebao.core.arithmetic.exact import Q, column, fen_column, number
from shebao.core.columns import compute_columns
from shebao.core.policy.resident import account, contribution, death, eligibility, pension, seniority_share
from shebao.core.rules import RuleSet

Column = npt.NDArray[np.int64]
Columns = Mapping[str, Any]

PENSION = RuleSet.of(pension)
PENSION_BY_SHARE = PENSION.replaced(seniority_share)
"""For a place that gives the seniority addition as a share of the basic standard."""
CONTRIBUTION = RuleSet.of(contribution)
ACCOUNT = RuleSet.of(account)
ELIGIBILITY = RuleSet.of(eligibility)
DEATH = RuleSet.of(death)

SENIORITY = ("resident_seniority_amount", "resident_seniority_share")
"""The two ways a place may give the seniority addition for an extra year: in yuan, or as a share of the basic standard."""

LIMIT = 10**8
"""No resident's account reaches a hundred million yuan; a larger figure is damaged data and refused at the door."""


def monthly_pension(columns: Columns, month: Month, places: Places, place: str) -> dict[str, Column]:
    """One month's pension of everyone, in fen: basic_fen, seniority_fen, account_pension_fen, age_addon_fen, total_fen.

    columns: birth_month (YYYYMM), paid_years, account_at_claim_fen. Raises `Refused` for a row below the claim age
    or outside its limits, `MissingValue` when the place lacks a standard for the month.
    """
    rows = len(columns["birth_month"])
    day = last_day(month)
    from_age = int(_number(places, "resident_claim_age_years", place, day))
    given = {
        "birth_month": np.asarray(columns["birth_month"], dtype=np.int64),
        "month": month,
        "paid_years": column(columns["paid_years"], 0, 80, name="缴费年限"),
        "account_balance": fen_column(columns["account_at_claim_fen"], 0, LIMIT, "领取时个人账户储存额"),
        **pension_parameters(places, place, month),
    }
    want = {"age": 0, "basic_pension": 2, "seniority": 2, "account_pension": 2, "addon": 2, "total": 2}
    made = compute_columns(pension_rules(given), given, want, rows)
    column(made["age"], from_age, 130, name="领取人年龄", source="国发〔2014〕8号 第七条")
    return {
        "basic_fen": made["basic_pension"],
        "seniority_fen": made["seniority"],
        "account_pension_fen": made["account_pension"],
        "age_addon_fen": made["addon"],
        "total_fen": made["total"],
    }


def pension_parameters(places: Places, place: str, month: Month) -> dict[str, Any]:
    """The standards of a place in a month, under the names the pension rules read."""
    day = last_day(month)
    seniority = seniority_key(places, place, day)
    return {
        "local_standard": _number(places, "resident_basic_standard", place, day),
        "national_standard": _number(places, "resident_basic_standard", NATIONAL, day),
        "seniority_from_year": _number(places, "resident_seniority_from_year", place, day),
        seniority.removeprefix("resident_"): _number(places, seniority, place, day),
        "divisor": _number(places, "resident_divisor", place, day),
        "addons": bands(places.value("resident_age_addon", place, day).value),
    }


def pension_rules(given: Collection[str]) -> RuleSet:
    """The pension rules that read what is given: a share of the basic standard for each extra year, or an amount in yuan."""
    return PENSION_BY_SHARE if "seniority_share" in given else PENSION


def seniority_key(places: Places, place: str, day: date) -> str:
    """Which of the two `SENIORITY` parameters holds at a place on a day: the one of the nearest place that has either.

    One that is nought adds nothing and gives way to the other. Raises `Refused` where the same place has both.
    """
    for at in places.line(place):
        here = {key: places.find(key, at, day) for key in SENIORITY if any(row.holds_on(day) for row in places.history(key, at))}
        given = [row for row in here.values() if row is not None and Fraction(str(row.value)) != 0]
        if len(given) > 1:
            refuse(
                "resident.seniority",
                f"{places.places[at].name} {day.isoformat()} 的年限养老金既有每年定额（{given[0].value} 元，{given[0].document}），"
                f"又有基础养老金标准的比例（{given[1].value}，{given[1].document}），不能两样都用",
                "请核对当地文件，把不用的一项自该日起录入为 0。",
                SENIORITY[1],
                "国发〔2014〕8号 第六条",
            )
        if here:
            return given[0].key if given else next(iter(here))
    return SENIORITY[0]


def first_month(birth_month: Any, applied_month: Any, places: Places, place: str) -> Any:
    """The first month of pension (YYYYMM) for one person or columns, by the rule now in force at the place.

    applied_month None means handled in time.
    """
    years = _number(places, "resident_claim_age_years", place, FOREVER)
    offset = _number(places, "resident_first_month_offset", place, FOREVER)
    reached = eligibility.claim_age_month(birth_month, years)
    return eligibility.first_month(reached, reached if applied_month is None else applied_month, offset)


def last_month(death_date: date) -> Month:
    """The last month paid: the month of death."""
    return int(death.last_month(death_date))


def eligible(columns: Columns, month: Month, places: Places, place: str, urban: bool = False) -> npt.NDArray[np.bool_]:
    """Whether each person (birth_month, paid_years) may claim in a month; urban chooses the urban scheme's start."""
    day = last_day(month)
    start = places.value(f"resident_scheme_start_{'urban' if urban else 'rural'}", place, day).value
    given = {
        "birth_month": np.asarray(columns["birth_month"], dtype=np.int64),
        "month": month,
        "scheme_start": int(str(start).replace("-", "")),
        "paid_years": column(columns["paid_years"], 0, 80, name="缴费年限"),
        "claim_age_years": _number(places, "resident_claim_age_years", place, day),
        "minimum_paid_years": _number(places, "resident_minimum_paid_years", place, day),
    }
    made = compute_columns(ELIGIBILITY, given, {"eligible": None}, len(columns["birth_month"]))
    result: npt.NDArray[np.bool_] = made["eligible"]
    return result


def contribution_credit(columns: Columns, year: int, places: Places, place: str) -> dict[str, Column]:
    """A year's contributions, in fen: own_fen, government_fen (代缴), subsidy_fen, credit_fen.

    columns: tier_fen; optional poor and arrears (bool), collective_fen. `year` is the year paid for; a payment made in
    a later year is arrears and earns no subsidy.
    """
    rows, day = len(columns["tier_fen"]), date(year, 12, 31)
    nobody = np.zeros(rows, dtype=np.bool_)
    poor = np.asarray(columns.get("poor", nobody), dtype=np.bool_)
    arrears = np.asarray(columns.get("arrears", nobody), dtype=np.bool_)
    given = {
        "tier": fen_column(columns["tier_fen"], 0, 100_000, "缴费档次"),
        "poor": poor,
        "arrears": arrears,
        "collective": fen_column(columns.get("collective_fen", np.zeros(rows, np.int64)), 0, 10**6, "集体补助"),
        # A standard that nobody in the column needs may be missing: years before a rule began are paid for without it.
        "poor_contribution": _number(places, "resident_poor_contribution", place, day) if poor.any() else number(0),
        "subsidy_steps": () if arrears.all() else steps(places.value("resident_subsidy", place, day).value),
    }
    want = {"own_payment": 2, "government_paid": 2, "subsidy": 2, "account_credit": 2}
    made = compute_columns(CONTRIBUTION, given, want, rows)
    return {
        "own_fen": made["own_payment"],
        "government_fen": made["government_paid"],
        "subsidy_fen": made["subsidy"],
        "credit_fen": made["account_credit"],
    }


def interest_year(columns: Columns, year: int, places: Places, place: str) -> dict[str, Column]:
    """A year's interest by the month-product method, in fen: interest_fen, closing_fen.

    columns: opening_fen, and where there were any: credit_fen with credit_month (1–12), paid_monthly_fen with
    paid_from_month (1–12, first month paid in the year) and paid_to_month.
    """
    rows = len(columns["opening_fen"])
    zero = np.zeros(rows, dtype=np.int64)
    begin = np.asarray(columns.get("paid_from_month", zero + 1), dtype=np.int64)
    end = np.asarray(columns.get("paid_to_month", zero + 12), dtype=np.int64)
    column(begin, 1, 13, name="起发月份")
    column(end, 0, 12, name="止发月份")
    months = np.maximum(end - begin + 1, 0)
    # Σ (13 − n) for n = begin…end is an arithmetic series: number of terms × (first + last weight) ÷ 2.
    weights = months * (13 - begin + 13 - end) // 2
    weight = 13 - np.asarray(columns.get("credit_month", zero + 12), dtype=np.int64)
    credit = fen_column(columns.get("credit_fen", zero), -LIMIT, LIMIT, "记账金额")
    paid = fen_column(columns.get("paid_monthly_fen", zero), 0, LIMIT, "月发金额")
    given = {
        "opening_balance": fen_column(columns["opening_fen"], -LIMIT, LIMIT, "年初个人账户储存额"),
        "month_product": credit * column(weight, 1, 12, name="记账月份"),
        "paid_product": paid * column(weights, 0, 78, name="发放月数"),
        "credited": credit,
        "paid_out": paid * column(months, 0, 12, name="发放月数"),
        "rate": number(Fraction(str(account_rate(places, place, year).value))),
    }
    made = compute_columns(ACCOUNT, given, {"interest": 2, "closing": 2}, rows)
    return {"interest_fen": made["interest"], "closing_fen": made["closing"]}


def funeral(death_date: date, places: Places, place: str) -> int:
    """The funeral subsidy in fen for a death on a day; 0 where the place has none (or its notice is not on file)."""
    parameters = pension_parameters(places, place, month_of(death_date))
    standard = pension.basic_standard(parameters["local_standard"], parameters["national_standard"])
    months = _number(places, "resident_funeral_months", place, death_date)
    fixed = _number(places, "resident_funeral_fixed", place, death_date)
    return int(death.funeral(standard, months, fixed).fen)


def inheritance(account_at_claim_fen: Any, interest_after_claim_fen: Any, account_paid_fen: Any) -> Any:
    """What heirs receive of the account, in fen: balance and later interest less what was paid, never below zero."""
    ints = [np.atleast_1d(np.asarray(v, np.int64)) for v in (account_at_claim_fen, interest_after_claim_fen, account_paid_fen)]
    balance, interest, paid = (fen_column(v, -LIMIT, LIMIT, "个人账户") for v in ints)
    left = death.inheritable(death.account_balance_left(balance, interest, paid)).fen
    return left if isinstance(account_at_claim_fen, np.ndarray) else int(left[0])


def account_rate(places: Places, place: str, year: int) -> Value:
    """The year's account rate the place published, else the legal floor (its row says so)."""
    day = date(year, 12, 31)
    try:
        return places.value("resident_account_rate", place, day)
    except MissingValue:
        return places.value("resident_account_rate_floor", place, day)


def bands(content: Any) -> tuple[tuple[Q, Q | None, Q], ...]:
    """Bands [from, to, amount] of a parameter or an input as quantities; to empty or null is open."""
    return tuple((_q(low), None if high in (None, "", "null") else _q(high), _q(amount)) for low, high, amount in content)


def steps(content: Any) -> tuple[tuple[Q, Q], ...]:
    """Steps {from: amount} of a parameter as quantities, in rising order."""
    pairs = [(Fraction(str(low)), Fraction(str(amount))) for low, amount in content.items()]
    return tuple((number(low), number(amount)) for low, amount in sorted(pairs))


def _q(text: Any) -> Q:
    return number(Fraction(str(text)))


def _number(places: Places, key: str, place: str, day: date) -> Q:
    return number(Fraction(str(places.value(key, place, day).value)))
