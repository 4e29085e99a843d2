"""Counties that harnesses begin with, copied for each trial, and processes that live in the copies (`tests.crash.kill` does the copying)."""

from __future__ import annotations

import json
import math
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SAID = "said.json"
ROUND = 8
"""How many trials a process is given before it is asked whether there is need of more."""


class Budget:
    """How many processes try at once, and until when they begin new trials; without an end, as long as it takes."""

    jobs, until = 1, math.inf

    @classmethod
    def is_left(cls) -> bool:
        """Whether there is time for another trial."""
        return time.monotonic() < cls.until


def begin(*, jobs: int = 1, minutes: float | None = None) -> None:
    """Load settings and code once, so that forked processes begin with them. minutes: no new trial begins after so many."""
    Budget.jobs, Budget.until = jobs, time.monotonic() + minutes * 60 if minutes else math.inf
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from tests.crash.kill import _preload

    _preload()


@contextmanager
def counties(build: Callable[[], Any], server: str | None = None) -> Iterator[Any]:
    """A template made by `build`, of which trials take copies; everything is removed afterwards."""
    from tests.crash import kill

    folder = Path(tempfile.mkdtemp(prefix="shebao-harness-"))
    trials = kill.Trials(folder / "trials", server)
    trials.template.mkdir(parents=True)
    trials.template_url = trials._new_database(None) if server else None
    assert trials._fork(trials.template, trials.template_url, lambda home: _make(home, build)) == 0, "the county could not be made"
    try:
        yield trials
    finally:
        if trials.template_url:
            from tests.support.postgres import drop_database

            drop_database(trials.template_url)
        shutil.rmtree(folder, ignore_errors=True)


def in_copy(trials: Any, name: str, work: Callable[[], Any]) -> Any:
    """What `work` says in a process of its own, in a fresh copy; None where the process died."""
    home, url = trials.copy(name)
    try:
        status = trials._fork(home, url, lambda place: _say(place, work))
        path = home / SAID
        return json.loads(path.read_text()) if status == 0 and path.exists() else None
    finally:
        trials.drop(home, url)


def spread(work: Callable[[int], Any], more: Callable[[], bool]) -> Iterator[Any]:
    """What `work` says of 0, 1, 2, … for as long as `more` and there is time; forked processes share the trials among them.

    Every trial depends on its number alone, so that one process or many find the same.
    """
    begun = 0
    workers = multiprocessing.get_context("fork").Pool(Budget.jobs, _take_on, (work,))
    try:
        while more() and Budget.is_left():
            trials = range(begun, begun := begun + ROUND * Budget.jobs)
            yield from workers.imap_unordered(_tried, trials)
        workers.close()  # they end by themselves: one that is told to while it still begins may not hear it, and is waited for in vain
    except BaseException:
        workers.terminate()
        raise
    finally:
        workers.join()


_WORK: list[Callable[[int], Any]] = []


def _take_on(work: Callable[[int], Any]) -> None:
    _WORK[:] = [work]


def _tried(number: int) -> Any:
    return _WORK[0](number)


def _make(home: Path, build: Callable[[], Any]) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    build()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _say(home: Path, work: Callable[[], Any]) -> None:
    from django.db import connection

    said = work()
    (home / SAID).write_text(json.dumps(said))
    connection.close()
