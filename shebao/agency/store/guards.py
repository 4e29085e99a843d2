"""Database triggers that hold where the application may not: append-only tables, and guards written for both databases."""

from __future__ import annotations

from typing import Any

from django.db import migrations


class Guard(migrations.RunPython):
    """A migration step that runs one list of statements on SQLite and another on PostgreSQL, and can be undone."""

    def __init__(self, sqlite: list[str], postgresql: list[str], undo_sqlite: list[str], undo_postgresql: list[str]) -> None:
        forward = {"sqlite": sqlite, "postgresql": postgresql}
        backward = {"sqlite": undo_sqlite, "postgresql": undo_postgresql}
        super().__init__(_run(forward), _run(backward))


def _run(statements: dict[str, list[str]]) -> Any:
    def run(apps: Any, schema_editor: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            for statement in statements[schema_editor.connection.vendor]:
                cursor.execute(statement)

    return run


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
