"""Rules over files, a stretch of people at a time: the same hits as over everything at once, and never a file that was not named."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pytest

from shebao.bulk.columns import columns_of
from shebao.bulk.counter import Counter
from shebao.bulk.engine import Engine
from shebao.bulk.streamed import Stretches, screen_files
from shebao.core.screening.rule import Rule, rules
from shebao.core.screening.screen import screen
from shebao.core.screening.tables import KEY, TABLES

TODAY = 20240615
Tables = Mapping[str, Mapping[str, np.ndarray]]


def everything() -> dict[str, dict[str, np.ndarray]]:
    """The examples of all rules side by side: each rule's people moved to numbers of their own, so that none meets another's."""
    rows: dict[str, list[dict[str, int]]] = {table: [] for table in TABLES}
    for place, rule in enumerate(rules().values()):
        for table, columns in rule.needs.items():
            for row in rule.example.tables[table]:
                cells = dict(zip(columns, row, strict=True))
                moved = {
                    name: value + place * 1000 if name in (KEY, "dead", "employer", "account", "matter") and value else value
                    for name, value in cells.items()
                }
                rows[table].append({column: moved.get(column, 0) for column in TABLES[table]})
    return {
        table: {column: np.array([row[column] for row in listed], dtype=np.int64) for column in TABLES[table]}
        for table, listed in rows.items()
        if listed
    }


def written(tables: Tables, folder: Path) -> dict[str, list[Path]]:
    """The tables as parquet files."""
    with duckdb.connect(":memory:") as engine:
        for name, table in tables.items():
            engine.register("one", dict(table))
            engine.execute(f"COPY (SELECT * FROM one ORDER BY ALL) TO '{folder / name}.parquet' (FORMAT parquet)")
            engine.unregister("one")
    return {name: [folder / f"{name}.parquet"] for name in tables}


def test_stretches_of_people_give_what_everything_at_once_gives(tmp_path: Path) -> None:
    tables = everything()
    with Engine() as engine:
        whole = screen(engine, rules().values(), tables, TODAY, time.perf_counter_ns)

    parts = screen_files(written(tables, tmp_path), rules().values(), TODAY, tmp_path / "spill", time.perf_counter_ns, people=40)

    expected = {one.rule.id: sorted({hit.person for hit in one.hits}) for one in whole}
    assert {one.rule.id: np.unique(one.rows["person"]).tolist() for one in parts} == expected
    assert sum(map(bool, expected.values())) > 50, "the examples hit too little to say anything"


def test_the_people_are_cut_into_stretches_without_a_gap(tmp_path: Path) -> None:
    person = np.arange(1, 1001, dtype=np.int64) * 7
    zero = np.zeros_like(person)
    files = written({"benefits": {"person": person, "scheme": zero, "region": zero, "from_month": zero, "to_month": zero}}, tmp_path)

    with Stretches(files, tmp_path / "spill") as engine:
        bounds = engine.bounds(100)

    assert len(bounds) > 5
    assert (bounds[0][0], bounds[-1][1]) == (7, 7000)
    assert all(after[0] == before[1] + 1 for before, after in pairwise(bounds))


def test_an_engine_over_files_opens_no_other_file(tmp_path: Path) -> None:
    files = written({"deaths": {"person": np.array([1]), "on_day": np.array([20240101])}}, tmp_path)
    with Stretches(files, tmp_path / "spill") as engine, pytest.raises(duckdb.PermissionException):
        engine._connection.execute("SELECT * FROM read_csv('/etc/passwd')")


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_rule_hits_nobody_without_rows_of_its_first_table_and_the_counter_gives_what_the_night_gives(
    rule: Rule, engine: Engine, at: Counter
) -> None:
    tables = {
        table: columns_of(
            TABLES[table],
            [tuple(dict(zip(columns, row, strict=True)).get(c, 0) for c in TABLES[table]) for row in rule.example.tables[table]],
        )
        for table, columns in rule.needs.items()
    }
    first = next(iter(rule.needs))
    without = tables | {first: {name: values[:0] for name, values in tables[first].items()}}
    (night,) = screen(engine, [rule], tables, rule.example.today, time.perf_counter_ns)
    (nothing,) = screen(engine, [rule], without, rule.example.today, time.perf_counter_ns)

    result = at.hits([rule], tables, rule.example.today)

    assert [hits for _, hits in result] == [list(night.hits)]
    assert not nothing.hits
    assert at.hits([rule], without, rule.example.today) == []


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="module")
def at() -> Counter:
    return Counter()
