"""The invented people of the law's benchmarks, as columns; nothing of the product is loaded, so that the peer can be measured without it."""

from __future__ import annotations

from typing import Any

import numpy as np

RATES = [f"0.{rate:04d}" for rate in np.random.default_rng(5).integers(150, 850, 30)]


def pension(size: int) -> dict[str, Any]:
    """Invented columns: base in yuan, sum of monthly indices in 1/10000, months, deemed months, balance in fen, age in months."""
    random = np.random.default_rng(20240101)
    months = random.integers(180, 520, size)
    return {
        "calc_base": random.integers(400, 1200, size) * 10,
        "index_months": months * random.integers(4000, 30000, size) + random.integers(0, 180, size),
        "months": months,
        "deemed_months": random.integers(0, 180, size),
        "account_balance": random.integers(0, 60_000_000, size),
        "age_in_months": random.integers(50 * 12, 65 * 12, size),
    }


def accrual(size: int) -> dict[str, Any]:
    """Invented columns in fen: the balance at the beginning, and for each year what is credited in each month of it."""
    random = np.random.default_rng(11)
    opening, first = random.integers(0, 1_000_000, size), random.integers(10_000, 100_000, size)
    return {"opening": opening, "monthly": [first + 500 * year for year in range(len(RATES))]}


def adjustment(size: int) -> dict[str, Any]:
    """Invented columns: the old pension in fen, whole years, age, whether in a remote area."""
    random = np.random.default_rng(12)
    return {
        "pension": random.integers(50_000, 1_500_000, size),
        "years": random.integers(1, 50, size),
        "age": random.integers(45, 105, size),
        "remote": random.integers(0, 10, size) == 0,
    }
