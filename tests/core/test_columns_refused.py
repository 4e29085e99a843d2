"""A refusal among millions of rows names the row of the whole column, the earliest there is, and stops the rest."""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np
import pytest

from shebao.base.finding import Refused
from shebao.core import columns
from shebao.core.arithmetic.exact import Declared, column
from shebao.core.columns import in_columns

ROWS = 103


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "CHUNK_ROWS", 20)
    monkeypatch.setattr(columns, "MANY_ROWS", 40)


@pytest.mark.parametrize("threads", [1, 2])
def test_a_declared_column_is_checked_when_its_rows_are_read_and_the_refusal_names_the_row_of_the_whole_column(threads: int) -> None:
    values = np.full(ROWS, 5)
    values[[67, 95]] = 11, 12

    with pytest.raises(Refused, match=r"年龄为 11，不在 0 至 9 之间") as refused:
        in_columns(
            lambda given: {"b": given["a"] + 1}, {"a": Declared(values, 0, 9, name="年龄", source="某文")}, {"b": 0}, ROWS, threads=threads
        )

    assert (refused.value.finding.where, refused.value.finding.source) == ("第 68 行", "某文")


def test_a_limit_proven_within_a_calculation_is_checked_in_each_chunk() -> None:
    values = np.arange(ROWS)

    with pytest.raises(Refused, match="结果为 180，不在 0 至 179 之间") as refused:
        in_columns(lambda given: {"b": (given["a"] * 2).within(0, 179, "结果")}, {"a": column(values, 0, ROWS)}, {"b": 0}, ROWS)

    assert refused.value.finding.where == "第 91 行"


def test_a_check_of_what_nobody_reads_is_done_all_the_same() -> None:
    unread = np.zeros(ROWS, dtype=np.int64)
    unread[-1] = 7

    with pytest.raises(Refused) as refused:
        in_columns(
            lambda given: {"b": given["a"] + 1}, {"a": column(range(ROWS), 0, ROWS), "unread": Declared(unread, 0, 6)}, {"b": 0}, ROWS
        )

    assert refused.value.finding.where == f"第 {ROWS} 行"


def test_of_refusals_met_at_the_same_time_the_earliest_is_raised() -> None:
    together = threading.Barrier(2)

    def meeting(columns: dict[str, Any]) -> dict[str, Any]:
        first = int(columns["a"].num[0])  # asks for numbers, so it is no program
        together.wait(timeout=10)
        if first == 0:
            time.sleep(0.05)  # the later chunk refuses first
        return {"b": columns["a"].within(200, 300)}

    with pytest.raises(Refused) as refused:
        in_columns(meeting, {"a": column(range(ROWS), 0, ROWS)}, {"b": 0}, ROWS, threads=2)

    assert refused.value.finding.where == "第 1 行"


def test_once_a_chunk_is_refused_no_other_is_begun() -> None:
    begun = []

    def noting(columns: dict[str, Any]) -> dict[str, Any]:
        begun.append(int(columns["a"].num[0]))  # asks for numbers, so it is no program
        return {"b": columns["a"].within(0, 9)}

    with pytest.raises(Refused) as refused:
        in_columns(noting, {"a": column(range(ROWS), 0, ROWS)}, {"b": 0}, ROWS, threads=1)

    assert begun == [0]
    assert refused.value.finding.where == "第 11 行"


@pytest.mark.parametrize("wrong", [np.array([0.5] * ROWS), np.array(["1"] * ROWS)])
def test_a_column_of_no_whole_numbers_is_an_error_of_ours_by_program_too(wrong: Any) -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        in_columns(lambda given: {"b": given["a"] + 1}, {"a": Declared(wrong, 0, 9)}, {"b": 0}, ROWS)
