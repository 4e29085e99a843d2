"""One byte flipped: in a bank file that lies on disk before it is handed over, and in the database file itself. Nothing goes out, and
what was flipped is found."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from tests.harness.county import counties, in_copy
from tests.world.calendar import MAY_DAY
from tests.world.money import County


def build() -> None:
    """A month whose file is made, not handed over yet."""
    County(pensioners=5).filed()


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """`size` flips, half of them in the bank file, half in the database; (flips, not noticed, what noticed them)."""
    pick, tally, wrong = (
        random.Random(seed),
        {"refused_at_hand_over": 0, "found_by_database": 0, "found_by_verify": 0, "without_effect": 0},
        0,
    )
    with counties(build, server) as trials:
        before = in_copy(trials, "before", _all)
        for at in range(size):
            where, bit = pick.random(), 1 << pick.randrange(8)
            said = in_copy(trials, f"flip-{at}", partial(_in_file, where, bit) if at % 2 else partial(_in_database, where, bit, before))
            key = said or "found_by_database"  # a process that cannot even read the file has noticed it
            if key == "unnoticed":
                wrong += 1
            else:
                tally[key] += 1
    return size, wrong, tally


def _in_file(where: float, bit: int) -> str:
    from django.conf import settings

    from shebao.agency.journal.by import By
    from shebao.agency.payout.models import Run
    from shebao.agency.procedures.payout import settle_payout
    from shebao.agency.staff.queries import member_id
    from shebao.base.finding import Refused

    path = next((Path(settings.FILES_FOLDER) / "bank").glob("E*"))
    _flip(path, where, bit)
    try:
        settle_payout.submit(Run.objects.get().pk, by=By(member_id("finance_checker"), MAY_DAY))
    except Refused:
        return "refused_at_hand_over"
    return "unnoticed"


def _in_database(where: float, bit: int, before: str) -> str:
    from django.db import DatabaseError, connection

    from shebao.agency.procedures.checks import run_checks

    place = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    _flip(place, where, bit)
    with closing(sqlite3.connect(place)) as raw:
        try:
            if raw.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "found_by_database"
        except sqlite3.DatabaseError:
            return "found_by_database"
    try:
        if any(not check.ok for check in run_checks()):
            return "found_by_verify"
        return "without_effect" if _all() == before else "unnoticed"
    except (DatabaseError, UnicodeDecodeError, ValueError):
        return "found_by_database"


def _all() -> str:
    """Every row of every table that says something."""
    from tests.crash.month import business_digest

    return business_digest()


def _flip(path: Path, where: float, bit: int) -> None:
    with path.open("r+b") as file:
        at = int(where * (path.stat().st_size - 1))
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ bit]))
