"""A whole installation moves to PostgreSQL with equal digests; a copy without keys is useless; an older database is taken up row by row."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import postgres
from tests.support.server import run_shebao

pytestmark = pytest.mark.slow


@pytest.mark.postgres
def test_an_office_moves_to_postgresql_with_equal_digests_and_all_checks_hold_there(demo_home: Path, postgres_server: str) -> None:
    database = postgres.new_database(postgres_server)
    try:
        moved = run_shebao("move", "--to", database, "--json", home=demo_home)
        assert moved.returncode == 0, moved.stdout + moved.stderr
        said = json.loads(moved.stdout)
        again = run_shebao("move", "--to", database, home=demo_home)
        verified = run_shebao("verify", home=demo_home, database=database)

        assert said["differing"] == [] and said["rows"] > 5_000 and said["tables"] > 60
        assert again.returncode == 2 and "已经有表" in again.stderr
        assert verified.returncode == 0, verified.stdout
        _still_guarded(database)
    finally:
        postgres.drop_database(database)


def _still_guarded(database: str) -> None:
    import psycopg

    with psycopg.connect(database) as connection, pytest.raises(psycopg.errors.IntegrityError):
        connection.execute("DELETE FROM journal_entry")


def test_an_office_moves_to_another_file_and_its_guards_move_too(demo_home: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.sqlite3"

    moved = run_shebao("move", "--to", f"sqlite:///{there}", "--json", home=demo_home)

    assert moved.returncode == 0 and json.loads(moved.stdout)["differing"] == [], moved.stderr
    with closing(sqlite3.connect(there)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM journal_entry")


def test_a_backup_without_its_keys_is_useless(demo_home: Path) -> None:
    drilled = run_shebao("drill", "keys", "--json", home=demo_home)

    assert drilled.returncode == 0, drilled.stdout + drilled.stderr
    said = json.loads(drilled.stdout)
    assert said["differences"] == [] and said["sampled"] >= 100


def test_an_older_database_is_taken_up_row_by_row(demo_home: Path) -> None:
    with closing(sqlite3.connect(demo_home / "shebao.sqlite3")) as connection:
        connection.executescript(
            "DROP TABLE reconciliation_itemstep; DROP TABLE reconciliation_item; DELETE FROM django_migrations WHERE app = 'reconciliation';"
        )

    drilled = run_shebao("drill", "upgrade", "--json", home=demo_home)

    assert drilled.returncode == 0, drilled.stdout + drilled.stderr
    said = json.loads(drilled.stdout)
    assert said["differences"] == [] and said["steps"] == 2 and said["rows"] > 5_000


def test_a_row_lost_on_the_way_is_found(demo_home: Path) -> None:
    from shebao.commands import _tables

    place = demo_home / "shebao.sqlite3"
    with closing(sqlite3.connect(place)) as connection:
        before = _tables.digests(connection, 10**9)
        for name, table in connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if table == "payout_linepart":
                connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE payout_linepart SET fen = fen + 1 WHERE id = (SELECT min(id) FROM payout_linepart)")
        after = _tables.digests(connection, 10**9, {table: row.columns for table, row in before.items()})

    assert [table for table in before if before[table].digest != after[table].digest] == ["payout_linepart"]
