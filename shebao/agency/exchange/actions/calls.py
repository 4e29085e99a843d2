"""Traces of what systems asked: a request leaves a row in a queue; the timer writes many of them into the journal at once."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.journal.actions import record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.digest import digest_rows

from ..models import Call

CHUNK = 500
TRACED = ("id", "client_id", "address_mark", "operation", "status")


def note_call(operation: str, status: int, address: str, *, client_id: int = 0) -> None:
    """Queue that a client asked for something and how it was answered; client_id 0: a stranger."""
    Call.objects.create(operation=operation[:60], status=status, client_id=client_id, address_mark=vault.blind(address, "address"))


def write_calls(*, by: By) -> int:
    """Write what waits into the journal, a chunk a turn; how many."""
    written = 0
    while True:
        with transaction.atomic():
            take_turn()
            rows = list(Call.objects.filter(entry_id=0).order_by("id").values_list(*TRACED)[:CHUNK])
            if not rows:
                return written
            traced = [(key, client, bytes(mark), operation, status) for key, client, mark, operation, status in rows]
            body = {"first": rows[0][0], "last": rows[-1][0], "count": len(rows), "digest": digest_rows(traced)}
            entry = record("exchange.calls", by=by, body=body)
            Call.objects.filter(id__in=[row[0] for row in rows]).update(entry_id=entry.seq)
            written += len(rows)
