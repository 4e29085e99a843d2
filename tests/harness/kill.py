"""Random kills: a month of pay dies by SIGKILL at one to three random points of its way, is taken up again each time, and ends like the
undisturbed one. The points of a month are exhausted by `make crash`; this tries their combinations."""

from __future__ import annotations

import json
import os
import random
import signal
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from tests.crash import kill as crash
from tests.harness.county import spread

MOST_A_TRIAL = 3


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """At least `size` kills; (kills, trials that ended otherwise, what happened)."""
    with tempfile.TemporaryDirectory(prefix="shebao-kill-") as name:
        return _run(size, seed, crash.Trials(Path(name) / "trials", server))


class Trial(NamedTuple):
    """One month that was killed so often, and how it ended."""

    kills: int
    end: dict[str, Any]


def _run(size: int, seed: int, trials: crash.Trials) -> tuple[int, int, dict[str, int]]:
    trials.prepare()
    home, url = trials.copy("undisturbed")
    log = home / "points"
    assert trials.run(home, url, log=log) == 0, "the undisturbed month did not end"
    wanted, points = json.loads((home / "end.json").read_text()), len(log.read_text().splitlines())
    trials.drop(home, url)
    kills = wrong = lost = twice = done = 0

    def month(number: int) -> Trial:
        return _killed(trials, random.Random(f"{seed}-{number}"), number, points)

    def wanting() -> bool:
        return kills < size

    for trial in spread(month, wanting):
        done, kills, wrong = done + 1, kills + trial.kills, wrong + (trial.end != wanted)
        lost, twice = lost + trial.end["lost"], twice + trial.end["twice"]
    if trials.template_url:
        from tests.support.postgres import drop_database

        drop_database(trials.template_url)
    return kills, wrong, {"months": done, "points": points, "lost": lost, "paid_twice": twice}


def _killed(trials: crash.Trials, pick: random.Random, number: int, points: int) -> Trial:
    """A month with one to three kills, taken up to its end."""
    home, url = trials.copy(f"trial-{number}")
    kills = 0
    for _ in range(pick.randint(1, MOST_A_TRIAL)):
        status = trials.run(home, url, at=pick.randint(1, points))
        if not os.WIFSIGNALED(status):
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
        kills += 1
    ended = trials.run(home, url)
    end = json.loads((home / "end.json").read_text()) if ended == 0 else {"digest": "", "lost": 0, "twice": 0}
    trials.drop(home, url)
    return Trial(kills, end)
