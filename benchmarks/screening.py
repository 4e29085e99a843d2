"""How long every screening rule takes over a province's county: half a million recipients, twelve months each, and lists beside them.

    .venv/bin/python benchmarks/screening.py [PEOPLE]

Invented whole numbers, no database: the time of the rules alone, after the tables were lent to the engine. Prints each rule's
hits and seconds, the whole, and the most memory; 1 where a goal is missed.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from shebao.bulk.engine import Engine, Table
from shebao.core.screening.rule import rules
from shebao.core.screening.screen import fed, screen
from shebao.core.screening.tables import TABLES

GOAL_SECONDS, GOAL_MB = 60, 2_500
TODAY, MONTHS = 20240615, tuple(range(202307, 202313)) + tuple(range(202401, 202407))


def invented(people: int) -> dict[str, Table]:
    """Tables of a county: everybody is paid twelve months, one in a hundred stands on some list."""
    rng = np.random.default_rng(7)
    person = np.arange(1, people + 1, dtype=np.int64)
    birth = rng.integers(1928, 1964, people) * 10_000 + rng.integers(1, 13, people) * 100 + rng.integers(1, 29, people)
    some = np.sort(rng.choice(person, people // 100, replace=False))
    each = np.repeat(person, len(MONTHS))
    month = np.tile(np.array(MONTHS, dtype=np.int64), people)
    day = 20240100 + rng.integers(1, 29, some.size)
    given: dict[str, Table] = {
        "people": {"person": person, "birth": birth, "number_birth": birth, "sex": person % 2 + 1, "number_sex": person % 2 + 1},
        "payments": {"person": each, "scheme": np.full_like(each, 170), "month": month, "fen": np.full_like(each, 15_000)},
        "benefits": {
            "person": person,
            "scheme": person * 0 + 170,
            "region": person * 0,
            "from_month": birth // 100 + 6000,
            "to_month": person * 0,
        },
        "accounts": {
            "person": person,
            "account": person - person % 50_000 // 49_999,
            "since_day": person * 0 + 20230101,
            "own_name": person * 0 + 1,
        },
        "validity": {"person": person, "until_month": person * 0 + 202412},
        "certifications": {"person": person, "on_day": person * 0 + 20240105},
        "sightings": {"person": person, "on_day": person * 0 + 20240105},
    }
    result = {}
    for name, columns in TABLES.items():
        table = given.get(name) or {column: some if column == "person" else some * 0 + day * column.endswith("day") for column in columns}
        rows = slice(None) if "person" in columns else slice(1)
        result[name] = {column: np.asarray(table[column][rows], dtype=np.int64) for column in columns}
    return result


def main(people: int) -> int:
    """Run all rules; returns the exit status."""
    tables = invented(people)
    ready, _ = fed(rules().values(), tables)
    started = time.perf_counter()
    with Engine() as engine:
        outcomes = screen(engine, ready, tables, TODAY, time.perf_counter_ns)
    whole = time.perf_counter() - started
    for one in sorted(outcomes, key=lambda one: -one.seconds):
        print(f"{one.rule.id}  {len(one.hits):9,} hits  {float(one.seconds):7.3f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{people:,} people, {people * len(MONTHS):,} payments, {len(ready)} rules: {whole:.1f} s   goal ≤ {GOAL_SECONDS}")
    print(f"most memory {memory:,} MB   goal ≤ {GOAL_MB:,}")
    return 0 if whole <= GOAL_SECONDS and memory <= GOAL_MB else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000))
