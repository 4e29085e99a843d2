"""Three formulas of law at 1 and 10 million people: ours beside numpy by hand, OpenFisca-Core and Decimal.

    python benchmarks/law.py [--people 1000000 10000000] [--what pension accrual adjustment] [--json FILE]

The rules measured are the product's own, run as the product runs them: on all processors; and beside numpy by hand, which
has one, on one. Every method gets the same columns and `ROUNDS` runs: ours, ours on one processor and numpy by hand in turn,
then OpenFisca, each run with its simulation and inputs set up. Seconds and ratios are of the
middle run; beside the ratios stand those of the best run: the peer works on whole columns of fresh memory, and the luck of
getting large pages moves its time threefold from run to run. Up to a million people every row of every result is compared
with Decimal; above, every row with numpy by hand, which Decimal has confirmed. OpenFisca has a process of its own, as its
users have it: nothing of the product is loaded there, and neither inherits the other's memory. A result that is not exact ends with an error.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import invented
import numpy as np

ROUNDS = 5
DECIMAL_ROWS = 1_000_000
NUMPY_GOAL, OPENFISCA_GOAL = 1.5, 10
MINE, ONE, HAND, PEER = "shebao", "shebao, one processor", "numpy by hand", "OpenFisca with set-up"
RATIOS = {f"{top} ÷ {bottom}": (top, bottom) for top, bottom in ((ONE, HAND), (PEER, MINE), (PEER, ONE), (PEER, HAND))}
COLUMNS = (
    ("people", "{people:,}", 11),
    ("shebao s", "{seconds[shebao]:.3f}", 10),
    ("on one s", "{seconds[shebao, one processor]:.3f}", 10),
    ("numpy s", "{seconds[numpy by hand]:.3f}", 9),
    ("OpenFisca s", "{seconds[OpenFisca with set-up]:.3f}", 13),
    (f"one ÷ numpy ≤ {NUMPY_GOAL}", "{ratios[shebao, one processor ÷ numpy by hand]:.2f}", 19),
    ("(best)", "{best_ratios[shebao, one processor ÷ numpy by hand]:.2f}", 8),
    (f"OpenFisca ÷ ≥ {OPENFISCA_GOAL}", "{ratios[OpenFisca with set-up ÷ shebao]:.1f}", 18),
    ("(best)", "{best_ratios[OpenFisca with set-up ÷ shebao]:.1f}", 8),
    ("÷ on one", "{ratios[OpenFisca with set-up ÷ shebao, one processor]:.1f}", 10),
    ("wrong", "{wrong}", 7),
    ("of", "{compared:,} by {against}", 23),
    ("OpenFisca wrong", "{peer_share:.2%}", 17),
    ("peak GB", "{peak_gb:.1f}", 9),
)


def measure(what: str, size: int) -> tuple[dict[str, Any], Any, tuple[Any, ...]]:
    """Ours and numpy by hand on one formula and size: the figures, the column that the peer's is compared with, the peer's law."""
    formula = import_module(what)
    data = getattr(invented, what)(size)
    mine: dict[str, Any] = {}
    hand: dict[str, Any] = {}
    runs: dict[str, list[tuple[float, float]]] = {MINE: [], ONE: [], HAND: []}
    for _ in range(ROUNDS):
        runs[MINE].append(timed(lambda: formula.ours(data, mine))[1:])
        runs[ONE].append(timed(lambda: formula.ours(data, mine, threads=1))[1:])
        runs[HAND].append(timed(lambda: formula.by_hand(data, hand))[1:])
    different = wrong_rows(mine, hand, range(size), formula.WANT)
    against = "Decimal" if size <= DECIMAL_ROWS else "numpy"
    wrong = by_decimal(formula, data, mine, size) if against == "Decimal" else different
    told = {"what": formula.NAME, "people": size, "runs": runs, "wrong": wrong, "compared": size, "against": against,
            "different_from_hand": different, "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20}  # fmt: skip
    return told, mine[formula.RESULT], formula.PEER_LAW


def measure_peer(what: str, size: int, law: tuple[Any, ...]) -> tuple[list[tuple[float, float]], Any]:
    """OpenFisca on the same columns: its runs, and its results in yuan."""
    import openfisca_peer

    data = getattr(invented, what)(size)
    runs: list[tuple[float, float]] = []
    peer: Any = None
    for _ in range(ROUNDS):
        del peer
        gc.collect()
        peer, wall, busy = timed(lambda: openfisca_peer.run(what, data, law))
        runs.append((wall, busy))
    return runs, peer


def side_by_side(fresh: ProcessPoolExecutor, what: str, size: int) -> dict[str, Any]:
    """All methods on one formula and size, with their ratios."""
    told, mine, law = fresh.submit(measure, what, size).result()
    told["runs"][PEER], peer = fresh.submit(measure_peer, what, size, law).result()
    clock = {name: [seconds for seconds, _ in runs] for name, runs in told["runs"].items()}
    seconds, fastest = ({name: choose(kind) for name, kind in clock.items()} for choose in (median, min))
    peer_wrong = int((np.rint(peer.astype(np.float64) * 100).astype(np.int64) != mine).sum())
    return told | {"seconds": seconds, "best_seconds": fastest, "ratios": ratios(seconds), "best_ratios": ratios(fastest),
                   "peer_wrong": peer_wrong, "peer_share": peer_wrong / size}  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What the work gave, its seconds on the clock and of the processor."""
    begun, busy = time.perf_counter(), time.process_time()
    made = work()
    return made, time.perf_counter() - begun, time.process_time() - busy


