"""The primary key of rows whose ids are given by us."""

from __future__ import annotations

from typing import Any

from django.db import models


class RowId(models.BigIntegerField):  # type: ignore[type-arg]
    """A whole number we give out ourselves, before the row is written.

    On SQLite it is the row's own address in the table ("INTEGER PRIMARY KEY"); as "bigint", which means the same to
    PostgreSQL, it would be a second tree beside the table, to be written and searched with every row.
    """

    def db_type(self, connection: Any) -> str | None:
        """`integer` on SQLite, where integers have eight bytes anyway; `bigint` elsewhere."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
