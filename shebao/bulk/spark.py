"""The same rule texts on a Spark cluster (extra `shebao[spark]`): translated word by word, their hits those of one machine.

Where the files lie is the cluster's affair: a folder every worker sees, or an object store by its address (`s3a://…`). What a cluster
costs is worth it past one machine alone; up to fifty million people `bulk.streamed` does the same on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shebao.core.screening.rule import RESULT, Rule
from shebao.core.screening.screen import threshold_table
from shebao.core.screening.tables import TABLES

EXTRA = "shebao[spark]"


def translated(rule: Rule) -> str:
    """A rule's text as Spark reads it; every name quoted, so that none is taken for a word of the language."""
    import sqlglot

    (text,) = sqlglot.transpile(rule.query, read="duckdb", write="spark", identify=True)
    return str(text)


def lend_files(session: Any, files: Mapping[str, Sequence[str]]) -> None:
    """Give tables under their names: parquet files by path or address, their columns as 64-bit whole numbers."""
    for table, paths in files.items():
        frame = session.read.parquet(*paths)
        frame.selectExpr(*(f"CAST(`{column}` AS BIGINT) AS `{column}`" for column in TABLES[table])).createOrReplaceTempView(table)


def ask(session: Any, rule: Rule, today: int) -> Any:
    """What a rule gives over the tables as they are now, as a frame that is not computed yet. today: YYYYMMDD."""
    cells = {name: int(values[0]) for name, values in threshold_table(rule, today).items()}
    row = ", ".join(f"CAST({value} AS BIGINT) AS `{name}`" for name, value in cells.items())
    session.sql(f"SELECT {row}").createOrReplaceTempView("threshold")
    frame = session.sql(translated(rule))
    assert tuple(frame.columns) == RESULT, f"{rule.id} gives {frame.columns}"
    return frame


def screen(session: Any, rules: Iterable[Rule], today: int) -> dict[str, list[tuple[int, ...]]]:
    """Rule → its rows (person, month, fen, evidence), in order; its tables being there."""
    return {rule.id: sorted(tuple(map(int, row)) for row in ask(session, rule, today).collect()) for rule in rules}
