"""Every table that rows are posted to through the journal refuses to change, delete or truncate them, whoever asks.

The tables are found from the models, so that a new one cannot be forgotten; each is tried with a row of its own.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models

MAY_CHANGE = {
    "people_person": {"citizen_sealed", "village_id", "phone", "death_date"},
    "people_bankaccount": {"until", "verified"},
    "enrolment_spell": {"to_month", "end_reason"},
    "enrolment_assistance": {"to_year"},
    "employers_employer": {"ended_month", "end_reason"},
    "employers_insurance": {"to_month"},
    "contributions_personmonth": {"paid_unit_fen", "paid_person_fen", "paid_month"},
    "declarations_difference": {"closed_on", "outcome"},
    "declarations_deferral": {"ended_on"},
    "declarations_bankruptcyclaim": {"closed_on", "outcome"},
    "declarations_refund": {"closed_on", "outcome"},
    "employers_project": {"ended_on", "outcome"},
    "employers_projectworker": {"left_on"},
    "enrolment_relative": {"to_on"},
    "enrolment_coveragetask": {"state"},
}
"""Columns that later business changes, each change with a journal entry of its own; `verify` opens every sealed number."""


def posted_tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "SEALED")]


def a_value(field: models.Field[Any, Any], number: int) -> Any:
    """Something the column's type takes; another number gives another value."""
    kind = field.get_internal_type()
    if isinstance(field, models.DateField):
        return f"2023-05-{10 + number:02d}"
    if kind == "BooleanField":
        return bool(number % 2)
    if kind == "BinaryField" or connection.Database.Binary is not bytes and field.db_type(connection) in ("BLOB", "bytea"):
        return bytes([number])
    return number if isinstance(field, models.IntegerField | models.ForeignKey | models.AutoField) else str(number)


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert_row(model: type[models.Model]) -> None:
    """A row that nothing stands behind: what a table refuses about its rows is tried here, not what its rows mean."""
    table = model._meta.db_table
    columns = {field.column: a_value(field, 1) for field in model._meta.concrete_fields}
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


def test_no_posted_row_is_changed_deleted_or_truncated(database: str) -> None:
    assert len(posted_tables()) >= 12
    unguarded = []

    for model in posted_tables():
        table = model._meta.db_table
        insert_row(model)
        attempts = [(f"DELETE FROM {table}", ())]
        if connection.vendor == "postgresql":
            attempts.append((f"TRUNCATE {table} CASCADE", ()))
        for field in model._meta.concrete_fields:
            if field.column not in MAY_CHANGE.get(table, set()):
                attempts.append((f'UPDATE {table} SET "{field.column}" = %s', (a_value(field, 2),)))
        for statement, values in attempts:
            try:
                execute(statement, *values)
            except IntegrityError as refused:
                assert table.partition("_")[0] in str(refused), refused
                continue
            unguarded.append(statement)

    assert unguarded == []
