"""A full disk: the database may grow by a few pages only, so that it is full at one point of a month or another. What was asked is refused
or done whole, and once there is room again the month ends like one that never lacked any."""

from __future__ import annotations

import random
from functools import partial

from tests.crash import month
from tests.harness.county import counties, in_copy

MOST_ROOM = 8
"""Pages: a small month takes about so many more than the county had."""


def run(size: int, seed: int, server: str | None) -> tuple[int, int, dict[str, int]]:
    """`size` months, each with no room from a random point on; (months, ends that differ, how often the disk was really full)."""
    pick, wrong, full = random.Random(seed), 0, 0
    with counties(month.build, server) as trials:
        wanted = in_copy(trials, "undisturbed", partial(_live, None))
        for at in range(size):
            room = pick.randrange(MOST_ROOM)
            said = in_copy(trials, f"full-{at}", partial(_live, room))
            full += bool(said and said["full"])
            wrong += said is None or said["end"] != wanted["end"]
    return size, wrong, {"really_full": full}


def _live(room: int | None) -> dict[str, object]:
    """A month in a database that may grow by `room` pages only until it failed, and then as it likes."""
    from django.db import DatabaseError, connection

    from shebao.agency.procedures.checks import run_checks
    from shebao.agency.staff.queries import member_id
    from tests.world.staff import POSTS

    staff, full = {post: member_id(post) for post in POSTS}, False
    if room is not None:
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages + room}")
        try:
            month.live(staff)
        except DatabaseError:
            full = True
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000")
    month.live(staff)
    broken = [check.id for check in run_checks() if not check.ok]
    return {"full": full, "end": [month.business_digest(), *month.faults(), *broken]}
