"""The migrated, empty SQLite database of the tests, kept in build/ between runs: migrating takes each test process some seconds.

It is made anew whenever a file changes that says what stands in an empty database: a migration, a model, an app, a guard, the settings.
On PostgreSQL nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
from django.core import management
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "build" / "migrated"
READ_BY_IT = (
    "shebao/agency/**/migrations/*.py", "shebao/agency/**/*models.py", "shebao/agency/**/*_model.py", "shebao/agency/**/apps.py",
    "shebao/agency/store/*.py", "shebao/site/settings.py", "tests/settings.py", "tests/support/migrated.py",
)  # fmt: skip


def digest() -> str:
    """SHA-256 of everything that says what an empty database holds."""
    whole = hashlib.sha256(django.get_version().encode() + sqlite3.sqlite_version.encode())
    for file in sorted({file for pattern in READ_BY_IT for file in ROOT.glob(pattern)}):
        whole.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return whole.hexdigest()


def migrate() -> None:
    """Bring the default database, empty, to today's tables: copied where it is SQLite and a copy is kept, else migrated and kept."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        management.call_command("migrate", interactive=False, verbosity=0)
        return
    connection.ensure_connection()
    path = FOLDER / f"{digest()}.sqlite3"
    if not path.is_file():
        management.call_command("migrate", interactive=False, verbosity=0)
        _keep(connection.connection, path)
        return
    kept = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    kept.backup(connection.connection)
    kept.close()


@contextmanager
def copied_instead_of_migrated() -> Iterator[None]:
    """Let the test runner's own `migrate` be the one above."""
    call_command = management.call_command

    def command(name: Any, *arguments: Any, **options: Any) -> Any:
        if name != "migrate":
            return call_command(name, *arguments, **options)
        with patch.object(management, "call_command", call_command):
            return migrate()

    with patch.object(management, "call_command", command):
        yield


def _keep(database: sqlite3.Connection, path: Path) -> None:
    """Write the database beside its name first: two processes may keep the same at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    target = sqlite3.connect(beside)
    database.backup(target)
    target.close()
    beside.replace(path)
