"""The employee pension formula at 1 and 10 million people: ours beside OpenFisca-Core, hand-written numpy and Decimal.

    python benchmarks/formula.py [--people 1000000 10000000] [--threads 1 2] [--json FILE]

The rules measured are the product's own (average index, divisor by month of age, basic, account and transitional part,
total). Wages come in steps of ten yuan, so that exact halves are frequent: the worst case for rounding. Every method
gets the same columns. Correctness is counted against Python's Decimal on 100,000 random rows.
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

from shebao.core.exact import column, exact
from shebao.core.policy.employee import index, pension
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.retirement import divisors
from shebao.core.rules import CHUNK_ROWS, RuleSet, compute_columns

RULES = RuleSet.of(index.actual_avg_index, divisors.divisor, pension)
TABLE = divisors.monthly_table(
    next(row.value for row in shipped_places().rows if row.key == "divisor_table")  # type: ignore[arg-type]
)
WANT = {"avg_index": 4, "basic_pension": 2, "account_pension": 2, "transitional_pension": 2, "total": 2}
COEFFICIENT = "0.013"
SAMPLE = 100_000


def people(size: int) -> dict[str, np.ndarray]:
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


def ours(data: dict[str, np.ndarray], out: dict[str, Any], threads: int) -> dict[str, np.ndarray]:
    """The product's rules over columns; input limits are checked at the door, as in production."""
    avg = "avg_index"
    given = {
        "calc_base": column(data["calc_base"], 0, 100_000),
        "index_months": column(data["index_months"], 0, 1600, 4),
        "actual_months": column(data["months"], 1, 600),
        "paid_months": column(data["months"], 1, 600),
        "deemed_months": column(data["deemed_months"], 0, 600),
        "account_balance": column(data["account_balance"], 0, 1_000_000, 2),
        "age_in_months": column(data["age_in_months"], 480, 840),
        "divisor_table": TABLE,
        "year_rounding": "exact",
        "total_rounding": "none",
        "transition_coefficient": exact(COEFFICIENT),
    }
    rules = RULES.replaced(_avg_index, _transition_index)
    return compute_columns(rules, given, {avg: 4, **WANT}, len(data["months"]), out, threads)


def _avg_index(actual_avg_index: Any) -> Any:
    """平均缴费指数。国发〔2005〕38号."""
    return actual_avg_index.within(0, 4)


def _transition_index(avg_index: Any) -> Any:
    """过渡性养老金指数。国发〔2005〕38号."""
    return avg_index


_avg_index.__name__, _transition_index.__name__ = "avg_index", "transition_index"
_avg_index.__annotations__["return"] = _transition_index.__annotations__["return"] = "Index"


