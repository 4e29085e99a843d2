"""Money of the annuity that reaches the members' accounts, unit by unit or member by member, and is taken back with what it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, take_turn
from shebao.agency.journal.by import By
from shebao.base.months import Month

from .ledger import Movement, post_movements
from .models import AccountEntry


class Credit(NamedTuple):
    """What one member is credited with: a kind of `kinds.KINDS` and fen."""

    person_id: int
    kind: str
    fen: int


def credit_annuity(rows: Sequence[Credit], scheme: str, month: Month, source: tuple[str, int], *, by: By) -> Entry:
    """Credit members with what came in for them. source: (kind, id) of the row it came from; nobody is credited twice from one."""
    with transaction.atomic():
        take_turn()
        movements = [Movement(row.person_id, month, row.kind, row.fen, *source) for row in rows if row.fen]
        return post_movements(movements, scheme, "accounts.credit_annuity", by=by, body={"month": month, "source": list(source)})


def take_back_annuity(scheme: str, month: Month, source: tuple[str, int], reason: str, *, by: By) -> Entry:
    """Take back what was credited from one row; refused where an account has not that much any more."""
    with transaction.atomic():
        take_turn()
        rows = AccountEntry.objects.filter(scheme=scheme, source_kind=source[0], source_id=source[1]).order_by("person_id", "id")
        movements = [Movement(row.person_id, month, "correction", -row.amount_fen, "entry", row.pk) for row in rows]
        return post_movements(movements, scheme, "accounts.correct", by=by, body={"month": month, "reason": reason})
