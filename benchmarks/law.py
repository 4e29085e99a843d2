"""Thirty years of an account and a yearly adjustment at 1 and 10 million people: ours beside OpenFisca-Core, numpy, Decimal.

    python benchmarks/law.py [--people 1000000 10000000] [--what accrual adjustment] [--json FILE]

The functions measured are the product's own (`accounts.columns.roll_forward`, the rules of `adjustment`). The adjustment
is an invented set of the usual shape: fixed, tiers by years, per cent, steps by age, remote area. Correctness is counted
against Decimal on random rows; OpenFisca computes the same formula in its single-precision arrays.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np

from shebao.core.exact import column, exact, fen_column
from shebao.core.policy.accounts.columns import roll_forward
from shebao.core.policy.adjustment import rules as adjustment
from shebao.core.rules import CHUNK_ROWS, RuleSet, compute_columns

YEARS = 30
RATES = [f"0.{rate:04d}" for rate in np.random.default_rng(5).integers(150, 850, YEARS)]
TIERS = ((15, "1.00"), (25, "1.20"), (None, "1.50"))
AGES = ((70, 79, "30.00"), (80, None, "60.00"))
SAMPLE = 50_000
RULES = RuleSet.of(adjustment)
CENT = Decimal("0.01")


def best(of: int, work: Callable[[], Any]) -> float:
    """Seconds of the best run."""
    times = []
    for _ in range(of):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def accrual(size: int) -> dict[str, Any]:
    """Balances after thirty years of equal monthly credits, each interest rounded to the fen."""
    random = np.random.default_rng(11)
    opening, first = random.integers(0, 1_000_000, size), random.integers(10_000, 100_000, size)
    monthly = [first + 500 * year for year in range(YEARS)]
    out, hand = np.empty(size, np.int64), np.empty(size, np.int64)
    basis = [int(Decimal(rate) * 10_000) for rate in RATES]

    def by_hand() -> None:
        for start in range(0, size, CHUNK_ROWS):
            rows = slice(start, start + CHUNK_ROWS)
            balance = opening[rows].copy()
            for credits, rate in zip(monthly, basis, strict=True):
                credit = credits[rows]
                current = (credit * (78 * rate) + 60_000) // 120_000
                balance += (balance * rate + 5_000) // 10_000
                balance += credit * 12
                balance += current
            hand[rows] = balance

    seconds = {
        "shebao": best(3, lambda: roll_forward(opening, monthly, RATES, out)),
        "numpy by hand": best(3, by_hand),
    }
    rows = np.random.default_rng(1).choice(size, min(SAMPLE, size), replace=False)
    wrong = sum(int(out[row]) != _decimal_accrual(int(opening[row]), [int(c[row]) for c in monthly]) for row in rows[:5_000])
    different = int((out != hand).sum())
    begun = time.perf_counter()
    peer = _openfisca_accrual(opening, monthly)
    seconds["OpenFisca with set-up"] = time.perf_counter() - begun
    peer_wrong = int((np.rint(peer.astype(np.float64) * 100).astype(np.int64) != out).sum())
    return _report("accrual of 30 years", size, seconds, wrong, different, peer_wrong)


def adjust(size: int) -> dict[str, Any]:
    """A year's adjustment: fixed + tiers by years + per cent + steps by age + remote area."""
    random = np.random.default_rng(12)
    pension, years = random.integers(50_000, 1_500_000, size), random.integers(1, 50, size)
    age, remote = random.integers(45, 105, size), random.integers(0, 10, size) == 0
    out: dict[str, Any] = {}
    hand = np.empty(size, np.int64)

    def ours() -> None:
        given = {
            "pension_before": fen_column(pension, 0, 100_000),
            "credited_years": column(years, 0, 80),
            "age": column(age, 15, 130),
            "remote_area": remote,
            "tiers": TIERS,
            "age_steps": AGES,
            "fixed": exact("28.00"),
            "remote": exact("5.00"),
            "pct": exact("0.0110"),
            "floor_total": exact(0),
            "by_bracket": exact(0),
        }
        compute_columns(RULES.replaced(_by_years), given, {"increase": 2, "after": 2}, size, out)

    def by_hand() -> None:
        for start in range(0, size, CHUNK_ROWS):
            rows = slice(start, start + CHUNK_ROWS)
            y, before, a = years[rows], pension[rows], age[rows]
            tiers = np.minimum(y, 15) * 100 + np.clip(y - 15, 0, 10) * 120 + np.maximum(y - 25, 0) * 150
            steps = np.where((a >= 70) & (a <= 79), 3000, 0) + np.where(a >= 80, 6000, 0)
            hand[rows] = before + 2800 + tiers + (before * 11 + 500) // 1000 + steps + np.where(remote[rows], 500, 0)

    seconds = {"shebao": best(4, ours), "numpy by hand": best(4, by_hand)}
    rows = np.random.default_rng(1).choice(size, min(SAMPLE, size), replace=False)
    wrong = sum(int(out["after"][r]) != _decimal_adjusted(pension[r], years[r], age[r], remote[r]) for r in rows)
    different = int((out["after"] != hand).sum())
    begun = time.perf_counter()
    peer = _openfisca_adjusted(pension, years, age, remote)
    seconds["OpenFisca with set-up"] = time.perf_counter() - begun
    peer_wrong = int((np.rint(peer.astype(np.float64) * 100).astype(np.int64) != out["after"]).sum())
    return _report("yearly adjustment", size, seconds, wrong, different, peer_wrong)


