"""The database server itself is killed (stopped with `immediate`, no checkpoint) in the middle of a month, started again, and the month is
taken up: it ends like the undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from tests.crash import month
from tests.harness.county import SAID, counties
from tests.support import postgres

AGAIN = 4


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """`size` months, each with the server killed at a random moment; (months, ends that differ, kills)."""
    pick, wrong, kills = random.Random(seed), 0, 0
    own = postgres.Cluster(durable=True)
    own.start()
    try:
        with counties(month.build, own.url()) as trials:
            began = time.monotonic()
            wanted = _lived(trials, "undisturbed", None, own)
            usual = time.monotonic() - began
            for at in range(size):
                kills += 1
                wrong += _lived(trials, f"killed-{at}", pick.uniform(0.1, 0.9) * usual, own) != wanted
    finally:
        own.stop()
    return size, wrong, {"server_kills": kills}


def _lived(trials, name, after, own):  # type: ignore[no-untyped-def]
    """The end of a month in whose midst the server dies once."""
    home, url = trials.copy(name)
    try:
        child = _begin(trials, home, url)
        if after is not None:
            time.sleep(after)
            own.crash()
        os.waitpid(child, 0)
        for _ in range(AGAIN):
            if (home / SAID).exists():
                break
            os.waitpid(_begin(trials, home, url), 0)
        return (home / SAID).read_text() if (home / SAID).exists() else "did not end"
    finally:
        trials.drop(home, url)


def _begin(trials, home, url):  # type: ignore[no-untyped-def]
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(120)
            from tests.crash.kill import _live_in

            _live_in(home, url)
            _live(home)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def _live(home: Path) -> None:
    import json

    from shebao.agency.procedures.checks import run_checks
    from shebao.agency.staff.queries import member_id
    from tests.world.staff import POSTS

    month.live({post: member_id(post) for post in POSTS})
    broken = [check.id for check in run_checks() if not check.ok]
    (home / SAID).write_text(json.dumps([month.business_digest(), *month.faults(), *broken]))
