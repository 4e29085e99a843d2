"""An invented province for the screening benchmarks: every table of the rules as a parquet file, drawn by the engine itself.

Everybody is paid twelve months and has one benefit, one account and one proof of life; one in a hundred stands on each outside list,
one in eight contributes, and one in a hundred thousand is wrong in each way the rules look for.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from shebao.core.screening.tables import TABLES

MONTHS = (*range(202307, 202313), *range(202401, 202407))
_SOME, _WORKS = "i % 100 = 7", "i % 8 = 3"
_BIRTH = "(1928 + i % 36) * 10000 + (1 + i % 12) * 100 + 1 + i % 28"
_AGED = "CAST((1928 + i % 36 + 60) * 100 + 1 + i % 12 AS BIGINT)"
_ONE = "FROM range(1, {n} + 1) r(i)"
_LISTED = "FROM range(1, {n} + 1) r(i) WHERE " + _SOME
_MONTHLY = "FROM range(1, {n} + 1) r(i), (SELECT UNNEST([{months}]) AS month) m"
_DAY = "20240101 + i % 28"
_SQL: dict[str, str] = {
    "people": f"SELECT i AS person, {_BIRTH} AS birth, {_BIRTH} AS number_birth, 1 + i % 2 AS sex, 1 + i % 2 AS number_sex, 1 AS number_ok {_ONE}",
    "payments": f"SELECT i AS person, 170 AS scheme, month, 15000 AS fen {_MONTHLY}",
    "dues": f"SELECT i AS person, 170 AS scheme, 202406 AS month, CASE WHEN i % 100000 = 5 THEN 9000 ELSE 15000 END AS fen {_ONE}",
    "benefits": f"SELECT i AS person, 170 AS scheme, 0 AS region, {_AGED} AS from_month, 0 AS to_month {_ONE}",
    "awards": f"SELECT i AS person, 170 AS scheme, 1 AS kind, {_AGED} AS from_month, {_BIRTH} AS birth, 1 + i % 2 AS sex, 180 AS months,"
    f" CASE WHEN i % 100000 = 9 THEN 192 ELSE 180 END AS minimum_months, 15000 + i % 500 AS fen, i % 5000 AS employer {_ONE}",
    "accounts": f"SELECT i AS person, i - CASE WHEN i % 50000 < 3 THEN i % 50000 ELSE 0 END AS account, 20230101 AS since_day, 1 AS own_name {_ONE}",
    "validity": f"SELECT i AS person, CASE WHEN i % 100000 = 11 THEN 202301 ELSE 202412 END AS until_month {_ONE}",
    "certifications": f"SELECT i AS person, 20240105 AS on_day, i % 2 AS local {_ONE}",
    "sightings": f"SELECT i AS person, 20240105 AS on_day {_ONE} WHERE i % 10000 <> 13",
    "deaths": f"SELECT i AS person, {_DAY} AS on_day {_LISTED} AND i % 100000 = 7",
    "funerals": f"SELECT i AS person, {_DAY} AS on_day {_LISTED} AND i % 100000 = 107",
    "cancelled_households": f"SELECT i AS person, {_DAY} AS on_day, 1 + i % 9 AS reason {_LISTED}",
    "custody": f"SELECT i AS person, {_DAY} AS from_day, 0 AS to_day, 1 + i % 9 AS sentence {_LISTED} AND i % 1000 = 7",
    "exits": f"SELECT i AS person, 20230101 AS from_day, 0 AS to_day {_LISTED} AND i % 10000 = 7",
    "companies": f"SELECT i AS person, {_DAY} AS from_day, 0 AS to_day {_LISTED}",
    "assistance": f"SELECT i AS person, 2020 AS from_year, 0 AS to_year {_LISTED}",
    "life_events": f"SELECT i AS person, {_DAY} AS on_day {_LISTED}",
    "contributions": f"SELECT i AS person, 110 AS scheme, month, i % 40000 AS employer, 500000 + i % 7 * 100000 AS base_fen {_MONTHLY} WHERE i % 400 = 3",
    "base_years": "SELECT i AS person, 110 AS scheme, year, 12 AS months, 12 * 500000 AS base_fen, 400000 AS floor_fen FROM range(1, {n} + 1) r(i),"
    f" range(2014, 2024) y(year) WHERE {_WORKS}",
    "subsidies": f"SELECT i AS person, 170 AS scheme, 202401 AS from_month, 202412 AS to_month, 1 + i % 2 AS kind {_LISTED}",
    "balances": f"SELECT i AS person, 170 AS scheme, CASE WHEN i % 100000 = 15 THEN -1 ELSE 500000 END AS balance_fen {_ONE}",
    "large_payments": f"SELECT i AS person, 170 AS scheme, 20240415 AS on_day, 15000 * (1 + i % 4) AS fen, 15000 AS monthly_fen, 1 AS batch {_LISTED}",
    "limits": "SELECT 110 AS scheme, month, 400000 AS floor_fen, 2500000 AS cap_fen FROM (SELECT UNNEST([{months}]) AS month) m",
    "employers": "SELECT i AS employer, 20100101 AS from_day, 0 AS to_day, 20 AS insured, 9000000 AS taxed_fen, i AS address FROM range(0, 40000) r(i)",
}


def draw(people: int, folder: Path, memory: str = "1500MB") -> dict[str, Path]:
    """Write every table for so many people into a folder; table → its file. A file that is there already is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    with duckdb.connect(":memory:", config={"threads": "2", "memory_limit": memory, "temp_directory": str(folder / "spill")}) as engine:
        engine.execute("SET preserve_insertion_order = true")
        for table, columns in TABLES.items():
            files[table] = folder / f"{table}.parquet"
            if files[table].exists():
                continue
            listed = ", ".join(f"CAST({column} AS BIGINT) AS {column}" for column in columns)
            query = _SQL.get(
                table, "SELECT " + ", ".join(f"{_default(column)} AS {column}" for column in columns) + f" {_LISTED} AND i % 1000 = 7"
            )
            query = query.format(n=people, months=", ".join(map(str, MONTHS)))
            begun = files[table].with_suffix(".begun")
            engine.execute(f"COPY (SELECT {listed} FROM ({query})) TO '{begun}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)")
            begun.rename(files[table])
    return files


def _default(column: str) -> str:
    if column == "person":
        return "i"
    if column.endswith("day"):
        return _DAY
    if column.endswith("month"):
        return "202401"
    return "i % 5000"


def draw_identities(people: int, folder: Path) -> Path:
    """Numbers and names of so many people as a parquet file; every thousandth is the one before, with one digit of the number wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "identities.parquet"
    if not file.exists():
        number = (
            "990000 * 100000000000 + (1930 + j % 75) * 10000000 + (1 + j // 7 % 12) * 100000 + (1 + j // 91 % 28) * 1000 + j % 99 * 10 + 3"
        )
        name = "chr(CAST(19968 + hash(j) % 120 AS INTEGER)) || chr(CAST(20968 + hash(j + 1) % 3000 AS INTEGER))"
        query = f"SELECT i AS person, {number} + CASE WHEN i % 1000 = 0 THEN 4 ELSE 0 END AS number, {name} AS name"
        source = f"(SELECT i, i - CASE WHEN i % 1000 = 0 THEN 1 ELSE 0 END AS j FROM range(1, {people} + 1) r(i))"
        with duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "1500MB"}) as engine:
            engine.execute(f"COPY ({query} FROM {source}) TO '{file}' (FORMAT parquet)")
    return file
