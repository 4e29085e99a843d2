"""Computing a run: the whole table in columns, then written in chunks that survive a crash and can be watched."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from django.db import transaction

from shebao.agency.jobs.lease import Lease, assert_covered, held
from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.payout.holds.gates import HELD
from shebao.agency.payout.models import Run
from shebao.agency.payout.run import states
from shebao.agency.payout.tables import table_of
from shebao.agency.payout.tables.table import Table
from shebao.agency.staff.queries import require
from shebao.agency.store.bulk import bulk_insert
from shebao.agency.store.collector import uncollected
from shebao.agency.store.crash import crashpoint

from .propose import erase

CHUNK = 50_000


@uncollected()
def compute(run_id: int, *, actor_id: int, chunk: int = CHUNK, lease_seconds: int = 60) -> Run:
    """Compute a proposed run, or go on with one whose worker died; computing again gives the same rows or starts afresh.

    A chunk of rows and the position after it are committed together. Where the facts have changed since the first
    chunk (another table comes out), what was written is removed and the run begins again.
    """
    require(actor_id, "payout.create")
    with transaction.atomic():
        run = states.turn(run_id, states.PROPOSED, states.COMPUTING, states.COMPUTED, verb="计算")
    with held(Run, run_id, seconds=lease_seconds) as lease:
        table = table_of(run)
        _begin(run_id, table, lease, actor_id)
        run = Run.objects.get(pk=run_id)
        for model, names, rows, position in _chunks(table, run, chunk):
            with transaction.atomic():
                states.turn(run_id, states.COMPUTING, verb="计算")
                bulk_insert(model, names, rows)
                done = min(position, len(table.lines))
                behind = len(table.out) + len(table.operations)
                out = min(max(0, position - (_size(table) - behind)), len(table.out))
                lease.renew(cursor=position, done=done, excluded=out, step="写入明细")
                crashpoint("payout.compute.before_commit")
            crashpoint("payout.compute.committed")
        _finish(run_id, table, lease)
    return Run.objects.get(pk=run_id)


def _size(table: Table) -> int:
    parts = sum(int(np.count_nonzero(fen)) for fen in table.lines.parts.values())
    rows = len(table.lines) + len(table.covers["line"]) + len(table.deductions["line"]) + len(table.changes)
    return parts + rows + len(table.out) + len(table.operations)


def _chunks(table: Table, run: Run, chunk: int) -> Iterator[tuple[type, Any, list[Any], int]]:
    """(model, columns, rows, position after them) of what is not written yet, at most `chunk` rows at a time."""
    position = 0
    for model, names, rows in table.sections(run.pk, run.scheme):
        start = min(max(run.cursor - position, 0), len(rows))
        left = iter(rows[start:])
        at = position + start
        while part := list(islice(left, chunk)):
            at += len(part)
            yield model, names, part, at
        position += len(rows)


def _begin(run_id: int, table: Table, lease: Lease, actor_id: int) -> None:
    """Fix what is going to be written; where something else was begun, remove it."""
    basis = table.basis()
    with transaction.atomic():
        run = states.turn(run_id, states.PROPOSED, states.COMPUTING, states.COMPUTED, verb="计算")
        if run.basis != basis or run.state == states.PROPOSED:
            erase(run)
            run.basis, run.previous_month, run.previous_fen = basis, table.previous_month, table.previous_fen
            run.rules_digest, run.thresholds = table.rules_digest, table.thresholds
            run.total = table.total
            run.save()
            record(
                "payout.compute", by=By(actor_id, run.business_day), subject=("run", run.pk), body={"total": table.total, "basis": basis}
            )
        lease.renew(state=states.COMPUTING, step="写入明细", total=table.total)
        crashpoint("payout.compute.begun")
    crashpoint("payout.compute.begin_committed")


def _finish(run_id: int, table: Table, lease: Lease) -> None:
    amounts, waiting = table.lines["total_fen"], [row for row in table.out if row.kind == HELD]
    with transaction.atomic():
        states.turn(run_id, states.COMPUTING, verb="计算")
        lease.renew(
            state=states.COMPUTED,
            step="等待封存",
            done=len(amounts),
            excluded=len(table.out),
            lines=len(amounts),
            amount_fen=int(amounts.sum()),
            deducted_fen=int(table.deductions["fen"].sum()),
            held=len(waiting),
            held_fen=sum(row.amount_fen for row in waiting),
            explained_fen=sum(change.delta_fen for change in table.changes),
        )
        assert_covered(Run.objects.get(pk=run_id))
        crashpoint("payout.compute.finished")
    crashpoint("payout.compute.finish_committed")
