"""Employee accounts over whole columns: one year's interest of everyone, and many years rolled forward at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.base.dated import Places
from shebao.core.arithmetic.exact import Declared, Q, exact
from shebao.core.columns import in_columns
from shebao.core.policy.accounts.questions import EMPLOYEE_YEAR, LIMIT
from shebao.core.policy.questions import law_in_force
from shebao.core.rules import RuleSet, run

Column = npt.NDArray[np.int64]
RULES = EMPLOYEE_YEAR.parts["account_year"]


def interest_year(columns: Mapping[str, Any], year: int, places: Places, place: str) -> dict[str, Column]:
    """A year's interest of everyone, in fen: opening_interest_fen, current_interest_fen, closing_fen.

    columns: opening_fen, principal_fen (the year's credits) and month_product_fen (Σ credit × months it earns).
    Raises `MissingValue` while the year's rate is not on file.
    """
    law = law_in_force(EMPLOYEE_YEAR, places, place, date(year, 12, 31))
    facts = {
        "opening_balance": columns["opening_fen"],
        "principal": columns["principal_fen"],
        "month_product": columns["month_product_fen"],
        "interest_months": exact(12),
    }
    amounts = law.compute(facts, len(columns["opening_fen"]))
    return {f"{name}_fen": amount for name, amount in amounts.items()}


def roll_forward(
    opening_fen: Column,
    monthly_fen: Sequence[Column],
    rates: Sequence[Fraction | str],
    out: Column | None = None,
    threads: int | None = None,
    rules: RuleSet = RULES,
) -> Column:
    """Balances in fen after some years of equal monthly credits, each year's interest rounded as the law says.

    monthly_fen: one column a year, the amount credited in each of its twelve months; rates: one a year; rules: those of the
    place, as `EMPLOYEE_YEAR.rules_at` gives them.
    Works through all years chunk by chunk, so that a balance never leaves the cache between them.
    """
    years = [exact(rate) for rate in rates]
    credits = {f"credit {year}": Declared(fen, 0, 10**5, 2, "月记账额") for year, fen in enumerate(monthly_fen)}
    plan = rules.plan(("opening_balance", "principal", "month_product", "rate", "interest_months"), ["closing"])

    def all_years(columns: dict[str, Any]) -> dict[str, Any]:
        balance: Q = columns["opening"]
        for name, rate in zip(credits, years, strict=True):
            credit = columns[name]
            given = {
                "opening_balance": balance,
                "principal": credit * 12,
                "month_product": credit * sum(range(1, 13)),
                "rate": rate,
                "interest_months": exact(12),
            }
            # The declared limit is proven again each year, so that thirty years of bounds do not multiply up.
            balance = run(plan, given)["closing"].within(0, LIMIT, "储存额")
        return {"balance": balance}

    columns = credits | {"opening": Declared(opening_fen, 0, LIMIT, 2, "起始储存额")}
    filled = {} if out is None else {"balance": out}
    balances: Column = in_columns(all_years, columns, {"balance": 2}, len(opening_fen), filled, threads)["balance"]
    return balances
