"""Reads a parquet file as columns of text; the one place where the engine is let at a file, and at this one alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from shebao.base.finding import refuse


def read_parquet(path: Path, most_columns: int, most_rows: int) -> tuple[list[str], tuple[Sequence[str], ...]]:
    """(titles, columns) of a file; raises `Refused` where it is damaged, too wide or too long."""
    with duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "2GB"}) as connection:
        try:
            relation = connection.read_parquet(str(path))
            titles = list(relation.columns)
            if len(titles) > most_columns:
                refuse("list.unreadable", f"有 {len(titles):,} 列，超过 {most_columns} 列", "请只留下名单需要的列。", path.name)
            quoted = ", ".join(f'''COALESCE(CAST("{title.replace('"', '""')}" AS VARCHAR), '')''' for title in titles)
            rows = relation.project(quoted).limit(most_rows + 1).fetchall()
        except duckdb.Error:
            refuse("list.unreadable", "文件损坏，读不出内容", "请重新导出后再试。", path.name)
    if len(rows) > most_rows:
        refuse("list.unreadable", f"超过 {most_rows:,} 行", "请分成几个文件。", path.name)
    return titles, tuple(zip(*rows, strict=True))
