"""A county made once for a whole test process and given to each test as it was then: a copied SQLite file, and a transaction undone.

Making six pensioners costs more than most of what is tried with them. On PostgreSQL (the run that tries both databases)
each test makes its own.
"""

from __future__ import annotations

import copy
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connections, transaction

from .money import County
from .people import go_back_to, numbers_given


@contextmanager
def connected(config: dict[str, Any]) -> Iterator[None]:
    """Make `config` the default database of this process and of the threads it starts."""
    connection, before = connections["default"], connections.settings["default"]
    connections.settings["default"] = connections.configure_settings({"default": config})["default"]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        connections["default"] = connection


def sqlite_config(path: Path) -> dict[str, Any]:
    """The product's own options, except that nothing here must outlive a power cut."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


@contextmanager
def kept_open() -> Iterator[None]:
    """Let nobody close the test's connection, as Django does for a database in memory: a worker closes it between two jobs."""
    with patch.object(connections["default"], "close"):
        yield


def can_be_copied() -> bool:
    """Whether the default database is SQLite, migrated, and no transaction is open, for whose end a copy would wait."""
    connection = connections["default"]
    return connection.vendor == "sqlite" and not connection.in_atomic_block and bool(connection.introspection.table_names())


def copy_default_database(path: Path) -> None:
    """Write the default SQLite database, migrated and empty, to a file."""
    assert can_be_copied(), "ask for `db` in the same fixture, and for the snapshot in one of the session"
    target = sqlite3.connect(path)
    connections["default"].connection.backup(target)
    target.close()


class Snapshot:
    """One county in a file, made when it is first asked for."""

    def __init__(self, folder: Path, build: Callable[[], County]) -> None:
        self.config, self.files = sqlite_config(folder / "county.sqlite3"), folder / "files"
        copy_default_database(folder / "county.sqlite3")
        with connected(self.config), folder_for_files(self.files):
            self.county = build()
        self.numbers = numbers_given()

    @contextmanager
    def given(self, files: Path) -> Iterator[County]:
        """The county as it was made, in a transaction that is undone; its files lie in a folder of the test."""
        if self.files.is_dir():
            shutil.copytree(self.files, files)
        go_back_to(self.numbers)
        with connected(self.config), folder_for_files(files), transaction.atomic(), kept_open():
            yield copy.deepcopy(self.county)
            transaction.set_rollback(True)


@contextmanager
def folder_for_files(folder: Path) -> Iterator[None]:
    """Let the product keep its files in a folder meanwhile."""
    before, settings.FILES_FOLDER = settings.FILES_FOLDER, folder
    try:
        yield
    finally:
        settings.FILES_FOLDER = before


def lent(snapshot: Snapshot | None, build: Callable[[], County], tmp_path: Path) -> Iterator[County]:
    """A test's county: from the snapshot, or made for it alone. The fixture asks for `db` too, whose database is copied."""
    files = tmp_path / "files"
    if snapshot is None:
        with folder_for_files(files):
            yield build()
        return
    with snapshot.given(files) as county:
        yield county
