"""A trace gives the bits of the calculation it was recorded from, chunk by chunk, in few buffers, or there is none at all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from shebao.core import columns, rules
from shebao.core.arithmetic.exact import Declared, Q, column, fen_column, number
from shebao.core.arithmetic.formula import Lookup, clamp, greater, lesser, no, table, where
from shebao.core.arithmetic.trace import NotTraceable, Trace
from shebao.core.columns import compute_columns, in_columns
from shebao.core.policy.employee import index, pension
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.resident import columns as resident
from shebao.core.policy.retirement import divisors
from shebao.core.rules import RuleSet, Yuan

ROWS = 103


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "CHUNK_ROWS", 20)
    monkeypatch.setattr(columns, "MANY_ROWS", 40)


def both(compute: Callable[[], dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, Any], dict[str, Any]]:
    """By a trace, and as usual."""
    by_trace = {name: made.copy() for name, made in compute().items()}
    monkeypatch.setattr(columns, "MANY_ROWS", 10**9)
    return by_trace, compute()


def same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert one.keys() == other.keys()
    for name in one:
        assert one[name].dtype == other[name].dtype
        assert one[name].tolist() == other[name].tolist()


# -- the law's own calculations ---------------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 2, None])
def test_an_employee_pension_by_trace_is_the_same_to_the_bit(
    threads: int | None, traces: list[Trace | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(3)
    months = random.integers(180, 520, ROWS)
    law = next(row.value for row in shipped_places().rows if row.key == "divisor_table")

    def avg_index(actual_avg_index: rules.Index) -> rules.Index:
        """平均缴费指数。国发〔2005〕38号."""
        return actual_avg_index.within(0, 4)

    def transition_index(avg_index: rules.Index) -> rules.Index:
        """过渡性养老金指数。国发〔2005〕38号."""
        return avg_index

    given = {
        "calc_base": Declared(random.integers(400, 1200, ROWS) * 10, 0, 100_000),
        "index_months": column(months * 10_000 + random.integers(0, 180, ROWS), 0, 1600, 4),
        "actual_months": Declared(months, 1, 600),
        "paid_months": column(months, 1, 600),
        "deemed_months": Declared(random.integers(0, 180, ROWS).astype(np.int16), 0, 600),
        "account_balance": Declared(random.integers(0, 60_000_000, ROWS), 0, 1_000_000, 2),
        "age_in_months": column(random.integers(600, 780, ROWS), 480, 840),
        "divisor_table": divisors.monthly_table(law),  # type: ignore[arg-type]
        "year_rounding": "exact",
        "total_rounding": "none",
        "transition_coefficient": number("0.013"),
    }
    want = {"avg_index": 4, "basic_pension": 2, "account_pension": 2, "transitional_pension": 2, "total": 2, "full_years": 0}
    law_of = RuleSet.of(index.actual_avg_index, divisors.divisor, pension, avg_index, transition_index)

    by_trace, as_usual = both(lambda: compute_columns(law_of, given, want, ROWS, threads=threads), monkeypatch)

    same(by_trace, as_usual)
    assert [trace is not None for trace in traces] == [True]


def test_a_resident_pension_by_trace_is_the_same_to_the_bit(traces: list[Trace | None], monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(4)
    people = {
        "birth_month": random.integers(1935, 1962, ROWS) * 100 + random.integers(1, 13, ROWS),
        "paid_years": random.integers(0, 30, ROWS),
        "account_at_claim_fen": random.integers(0, 5_000_000, ROWS),
    }

    by_trace, as_usual = both(lambda: resident.monthly_pension(people, 202312, shipped_places(), "gansu_zhengning"), monkeypatch)

    same(by_trace, as_usual)
    assert [trace is not None for trace in traces] == [True]
    assert len({*by_trace["total_fen"].tolist()}) > ROWS // 2, "people differ"


def test_who_may_claim_is_a_truth_column_by_trace_too(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    people = {"birth_month": random.integers(1940, 1990, ROWS) * 100 + 6, "paid_years": random.integers(0, 30, ROWS)}

    def ask() -> dict[str, Any]:
        return {"eligible": resident.eligible(people, 202312, shipped_places(), "gansu_zhengning")}

    by_trace, as_usual = both(ask, monkeypatch)

    same(by_trace, as_usual)
    assert 0 < by_trace["eligible"].sum() < ROWS


# -- every operation --------------------------------------------------------------------------------------------


def each_operation(columns: dict[str, Any]) -> dict[str, Any]:
    """Everything that quantities and formulas do to columns."""
    a, b, d, month = columns["a"], columns["b"], columns["d"], columns["month"]
    young = (month // 100 >= 1990) & no(month % 100 == 12)
    return {
        "signed": ((a - b) * "0.013").round(2),
        "signed up": ((a - b) / 7).round_up(1),
        "signed down": (-(a - b) / 7).round_down(2),
        "by data": (a / d).round(2),
        "by data up": (a * 3 / d).round_up(3),
        "by data down": (a / (d * 7)).round_down(2),
        "signed by data": ((a - b) / d).round(2),
        "one by data": (number(1000) / d).round(4),
        "one by data down": (number(1000) / d).round_down(4),
        "chosen": where(young, a, b),
        "chosen constant": where(young, 5, "2.5"),
        "chosen mixed": where(young, a, 3),
        "never": where(False, a, b),
        "lesser": lesser(a, b),
        "greater": greater(a, 3000),
        "clamped": clamp(a, 10, b),
        "looked up": table(d.within(1, 30), Lookup({key: f"{key}.5" for key in range(1, 31)})),
        "rounded": a.round(0),
        "truth": (a >= b) | (a == 5) | (a != b),
        "below": (a < b) & (a <= 500) & (a > 3),
        "month": month * 1,
        "product": a * d * d,
        "same again": a * d * d + a * d,
    }


@pytest.mark.parametrize("threads", [1, 2])
def test_every_operation_by_trace_is_the_same_to_the_bit(threads: int, traces: list[Trace | None], monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(6)
    given = {
        "a": fen_column(random.integers(0, 10**7, ROWS), 0, 10**5),
        "b": Declared(random.integers(0, 10**7, ROWS), 0, 10**5, 2),
        "d": column(random.integers(1, 30, ROWS), 1, 30),
        "month": random.integers(1970, 2010, ROWS) * 100 + random.integers(1, 13, ROWS),
    }
    names = each_operation({**given, "b": given["b"].holding(given["b"].values)})
    want = {name: None if name in ("truth", "below") else 5 for name in names if name != "month"} | {"month": 0}

    by_trace, as_usual = both(lambda: in_columns(each_operation, given, want, ROWS, threads=threads), monkeypatch)

    same(by_trace, as_usual)
    assert [trace is not None for trace in traces] == [True]


# -- what cannot be traced ---------------------------------------------------------------------------------------


def asks_for_any(a: Yuan) -> Yuan:
    """看数。某号文 第一条."""
    return a * 2 if bool((a > 50).any()) else a * 3


def asks_for_truth(a: Yuan) -> Yuan:
    """看真假。某号文 第二条."""
    return where(bool(np.all(a.num >= 0)), a * 2, a)


def picks_rows(a: Yuan) -> Yuan:
    """挑行。某号文 第三条."""
    return Q(a.num[np.arange(a.num.size)[::-1]], a.den, a.lo, a.hi)


def sorts(a: Yuan) -> Yuan:
    """排序。某号文 第四条."""
    return Q(np.sort(a.num), a.den, a.lo, a.hi)


def sums(a: Yuan) -> Yuan:
    """合计。某号文 第五条."""
    return a + int(np.add.reduce(a.num))


def counts(a: Yuan) -> Yuan:
    """数行。某号文 第六条."""
    return a + len(a.num)


def puts_its_own_rows_beside(a: Yuan) -> Yuan:
    """自带一列。某号文 第七条."""
    return a + Q(np.arange(a.num.size), 1, 0, 10**6)


def makes_an_array(a: Yuan) -> Yuan:
    """另存一列。某号文 第八条."""
    return Q(np.asarray(a.num).astype(np.int64), a.den, a.lo, a.hi)


def takes_another_type(a: Yuan) -> Yuan:
    """换类型。某号文 第九条."""
    return Q(np.add(a.num, 1, dtype=np.uint64, casting="unsafe").astype(np.int64), a.den, a.lo, a.hi + 1)


def halves(a: Yuan) -> Yuan:
    """化成小数再取整。某号文 第十条."""
    return Q(np.floor(a.num / 3).astype(np.int64), a.den, a.lo, a.hi)


def fills_only_some(a: Yuan) -> Yuan:
    """只算一部分行。某号文 第十二条."""
    return Q(np.add(a.num, 1, out=a.num.astype(np.int64, copy=True), where=a.num > 50), a.den, a.lo, a.hi + 1)


def compares_with_nothing(a: Yuan) -> Yuan:
    """和没有相加。某号文 第十一条."""
    try:
        return Q(a.num + np.array(None), a.den, a.lo, a.hi)
    except TypeError as nothing:
        if isinstance(nothing, NotTraceable):
            raise
        return a


@pytest.mark.parametrize(
    "rule",
    [
        halves,
        fills_only_some,
        compares_with_nothing,
        asks_for_any,
        asks_for_truth,
        picks_rows,
        sorts,
        sums,
        counts,
        puts_its_own_rows_beside,
        makes_an_array,
        takes_another_type,
    ],
)
def test_what_asks_for_numbers_is_computed_as_usual(
    rule: Callable[..., Any], traces: list[Trace | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"a": fen_column(np.arange(ROWS) * 100, 0, ROWS)}

    by_trace, as_usual = both(lambda: compute_columns(RuleSet.of(rule), given, {rule.__name__: 2}, ROWS, threads=1), monkeypatch)

    same(by_trace, as_usual)
    assert traces == [None]


@pytest.mark.parametrize("dtype", ["U8", object])
def test_columns_of_words_are_compared(dtype: Any, traces: list[Trace | None], monkeypatch: pytest.MonkeyPatch) -> None:
    kind = np.array(["城镇", "农村", "农村户口"] * 40, dtype=dtype)[:ROWS]

    def work(given: dict[str, Any]) -> dict[str, Any]:
        return {"b": where(given["kind"] == "农村", given["a"], 7), "rural": (given["kind"] == "农村户口") | (given["kind"] == "农村")}

    made, as_usual = both(
        lambda: in_columns(work, {"a": column(range(ROWS), 0, ROWS), "kind": kind}, {"b": 0, "rural": None}, ROWS), monkeypatch
    )

    same(made, as_usual)
    assert made["b"][:5].tolist() == [7, 1, 7, 7, 4]
    assert [trace is not None for trace in traces] == [True]


def test_one_number_for_everybody_fills_them_all(traces: list[Trace | None], monkeypatch: pytest.MonkeyPatch) -> None:
    def work(given: dict[str, Any]) -> dict[str, Any]:
        return {"b": number(7), "c": given["a"], "d": number("2.5"), "e": True}

    by_trace, as_usual = both(
        lambda: in_columns(work, {"a": column(range(ROWS), 0, ROWS)}, {"b": 0, "c": 0, "d": 2, "e": None}, ROWS), monkeypatch
    )

    same(by_trace, as_usual)
    assert (by_trace["d"].tolist(), by_trace["e"].all()) == ([250] * ROWS, True)
    assert [trace is not None for trace in traces] == [True]


def test_few_rows_are_not_worth_a_trace_and_one_thread_does_them(traces: list[Trace | None]) -> None:
    seen = set()

    def noting(columns: dict[str, Any]) -> dict[str, Any]:
        seen.add(threading.get_ident())
        return {"b": columns["a"]}

    for rows in (1, 39, 40):
        made = in_columns(noting, {"a": column(range(rows), 0, ROWS)}, {"b": 0}, rows)
        assert made["b"].tolist() == list(range(rows))

    assert len(traces) == 1
    assert seen == {threading.get_ident()}


def test_a_column_may_be_read_and_filled_in_one(traces: list[Trace | None]) -> None:
    balance, other = np.arange(ROWS), np.zeros(ROWS, dtype=np.int64)

    def work(given: dict[str, Any]) -> dict[str, Any]:
        more = given["a"] + 1 + given["other"]
        return {"a": more, "b": given["a"] * more}

    given = {"a": Declared(balance, 0, ROWS), "other": Declared(other, 0, 1)}
    made = in_columns(work, given, {"a": 0, "b": 0}, ROWS, {"a": balance}, threads=2)

    assert made["a"] is balance
    assert (balance.tolist(), made["b"].tolist()) == ([i + 1 for i in range(ROWS)], [i * (i + 1) for i in range(ROWS)])
    assert [trace is not None for trace in traces] == [True]


@pytest.mark.parametrize(("processors", "rows", "threads"), [(3, 39, 1), (3, 40, 3), (3, ROWS, 3), (1, ROWS, 1), (None, ROWS, 1)])
def test_many_rows_are_done_on_all_processors(processors: int | None, rows: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    workers: list[int] = []

    def watched(worker: Any, rows: int, size: int, threads: int) -> None:
        workers.append(threads)
        in_chunks(worker, rows, size, threads)

    in_chunks = columns._in_chunks
    monkeypatch.setattr(columns, "_in_chunks", watched)
    monkeypatch.setattr(columns.os, "cpu_count", lambda: processors)

    made = in_columns(lambda given: {"b": given["a"] * 2}, {"a": column(range(rows), 0, ROWS)}, {"b": 0}, rows)

    assert made["b"].tolist() == [2 * i for i in range(rows)]
    assert workers == [threads]
