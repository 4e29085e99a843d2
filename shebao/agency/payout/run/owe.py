"""Entering what is owed once, as computed by the matter that owes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.kinds import DUES
from shebao.agency.payout.models import Due
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among
from shebao.base.finding import refuse
from shebao.base.months import Month


class Owed(NamedTuple):
    """Something owed once to an heir of somebody who died: what is left after a set-off."""

    deceased_id: int
    person_id: int
    kind: str
    month: Month
    amount_fen: int


def owe(rows: Sequence[Owed | tuple[int, int, str, int, int]], scheme: str, *, by: By) -> Entry:
    """Enter amounts owed to heirs; each death, heir, scheme and kind once. Amounts come from the law's own rule, never from a form.

    Refused for a death of which the same was entered before, under whatever heirs: a funeral is paid once.
    """
    owed = sorted(Owed(*row) for row in rows if row[4])
    assert all(row.kind in DUES and row.amount_fen > 0 for row in owed), "only what a rule computed"
    with transaction.atomic():
        take_turn()
        for kind in {row.kind for row in owed}:
            deaths = {row.deceased_id for row in owed if row.kind == kind}
            if Due.objects.filter(scheme=scheme, kind=kind, deceased_id__in=among(deaths)).exists():
                refuse("payout.owed", "这些人中有人的同一项一次性待遇已经登记过", "同一项待遇只登记一次；请查看已有登记。")
        first = next_id(Due)
        return post(
            Due,
            Due.SEALED,
            [(first + i, row.person_id, row.deceased_id, scheme, *row[2:]) for i, row in enumerate(owed)],
            "payout.owe",
            by=by,
            body={"scheme": scheme, "people": len({row.person_id for row in owed}), "deaths": len({row.deceased_id for row in owed})},
        )
