"""Columns are computed chunk by chunk in the threads asked for, and what is no column of rows stays whole."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

from shebao.core import columns, rules
from shebao.core.arithmetic.exact import Q, column, number
from shebao.core.columns import compute_columns
from shebao.core.rules import MissingInput, Origin, RuleSet, compute, explain

Count = rules.Count
Index = rules.Index
Month = rules.Month
seen: list[tuple[int, int]] = []
together: list[threading.Barrier] = []


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "CHUNK_ROWS", 4)
    seen.clear()
    together.clear()


def noted(a: Count) -> Count:
    """记下。某号文 第一条."""
    seen.append((a.num.size, threading.get_ident()))
    for barrier in together:
        barrier.wait(timeout=10)
    return a + 1


def next_month(month: Month) -> Month:
    """下一月。某号文 第二条."""
    return month + 1


def looked_up(a: Count, prices: Any) -> Count:
    """查表。某号文 第三条."""
    assert prices.tolist() == [7, 8, 9]
    return a * int(prices[0])


def flagged(a: Count, limit: Any) -> rules.Truth:
    """超过。某号文 第四条."""
    return a > limit


LAW = RuleSet.of(noted, next_month, looked_up, flagged)
ROWS = column(range(10), 0, 9)


def test_no_chunk_is_larger_than_a_chunk_and_one_thread_is_this_one() -> None:
    made = compute_columns(LAW, {"a": ROWS}, {"noted": 0}, 10)

    assert made["noted"].tolist() == list(range(1, 11))
    assert [size for size, _ in seen] == [4, 4, 2]
    assert {thread for _, thread in seen} == {threading.get_ident()}


def test_two_threads_work_at_the_same_time_on_chunks_of_twice_the_size() -> None:
    together.append(threading.Barrier(2))

    made = compute_columns(LAW, {"a": column(range(16), 0, 19)}, {"noted": 0}, 16, threads=2)

    assert made["noted"].tolist() == list(range(1, 17))
    assert [size for size, _ in seen] == [8, 8]
    assert len({thread for _, thread in seen}) == 2


def test_arrays_of_rows_are_cut_and_tables_and_single_values_are_not() -> None:
    given = {"a": ROWS, "month": np.arange(10) + 202301, "prices": np.array([7, 8, 9]), "limit": 4}

    made = compute_columns(LAW, given, {"next_month": 0, "looked_up": 0, "flagged": None}, 10)

    assert made["next_month"].tolist() == [202302 + i for i in range(10)]
    assert made["looked_up"].tolist() == [7 * i for i in range(10)]
    assert made["flagged"].tolist() == [False] * 5 + [True] * 5


def test_arrays_of_an_earlier_call_are_filled_again_only_when_they_fit() -> None:
    kept, short = np.zeros(10, dtype=np.int64), np.zeros(9, dtype=np.int64)

    assert compute_columns(LAW, {"a": ROWS}, {"noted": 0}, 10, out={"noted": kept})["noted"] is kept
    assert kept.tolist() == list(range(1, 11))
    assert compute_columns(LAW, {"a": ROWS}, {"noted": 0}, 10, out={"noted": short, "other": kept}).keys() == {"noted"}
    assert short.tolist() == [0] * 9


def test_a_missing_value_names_the_article_that_needs_it_where_there_is_one() -> None:
    with pytest.raises(MissingInput) as needed:
        compute(LAW, {}, ["noted"])
    with pytest.raises(MissingInput) as unknown:
        compute(LAW, {}, ["nothing"])

    assert (needed.value.finding.source, needed.value.finding.where, needed.value.name) == ("某号文 第一条", "a", "a")
    assert (unknown.value.finding.source, unknown.value.finding.message) == ("", "缺少“nothing”")


def test_figures_of_a_step_are_written_in_the_unit_of_where_they_came_from() -> None:
    def index(a: Count) -> Index:
        """指数。某号文 第五条."""
        return a * 1

    def doubled(index: Index, b: Q, c: Q) -> Index:
        """两倍。某号文 第六条."""
        return index * b * c

    given = {"a": number(1), "b": number(2), "c": number(3)}
    _, steps = explain(RuleSet.of(index, doubled), given, ["doubled"], {"c": Origin("丙（注）", rules.UNITS["Yuan"])})

    last = steps[-1]
    assert last.figures == "1.0000 × 2 × 3.00"
    assert last.expression == "指数 × b × 丙"
