"""A year's interest of employees' accounts, of everyone at once, as the calculations of one person make it."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency.schemes import Interest
from shebao.agency.store.columns import Columns
from shebao.base.dated import MissingValue, Places
from shebao.base.months import Month
from shebao.core.arithmetic.exact import exact
from shebao.core.policy.accounts.questions import ACCOUNT_YEARS
from shebao.core.policy.questions import LawInForce, law_in_force


def interest_by(rate_of: str, accounts: Columns, year: int, place: str, places: Places) -> Interest:
    """The year's interest of every account at the rate of a scheme (`ACCOUNT_YEARS`): what was there at the beginning, what came
    in, and less what was paid out, each rounded to the fen.

    accounts: opening (balance up to December of the year before), credited and paid as month products, left (balance now): an
    account that was emptied within the year stops at nothing. Raises `MissingValue` while the year's rate is not on file.
    """
    return _earned(law_in_force(ACCOUNT_YEARS[rate_of], places, place, date(year, 12, 31)), accounts, 12)


def interest_until(rate_of: str, accounts: Columns, month: Month, place: str, places: Places) -> Interest:
    """What accounts earned in a year up to a month, which counts: at the year's rate, or last year's while that is not published
    (`core.policy.accounts`: the same at a retirement)."""
    year = month // 100
    try:
        law = law_in_force(ACCOUNT_YEARS[rate_of], places, place, date(year, 12, 31))
    except MissingValue:
        law = law_in_force(ACCOUNT_YEARS[rate_of], places, place, date(year - 1, 12, 31))
    return _earned(law, accounts, month % 100)


def _earned(law: LawInForce, accounts: Columns, months: int) -> Interest:
    facts = {"opening_balance": accounts["opening"], "month_product": accounts["credited"], "interest_months": exact(months)}
    size = accounts["opening"].size
    earned = law.compute(facts, size, ["opening_interest", "current_interest"])
    lost = law.compute(facts | {"month_product": accounts["paid"]}, size, ["current_interest"])
    interest = earned["opening_interest"] + earned["current_interest"] - lost["current_interest"]
    rate = law.rows["rate"]
    return Interest(np.maximum(interest, -accounts["left"]), str(rate.value), rate.document)
