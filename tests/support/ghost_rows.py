"""A row that nothing stands behind, put into a table whatever its constraints say: for tests of what tables refuse and `verify` finds."""

from __future__ import annotations

from typing import Any

from django.db import connection, models


def a_value(field: models.Field[Any, Any], number: int) -> Any:
    """Something the column's type takes; another number gives another value."""
    kind = field.get_internal_type()
    if isinstance(field, models.DateField):
        return f"2023-05-{10 + number % 20:02d}"
    if kind == "BooleanField":
        return bool(number % 2)
    if kind == "BinaryField" or connection.Database.Binary is not bytes and field.db_type(connection) in ("BLOB", "bytea"):
        return bytes([number % 256])
    if isinstance(field, models.IntegerField | models.ForeignKey | models.AutoField):
        return number
    return str(number)[-(field.max_length or 20) :]  # PostgreSQL refuses what is longer than the column before any trigger looks


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert_row(model: type[models.Model], **values: Any) -> None:
    """A row that nothing stands behind, with some values given."""
    table = model._meta.db_table
    columns = {field.column: a_value(field, 1) for field in model._meta.concrete_fields} | values
    if connection.vendor == "sqlite":
        execute("PRAGMA foreign_keys = OFF")
        execute("PRAGMA ignore_check_constraints = ON")
    else:
        execute("SET session_replication_role = replica")
        with connection.cursor() as cursor:
            cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    execute(f"INSERT INTO {table} ({names}) VALUES ({places})", *columns.values())
    if connection.vendor == "postgresql":
        execute("SET session_replication_role = origin")