def ratios(seconds: dict[str, float]) -> dict[str, float]:
    """How we compare with the limit and with the peer, and the peer with the limit."""
    return {name: seconds[top] / seconds[bottom] for name, (top, bottom) in RATIOS.items()}


def by_decimal(formula: Any, data: dict[str, Any], mine: dict[str, Any], size: int, at_once: int = 50_000) -> int:
    """How many people have any figure that Decimal does not give."""
    parts = [range(start, min(start + at_once, size)) for start in range(0, size, at_once)]
    return sum(wrong_rows(mine, formula.by_decimal(data, part), part, formula.WANT) for part in parts)


def wrong_rows(mine: dict[str, Any], theirs: dict[str, Any], rows: range, names: dict[str, int]) -> int:
    """How many of these rows differ in any of their columns."""
    part = slice(rows.start, rows.stop)
    return int(np.logical_or.reduce([mine[name][part] != np.asarray(theirs[name]) for name in names]).sum())


def table(results: list[dict[str, Any]]) -> str:
    """The results as lines of a table."""
    lines = [f"{'formula':20}" + "".join(f"{head:>{width}}" for head, _, width in COLUMNS)]
    for result in results:
        cells = [f"{cell.format(**result):>{width}}" for _, cell, width in COLUMNS]
        lines.append(f"{result['what']:20}" + "".join(cells))
    return "\n".join(lines)


def main() -> int:
    """Measure, print the table, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--what", nargs="+", choices=("pension", "accrual", "adjustment"), default=["pension", "accrual", "adjustment"])
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    results = []
    # A fresh process a measurement: none inherits the memory, warm or torn, of another.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as fresh:
        for size in args.people:
            for what in args.what:
                results.append(side_by_side(fresh, what, size))
                print(f"{what}, {size:,} people: measured", file=sys.stderr)
    print(table(results))
    if args.json:
        setting = {name: version(name) for name in ("numpy", "openfisca-core")}
        setting |= {"python": platform.python_version(), "processors": os.cpu_count(), "load": os.getloadavg()}
        args.json.write_text(json.dumps({"setting": setting, "results": results}, ensure_ascii=False, indent=1), encoding="utf-8")
    return int(any(result["wrong"] or result["different_from_hand"] for result in results))


if __name__ == "__main__":
    sys.exit(main())
