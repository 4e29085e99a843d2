"""Reading tables as whole-number columns and changing many rows at once, alike on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

Column: TypeAlias = npt.NDArray[np.int64]
Columns: TypeAlias = dict[str, Column]
Mask: TypeAlias = npt.NDArray[np.bool_]
"""Which rows of some columns are meant."""

_FEW = 5_000
"""Up to so many persons are looked up one by one; beyond that a table is read from end to end."""


def int_column(values: Iterable[int] | Column) -> Column:
    """Whole numbers as an int64 column."""
    return values if isinstance(values, np.ndarray) else np.fromiter(values, dtype=np.int64)


def among(ids: Iterable[int] | Column) -> RawSQL:
    """For `filter(person_id__in=among(ids))`: any number of ids as one parameter, past every limit on parameters."""
    listed = int_column(ids).tolist()
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", (listed,))
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(listed),))


def among_texts(texts: Iterable[str]) -> RawSQL:
    """`among` for texts: any number of them as one parameter."""
    listed = sorted(texts)
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::text[])", (listed,))
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(listed),))


def narrowed(rows: models.QuerySet[Any], ids: Column, name: str = "person_id") -> models.QuerySet[Any]:
    """The rows of these persons (or of another column), where they are few; all rows where they are many, which is then quicker than looking each one up."""
    return rows.filter(**{f"{name}__in": among(ids)}) if ids.size < _FEW else rows


class MonthOf(models.Func):
    """The month YYYYMM of a date column, worked out by the database."""

    output_field = models.IntegerField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Dates are ISO text there."""
        return self.as_sql(compiler, connection, template="CAST(substr(%(expressions)s, 1, 4) || substr(%(expressions)s, 6, 2) AS INTEGER)")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Dates are dates there."""
        return self.as_sql(
            compiler, connection, template="(EXTRACT(YEAR FROM %(expressions)s) * 100 + EXTRACT(MONTH FROM %(expressions)s))::int"
        )


def total(amounts: Any, condition: models.Q | None = None) -> Cast:
    """The sum of an amount column or expression as a whole number, 0 for no rows: PostgreSQL sums bigint as numeric."""
    return Cast(Coalesce(models.Sum(amounts, filter=condition), 0, output_field=models.BigIntegerField()), models.BigIntegerField())


def read_rows(rows: models.QuerySet[Any], *names: str) -> list[tuple[Any, ...]]:
    """The raw rows of a query: numbers and text as the database gives them, without the framework's conversions."""
    try:
        statement, parameters = rows.values_list(*names).query.sql_with_params()
    except EmptyResultSet:  # the framework sees by itself that no row can be meant
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def read_columns(rows: models.QuerySet[Any], *names: str, none: int = 0) -> Columns:
    """Whole-number columns of a query, by name; NULL becomes `none`."""
    result = read_rows(rows, *names)
    if not result:
        return {name: np.empty(0, dtype=np.int64) for name in names}
    try:
        table = _table(result, len(names))
        return {name: np.ascontiguousarray(table[:, i]) for i, name in enumerate(names)}
    except TypeError:  # a column has NULLs
        pass
    return {name: _column(cells, none) for name, cells in zip(names, zip(*result, strict=True), strict=True)}


def read_table(rows: models.QuerySet[Any], *names: str) -> Column:
    """Whole-number columns of a query side by side, one row each (rows × names). No cell may be NULL."""
    return _table(read_rows(rows, *names), len(names))


def _table(result: Sequence[Sequence[Any]], width: int) -> Column:
    return np.fromiter(chain.from_iterable(result), dtype=np.int64, count=len(result) * width).reshape(len(result), width)


def _column(cells: Sequence[Any], none: int) -> Column:
    try:
        return np.array(cells, dtype=np.int64)
    except TypeError:
        return np.array([none if cell is None else cell for cell in cells], dtype=np.int64)


def look_up(keys: Column, values: Column, wanted: Column, missing: int = 0) -> Column:
    """For each of `wanted` the value beside its key; `missing` where there is none. Keys are unique, in any order."""
    if not keys.size:
        return np.full(wanted.shape, missing, dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    place = np.minimum(np.searchsorted(keys, wanted, sorter=order), keys.size - 1)
    row = order[place]
    return np.where(keys[row] == wanted, values[row], missing)


def pick(columns: Columns, rows: Mask | Column) -> Columns:
    """Some rows of some columns."""
    return {name: column[rows] for name, column in columns.items()}


def summed(keys: Column, values: Column, wanted: Column) -> Column:
    """For each of `wanted` the sum of the values beside its key; keys may repeat."""
    unique, place = np.unique(keys, return_inverse=True)
    sums = np.zeros(unique.size, dtype=np.int64)
    np.add.at(sums, place, values)
    return look_up(unique, sums, wanted)


def empty_columns(*names: str) -> Columns:
    """Columns of these names without rows."""
    return {name: np.empty(0, dtype=np.int64) for name in names}


def change_rows(model: type[models.Model], keys: Iterable[int] | Column, *, adding: bool = False, **values: Any) -> int:
    """Set columns of the rows with these primary keys in one statement; the number of rows changed.

    values: column → one value for all, or a sequence in the order of the keys. adding: add to the column instead.
    """
    listed = int_column(keys).tolist()
    meta, quote = model._meta, connection.ops.quote_name
    assert meta.pk is not None
    fields = [next(f for f in meta.concrete_fields if name in (f.name, f.attname)) for name in values]
    cells = [_cells(value, len(listed)) for value in values.values()]
    table, key, columns = quote(meta.db_table), quote(str(meta.pk.column)), [quote(str(f.column)) for f in fields]
    if connection.vendor == "postgresql":
        kinds = [str(f.rel_db_type(connection) if f.is_relation else f.db_type(connection)) for f in fields]
        settings = ", ".join(f"{column} = " + (f"t.{column} + " if adding else "") + f"v.c{i}" for i, column in enumerate(columns))
        arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
        names = ", ".join(f"c{i}" for i in range(len(fields)))
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} AS t SET {settings} FROM unnest(%s::bigint[], {arrays}) AS v(k, {names}) WHERE t.{key} = v.k",  # noqa: S608
                [listed, *cells],
            )
            return int(cursor.rowcount)
    settings = ", ".join(f"{column} = " + (f"{column} + " if adding else "") + "?" for column in columns)
    # The driver is called past Django's cursor, so its errors are translated here.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        changed = cursor.connection.executemany(f"UPDATE {table} SET {settings} WHERE {key} = ?", zip(*cells, listed, strict=True))  # noqa: S608
        return int(changed.rowcount)


def _cells(value: Any, count: int) -> list[Any]:
    if isinstance(value, np.ndarray):
        return list(value.tolist())
    return list(value) if isinstance(value, list | tuple) else list(repeat(value, count))


def listed_text(ids: Iterable[int] | Column, most: int = 5) -> str:
    """Ids for a message: “12、13、14 等 20 人”."""
    result = int_column(ids).tolist()
    shown = "、".join(map(str, result[:most]))
    return f"{shown} 等 {len(result)} 人" if len(result) > most else shown
