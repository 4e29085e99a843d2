"""What must always be true of enrolment, worked out again from the journal: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

import json

from shebao.agency.journal import queries as journal
from shebao.agency.journal.later import Moves, add_move, check_later

from .models import Assistance, Spell

Checked = tuple[int, list[str]]


def check_spells() -> Checked:
    """Every spell is open, or ended with the month and for the reason that the journal says."""
    moves: Moves = {}
    for verb, *_, body in journal.told("enrolment.end", "enrolment.reopen"):
        entry = json.loads(body)
        # "enrolment.end" begins "enrolment.end_assistance" too, which names no spells.
        for spell_id, month in entry.get("spells", ()):
            ended = (month, entry["reason"])
            add_move(moves, spell_id, *(((None, ""), ended) if verb == "enrolment.end" else (ended, (None, ""))))
    return check_later(Spell, moves)


def check_assistance() -> Checked:
    """Every place in a group has the last year that the journal says."""
    moves: Moves = {}
    for *_, body in journal.told("enrolment.end_assistance"):
        entry = json.loads(body)
        for place_id in entry.get("places", ()):
            add_move(moves, place_id, (None,), (entry["to_year"],))
    return check_later(Assistance, moves)
