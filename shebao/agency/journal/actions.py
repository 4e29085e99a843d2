"""Appending to the journal, and posting rows to append-only tables together with the entry that vouches for them.

A table whose rows are posted through `post` is *sealed*: each row carries the `entry_id` of the entry that posted it,
and the entry holds count and SM3 digest of those rows. `journal.queries.check_sealed` recomputes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from shebao.agency.store.bulk import bulk_insert
from shebao.agency.store.crash import crashpoint
from shebao.agency.store.digest import canonical, digest_rows, sm3

from . import later, witness
from .by import By
from .models import Entry, Head

FIELDS = (
    "seq",
    "at",
    "actor_id",
    "verb",
    "subject_kind",
    "subject_id",
    "matter_id",
    "business_day",
    "body",
    "table_name",
    "row_count",
    "rows_digest",
    "previous_hash",
)


class Posted(NamedTuple):
    """Rows of a sealed table: the table, how many, and the SM3 digest of them in order."""

    table: str = ""
    lines: int = 0
    digest: str = ""


NO_ROWS = Posted()


def hash_of(entry: Entry) -> str:
    """SM3 of the entry's content and of the hash before it."""
    return sm3(canonical([getattr(entry, name) for name in FIELDS]).encode())


def take_turn() -> Head:
    """Wait for the writers' turn: from here to the end of the transaction nobody else changes business data.

    A verb that decides on what it reads (may this be approved? is this account still the same?) calls it first.
    On PostgreSQL it locks the head row; on SQLite every writing transaction has the turn from its beginning.
    """
    assert connection.in_atomic_block, "a journal entry belongs to the transaction of its change"
    head = _locked_head()
    if head is None:
        Head.objects.get_or_create(id=1)
        head = _locked_head()
    assert head is not None
    return head


def _locked_head() -> Head | None:
    """The head row, locked where the database locks rows. Every verb asks for it several times, so it is asked in plain SQL."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, seq, entry_hash FROM {Head._meta.db_table} WHERE id = 1{lock}")  # noqa: S608
        row = cursor.fetchone()
    return Head(*row) if row else None


def record(
    verb: str,
    *,
    by: By,
    body: dict[str, Any],
    subject: tuple[str, int] | None = None,
    rows: Posted = NO_ROWS,
) -> Entry:
    """Append one entry. Must run inside the transaction of the change it speaks of.

    verb: English verb phrase, "payout.seal". body: what changed (JSON-able; never a full citizen or account number).
    rows: the rows of a sealed table that the entry vouches for, if any.
    """
    head = take_turn()
    entry = Entry(
        seq=head.seq + 1,
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        actor_id=by.actor_id,
        verb=verb,
        subject_kind=subject[0] if subject else "",
        subject_id=subject[1] if subject else None,
        matter_id=by.matter_id,
        business_day=by.day.isoformat(),
        body=canonical(body),
        table_name=rows.table,
        row_count=rows.lines,
        rows_digest=rows.digest,
        previous_hash=head.entry_hash,
    )
    entry.entry_hash = hash_of(entry)
    _append(entry)
    witness.note_at_commit(entry.seq, entry.entry_hash)
    return entry


def _append(entry: Entry) -> None:
    """Write an entry and move the head to it, in plain SQL as the head is read."""
    names = (*FIELDS, "entry_hash")
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Entry._meta.db_table} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
            [getattr(entry, name) for name in names],
        )
        cursor.execute(f"UPDATE {Head._meta.db_table} SET seq = %s, entry_hash = %s WHERE id = 1", [entry.seq, entry.entry_hash])  # noqa: S608
    entry._state.adding, entry._state.db = False, connection.alias


def post(
    model: type[models.Model],
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    verb: str,
    *,
    by: By,
    body: dict[str, Any] | None = None,
    subject: tuple[str, int] | None = None,
) -> Entry:
    """Insert `rows` into a sealed table under one journal entry.

    names: the columns in the order of the rows, "id" first, without "entry_id"; the rows are in order of their id.
    The digest covers the columns of the model's `SEALED`, with which `names` begins; columns after those may change later,
    and of those in its `LATER` the entry keeps the first values too (`later`).
    """
    sealed = tuple(model.SEALED)  # type: ignore[attr-defined]
    width = len(sealed)
    assert tuple(names[:width]) == sealed, f"{model.__name__}: post all sealed columns first: {sealed}"
    with transaction.atomic():
        digest = digest_rows(rows if len(names) == width else map(itemgetter(slice(width)), rows))
        entry = record(
            verb,
            by=by,
            body=(body or {}) | later.first_values(model, names, rows),
            subject=subject,
            rows=Posted(model._meta.db_table, len(rows), digest),
        )
        seq = entry.seq
        bulk_insert(model, [*names, "entry_id"], ((*row, seq) for row in rows))
        crashpoint(f"{verb}.posted")
    return entry
