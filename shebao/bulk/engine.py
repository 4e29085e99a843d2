"""Runs query texts over named tables of whole-number columns, in memory, with everything else of the engine locked away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[np.int64]
Table: TypeAlias = Mapping[str, Column]

_SETTINGS = {"enable_external_access": False, "threads": 2, "memory_limit": "2GB", "autoinstall_known_extensions": False}
_A_FEW = 200
"""Up to so many rows are written into the statement."""


class Engine:
    """A database in memory for one screening: tables are lent to it, queries run on them, and nothing is kept."""

    def __init__(self, threads: int = 2, *, few: bool = False) -> None:
        """few: for some rows alone, where planning takes longer than running."""
        settings = {**_SETTINGS, "threads": threads}
        self._connection = duckdb.connect(":memory:", config={name: str(value).lower() for name, value in settings.items()})
        if few:
            self._connection.execute("PRAGMA disable_optimizer")

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def lend(self, name: str, table: Table) -> None:
        """Give a table under a name; a later one takes its place. Its columns are copied, so they may change afterwards."""
        columns = {column: np.ascontiguousarray(values, dtype=np.int64) for column, values in table.items()}
        assert len({values.size for values in columns.values()}) == 1, f"{name}: columns of unequal length"
        self._connection.register("_lent", columns)
        self._connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM _lent')  # noqa: S608
        self._connection.unregister("_lent")

    def fill(self, tables: Mapping[str, Table]) -> None:
        """Put rows into tables that are there, their columns in their order: a few rows of each in one statement, many rows by column."""
        statements = []
        for name, table in tables.items():
            columns = [np.asarray(values, dtype=np.int64).tolist() for values in table.values()]
            if len(columns[0]) > _A_FEW:
                self._connection.register(
                    "_lent", {column: np.ascontiguousarray(values, dtype=np.int64) for column, values in table.items()}
                )
                self._connection.execute(f'INSERT INTO "{name}" SELECT * FROM _lent')  # noqa: S608
                self._connection.unregister("_lent")
            else:
                rows = ",".join(f"({','.join(map(str, row))})" for row in zip(*columns, strict=True))
                statements.append(f'INSERT INTO "{name}" VALUES {rows}')  # noqa: S608
        if statements:
            self._connection.execute(";".join(statements))

    def empty(self, names: Sequence[str]) -> None:
        """Take every row of some tables away."""
        if names:
            self._connection.execute(";".join(f'TRUNCATE "{name}"' for name in names))

    def lend_in(self, place: str, name: str, table: Table) -> None:
        """Give a table under a name in a place of its own, which `look_in` puts before all others."""
        self._connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{place}"')
        self.lend(f'{place}"."{name}', table)

    def look_in(self, place: str) -> None:
        """Look for tables in a place first; "main" for nowhere else."""
        self._connection.execute(f"SET search_path = '{place},main'" if place != "main" else "SET search_path = 'main'")

    def ask(self, query: str, columns: Sequence[str]) -> Table:
        """The result of a query as whole-number columns of these names; any other shape is a mistake of the query."""
        answer: Mapping[str, Any] = self._connection.execute(query).fetchnumpy()
        assert tuple(answer) == tuple(columns), f"the query gives {tuple(answer)}"
        return {name: _whole(name, values) for name, values in answer.items()}


def _whole(name: str, values: Any) -> Column:
    assert not np.ma.is_masked(values), f"{name}: a cell without a value"
    plain = np.asarray(values)
    assert np.issubdtype(plain.dtype, np.integer) or not plain.size, f"{name}: {plain.dtype} is no whole number"
    return plain.astype(np.int64)
