"""The screening rules at size, in one run: every rule over 0.5, 5 and 50 million people, and beside pandas and PostgreSQL on what they can do.

    .venv/bin/python benchmarks/screening.py                     # 0.5 and 5 million, the peers at 5 million, a counter, pairs
    .venv/bin/python benchmarks/screening.py --sizes 0.5,5,50    # the whole; 50 million want about 15 GB of disk
    .venv/bin/python benchmarks/screening.py --sizes 0.5 --no-peers

Everybody is paid twelve months: 5 million people are 60 million payments. The tables are parquet files (`screening_tables.py`); the
time is from opening them to the last hit, reading and rules together. Each size runs in a process of its own, so that its most
memory is its own. Prints hits, seconds, memory, the growth exponent, ratios, the load of the machine; 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

import screening_peers as peers
from screening_tables import draw, draw_identities

from shebao.bulk.counter import Counter
from shebao.bulk.pairs import Pairs
from shebao.bulk.streamed import Stretches, screen_files
from shebao.core.screening.rule import rules
from shebao.core.screening.tables import KEY, TABLES

TODAY = 20240615
GOALS = {500_000: 5, 5_000_000: 30, 50_000_000: 300}
GOAL_MB, GOAL_EXPONENT, GOAL_PAIRS, GOAL_COUNTER_MS = 4_096, 1.15, 120, 100
GOAL_PANDAS, GOAL_POSTGRES = 5, 10


def run_size(people: int, folder: Path) -> dict[str, Any]:
    """Every rule over the files of a size; in a process of its own."""
    files = {table: [path] for table, path in draw(people, folder).items()}
    drawn_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    started = time.perf_counter()
    outcomes = screen_files(files, rules().values(), TODAY, folder / "spill", time.perf_counter_ns)
    seconds = time.perf_counter() - started
    return {
        "people": people, "seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "drawn_mb": drawn_mb,
        "rules": len(outcomes), "hits": {one.rule.id: one.people for one in outcomes},
        "slowest": [(one.rule.id, round(float(one.seconds), 2)) for one in sorted(outcomes, key=lambda one: -one.seconds)[:5]],
    }  # fmt: skip


def run_counter(folder: Path) -> dict[str, Any]:
    """One application against all rules: the rows of one person out of a roll of a million, and every rule over them, a hundred times."""
    files = {table: [path] for table, path in draw(1_000_000, folder).items()}
    held = {}
    with Stretches(files, folder / "spill") as engine:
        engine.load(engine.tables, 0, 10**9)
        for table in sorted(engine.tables):
            held[table] = {
                name: np.asarray(values)
                for name, values in engine._connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchnumpy().items()
            }
    counter, took = Counter(), []
    for person in np.random.default_rng(5).integers(1, 1_000_000, 101).tolist():
        started = time.perf_counter()
        mine = {table: _rows_of(columns, person) if KEY in TABLES[table] else columns for table, columns in held.items()}
        counter.hits(rules().values(), mine, TODAY)
        took.append((time.perf_counter() - started) * 1000)
    took = sorted(took[1:])
    return {"median_ms": took[50], "p95_ms": took[94], "most_ms": took[-1]}


def _rows_of(columns: dict[str, np.ndarray], person: int) -> dict[str, np.ndarray]:
    low, high = np.searchsorted(columns[KEY], [person, person + 1])
    return {name: values[low:high] for name, values in columns.items()}


def run_pairs(people: int, folder: Path) -> dict[str, Any]:
    """Pairs among so many people; one in a thousand is registered twice with one digit wrong."""
    file = draw_identities(people, folder)
    started = time.perf_counter()
    with Pairs(folder / "spill") as pairs:
        pairs.read(file)
        result = pairs.find()
    planted = people // 1000
    hit = np.isin(np.arange(1, planted + 1) * 1000, result["other"])
    return {
        "people": people, "seconds": time.perf_counter() - started, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "pairs": int(result["person"].size), "planted": planted, "found": int(hit.sum()),
    }  # fmt: skip


def _apart(*arguments: str) -> dict[str, Any]:
    """A part of this run in a process of its own, whose most memory is then its own."""
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def main() -> int:
    """Measure what was asked for; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="0.5,5", help="millions of people")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/shebao-screening"))
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        return _part(asked)
    missed: list[str] = []
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {len(rules())} rules, 12 payments a person")
    sizes = [round(float(size) * 1_000_000) for size in asked.sizes.split(",")]
    results = [_apart("--folder", str(asked.folder), "--part", "size", str(size)) for size in sizes]
    for one in results:
        goal = GOALS.get(one["people"], 0)
        hit = {rule: count for rule, count in one["hits"].items() if count}
        print(f"{one['people']:>11,} people  {one['seconds']:7.1f} s   goal ≤ {goal}   most memory {one['mb']:,} MB   goal ≤ {GOAL_MB:,}")
        print(f"{'':>11}  {one['rules']} rules, {len(hit)} with hits; slowest {one['slowest']}")
        missed += _over(f"{one['people']:,} people", one["seconds"], goal) if goal else []
        missed += _over(f"memory at {one['people']:,}", one["mb"], GOAL_MB)
    if len(results) > 1:
        exponent = math.log(results[-1]["seconds"] / results[0]["seconds"]) / math.log(results[-1]["people"] / results[0]["people"])
        print(f"growth exponent {exponent:.2f}   goal ≤ {GOAL_EXPONENT}")
        missed += _over("growth exponent", exponent, GOAL_EXPONENT)
    counter = _apart("--folder", str(asked.folder), "--part", "counter")
    spread = f"median {counter['median_ms']:.0f} ms, 95 % {counter['p95_ms']:.0f} ms, most {counter['most_ms']:.0f} ms"
    print(f"one application, a roll of a million, {len(rules())} rules: {spread}   goal ≤ {GOAL_COUNTER_MS}")
    missed += _over("application", counter["p95_ms"], GOAL_COUNTER_MS)
    pairs = _apart("--folder", str(asked.folder), "--part", "pairs", "5000000")
    told = f"{pairs['pairs']:,} pairs, {pairs['found']:,} of {pairs['planted']:,} planted"
    print(f"pairs among {pairs['people']:,}: {pairs['seconds']:.1f} s   goal ≤ {GOAL_PAIRS}   {pairs['mb']:,} MB; {told}")
    missed += _over("pairs", pairs["seconds"], GOAL_PAIRS) + _over("memory of pairs", pairs["mb"], GOAL_MB)
    if not asked.no_peers:
        missed += _beside(asked.folder, max(size for size in sizes if size <= 5_000_000))
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    for one in missed:
        print(f"missed: {one}")
    return 1 if missed else 0


