"""The employee pension: average index, divisor by month of age, basic, account and transitional part, total.

Wages come in steps of ten yuan, so that exact halves are frequent: the worst case for rounding.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from shebao.core.arithmetic.exact import Declared, exact
from shebao.core.columns import CHUNK_ROWS, compute_columns
from shebao.core.policy.employee import index, pension
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.retirement import divisors
from shebao.core.rules import Index, RuleSet

NAME = "employee pension"
WANT = {"avg_index": 4, "basic_pension": 2, "account_pension": 2, "transitional_pension": 2, "total": 2}
RESULT = "total"
COEFFICIENT = "0.013"
TABLE = divisors.monthly_table(
    next(row.value for row in shipped_places().rows if row.key == "divisor_table")  # type: ignore[arg-type]
)
PEER_LAW = ([int(num) / TABLE.den for num in TABLE.nums], TABLE.first)
CENT, FOUR_PLACES = Decimal("0.01"), Decimal("0.0001")


def ours(data: dict[str, Any], out: dict[str, Any], threads: int | None = None) -> None:
    """The product's rules over columns; input limits are checked at the door, as in production."""
    months = Declared(data["months"], 1, 600)
    given = {
        "calc_base": Declared(data["calc_base"], 0, 100_000),
        "index_months": Declared(data["index_months"], 0, 1600, 4),
        "actual_months": months,
        "paid_months": months,
        "deemed_months": Declared(data["deemed_months"], 0, 600),
        "account_balance": Declared(data["account_balance"], 0, 1_000_000, 2),
        "age_in_months": Declared(data["age_in_months"], 480, 840),
        "divisor_table": TABLE,
        "year_rounding": "exact",
        "total_rounding": "none",
        "transition_coefficient": exact(COEFFICIENT),
    }
    compute_columns(RULES, given, WANT, len(data["months"]), out, threads)


def avg_index(actual_avg_index: Index) -> Index:
    """平均缴费指数。国发〔2005〕38号."""
    return actual_avg_index.within(0, 4)


def transition_index(avg_index: Index) -> Index:
    """过渡性养老金指数。国发〔2005〕38号."""
    return avg_index


RULES = RuleSet.of(index.actual_avg_index, divisors.divisor, pension, avg_index, transition_index)


def by_hand(data: dict[str, Any], out: dict[str, Any]) -> None:
    """The same formula as one would write it in numpy with every scale worked out by hand: the practical limit."""
    tenths = np.concatenate((np.zeros(TABLE.first, dtype=np.int64), TABLE.nums * (10 // TABLE.den)))
    size = len(data["months"])
    results = {name: out.setdefault(name, np.empty(size, np.int64)) for name in WANT}
    for start in range(0, size, CHUNK_ROWS):
        rows = slice(start, start + CHUNK_ROWS)
        base, months = data["calc_base"][rows], data["months"][rows]
        avg = (data["index_months"][rows] + (months >> 1)) // months
        basic = (base * (10_000 + avg) * months + 120_000) // 240_000
        divisor = tenths.take(data["age_in_months"][rows])
        account = (data["account_balance"][rows] * 10 + (divisor >> 1)) // divisor
        wage = (base * avg + 50) // 100
        transitional = (wage * data["deemed_months"][rows] * 13 + 6_000) // 12_000
        results["avg_index"][rows], results["basic_pension"][rows], results["account_pension"][rows] = avg, basic, account
        results["transitional_pension"][rows] = transitional
        results["total"][rows] = basic + account + transitional


def by_decimal(data: dict[str, Any], rows: range) -> dict[str, list[int]]:
    """The reference: Python's Decimal, one person at a time."""
    result: dict[str, list[int]] = {name: [] for name in WANT}
    for row in rows:
        base, months = Decimal(int(data["calc_base"][row])), Decimal(int(data["months"][row]))
        avg = (Decimal(int(data["index_months"][row])) / 10_000 / months).quantize(FOUR_PLACES, ROUND_HALF_UP)
        basic = ((base + base * avg) * months / 2400).quantize(CENT, ROUND_HALF_UP)
        divisor = Decimal(int(TABLE.nums[data["age_in_months"][row] - TABLE.first])) / TABLE.den
        account = (Decimal(int(data["account_balance"][row])) / 100 / divisor).quantize(CENT, ROUND_HALF_UP)
        wage = (base * avg).quantize(CENT, ROUND_HALF_UP)
        deemed = Decimal(int(data["deemed_months"][row]))
        transitional = (wage * deemed * Decimal(COEFFICIENT) / 12).quantize(CENT, ROUND_HALF_UP)
        result["avg_index"].append(int(avg * 10_000))
        result["basic_pension"].append(int(basic * 100))
        result["account_pension"].append(int(account * 100))
        result["transitional_pension"].append(int(transitional * 100))
        result["total"].append(int((basic + account + transitional) * 100))
    return result
