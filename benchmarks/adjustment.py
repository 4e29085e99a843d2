"""A year's adjustment, an invented scheme of the usual shape: fixed, tiers by years, per cent, steps by age, remote area."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from shebao.core.arithmetic.exact import Declared, exact
from shebao.core.columns import CHUNK_ROWS, compute_columns
from shebao.core.policy.adjustment import rules
from shebao.core.rules import RuleSet, Yuan

NAME = "yearly adjustment"
WANT = {"increase": 2, "after": 2}
RESULT = "after"
PEER_LAW = ()
TIERS = ((15, "1.00"), (25, "1.20"), (None, "1.50"))
AGES = ((70, 79, "30.00"), (80, None, "60.00"))
CENT = Decimal("0.01")


def by_years(by_years_tiers: Yuan) -> Yuan:
    """与缴费年限挂钩的增加额。当年省定调整办法."""
    return by_years_tiers


RULES = RuleSet.of(rules, by_years)


def ours(data: dict[str, Any], out: dict[str, Any], threads: int | None = None) -> None:
    """The product's rules over columns; input limits are checked at the door, as in production."""
    given = {
        "pension_before": Declared(data["pension"], 0, 100_000, 2),
        "credited_years": Declared(data["years"], 0, 80),
        "age": Declared(data["age"], 15, 130),
        "remote_area": data["remote"],
        "tiers": TIERS,
        "age_steps": AGES,
        "fixed": exact("28.00"),
        "remote": exact("5.00"),
        "pct": exact("0.0110"),
        "floor_total": exact(0),
        "by_bracket": exact(0),
    }
    compute_columns(RULES, given, WANT, len(data["pension"]), out, threads)


def by_hand(data: dict[str, Any], out: dict[str, Any]) -> None:
    """The same in numpy with every scale worked out by hand; a product of truths, as `np.where` would cost twice the whole."""
    size = len(data["pension"])
    increase, after = (out.setdefault(name, np.empty(size, np.int64)) for name in WANT)
    for start in range(0, size, CHUNK_ROWS):
        rows = slice(start, start + CHUNK_ROWS)
        before, years, age = data["pension"][rows], data["years"][rows], data["age"][rows]
        tiers = np.minimum(years, 15) * 100 + np.clip(years - 15, 0, 10) * 120 + np.maximum(years - 25, 0) * 150
        steps = (age >= 70) * 3000 + (age >= 80) * 3000
        more = 2800 + tiers + (before * 11 + 500) // 1000 + steps + data["remote"][rows] * 500
        increase[rows] = more
        after[rows] = before + more


def by_decimal(data: dict[str, Any], rows: range) -> dict[str, list[int]]:
    """The reference: Python's Decimal, one person at a time."""
    part = slice(rows.start, rows.stop)
    result: dict[str, list[int]] = {"increase": [], "after": []}
    for fen, years, age, remote in zip(*(data[name][part].tolist() for name in ("pension", "years", "age", "remote")), strict=True):
        before = Decimal(fen) / 100
        tiers = Decimal("1.00") * min(years, 15) + Decimal("1.20") * min(max(years - 15, 0), 10) + Decimal("1.50") * max(years - 25, 0)
        share = (before * Decimal("0.0110")).quantize(CENT, ROUND_HALF_UP)
        step = 30 if 70 <= age <= 79 else 60 if age >= 80 else 0
        increase = 28 + tiers + share + step + (5 if remote else 0)
        result["increase"].append(int(increase * 100))
        result["after"].append(int((before + increase) * 100))
    return result
