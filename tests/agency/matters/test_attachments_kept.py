"""Scans of matters in a database that really commits: named, opened and swept alike on both, and never swept from under a submission."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters import actions, attachments, checks
from shebao.agency.store import shelf
from shebao.base.finding import Refused
from tests.support.scans import pdf
from tests.world.calendar import MAY_DAY
from tests.world.staff import make_staff

from .kinds import kind


def submit(staff: dict[str, int], scan: attachments.Scan) -> int:
    return actions.submit(kind("low"), {"amount": 1, "scans": [scan._asdict()]}, by=By(staff["acceptance"], MAY_DAY))


def test_scans_are_named_opened_and_swept(database: str, tmp_path: Path, settings: Any) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    staff = make_staff()
    named, loose = attachments.keep("一.pdf", pdf("一")), attachments.keep("二.pdf", pdf("二"))
    matter_id = submit(staff, named)
    for scan in (named, loose):
        os.utime(shelf._path(scan.digest), (1, 1))

    assert [scan for _, scan in attachments.all_named()] == [named] and checks.check_scans() == (1, [])
    assert attachments.open_scan(matter_id, named.digest, by=By(staff["reviewer"], MAY_DAY))[1] == pdf("一")
    assert [one.digest for one in attachments.sweep()] == [loose.digest] and shelf.has(named.digest)


def test_a_sweep_beside_a_submission_takes_the_scan_before_it_or_not_at_all(
    database: str, tmp_path: Path, settings: Any, at_once: Callable[..., list[Any]]
) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    staff = make_staff()
    for attempt in range(5):
        scan = attachments.keep("证明.pdf", pdf(str(attempt)))
        os.utime(shelf._path(scan.digest), (1, 1))

        submitted, _ = at_once(lambda scan=scan: submit(staff, scan), attachments.sweep)

        assert shelf.has(scan.digest) != (isinstance(submitted, Refused) and "不在库中" in submitted.finding.message), (attempt, submitted)
    assert checks.check_scans()[1] == []
