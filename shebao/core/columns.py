"""Rules over millions of rows: chunk by chunk, so that what is between stays in the cache, and on all processors.

Many rows are worth a `trace`: the rules are asked once, and the operations they did are executed for every chunk. What
cannot be traced is computed from the rules, chunk by chunk, to the same bit.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from shebao.base.finding import Refused
from shebao.core.arithmetic.dividing import FEW
from shebao.core.arithmetic.exact import Declared, Q
from shebao.core.arithmetic.trace import NotTraceable, Trace, TracedArray, Tracer, look_up
from shebao.core.rules import Rule, RuleSet

CHUNK_ROWS = 65_536
"""Rows computed at a time: all intermediates of a chunk stay in the cache, and their buffers are reused."""

MANY_ROWS = 8 * CHUNK_ROWS
"""From here on a calculation is traced first, and all processors work on it."""


def compute_columns(
    rules: RuleSet,
    given: Mapping[str, Any],
    want: Mapping[str, int | None],
    rows: int,
    out: dict[str, Any] | None = None,
    threads: int | None = None,
) -> dict[str, Any]:
    """Compute millions of rows, `CHUNK_ROWS` at a time.

    given: quantities (columns or single numbers), declared columns, plain int64 arrays (months) or any single value.
    want: name → decimals kept; the result is an int64 array in units of 10^-decimals (2: fen); None: a truth column.
    out: arrays of earlier calls, filled again; only names of `want` are returned.
    threads: None is one, and from `MANY_ROWS` on as many as there are processors. The result is the same.
    """
    plan = rules.plan(given, list(want))
    worked_out: dict[Any, Any] = {}

    def chunk(values: dict[str, Any]) -> dict[str, Any]:
        for rule in plan:
            values[rule.name] = _over_rows(rule, [values[argument] for argument in rule.arguments], worked_out)
        return values

    return in_columns(chunk, given, want, rows, out, threads)


def in_columns(
    work: Callable[[dict[str, Any]], Mapping[str, Any]],
    given: Mapping[str, Any],
    want: Mapping[str, int | None],
    rows: int,
    out: dict[str, Any] | None = None,
    threads: int | None = None,
) -> dict[str, Any]:
    """As `compute_columns` for any calculation: `work` makes what is wanted, and more, of the given values of some rows."""
    results = out if out is not None else {}
    for name, places in want.items():
        kind = np.bool_ if places is None else np.int64
        if name not in results or results[name].shape != (rows,) or results[name].dtype != kind:
            results[name] = np.empty(rows, dtype=kind)
    threads = threads or ((os.cpu_count() or 1) if rows >= MANY_ROWS else 1)
    # Threads wait for each other between operations, so several have fewer and larger ones.
    size = CHUNK_ROWS if threads == 1 else 2 * CHUNK_ROWS

    def results_of(cut: Callable[[Any], Any]) -> dict[str, Any]:
        values = work({name: _cut(value, rows, cut) for name, value in given.items()})
        return {
            name: values[name] if places is None or not isinstance(values[name], Q) else values[name].scaled(places)
            for name, places in want.items()
        }

    def one_chunk(start: int, stop: int) -> None:
        for name, part in results_of(lambda column: column[start:stop]).items():
            results[name][start:stop] = part

    trace = _trace(results_of, results, size) if rows >= MANY_ROWS else None
    _in_chunks(trace.executor if trace else lambda: one_chunk, rows, size, threads)
    return {name: results[name] for name in want}


def _trace(results_of: Callable[[Callable[[Any], Any]], dict[str, Any]], results: Mapping[str, Any], size: int) -> Trace | None:
    """The calculation as a trace; None where it cannot be traced."""
    tracer = Tracer(size)
    try:
        return tracer.trace(results_of(tracer.column), results)
    except NotTraceable:
        return None


def _in_chunks(worker: Callable[[], Callable[[int, int], None]], rows: int, size: int, threads: int) -> None:
    """Each thread gets a worker and does chunks (first row, row after the last); a refusal names the row of the whole column.

    Chunks are begun in order, so the earliest refusal is the one that a single thread would have met.
    """
    _keep_buffers()
    starts: deque[int | None] = deque([*range(0, rows, size), *[None] * threads])

    def go() -> tuple[int, Refused] | None:
        work = worker()
        while (start := starts.popleft()) is not None:
            try:
                work(start, min(start + size, rows))
            except Refused as refused:
                starts.extendleft([None] * threads)
                return start, refused
        return None

    if threads == 1:
        outcomes = [go()]
    else:
        with ThreadPoolExecutor(threads) as pool:
            outcomes = [task.result() for task in [pool.submit(go) for _ in range(threads)]]
    for start, refused in sorted((outcome for outcome in outcomes if outcome), key=lambda outcome: outcome[0]):
        row = re.fullmatch(r"第 (\d+) 行", refused.finding.where)
        if row is None:
            raise refused
        raise Refused(replace(refused.finding, where=f"第 {int(row[1]) + start} 行")) from refused


@cache
def _keep_buffers() -> None:
    """Once per process: seeing one large block come back, the C library keeps the buffers of a chunk for the next one.

    Otherwise it returns them to the system each time and gets them anew page by page, which doubles the time. Other
    systems' libraries take no notice.
    """
    np.empty(4_000_000, dtype=np.int64)


def _over_rows(rule: Rule, arguments: list[Any], worked_out: dict[Any, Any]) -> Any:
    """A rule over a chunk; one that looks up a single column of few possible values is worked out once for each value."""
    if not rule.looks_up:
        return rule.function(*arguments)
    columns = [a for a in arguments if isinstance(a, (np.ndarray, TracedArray)) or (isinstance(a, Q) and a.is_column)]
    keys = columns[0] if len(columns) == 1 else None
    if not isinstance(keys, Q) or keys.lo < 0 or keys.hi >= min(FEW, keys.num.size):
        return rule.function(*arguments)
    key = (rule.name, keys.den, keys.lo, keys.hi)
    if key not in worked_out:
        every = Q(np.arange(keys.lo, keys.hi + 1), keys.den, keys.lo, keys.hi)
        worked_out[key] = _table(rule, [every if argument is keys else argument for argument in arguments], keys.lo)
    table = worked_out[key]
    if table is None:
        return rule.function(*arguments)
    return Q(look_up(table.num, keys.num), table.den, table.lo, table.hi)


def _table(rule: Rule, arguments: list[Any], first: int) -> Q | None:
    """The rule's result for every value from `first` on; None where it is no column or some value nobody may have is refused."""
    try:
        result = rule.function(*arguments)
    except Refused:
        return None
    if not isinstance(result, Q) or not result.is_column:
        return None
    # Padded in front, so that a value is its own place.
    return Q(np.concatenate((np.zeros(first, dtype=np.int64), result.num)), result.den, result.lo, result.hi)


def _cut(value: Any, rows: int, cut: Callable[[Any], Any]) -> Any:
    """A given value with its column cut; a single value is the same for every row."""
    if isinstance(value, Declared):
        return value.holding(cut(value.values))
    if isinstance(value, Q):
        return value.holding(cut(value.stored)) if value.is_column else value
    if isinstance(value, np.ndarray) and value.shape == (rows,):
        return cut(value)
    return value
