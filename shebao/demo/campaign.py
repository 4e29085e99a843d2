"""The campaign over doubtful data (清数) that an agency's report speaks of: lists of its published length, worked through row by row.

Whom the rows are about is not published: they are drawn among the county's people and among people of elsewhere, a part handed
down twice. Each row is held against the county by the product itself, and ends with a result and its reason.
"""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import numpy as np
from django.conf import settings

from shebao.agency.journal.by import By
from shebao.agency.screening import campaigns
from shebao.agency.screening.actions import NewBatch, NewRow, record_batch, settle_rows
from shebao.agency.screening.kinds import DOUBTS

from .home import FOLDER
from .world import World

TITLE = "社保基金“清数”"
_PHASES = (("phase_1_rows", 6), ("phase_2_rows", 9))
_ELSEWHERE, _AGAIN = 20, 3
"""Of a hundred rows so many are about people of other places, so many stand there twice: set for the demonstration."""
_RESULTS = {
    "no_benefit": ("settled", "核对发放记录，收到名单时没有在发待遇，无多发月份"),
    "clear": ("untrue", "与公安、民政、司法和外地经办机构核对，没有这项记录"),
    "hit": ("settled", "本系统已有同一提示，按线索逐条核查，本行并入该线索"),
}


def work_through(world: World, scale: float) -> tuple[int, float]:
    """(rows, seconds): every phase the agency published, written beside the county as lists, taken in, and each row given its result."""
    published = world.county.agency.reported.get("screening", {})
    started, rows = time.monotonic(), 0
    for number, (name, month) in enumerate(_PHASES, 1):
        if name not in published:
            continue
        count = max(1, round(int(published[name]) * scale))
        listed = _drawn(world, number, count)
        _write(world, number, listed)
        day = date(world.year, 12, 30)
        got = date(world.year, month, 15)
        by = By(world.by("inspector"), day)
        record_batch(NewBatch(TITLE, number, "superior", got, date(world.year, 12, 31), listed), by=by)
        newest = campaigns.batches()[0]
        for group in campaigns.groups(newest.batch.pk):
            if group.open:
                settle_rows(newest.batch.pk, group.doubt, group.standing, *_RESULTS[group.standing], by=by)
        assert campaigns.batch(newest.batch.pk).open == 0, "a row of the campaign has no result"
        rows += count
    return rows, time.monotonic() - started


def _drawn(world: World, phase: int, count: int) -> list[NewRow]:
    """So many rows: whom, what doubt, which month, how much."""
    rng = np.random.default_rng(world.year * 10 + phase)
    ids = world.ids[world.ids > 0]
    person = rng.choice(ids, count)
    elsewhere = rng.integers(0, 100, count) < _ELSEWHERE
    doubt = rng.integers(0, len(DOUBTS), count)
    month = world.year * 100 + rng.integers(1, 13, count)
    fen = rng.integers(100, 3000, count) * 100
    again = (rng.integers(0, 100, count) < _AGAIN) & (np.arange(count) > 0)
    source = np.where(again, (rng.random(count) * np.arange(count)).astype(np.int64), np.arange(count))
    rules = list(DOUBTS.values())
    return [NewRow(None if elsewhere[i] else int(person[i]), rules[int(doubt[i])], int(month[i]), int(fen[i])) for i in source.tolist()]


def _write(world: World, phase: int, rows: list[NewRow]) -> None:
    """The list as the superior sent it, without numbers: what a row is about stands in the county."""
    words = {rule: word for word, rule in DOUBTS.items()}
    folder = Path(settings.SHEBAO_HOME) / FOLDER / "lists"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"campaign-{phase}.csv").open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("序号", "人员编号", "疑点类别", "所属月", "涉及金额"))
        writer.writerows(
            (number, row.person_id or "", words[row.doubt], row.month, f"{row.fen // 100}.{row.fen % 100:02d}")
            for number, row in enumerate(rows, 1)
        )