def _by_years(by_years_tiers: Any) -> Any:
    """与缴费年限挂钩的增加额。当年省定调整办法."""
    return by_years_tiers


_by_years.__name__ = "by_years"
_by_years.__annotations__["return"] = "Yuan"


def _decimal_accrual(opening: int, monthly: list[int]) -> int:
    balance = Decimal(opening) / 100
    for credit, rate in zip(monthly, RATES, strict=True):
        first = (balance * Decimal(rate)).quantize(CENT, ROUND_HALF_UP)
        current = (Decimal(credit) / 100 * 78 * Decimal(rate) / 12).quantize(CENT, ROUND_HALF_UP)
        balance += first + Decimal(credit) / 100 * 12 + current
    return int(balance * 100)


def _decimal_adjusted(pension: Any, years: Any, age: Any, remote: Any) -> int:
    before, y = Decimal(int(pension)) / 100, int(years)
    tiers = Decimal("1.00") * min(y, 15) + Decimal("1.20") * min(max(y - 15, 0), 10) + Decimal("1.50") * max(y - 25, 0)
    share = (before * Decimal("0.0110")).quantize(CENT, ROUND_HALF_UP)
    step = 30 if 70 <= age <= 79 else 60 if age >= 80 else 0
    return int((before + 28 + tiers + share + step + (5 if remote else 0)) * 100)


def _openfisca_accrual(opening: Any, monthly: list[Any]) -> Any:
    from openfisca_peer import accrual_of

    return accrual_of(opening / 100, [credits / 100 for credits in monthly], [float(rate) for rate in RATES])


def _openfisca_adjusted(*columns: Any) -> Any:
    from openfisca_peer import adjustment_of

    return adjustment_of(*columns)


def _report(what: str, size: int, seconds: dict[str, float], wrong: int, different: int, peer_wrong: int) -> dict[str, Any]:
    gc.collect()
    mine = seconds["shebao"]
    result = {
        "what": what,
        "people": size,
        "seconds": seconds,
        "OpenFisca with set-up ÷ shebao": seconds["OpenFisca with set-up"] / mine,
        "shebao ÷ numpy by hand": mine / seconds["numpy by hand"],
        "wrong against Decimal": wrong,
        "different from numpy by hand": different,
        "OpenFisca wrong": peer_wrong,
    }
    print(f"\n{what}, {size:,} people")
    for name, value in seconds.items():
        print(f"  {name:28s}{value:10.3f} s")
    print(f"  OpenFisca with set-up ÷ shebao {result['OpenFisca with set-up ÷ shebao']:.2f} ×")
    print(f"  shebao ÷ numpy by hand {result['shebao ÷ numpy by hand']:.2f} ×")
    print(f"  wrong against Decimal {wrong}, different from numpy by hand {different}")
    print(f"  OpenFisca differs for {peer_wrong:,} ({peer_wrong / size:.2%})")
    return result


def main() -> None:
    """Measure and print; a result that is not exact ends with an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--what", nargs="+", choices=("accrual", "adjustment"), default=["accrual", "adjustment"])
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    work = {"accrual": accrual, "adjustment": adjust}
    results = [work[what](size) for size in args.people for what in args.what]
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    assert all(not r["wrong against Decimal"] and not r["different from numpy by hand"] for r in results)


if __name__ == "__main__":
    main()