def _beside(folder: Path, people: int) -> list[str]:
    """Our engine, pandas and PostgreSQL on the rules all three run, tables in memory or in the database before the clock starts."""
    print(f"beside others on {', '.join(peers.RULES)}")
    ours, missed = _apart("--folder", str(folder), "--part", "ours", str(people)), []
    for name, goal in (("pandas", GOAL_PANDAS), ("postgres", GOAL_POSTGRES)):
        theirs = _apart("--folder", str(folder), "--part", name, str(people))
        if "absent" in theirs:
            print(f"{name}: {theirs['absent']}")
            continue
        same = theirs["hits"] == ours["hits"]
        ratio = theirs["seconds"] / ours["seconds"]
        told = f"hits {'the same' if same else 'DIFFER'}   {theirs['mb']:,} MB beside {ours['mb']:,} MB"
        print(
            f"{name}: {theirs['seconds']:.1f} s beside {ours['seconds']:.1f} s, {people:,} people: × {ratio:.1f}   goal ≥ {goal}   {told}"
        )
        missed += [] if same else [f"{name}: other hits"]
        missed += [] if ratio >= goal else [f"{name}: × {ratio:.1f}, goal {goal}"]
    return missed


def _over(what: str, value: float, goal: float) -> list[str]:
    return [f"{what}: {value:.1f}, goal {goal}"] if value > goal else []


def _part(asked: argparse.Namespace) -> int:
    name, size = asked.part[0], int(asked.part[1]) if len(asked.part) > 1 else 1_000_000
    folder = asked.folder / str(size)
    parts = {"size": lambda: run_size(size, folder), "counter": lambda: run_counter(folder), "pairs": lambda: run_pairs(size, folder)}
    result = parts[name]() if name in parts else peers.run(name, draw(size, folder), folder, TODAY)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
