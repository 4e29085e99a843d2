"""One employer going on where another was (承继): kept with the people who came over and whether the arrears did."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shebao.agency.employers.kinds import SUCCESSIONS
from shebao.agency.employers.models import Succession
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse

from .change import standing


def succeed(
    former_id: int, successor_id: int, kind: str, on: date, people: int, *, takes_arrears: bool, owed_fen: int, document: str, by: By
) -> Entry:
    """Enter that one employer succeeds another; refused for the same one, and for one that left the register."""
    assert kind in SUCCESSIONS, kind
    if former_id == successor_id:
        refuse("employers.succession", "原单位和承继单位是同一个", "请核对统一社会信用代码。", "successor_id")
    with transaction.atomic():
        take_turn()
        standing(former_id)
        standing(successor_id)
        return post(
            Succession,
            Succession.SEALED,
            [(next_id(Succession), former_id, successor_id, kind, on, people, takes_arrears, owed_fen, document)],
            "employers.succeed",
            by=by,
            subject=("employer", successor_id),
            body={"former": former_id, "successor": successor_id, "kind": kind, "people": people, "owed_fen": owed_fen},
        )
