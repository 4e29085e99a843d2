"""Entering what is owed once, as computed by the matter that owes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import IntegrityError, transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.kinds import DUES
from shebao.agency.payout.models import Due
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.months import Month


class Owed(NamedTuple):
    """Something owed once to a person's account or heirs."""

    person_id: int
    kind: str
    month: Month
    amount_fen: int


def owe(rows: Sequence[Owed | tuple[int, str, int, int]], scheme: str, *, by: By) -> Entry:
    """Enter amounts owed; each person, scheme and kind once. Amounts come from the law's own rule, never from a form."""
    owed = sorted(Owed(*row) for row in rows if row[3])
    assert all(row.kind in DUES and row.amount_fen > 0 for row in owed), "only what a rule computed"
    with transaction.atomic():
        take_turn()
        first = next_id(Due)
        try:
            return post(
                Due,
                Due.SEALED,
                [(first + i, row.person_id, scheme, *row[1:]) for i, row in enumerate(owed)],
                "payout.owe",
                by=by,
                body={"scheme": scheme, "people": len({row.person_id for row in owed})},
            )
        except IntegrityError:
            refuse("payout.owed", "这些人中有人的同一项一次性待遇已经登记过", "同一项待遇只登记一次；请查看已有登记。")
