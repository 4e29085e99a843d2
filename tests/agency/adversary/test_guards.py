"""Every change of every guarded table is refused by the database itself, whoever asks: rows added, changed, deleted, tables emptied.

Which tables are guarded against what is read from the database's own triggers; rows are those of a county that has lived. What a
table lets through are exactly the columns that later business changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from tests.support.ghost_rows import a_value, insert_row
from tests.world.law import PLACE
from tests.world.lived import with_open_ends

pytestmark = pytest.mark.slow

FREE = {
    "people_person": {"citizen_sealed", "village_id", "phone", "death_date"},
    "people_bankaccount": {"until", "verified"},
    "enrolment_spell": {"to_month", "end_reason"},
    "enrolment_assistance": {"to_year"},
    "employers_employer": {"ended_month", "end_reason"},
    "employers_insurance": {"to_month"},
    "contributions_personmonth": {"paid_unit_fen", "paid_person_fen", "paid_month"},
    "declarations_difference": {"closed_on", "outcome"},
    "declarations_bankruptcyclaim": {"closed_on", "outcome"},
    "declarations_deferral": {"ended_on"},
    "declarations_refund": {"closed_on", "outcome"},
    "employers_project": {"ended_on", "outcome"},
    "employers_projectworker": {"left_on"},
    "enrolment_coveragetask": {"state"},
    "enrolment_relative": {"to_on"},
    "public_submission": {"state", "matter_id", "result_id", "answered_on", "answer", "withdrawal_on"},
    "public_message": {"read_at", "reply", "replied_on"},
    "public_proposal": {"reply", "replied_on", "submission_id"},
    "public_look": {"entry_id"},
    "exchange_call": {"entry_id"},
    "payout_run": {"state", "step", "error", "lease_owner", "lease_until", "heartbeat_at"},
}
"""Columns that later business changes: each change has a journal entry of its own, and `verify` holds the one against the other."""
SETTLED = {"fund_period": "closed", "matters_matter": "state = 'applied'"}
"""Table → of which rows one is tried, where rows that are not settled yet may still change."""
OTHERWISE = {"payout_approval": {"digest": "x"}}
"""Table → what is different in a row that is added, where a row like the others may be."""


class Undo(Exception):
    """Rolls one attempt back."""


def guards() -> dict[str, set[str]]:
    """Table → the changes that a trigger of its looks at."""
    result: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            for table, text in cursor.fetchall():
                result.setdefault(table, set()).add(re.search(r"(?:BEFORE|AFTER) (INSERT|UPDATE|DELETE)", text).group(1))  # type: ignore[union-attr]
            return result
        cursor.execute("SELECT tgrelid::regclass::text, tgtype FROM pg_trigger WHERE NOT tgisinternal")
        for table, kind in cursor.fetchall():
            changes = {name for bit, name in ((4, "INSERT"), (8, "DELETE"), (16, "UPDATE"), (32, "TRUNCATE")) if kind & bit}
            result.setdefault(table, set()).update(changes)
    return result


def refused(table: str, statement: str, values: tuple[object, ...]) -> bool:
    """Whether a trigger of the table refuses; what was done is undone."""
    try:
        with transaction.atomic():
            execute(statement, *values)
            raise Undo
    except Undo:
        return False
    except DatabaseError as refusal:
        return str(refusal).startswith(table.partition("_")[0])


def execute(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def stored_row(model: type[models.Model]) -> list[object]:
    """A row that is settled; nothing where there is none."""
    table, names = model._meta.db_table, ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    where = f"WHERE {SETTLED[table]}" if table in SETTLED else ""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table}" {where} ORDER BY "{model._meta.pk.column}" DESC LIMIT 1')
        row = cursor.fetchone()
    return list(row) if row else []


def let_in(table: str) -> None:
    """Take down what keeps rows from being added."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND sql LIKE '%%INSERT ON%%'", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')


def attempts(model: type[models.Model], changes: set[str], row: list[object]) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    """(what, statement, its values) of every change of a row that a table's triggers may look at; each column by itself."""
    table, fields, key = model._meta.db_table, model._meta.concrete_fields, model._meta.pk.column
    columns = [field.column for field in fields]
    number = row[columns.index(key)]
    if "DELETE" in changes:
        yield "DELETE", f'DELETE FROM "{table}" WHERE "{key}" = %s', (number,)
    if "TRUNCATE" in changes:
        yield "TRUNCATE", f'TRUNCATE "{table}" CASCADE', ()
    for field, present in zip(fields, row, strict=True):
        new = next(value for seed in (9_871, 9_872) if (value := a_value(field, seed)) != present)
        yield field.column, f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{key}" = %s', (new, number)


def added(model: type[models.Model], row: list[object]) -> tuple[str, tuple[object, ...]]:
    """A statement that adds a row like another one, and its values."""
    table, fields = model._meta.db_table, model._meta.concrete_fields
    values = dict(zip((field.column for field in fields), row, strict=True)) | {model._meta.pk.column: 10**9} | OTHERWISE.get(table, {})
    names, places = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
    return f'INSERT INTO "{table}" ({names}) VALUES ({places})', tuple(values.values())


def what_goes_through(model: type[models.Model], changes: set[str]) -> set[str]:
    """The changes of a table that no trigger refuses, tried one by one and undone."""
    table, row = model._meta.db_table, stored_row(model)
    like = row or [a_value(field, 1) for field in model._meta.concrete_fields]
    through = {"INSERT"} if "INSERT" in changes and not refused(table, *added(model, like)) else set()
    with transaction.atomic():
        if not row:
            let_in(table)
            insert_row(model)
            row = stored_row(model)
        through |= {what for what, statement, values in attempts(model, changes, row) if not refused(table, statement, values)}
        transaction.set_rollback(True)
    return through


def test_every_change_of_every_guarded_table_is_refused(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    with_open_ends()
    if connection.vendor == "sqlite":
        execute("PRAGMA foreign_keys = OFF")
    by_table = {model._meta.db_table: model for model in apps.get_models()}

    through = {table: what_goes_through(by_table[table], changes) for table, changes in sorted(guards().items())}

    assert len(through) >= 70
    assert {table: columns for table, columns in through.items() if columns} == FREE
