"""Taking down the triggers that guard tables, as an owner of the tables could and the running role cannot; on both databases."""

from __future__ import annotations

from django.db import connection


def drop_guards(*tables: str) -> None:
    """Take down the guards of these tables, of every table where none is named; the test's transaction puts them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
            for name, table in cursor.fetchall():
                if not tables or table in tables:
                    cursor.execute(f'DROP TRIGGER "{name}"')
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        for table in tables or connection.introspection.table_names():
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
