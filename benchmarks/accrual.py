"""An account over thirty years: equal monthly credits a year, the year's two interests each rounded to the fen."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from invented import RATES

from shebao.core.columns import CHUNK_ROWS
from shebao.core.policy.accounts.columns import roll_forward

NAME = "accrual of 30 years"
WANT = {"balance": 2}
RESULT = "balance"
PEER_LAW = ([float(rate) for rate in RATES],)
CENT = Decimal("0.01")


def ours(data: dict[str, Any], out: dict[str, Any], threads: int | None = None) -> None:
    """The product's rules of a year's interest, chunk by chunk through all years; amounts are checked at the door."""
    balance = out.setdefault("balance", np.empty(len(data["opening"]), np.int64))
    roll_forward(data["opening"], data["monthly"], RATES, balance, threads)


def by_hand(data: dict[str, Any], out: dict[str, Any]) -> None:
    """The same in numpy with every scale worked out by hand."""
    size = len(data["opening"])
    result = out.setdefault("balance", np.empty(size, np.int64))
    basis = [int(Decimal(rate) * 10_000) for rate in RATES]
    for start in range(0, size, CHUNK_ROWS):
        rows = slice(start, start + CHUNK_ROWS)
        balance = data["opening"][rows].copy()
        for credits, rate in zip(data["monthly"], basis, strict=True):
            credit = credits[rows]
            current = (credit * (78 * rate) + 60_000) // 120_000
            balance += (balance * rate + 5_000) // 10_000
            balance += credit * 12
            balance += current
        result[rows] = balance


def by_decimal(data: dict[str, Any], rows: range) -> dict[str, list[int]]:
    """The reference: Python's Decimal, one person and one year at a time."""
    rates = [Decimal(rate) for rate in RATES]
    part = slice(rows.start, rows.stop)
    result = []
    for opening, *monthly in zip(data["opening"][part].tolist(), *(credits[part].tolist() for credits in data["monthly"]), strict=True):
        balance = Decimal(opening) / 100
        for fen, rate in zip(monthly, rates, strict=True):
            credit = Decimal(fen) / 100
            first = (balance * rate).quantize(CENT, ROUND_HALF_UP)
            balance += first + credit * 12 + (credit * 78 * rate / 12).quantize(CENT, ROUND_HALF_UP)
        result.append(int(balance * 100))
    return {"balance": result}
