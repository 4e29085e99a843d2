"""Database triggers that hold where the application may not: append-only tables, and guards written for both databases."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class Guard(Operation):
    """A migration step that runs one list of statements on SQLite and another on PostgreSQL, and can be undone.

    It needs no picture of the models as they were, which `RunPython` would have drawn anew for every step.
    """

    reversible = True

    def __init__(self, sqlite: list[str], postgresql: list[str], undo_sqlite: list[str], undo_postgresql: list[str]) -> None:
        self.forward = {"sqlite": sqlite, "postgresql": postgresql}
        self.backward = {"sqlite": undo_sqlite, "postgresql": undo_postgresql}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Put the guard up."""
        _run(self.forward, schema_editor.connection)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the guard down."""
        _run(self.backward, schema_editor.connection)

    def describe(self) -> str:
        """What the command line says of it."""
        return "Guard rows in the database"


def _run(statements: dict[str, list[str]], connection: Any) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def append_only(table: str) -> Guard:
    """Rows of `table` are never changed, deleted or truncated, whoever asks."""
    message = f"{table}: rows are never changed or deleted"
    sqlite = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        for verb in ("UPDATE", "DELETE")
    ]
    postgresql = [
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
    ]
    return Guard(
        sqlite,
        postgresql,
        [f"DROP TRIGGER {table}_no_{verb}" for verb in ("update", "delete")],
        [
            f"DROP TRIGGER {table}_append_only ON {table}",
            f"DROP TRIGGER {table}_no_truncate ON {table}",
            f"DROP FUNCTION {table}_append_only()",
        ],
    )


def frozen(table: str, columns: list[str]) -> Guard:
    """The given columns of `table` never change and no row is deleted; its other columns may change."""
    message = f"{table}: {', '.join(columns)} never change and rows are never deleted"
    listed = ", ".join(f'"{column}"' for column in columns)
    sqlite = [
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OF {listed} ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END",
    ]
    postgresql = [
        f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OF {listed} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_frozen()",
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_frozen()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_frozen()",
    ]
    return Guard(
        sqlite,
        postgresql,
        [f"DROP TRIGGER {table}_frozen", f"DROP TRIGGER {table}_kept"],
        [
            f"DROP TRIGGER {table}_frozen ON {table}",
            f"DROP TRIGGER {table}_kept ON {table}",
            f"DROP TRIGGER {table}_no_truncate ON {table}",
            f"DROP FUNCTION {table}_frozen()",
        ],
    )
