"""Resident rules over whole columns: the month's pensions of a county, claims, contributions and the year's interest.

Columns are int64: amounts in fen, months as YYYYMM, years as whole numbers; truth columns are bool. What each calculation
reads is declared in `questions`: the rules, the place's own formulas and the values are those of the calculation sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.base.dated import FOREVER, Places, Value
from shebao.base.months import Month, last_day
from shebao.core.arithmetic.exact import column, fen_column, number
from shebao.core.policy.questions import LawInForce, law_in_force
from shebao.core.policy.resident.questions import (
    ACCOUNT_YEAR,
    CLAIM,
    CLAIM_URBAN,
    CONTRIBUTION,
    DEATH,
    LIMIT,
    pension_at,
)

Column = npt.NDArray[np.int64]
Columns = Mapping[str, Any]


def pension_law(month: Month, places: Places, place: str) -> LawInForce:
    """What the pension of a month reads and runs at a place; its digest is that of the month's run."""
    day = last_day(month)
    return law_in_force(pension_at(places, place, day), places, place, day)


def monthly_pension(columns: Columns, month: Month, places: Places, place: str) -> dict[str, Column]:
    """One month's pension of everyone, in fen: basic_fen, seniority_fen, account_pension_fen, age_addon_fen, total_fen.

    columns: birth_month (YYYYMM), paid_years, account_at_claim_fen. Raises `Refused` for a row below the claim age
    or outside its limits, `MissingValue` when the place lacks a standard for the month.
    """
    law = pension_law(month, places, place)
    facts = {
        "month": month,
        "birth_month": columns["birth_month"],
        "paid_years": columns["paid_years"],
        "account_balance": columns["account_at_claim_fen"],
    }
    amounts = law.compute(facts, len(columns["birth_month"]))
    column(amounts["age"], int(law.values["claim_age_years"]), 130, name="领取人年龄", source="国发〔2014〕8号 第七条")
    return {
        "basic_fen": amounts["basic_pension"],
        "seniority_fen": amounts["seniority"],
        "account_pension_fen": amounts["account_pension"],
        "age_addon_fen": amounts["addon"],
        "total_fen": amounts["total"],
    }


def first_month(birth_month: Any, applied_month: Any, places: Places, place: str) -> Any:
    """The first month of pension (YYYYMM) for one person or columns, by the rule now in force at the place.

    applied_month None means handled in time.
    """
    law = law_in_force(CLAIM.without("scheme_start", "minimum_paid_years"), places, place, FOREVER)
    # Whoever applies in time applies by the month of the claim age, so any month before it does.
    facts = {"birth_month": birth_month, "applied_month": birth_month if applied_month is None else applied_month}
    return law.one(facts, "first_month")["first_month"]


def eligible(columns: Columns, month: Month, places: Places, place: str, urban: bool = False) -> npt.NDArray[np.bool_]:
    """Whether each person (birth_month, paid_years) may claim in a month; urban chooses the urban scheme's start."""
    question = (CLAIM_URBAN if urban else CLAIM).without("first_month_offset")
    law = law_in_force(question, places, place, last_day(month))
    facts = {"month": month, "birth_month": columns["birth_month"], "paid_years": columns["paid_years"]}
    result: npt.NDArray[np.bool_] = law.compute(facts, len(columns["birth_month"]), ["eligible"])["eligible"]
    return result


def contribution_credit(columns: Columns, year: int, places: Places, place: str) -> dict[str, Column]:
    """A year's contributions, in fen: own_fen, government_fen (代缴), subsidy_fen, credit_fen.

    columns: tier_fen; optional poor and arrears (bool), collective_fen. `year` is the year paid for; a payment made in
    a later year is arrears and earns no subsidy.
    """
    rows = len(columns["tier_fen"])
    nobody = np.zeros(rows, dtype=np.bool_)
    facts = {
        "tier": columns["tier_fen"],
        "poor": columns.get("poor", nobody),
        "arrears": columns.get("arrears", nobody),
        "collective": columns.get("collective_fen", np.zeros(rows, np.int64)),
    }
    # A standard that nobody in the column needs may be missing: years before a rule began are paid for without it.
    needless = {"poor_contribution": not np.any(facts["poor"]), "subsidy_steps": bool(np.all(facts["arrears"]))}
    question = CONTRIBUTION.without(*(name for name, spared in needless.items() if spared))
    law = law_in_force(question, places, place, date(year, 12, 31))
    amounts = law.with_values(poor_contribution=number(0), subsidy_steps=()).compute(facts, rows)
    return {
        "own_fen": amounts["own_payment"],
        "government_fen": amounts["government_paid"],
        "subsidy_fen": amounts["subsidy"],
        "credit_fen": amounts["account_credit"],
    }


def account_law(year: int, places: Places, place: str) -> LawInForce:
    """What a year of an account reads and runs at a place: the rate the place published, else the legal floor (its row says so)."""
    return law_in_force(ACCOUNT_YEAR, places, place, date(year, 12, 31))


def account_rate(places: Places, place: str, year: int) -> Value:
    """The row of the year's account rate."""
    return account_law(year, places, place).rows["rate"]


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
    facts = {
        "opening_balance": columns["opening_fen"],
        "month_product": credit * column(weight, 1, 12, name="记账月份"),
        "paid_product": paid * column(weights, 0, 78, name="发放月数"),
        "credited": credit,
        "paid_out": paid * column(months, 0, 12, name="发放月数"),
    }
    amounts = account_law(year, places, place).compute(facts, rows)
    return {"interest_fen": amounts["interest"], "closing_fen": amounts["closing"]}


def last_month(death_date: date, places: Places, place: str) -> Month:
    """The last month paid: the month of death."""
    return int(_without_values(places, place, death_date).one({"death_date": death_date}, "last_month")["last_month"])


def funeral(death_date: date, places: Places, place: str) -> int:
    """The funeral subsidy in fen for a death on a day; 0 where the place has none (or its notice is not on file)."""
    return int(law_in_force(DEATH, places, place, death_date).one({}, "funeral")["funeral"].fen)


def inheritance(columns: Columns, death_date: date, places: Places, place: str) -> Column:
    """What heirs receive of each account, in fen: balance and later interest less what was paid, never below zero.

    columns: account_at_claim_fen, interest_after_claim_fen, account_paid_fen.
    """
    facts = {
        "account_balance": columns["account_at_claim_fen"],
        "interest_after_claim": columns["interest_after_claim_fen"],
        "account_pension_paid": columns["account_paid_fen"],
    }
    law = _without_values(places, place, death_date)
    left: Column = law.compute(facts, len(columns["account_at_claim_fen"]), ["inheritable"])["inheritable"]
    return left


def _without_values(places: Places, place: str, day: date) -> LawInForce:
    """The rules at a death that read no standard: these need none on file."""
    return law_in_force(DEATH.without(*DEATH.reads), places, place, day)
