"""Digests of tables by plain SQL, without models: what an older version wrote and a newer one must leave as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

MIGRATIONS = "django_migrations"
CHANGES_BY_ITSELF = {
    "journal_head",
    "payout_epoch",
    "django_session",
    "django_content_type",
    "auth_permission",
    "django_tasks_db_dbtaskresult",
    "sqlite_sequence",
}
"""What a restore writes, or what the framework fills in anew."""


class TableDigest(NamedTuple):
    """A table's columns, rows, and a digest of its rows, which does not depend on their order."""

    columns: tuple[str, ...]
    rows: int
    digest: str


def opened(where: str | None) -> Any:
    """A connection to a file of SQLite, to an address of PostgreSQL, or to this installation's own database (None)."""
    if where is None:
        from django.db import connection

        connection.ensure_connection()
        return connection.connection
    if where.startswith(("postgres:", "postgresql:")):
        import psycopg

        return psycopg.connect(where)
    return sqlite3.connect(where.removeprefix("sqlite:///"))


def digests(connection: Any, seq: int, columns: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, TableDigest]:
    """Table → its digest; of the journal only entries up to a number. columns: only these, of tables that may have more by now."""
    cursor, result = connection.cursor(), {}
    sqlite = isinstance(connection, sqlite3.Connection)
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if sqlite
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    for table in sorted(row[0] for row in cursor.fetchall()):
        if table in CHANGES_BY_ITSELF or table.startswith("sqlite_") or (columns is not None and table not in columns):
            continue
        cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')  # noqa: S608
        present = tuple(column[0] for column in cursor.description)
        wanted = present if columns is None else tuple(name for name in columns[table] if name in present)
        quoted = ", ".join(f'"{name}"' for name in wanted)
        cursor.execute(f'SELECT {quoted} FROM "{table}"' + (f" WHERE seq <= {int(seq)}" if table == "journal_entry" else ""))  # noqa: S608
        rows, total = 0, 0
        while chunk := cursor.fetchmany(5_000):
            rows += len(chunk)
            for row in chunk:
                said = repr([bytes(cell).hex() if isinstance(cell, bytes | memoryview) else cell for cell in row])
                total = (total + int.from_bytes(sha256(said.encode()).digest(), "big")) % (1 << 256)
        result[table] = TableDigest(wanted, rows, f"{total:064x}")
    return result
