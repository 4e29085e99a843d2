"""A database that really commits, for what a rolled-back test cannot show: threads, crashes, triggers, and both databases.

`database` runs a test on SQLite and, under the `postgres` marker, on PostgreSQL; `on_sqlite` and `on_postgres` on one.
Each test gets a migrated database of its own, copied from a template made once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import environ
import pytest
from django.core.management import call_command
from django.db import connections

from tests.support import migrated, postgres
from tests.world.employers import Works
from tests.world.injury import Injuries
from tests.world.law import PLACE
from tests.world.money import County
from tests.world.snapshot import Snapshot, can_be_copied, connected, copy_default_database, folder_for_files, lent, sqlite_config
from tests.world.staff import staff_as_made


def _postgres(url: str) -> dict[str, Any]:
    return dict(environ.Env.db_url_config(url))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    with django_db_blocker.unblock():
        if can_be_copied():
            copy_default_database(path)
            return path
        with connected(sqlite_config(path)):
            migrated.migrate()
            with connections["default"].cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session", autouse=True)
def _template_first(sqlite_template: Path) -> None:
    """The template is a copy of the migrated database, which can only be taken before a test has a transaction open."""


@pytest.fixture(scope="session")
def snapshot_of(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Callable[[Callable[[], County]], Snapshot | None]:
    """`snapshot_of(build)`, for fixtures of the session: the county `build` makes; None on PostgreSQL, where each test makes its own."""

    def once(build: Callable[[], County]) -> Snapshot | None:
        with django_db_blocker.unblock():
            return Snapshot(tmp_path_factory.mktemp("county"), build) if connections["default"].vendor == "sqlite" else None

    return once


@pytest.fixture(scope="session")
def paying_snapshot(snapshot_of: Callable[..., Snapshot | None]) -> Snapshot | None:
    """Six pensioners in May 2023, made before a test has a transaction open."""
    return snapshot_of(County)


@pytest.fixture
def paying(db: None, paying_snapshot: Snapshot | None, tmp_path: Path) -> Iterator[County]:
    """Six pensioners in May 2023, staff for every post, books with money in them; its files lie in a folder of this test."""
    yield from lent(paying_snapshot, County, tmp_path)


@pytest.fixture(scope="session")
def works_snapshot(snapshot_of: Any) -> Any:
    """The works as they are at the end of June, made before a test has a transaction open."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SHEBAO_PLACE", PLACE)
        return snapshot_of(Works)


@pytest.fixture
def works(db: None, works_snapshot: Any, tmp_path: Path) -> Any:
    yield from lent(works_snapshot, Works, tmp_path)  # type: ignore[arg-type, misc]


@pytest.fixture(scope="session")
def injuries_snapshot(snapshot_of: Any) -> Any:
    """Staff, an employer and books of work injury, made before a test has a transaction open."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SHEBAO_PLACE", PLACE)
        return snapshot_of(Injuries)


@pytest.fixture
def injuries(db: None, injuries_snapshot: Any, tmp_path: Path) -> Any:
    yield from lent(injuries_snapshot, Injuries, tmp_path)  # type: ignore[arg-type, misc]


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, django_db_blocker: Any) -> Iterator[tuple[str, str]]:
    """(server address, name of a migrated database to copy)."""
    url = postgres.new_database(postgres_server)
    with django_db_blocker.unblock(), connected(_postgres(url)):
        call_command("migrate", interactive=False, verbosity=0)
    yield postgres_server, url.rpartition("/")[2]
    postgres.drop_database(url)


@pytest.fixture
def on_sqlite(sqlite_template: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    path = tmp_path / "county.sqlite3"
    shutil.copy(sqlite_template, path)
    with django_db_blocker.unblock(), connected(sqlite_config(path)), folder_for_files(tmp_path / "files"):
        yield "sqlite"


@pytest.fixture
def on_postgres(postgres_template: tuple[str, str], tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    import psycopg

    server, template = postgres_template
    url = postgres.new_database(server)
    postgres.drop_database(url)
    name = url.rpartition("/")[2]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[arg-type]
    with django_db_blocker.unblock(), connected(_postgres(url)), folder_for_files(tmp_path / "files"):
        yield "postgresql"
    postgres.drop_database(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The test's own committed database; its vendor's name."""
    return str(request.getfixturevalue("on_sqlite" if request.param == "sqlite" else "on_postgres"))


@pytest.fixture(autouse=True)
def _by_the_pages() -> Iterator[None]:
    """With PAGES=1 every matter that a test carries through goes by the pages of the desk (`make year`)."""
    if not os.environ.get("PAGES"):
        yield
        return
    from tests.year import pages

    with pages.instead():
        yield


@pytest.fixture
def staff() -> dict[str, int]:
    """One member for each post, by post. Ask for a database first."""
    return staff_as_made()


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> str:
    """The county whose standards hold in this test."""
    monkeypatch.setenv("SHEBAO_PLACE", "gansu_zhengning")
    return "gansu_zhengning"


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """`at_once(first, second, …)` calls them in threads released together; what each returned or raised, in order."""
    from threading import Barrier, Thread

    def run(*calls: Callable[[], Any]) -> list[Any]:
        barrier, outcomes = Barrier(len(calls)), [None] * len(calls)

        def one(i: int, call: Callable[[], Any]) -> None:
            try:
                connections["default"].ensure_connection()
                barrier.wait(10)
                outcomes[i] = call()
            except Exception as error:
                outcomes[i] = error
            finally:
                connections["default"].close()

        threads = [Thread(target=one, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return outcomes

    return run
