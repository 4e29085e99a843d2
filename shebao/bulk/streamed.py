"""Rules over tables that do not fit in memory: parquet files read a stretch of people at a time, what looks across people read whole.

A table that names a person is split by it; every rule that asks of one person at a time runs on each stretch, and gives there what
it would give over everything. Rules that compare people with each other (`ACROSS`) run once, over columns alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt

from shebao.core.screening.rule import RESULT, Rule
from shebao.core.screening.screen import threshold_table
from shebao.core.screening.tables import KEY, TABLES

Column: TypeAlias = npt.NDArray[np.int64]
Files: TypeAlias = Mapping[str, Sequence[Path]]
PEOPLE = 500_000
"""How many people a stretch holds."""


@dataclass(slots=True)
class Streamed:
    """What came of one rule: its rows, as columns, and how long it took over all stretches."""

    rule: Rule
    rows: dict[str, Column] = field(default_factory=dict)
    seconds: Fraction = Fraction(0)

    @property
    def people(self) -> int:
        """How many people it hit."""
        return int(np.unique(self.rows["person"]).size) if self.rows else 0


class Stretches:
    """An engine over files: tables of one stretch are copied into memory, rules run on them, and the next stretch takes their place."""

    def __init__(self, files: Files, spill: Path, memory: str = "1500MB", threads: int = 2) -> None:
        self._files = {table: [str(path) for path in paths] for table, paths in files.items() if paths}
        allowed = [path for paths in self._files.values() for path in paths]
        spill.mkdir(parents=True, exist_ok=True)
        self._connection = duckdb.connect(
            ":memory:",
            config={"threads": str(threads), "memory_limit": memory, "temp_directory": str(spill), "autoinstall_known_extensions": "false"},
        )
        self._connection.execute(f"SET allowed_paths = {allowed!r}")
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute("SET enable_external_access = false")

    def __enter__(self) -> Stretches:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    @property
    def tables(self) -> set[str]:
        """The names of the tables there are files of."""
        return set(self._files)

    def span(self) -> tuple[int, int]:
        """The lowest and the highest key of a person in all files; (0, -1) where there is nobody."""
        ends = [
            self._connection.execute(f"SELECT MIN({KEY}), MAX({KEY}) FROM read_parquet({paths!r})").fetchone()  # noqa: S608
            for table, paths in self._files.items()
            if KEY in TABLES[table]
        ]
        known = [end for end in ends if end and end[0] is not None]
        return (min(end[0] for end in known), max(end[1] for end in known)) if known else (0, -1)

    def bounds(self, count: int) -> list[tuple[int, int]]:
        """Stretches of keys of so many people each, by the table with most people."""
        first: tuple[str, ...] = ("benefits", "people", "payments")
        named = [table for table in first if table in self._files] or sorted(self._files)
        low, high = self.span()
        paths = self._files[named[0]]
        query = f"SELECT approx_count_distinct({KEY}) FROM read_parquet({paths!r})"  # noqa: S608
        people = (self._connection.execute(query).fetchone() or (0,))[0]
        parts = max(1, -(-int(people) // count))
        if parts == 1:
            return [(low, high)]
        shares = ", ".join(str(i / parts) for i in range(1, parts))
        query = f"SELECT approx_quantile({KEY}, [{shares}]) FROM read_parquet({paths!r})"  # noqa: S608
        cuts = sorted({int(cut) for cut in (self._connection.execute(query).fetchone() or ([],))[0]})
        starts = [low, *(cut + 1 for cut in cuts)]
        return [(a, b) for a, b in zip(starts, [*cuts, high], strict=True) if a <= b]

    def load(self, names: Iterable[str], low: int, high: int) -> None:
        """Copy the rows of a stretch of people into memory; tables that name nobody are copied whole."""
        for name in names:
            columns = ", ".join(f"CAST({column} AS BIGINT) AS {column}" for column in TABLES[name])
            where = f"WHERE {KEY} BETWEEN {low} AND {high}" if KEY in TABLES[name] else ""
            source = f"read_parquet({self._files[name]!r})"
            self._connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT {columns} FROM {source} {where}')  # noqa: S608

    def view(self, names: Iterable[str]) -> None:
        """Let tables be read from their files, without a copy."""
        for name in names:
            self._connection.execute(f'DROP TABLE IF EXISTS "{name}"')
            self._connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM read_parquet({self._files[name]!r})')  # noqa: S608

    def ask(self, rule: Rule, today: int) -> dict[str, Column]:
        """What a rule gives over the tables as they are now."""
        self._connection.register("_lent", threshold_table(rule, today))
        self._connection.execute("CREATE OR REPLACE TABLE threshold AS SELECT * FROM _lent")
        self._connection.unregister("_lent")
        answer = self._connection.execute(rule.query).fetchnumpy()
        assert tuple(answer) == RESULT, f"{rule.id} gives {tuple(answer)}"
        return {name: np.asarray(values).astype(np.int64) for name, values in answer.items()}


def screen_files(
    files: Files, rules: Iterable[Rule], today: int, spill: Path, clock: Callable[[], int], *, people: int = PEOPLE, memory: str = "1500MB"
) -> list[Streamed]:
    """Every rule over files, all its tables being there. today: YYYYMMDD. clock: nanoseconds."""
    outcomes = [Streamed(rule) for rule in rules]
    alone = [one for one in outcomes if not one.rule.across]
    across = [one for one in outcomes if one.rule.across]
    parts: dict[str, list[dict[str, Column]]] = {one.rule.id: [] for one in outcomes}
    with Stretches(files, spill, memory) as engine:
        needed = sorted({table for one in alone for table in one.rule.needs})
        whole = [name for name in needed if KEY not in TABLES[name]]
        engine.load(whole, 0, 0)
        for low, high in engine.bounds(people) if alone else ():
            engine.load([name for name in needed if name not in whole], low, high)
            for one in alone:
                _timed(engine, one, today, parts, clock)
        engine.view(sorted(engine.tables))
        for one in across:
            _timed(engine, one, today, parts, clock)
    for one in outcomes:
        one.rows = {name: np.concatenate([part[name] for part in parts[one.rule.id]] or [np.zeros(0, np.int64)]) for name in RESULT}
    return outcomes


def _timed(engine: Stretches, one: Streamed, today: int, parts: Mapping[str, list[dict[str, Column]]], clock: Callable[[], int]) -> None:
    start = clock()
    parts[one.rule.id].append(engine.ask(one.rule, today))
    one.seconds += Fraction(clock() - start, 10**9)
