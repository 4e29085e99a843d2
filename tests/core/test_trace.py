"""What is traced of a calculation: nothing twice, in few buffers, and nothing that only numbers can answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from shebao.core.arithmetic.exact import column
from shebao.core.arithmetic.trace import NotTraceable, Trace, TracedArray, Tracer, look_up

ROWS = 103


def traced(work: Callable[[dict[str, Any]], dict[str, Any]], given: dict[str, Any], filled: dict[str, Any], size: int = 20) -> Trace:
    tracer = Tracer(size)
    return tracer.trace(
        {name: made.num for name, made in work({name: q.holding(tracer.column(q.stored)) for name, q in given.items()}).items()}, filled
    )


def test_what_was_made_before_is_not_made_again() -> None:
    a, b = column(range(ROWS), 0, ROWS), column(range(ROWS), 0, ROWS)
    filled = {"x": np.zeros(ROWS, np.int64), "y": np.zeros(ROWS, np.int64)}

    trace = traced(lambda given: {"x": given["a"] * given["b"] + 1, "y": given["a"] * given["b"] + 2}, {"a": a, "b": b}, filled)

    assert [step.function for step in trace.operations] == [np.multiply, np.add, np.add]
    trace.executor()(0, 20)
    assert (filled["x"][:21].tolist(), filled["y"][3]) == ([*(i * i + 1 for i in range(20)), 0], 11)


def test_constants_of_different_types_are_different() -> None:
    tracer = Tracer(4)
    a = tracer.column(np.arange(4))

    signed, unsigned, truth = a + 1, a.view(np.uint64) + np.uint64(1), (a > 0) | True

    assert [x.dtype for x in (signed, unsigned, truth)] == [np.int64, np.uint64, np.bool_]
    assert len({x.place for x in (signed, unsigned, truth)}) == 3
    assert (a + 1).place == signed.place


def test_the_same_type_is_another_column_only_where_a_copy_is_asked_for() -> None:
    a = Tracer(4).column(np.arange(4, dtype=np.int64))

    assert a.astype(np.int64, copy=False) is a
    copied, narrow = a.astype(np.int64), a.astype(np.int16, copy=False)
    assert (copied.dtype, narrow.dtype) == (np.int64, np.int16)
    assert len({a.place, copied.place, narrow.place}) == 3


def test_a_long_calculation_needs_few_buffers() -> None:
    def long(columns: dict[str, Any]) -> dict[str, Any]:
        x = columns["a"]
        for year in range(30):
            x = (x * (100 + year) / 100).round(2).within(0, 10**6) + columns["a"]
        return {"x": x}

    trace = traced(long, {"a": column(range(ROWS), 0, ROWS)}, {"x": np.zeros(ROWS, np.int64)})

    assert len(trace.operations) > 100
    assert len({id(buffer) for buffer in trace._buffer_plan().values()}) <= 2


def test_a_lookup_does_not_write_over_the_rows_it_still_reads() -> None:
    filled = {"x": np.zeros(ROWS, np.int64)}
    tracer = Tracer(20)
    rows = tracer.column(np.arange(ROWS)) % 7

    made = look_up(np.arange(7)[::-1].copy(), rows) + 0
    trace = tracer.trace({"x": made}, filled)

    lookup = next(
        step
        for step in trace.operations
        if step.output is not None
        and step.output.dtype == np.int64
        and len(step.operands) == 2
        and not isinstance(step.operands[0], TracedArray)
    )
    buffers = trace._buffer_plan()
    assert buffers[lookup.operands[1].place] is not buffers[lookup.output.place]  # type: ignore[union-attr]
    trace.executor()(0, 20)
    assert filled["x"][:20].tolist() == [6 - i % 7 for i in range(20)]


def test_one_result_wanted_twice_and_an_unchanged_column_are_copied() -> None:
    a = column(range(ROWS), 0, ROWS)
    filled = {name: np.zeros(ROWS, np.int64) for name in "xyz"}

    def work(given: dict[str, Any]) -> dict[str, Any]:
        twice = given["a"] * 2
        return {"x": twice, "y": twice, "z": given["a"]}

    execute = traced(work, {"a": a}, filled).executor()
    for start in range(0, ROWS, 20):
        execute(start, min(start + 20, ROWS))

    assert filled["x"].tolist() == filled["y"].tolist() == [2 * i for i in range(ROWS)]
    assert filled["z"].tolist() == list(range(ROWS))
    assert a.num.tolist() == list(range(ROWS)), "what was read is as it was"


def test_a_player_takes_a_short_chunk_at_any_time() -> None:
    filled = {"x": np.zeros(ROWS, np.int64)}
    execute = traced(lambda given: {"x": (given["a"] * 3 + 1) * 2}, {"a": column(range(ROWS), 0, ROWS)}, filled).executor()

    for start, stop in ((0, 1), (1, 8), (3, 4), (8, 28), (28, 30), (30, 50)):
        execute(start, stop)

    assert filled["x"].tolist() == [(3 * i + 1) * 2 for i in range(50)] + [0] * (ROWS - 50)


def test_two_players_do_not_share_buffers() -> None:
    filled = {"x": np.zeros(ROWS, np.int64)}
    trace = traced(lambda given: {"x": (given["a"] + 1) * 2}, {"a": column(range(ROWS), 0, ROWS)}, filled)

    first, second = trace._buffer_plan(), trace._buffer_plan()

    assert not {id(buffer) for buffer in first.values()} & {id(buffer) for buffer in second.values()}


def test_a_traced_array_answers_nothing_about_numbers() -> None:
    a = Tracer(20).column(np.arange(ROWS))

    assert a.size == 20
    for ask in (
        bool,
        int,
        float,
        len,
        iter,
        lambda x: x[0],
        lambda x: x.max(),
        lambda x: np.asarray(x),
        lambda x: range(5)[x],
        lambda x: np.sort(x),
    ):
        with pytest.raises(NotTraceable):
            ask(a)


def test_looking_up_one_place_or_a_column_of_them_is_taking() -> None:
    entries = np.array([4, 5, 6])

    assert look_up(entries, 1) == 5
    assert look_up(entries, np.array([2, 0])).tolist() == [6, 4]
