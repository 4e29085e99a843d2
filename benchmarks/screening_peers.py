"""The same rules in pandas and in PostgreSQL, over the same files, for comparison: as somebody would write them there.

pandas runs merges and groupings over data frames; PostgreSQL runs our very texts, its integer division written its own way, over
indexed and analysed tables. Reading the files is not timed for anybody.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from shebao.bulk.streamed import Stretches
from shebao.core.screening.rule import rules
from shebao.core.screening.screen import threshold_table
from shebao.core.screening.tables import TABLES

RULES = ("R001", "R002", "R005", "R008", "R009", "R010", "R011", "R040", "R045", "R047", "R055")
NEEDED = sorted({table for rule in RULES for table in rules()[rule].needs})


def run(name: str, files: Mapping[str, Path], folder: Path, today: int) -> dict[str, Any]:
    """Seconds, hits by rule and most memory of one of the three."""
    return {"ours": _ours, "pandas": _pandas, "postgres": _postgres}[name](files, folder, today)


def _told(seconds: float, hits: dict[str, int]) -> dict[str, Any]:
    return {"seconds": seconds, "hits": hits, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def _ours(files: Mapping[str, Path], folder: Path, today: int) -> dict[str, Any]:
    with Stretches({table: [path] for table, path in files.items()}, folder / "spill", "12GB") as engine:
        engine.load(NEEDED, *engine.span())
        started = time.perf_counter()
        hits = {rule: len(set(engine.ask(rules()[rule], today)["person"].tolist())) for rule in RULES}
        return _told(time.perf_counter() - started, hits)


def _pandas(files: Mapping[str, Path], folder: Path, today: int) -> dict[str, Any]:
    try:
        import pandas as pd
    except ImportError:
        return {"absent": "not installed (pip install pandas in an environment of its own, then run with its python)"}
    import duckdb

    t: dict[str, Any] = {}
    for table in NEEDED:
        t[table] = pd.DataFrame(duckdb.sql(f"SELECT * FROM read_parquet('{files[table]}')").fetchnumpy())
    month = today // 100
    started = time.perf_counter()
    running = t["benefits"][(t["benefits"].region == 0) & (t["benefits"].to_month == 0)]

    def two_pensions() -> Any:
        a = running.merge(t["benefits"][t["benefits"].to_month == 0], on="person", suffixes=("", "_b"))
        return a[((a.scheme != a.scheme_b) | (a.region != a.region_b)) & a.scheme.isin((110, 120, 170)) & a.scheme_b.isin((110, 120, 170))]

    def shared() -> Any:
        people = t["accounts"].groupby("account").person.nunique()
        result = t["accounts"][t["accounts"].account.map(people) >= 3]
        return result[result.person.isin(running.person)]

    def unlike() -> Any:
        paid = t["payments"].merge(t["dues"], on=["person", "scheme", "month"], suffixes=("", "_due"))
        sums = paid.groupby(["person", "scheme", "month"]).agg(fen=("fen", "sum"), due=("fen_due", "max")).reset_index()
        return sums[(sums.due > 0) & ((sums.fen > sums.due + 100) | (sums.fen < sums.due - 100))]

    def resident_and_employee() -> Any:
        resident = t["benefits"][(t["benefits"].region == 0) & (t["benefits"].scheme == 170)]
        a = resident.merge(t["contributions"][t["contributions"].scheme == 110], on="person")
        return a[(a.month >= a.from_month) & ((a.to_month == 0) | (a.month <= a.to_month))]

    def served() -> Any:
        a = t["payments"].merge(t["custody"], on="person")
        return a[(a.sentence.between(1, 4)) & (a.month > a.from_day // 100) & ((a.to_day == 0) | (a.month < a.to_day // 100))]

    def after_death() -> Any:
        dead = t["deaths"].groupby("person").on_day.min().reset_index()
        a = t["payments"].merge(dead, on="person")
        return a[a.month > a.on_day // 100]

    def certified_dead() -> Any:
        a = t["certifications"].merge(t["deaths"], on="person", suffixes=("", "_dead"))
        return a[a.on_day > a.on_day_dead]

    def expired() -> Any:
        a = running.merge(t["validity"], on="person")
        return a[a.until_month < (month - 89 if month % 100 == 1 else month - 1)]

    def too_few() -> Any:
        a = t["awards"]
        return a[a.scheme.isin((110, 120)) & (a.kind != 3) & (a.months < a.minimum_months)]

    written: dict[str, Callable[[], Any]] = {
        "R001": after_death, "R002": lambda: running.merge(t["funerals"], on="person"), "R005": served, "R008": certified_dead, "R009": expired,
        "R010": two_pensions, "R011": resident_and_employee, "R040": shared, "R045": unlike,
        "R047": lambda: t["balances"][t["balances"].balance_fen < 0], "R055": too_few,
    }  # fmt: skip
    hits = {rule: int(written[rule]().person.nunique()) for rule in RULES}
    return _told(time.perf_counter() - started, hits)


def _postgres(files: Mapping[str, Path], folder: Path, today: int) -> dict[str, Any]:
    try:
        import psycopg
    except ImportError:
        return {"absent": "psycopg is not installed"}
    from tests.support import postgres

    try:
        cluster = postgres.Cluster()
    except postgres.PostgresMissing as reason:
        return {"absent": str(reason)}
    try:
        cluster.start()
        return _in_postgres(psycopg, cluster.url(), files, folder, today)
    finally:
        cluster.stop()


def _in_postgres(psycopg: Any, address: str, files: Mapping[str, Path], folder: Path, today: int) -> dict[str, Any]:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET work_mem = '256MB'")
        for table in NEEDED:
            _copy(connection, table, files[table], folder)
        started = time.perf_counter()
        hits = {}
        for name in RULES:
            rule = rules()[name]
            cells = {column: int(values[0]) for column, values in threshold_table(rule, today).items()}
            connection.execute("DROP TABLE IF EXISTS threshold")
            connection.execute(
                "CREATE TABLE threshold AS SELECT " + ", ".join(f"CAST({value} AS BIGINT) AS {key}" for key, value in cells.items())
            )
            text = rule.query.replace("//", "/")
            row = connection.execute(f"SELECT COUNT(DISTINCT person) FROM ({text}) answer").fetchone()
            hits[name] = int(row[0]) if row else 0
        return _told(time.perf_counter() - started, hits)


def _copy(connection: Any, table: str, file: Path, folder: Path) -> None:
    """A table out of its file, indexed by person and analysed."""
    import duckdb

    columns = TABLES[table]
    text = folder / f"{table}.csv"
    duckdb.sql(f"COPY (SELECT {', '.join(columns)} FROM read_parquet('{file}')) TO '{text}' (FORMAT csv, HEADER false)")
    connection.execute(f"CREATE UNLOGGED TABLE {table} ({', '.join(f'{column} BIGINT' for column in columns)})")
    with text.open("rb") as source, connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copy:
        while data := source.read(1 << 20):
            copy.write(data)
    os.unlink(text)
    connection.execute(f"CREATE INDEX ON {table} (person)")
    connection.execute(f"ANALYZE {table}")