def by_hand(data: dict[str, np.ndarray], out: dict[str, Any]) -> dict[str, np.ndarray]:
    """The same formula as one would write it in numpy with every scale worked out by hand: the practical limit."""
    tenths = TABLE.nums * (10 // TABLE.den)
    size = len(data["months"])
    results = {name: out.setdefault(name, np.empty(size, np.int64)) for name in WANT}
    for start in range(0, size, CHUNK_ROWS):
        rows = slice(start, start + CHUNK_ROWS)
        base, months = data["calc_base"][rows], data["months"][rows]
        avg = (data["index_months"][rows] + months // 2) // months
        basic = (base * (10_000 + avg) * months + 120_000) // 240_000
        divisor = tenths[data["age_in_months"][rows] - 480]
        account = (data["account_balance"][rows] * 10 + divisor // 2) // divisor
        wage = (base * avg + 50) // 100
        transitional = (wage * data["deemed_months"][rows] * 13 + 6_000) // 12_000
        results["avg_index"][rows], results["basic_pension"][rows], results["account_pension"][rows] = avg, basic, account
        results["transitional_pension"][rows] = transitional
        results["total"][rows] = basic + account + transitional
    return results


def by_decimal(data: dict[str, np.ndarray], rows: np.ndarray) -> dict[str, np.ndarray]:
    """The reference: Python's Decimal, one person at a time."""
    cent, four, found = Decimal("0.01"), Decimal("0.0001"), {name: [] for name in WANT}
    for row in rows:
        base, months = Decimal(int(data["calc_base"][row])), Decimal(int(data["months"][row]))
        avg = (Decimal(int(data["index_months"][row])) / 10_000 / months).quantize(four, ROUND_HALF_UP)
        basic = ((base + base * avg) * months / 2400).quantize(cent, ROUND_HALF_UP)
        divisor = Decimal(int(TABLE.nums[data["age_in_months"][row] - TABLE.first])) / TABLE.den
        account = (Decimal(int(data["account_balance"][row])) / 100 / divisor).quantize(cent, ROUND_HALF_UP)
        wage = (base * avg).quantize(cent, ROUND_HALF_UP)
        deemed = Decimal(int(data["deemed_months"][row]))
        transitional = (wage * deemed * Decimal(COEFFICIENT) / 12).quantize(cent, ROUND_HALF_UP)
        made = (int(avg * 10_000), basic, account, transitional, basic + account + transitional)
        for name, value in zip(WANT, made, strict=True):
            found[name].append(value if name == "avg_index" else int(value * 100))
    return {name: np.array(values, dtype=np.int64) for name, values in found.items()}


def openfisca(data: dict[str, np.ndarray]) -> tuple[dict[str, np.ndarray], float, float]:
    """The same formula in OpenFisca-Core: results, seconds to build the simulation and set its inputs, seconds to calculate."""
    from openfisca_peer import build, calculate

    begun = time.perf_counter()
    simulation = build(data, [int(num) / TABLE.den for num in TABLE.nums])
    built = time.perf_counter()
    results = calculate(simulation)
    return results, built - begun, time.perf_counter() - built


def best(of: int, work: Callable[[], Any]) -> float:
    """Seconds of the best run; the first touches the memory."""
    times = []
    for _ in range(of):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def measure(size: int, threads: list[int]) -> dict[str, Any]:
    """All methods on one size."""
    data = people(size)
    mine: dict[str, Any] = {}
    hand: dict[str, Any] = {}
    seconds = {f"shebao, {n} thread": best(4, lambda n=n: ours(data, mine, n)) for n in threads}
    seconds["numpy by hand, 1 thread"] = best(4, lambda: by_hand(data, hand))
    different = sum(int((mine[name] != hand[name]).sum()) for name in WANT)
    rows = np.random.default_rng(1).choice(size, min(SAMPLE, size), replace=False)
    begun = time.perf_counter()
    reference = by_decimal(data, rows)
    per_person = (time.perf_counter() - begun) / len(rows)
    wrong = int((mine["total"][rows] != reference["total"]).sum())
    parts_wrong = sum(int((mine[name][rows] != reference[name]).sum()) for name in WANT)
    hand.clear()
    gc.collect()
    # Twice, as our own first run is not counted either: the first touches fresh memory.
    openfisca(data)
    gc.collect()
    peer, building, calculating = openfisca(data)
    peer_wrong = int((np.rint(peer["total"].astype(np.float64) * 100).astype(np.int64) != mine["total"]).sum())
    fastest = min(value for name, value in seconds.items() if name.startswith("shebao"))
    one = seconds.get("shebao, 1 thread", fastest)
    return {
        "people": size,
        "seconds": {**seconds, "OpenFisca calculate": calculating, "OpenFisca with set-up": building + calculating},
        "decimal_seconds_per_person": per_person,
        "ratios": {
            "OpenFisca with set-up ÷ shebao, 1 thread": (building + calculating) / one,
            "OpenFisca calculate ÷ shebao, 1 thread": calculating / one,
            "shebao, 1 thread ÷ numpy by hand": one / seconds["numpy by hand, 1 thread"],
            "Decimal ÷ shebao, 1 thread": per_person * size / one,
        },
        "rows_per_second": int(size / one),
        "wrong_of_sample": {"sample": len(rows), "shebao totals": wrong, "shebao parts": parts_wrong},
        "different_from_hand": different,
        "OpenFisca totals wrong": peer_wrong,
    }


def main() -> None:
    """Measure and print; a result that is not exact ends with an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    results = [measure(size, args.threads) for size in args.people]
    for result in results:
        print(f"\n{result['people']:,} people, {result['rows_per_second']:,} rows a second (1 thread)")
        for name, value in result["seconds"].items():
            print(f"  {name:28s}{value:10.3f} s")
        for name, value in result["ratios"].items():
            print(f"  {name:44s}{value:10.2f} ×")
        print(f"  wrong against Decimal: {result['wrong_of_sample']}, against numpy by hand: {result['different_from_hand']}")
        share = result["OpenFisca totals wrong"] / result["people"]
        print(f"  OpenFisca totals that differ: {result['OpenFisca totals wrong']:,} ({share:.2%})")
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    assert all(r["wrong_of_sample"]["shebao parts"] == 0 and r["different_from_hand"] == 0 for r in results)


if __name__ == "__main__":
    main()
