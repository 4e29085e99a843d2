"""Traces of reading: a page from outside leaves a row in a queue; the timer writes many of them into the journal at once."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.journal.actions import record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.digest import digest_rows

from ..models import Look

CHUNK = 500


def note_look(page: str, *, person_id: int = 0, employer_id: int = 0, binding_id: int = 0) -> None:
    """Queue that somebody looked at a page of theirs, or of whoever they act for."""
    Look.objects.create(page=page[:40], person_id=person_id, employer_id=employer_id, binding_id=binding_id)


def write_looks(*, by: By) -> int:
    """Write what waits into the journal, a chunk a turn; how many."""
    written = 0
    while True:
        with transaction.atomic():
            take_turn()
            rows = list(
                Look.objects.filter(entry_id=0).order_by("id").values_list("id", "person_id", "employer_id", "binding_id", "page")[:CHUNK]
            )
            if not rows:
                return written
            body = {"first": rows[0][0], "last": rows[-1][0], "count": len(rows), "digest": digest_rows(rows)}
            entry = record("public.looks", by=by, body=body)
            Look.objects.filter(id__in=[row[0] for row in rows]).update(entry_id=entry.seq)
            written += len(rows)
