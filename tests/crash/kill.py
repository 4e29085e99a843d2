"""Kills the month at each crash point in turn, takes it up again, and compares the end with that of a month nobody disturbed.

    python -m tests.crash.kill FOLDER [POSTGRES-SERVER-URL]

What is lived is the month of pay, or what the environment's CRASH_STORY names (a module beside this one). CRASH_POINTS=places
kills once at each place of the code, where it is passed first, CRASH_POINTS=last where it is passed last (what a matter tries out
before it is done passes most places too); otherwise at every passing of every place.
Every trial begins with a copy of one county and runs in forked processes; the killed one really dies by SIGKILL.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

STAFF = "staff.json"


def story() -> Any:
    """The module that builds the county and lives the month."""
    return importlib.import_module(f"tests.crash.{os.environ.get('CRASH_STORY', 'month')}")


class Trials:
    """Copies of one county, on SQLite files or databases of one PostgreSQL server, and processes that live in them."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self.folder, self.server = folder, server
        self.template = folder / "template"
        self.databases = 0

    def prepare(self) -> None:
        """Make the county once; every trial copies it."""
        self.template.mkdir(parents=True)
        url = self._new_database(None) if self.server else None
        self.template_url = url
        code = self._fork(self.template, url, _build)
        assert code == 0, "the county could not be made"

    def copy(self, name: str) -> tuple[Path, str | None]:
        """A fresh home and database for one trial."""
        home = Path(shutil.copytree(self.template, self.folder / name))
        return home, self._new_database(self.template_url) if self.server else None

    def run(self, home: Path, url: str | None, at: int | None = None, log: Path | None = None) -> int:
        """Live the month in a process of its own; the wait status. `at` kills it at that crash point."""
        return self._fork(home, url, _live, {"SHEBAO_CRASH_AT": str(at) if at else None, "SHEBAO_CRASH_LOG": str(log) if log else None})

    def drop(self, home: Path, url: str | None) -> None:
        """Remove what a trial left."""
        shutil.rmtree(home)
        if url:
            from tests.support.postgres import drop_database

            drop_database(url)

    def _new_database(self, template: str | None) -> str:
        import psycopg

        self.databases += 1
        assert self.server is not None
        name = f"crash_{os.getpid()}_{self.databases}"
        copied = f' TEMPLATE "{template.rpartition("/")[2]}"' if template else ""
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"{copied}')  # type: ignore[arg-type]
        return f"{self.server.rpartition('/')[0]}/{name}"

    def _fork(self, home: Path, url: str | None, work: object, environment: dict[str, str | None] | None = None) -> int:
        child = os.fork()
        if child == 0:
            try:
                for name, value in (environment or {}).items():
                    if value is not None:
                        os.environ[name] = value
                _live_in(home, url)
                work(home)  # type: ignore[operator]
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        return os.waitpid(child, 0)[1]


def _live_in(home: Path, url: str | None) -> None:
    """Point this process's settings at one home and one database."""
    import environ
    from django.conf import settings
    from django.db import connections

    settings.SHEBAO_HOME, settings.FILES_FOLDER = home, home / "files"
    if url:
        config = dict(environ.Env.db_url_config(url))
    else:
        # A killed process does not lose what it gave to the operating system, so nothing is gained by waiting for the disk.
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
        config = {
            **settings.DATABASES["default"],
            "NAME": str(home / "county.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        }
    connections.settings["default"] = connections.configure_settings({"default": config})["default"]
    connections["default"] = connections.create_connection("default")


def _build(home: Path) -> None:
    from django.core.management import call_command
    from django.db import connection

    month = story()
    call_command("migrate", verbosity=0, interactive=False)
    month.build()
    from shebao.agency.staff.queries import member_id
    from tests.world.staff import POSTS

    (home / STAFF).write_text(json.dumps({post: member_id(post) for post in POSTS}))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _live(home: Path) -> None:
    """The month to its end, then what became of it."""
    from django.db import connection

    from shebao.agency.procedures.checks import run_checks

    month = story()
    month.live(json.loads((home / STAFF).read_text()))
    lost, twice = month.faults()
    broken = [f"{check.id}: {check.problems[0]}" for check in run_checks() if not check.ok]
    (home / "end.json").write_text(json.dumps({"digest": month.business_digest(), "lost": lost, "twice": twice, "broken": broken}))
    connection.close()


def _preload() -> None:
    """Read code and rules once, here, so that each forked process begins with them."""
    from shebao.agency.payout.holds.thresholds import shipped
    from shebao.agency.procedures import checks as verify
    from shebao.core.books.chart import chart_on
    from shebao.core.policy.locale import shipped_places

    month = story()
    assert month.PLACE in shipped_places().places and chart_on(month.LATER) and shipped().rows
    assert len(list(verify.checks())) > 20


def main(folder: Path, server: str | None) -> int:
    """Count the points, kill at each, print the tally; 1 where any trial did not end like the undisturbed month."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    import django

    django.setup()
    _preload()
    trials = Trials(folder, server)
    trials.prepare()
    home, url = trials.copy("undisturbed")
    log = folder / "points"
    assert trials.run(home, url, log=log) == 0, "the undisturbed month did not end"
    wanted = json.loads((home / "end.json").read_text())
    assert (wanted["lost"], wanted["twice"], wanted["broken"]) == (0, 0, []), wanted
    points = [line.split(" ", 1)[1] for line in log.read_text().splitlines()]
    chosen = list(enumerate(points, 1))
    if os.environ.get("CRASH_POINTS") == "places":
        chosen = [(number, point) for number, point in chosen if points.index(point) == number - 1]
    if os.environ.get("CRASH_POINTS") == "last":
        chosen = [(number, point) for number, point in chosen if point not in points[number:]]
    good = lost = twice = 0
    for number, point in chosen:
        home, url = trials.copy(f"trial-{number}")
        killed = trials.run(home, url, at=number)
        assert os.WIFSIGNALED(killed) and os.WTERMSIG(killed) == signal.SIGKILL, f"{number} {point}: not killed ({killed})"
        ended = trials.run(home, url)
        end = (
            json.loads((home / "end.json").read_text())
            if ended == 0
            else {"digest": "", "lost": -1, "twice": -1, "broken": ["did not end"]}
        )
        lost, twice = lost + max(end["lost"], 0), twice + max(end["twice"], 0)
        if end == wanted:
            good += 1
        else:
            print(f"{number} {point}: {end} instead of {wanted}")
        trials.drop(home, url)
    kinds = len(set(points))
    print(f"{good} of {len(chosen)} points ({kinds} places), {lost} lost, {twice} paid twice")
    return 0 if good == len(chosen) and not lost and not twice else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))
