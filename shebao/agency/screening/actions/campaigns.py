"""Taking in a list of a campaign, each row held against our own records at once, and writing down what came of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.screening import own, run
from shebao.agency.screening.campaigns import open_rows
from shebao.agency.screening.kinds import DOUBTS, EXCLUDED, OUTCOMES, STANDINGS
from shebao.agency.screening.models import Batch, Outcome, Row
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import read_rows
from shebao.agency.store.digest import digest_rows
from shebao.base.finding import refuse

SPACE = 10_000_000
"""A batch has fewer rows than this."""


class NewRow(NamedTuple):
    """A row as it was handed in. person_id: None for somebody who is not in the register."""

    person_id: int | None
    doubt: str
    month: int
    fen: int


class NewBatch(NamedTuple):
    """A list of a campaign: of which phase, from whom, until when it is to be worked through."""

    title: str
    phase: int
    provider: str
    got_on: date
    due_on: date
    rows: Sequence[NewRow]


def check_batch(new: NewBatch) -> str:
    """The digest of a list that may be taken in; refused without rows, with a doubt nobody knows, or where it is there already."""
    if not new.rows or len(new.rows) >= SPACE:
        refuse("screening.batch", "名单没有行，或行数过多", "请核对文件。", "rows")
    if new.due_on < new.got_on:
        refuse("screening.due", "办结期限早于收到日期", "请核对日期。", "due_on")
    assert {row.doubt for row in new.rows} <= set(DOUBTS.values())
    digest = digest_rows([(new.title, new.phase, row.person_id or 0, row.doubt, row.month, row.fen) for row in new.rows])
    again = Batch.objects.filter(digest=digest).first()
    if again is not None:
        refuse("screening.batch_again", f"这份名单 {again.got_on.isoformat()} 已经收过（第 {again.pk} 份）", "不需要再收。", "rows")
    return digest


def record_batch(new: NewBatch, *, by: By) -> Counter[str]:
    """Post a list with all its rows; how many stand how. Rows of other places and rows that were there before are excluded at once."""
    with transaction.atomic():
        take_turn()
        digest, key = check_batch(new), next_id(Batch)
        standings = _standings(new, by.day)
        head = (key, new.title, new.phase, new.provider, new.got_on, new.due_on, digest, len(new.rows))
        post(Batch, Batch.SEALED, [head], "screening.record_batch", by=by, body={"lines": len(new.rows)}, subject=("campaign_batch", key))
        start = key * SPACE
        rows = [
            (start + i, key, row.person_id, row.doubt, row.month, row.fen, standing)
            for i, (row, standing) in enumerate(zip(new.rows, standings, strict=True), 1)
        ]
        post(Row, Row.SEALED, rows, "screening.record_batch", by=by, subject=("campaign_batch", key))
        first = next_id(Outcome)
        excluded = [(row[0], standing) for row, standing in zip(rows, standings, strict=True) if standing in EXCLUDED]
        outcomes = [(first + i, row, 1, "excluded", EXCLUDED[standing]) for i, (row, standing) in enumerate(excluded)]
        if outcomes:
            post(Outcome, Outcome.SEALED, outcomes, "screening.settle_rows", by=by, subject=("campaign_batch", key))
    return Counter(standings)


def settle_rows(batch_id: int, doubt: str, standing: str, result: str, reason: str, *, by: By, lines: Sequence[int] = ()) -> Entry:
    """Write down one result for every open row of a batch with a doubt and a standing ("" for any), or for some lines alone."""
    assert result in OUTCOMES and standing in ("", *STANDINGS)
    if not reason.strip():
        refuse("screening.reason", "没有写理由", "写清怎样核实的、看了什么材料。", "reason")
    with transaction.atomic():
        take_turn()
        rows = open_rows(batch_id, doubt, standing, lines)
        if not rows:
            refuse("screening.rows", "没有符合条件、还没有结果的行", "请在清查页面核对疑点和比对情况。", "batch_id")
        start = next_id(Outcome)
        outcomes = [(start + i, row, version + 1, result, reason) for i, (row, version) in enumerate(rows)]
        return post(
            Outcome,
            Outcome.SEALED,
            outcomes,
            "screening.settle_rows",
            by=by,
            body={"rows": len(rows)},
            subject=("campaign_batch", batch_id),
        )


def _standings(new: NewBatch, day: date) -> list[str]:
    """How each row stands, whole columns at a time: the rules run once over the county, the rows are looked up in what they say."""
    outcomes = run.outcomes(day, only={row.doubt for row in new.rows})
    hit = {(hit.person, one.rule.id) for one in outcomes for hit in one.hits}
    running: set[int] = set()
    for table in own.tables(int(f"{day:%Y%m%d}"), None, ("benefits",)):
        running |= set(np.unique(table["benefits"]["person"][table["benefits"]["to_month"] == 0]).tolist())
    before = set(read_rows(Row.objects.filter(batch__title=new.title, person__isnull=False), "person_id", "doubt", "month"))
    return list(_each(new.rows, hit, running, before))


def _each(rows: Sequence[NewRow], hit: set[tuple[int, str]], running: set[int], before: set[tuple[int, str, int]]) -> Iterator[str]:
    for row in rows:
        key = (row.person_id, row.doubt, row.month)
        if row.person_id is None:
            yield "absent"
        elif key in before:
            yield "repeated"
        elif (row.person_id, row.doubt) in hit:
            yield "hit"
        else:
            yield "clear" if row.person_id in running else "no_benefit"
        if row.person_id is not None:
            before.add((row.person_id, row.doubt, row.month))
