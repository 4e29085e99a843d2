"""What must always be true of the register of employers, worked out again from the journal: for `shebao verify`."""

from __future__ import annotations

import json

from shebao.agency.journal import queries as journal
from shebao.agency.journal.later import Moves, add_move, check_later

from .models import Employer, Insurance

Checked = tuple[int, list[str]]


def check_employers() -> Checked:
    """Every employer stands, or left with the month and for the reason that the journal says."""
    moves: Moves = {}
    for *_, body in journal.told("employers.cancel"):
        entry = json.loads(body)
        add_move(moves, entry["employer"], (None, ""), (entry["month"], entry["reason"]))
    return check_later(Employer, moves)


def check_insurances() -> Checked:
    """Every part of an employer in a scheme is open, or ended with the month that the journal says."""
    moves: Moves = {}
    for *_, body in journal.told("employers.cancel", "employers.end_insurance"):
        for insurance, month in json.loads(body)["insurances"]:
            add_move(moves, insurance, (None,), (month,))
    return check_later(Insurance, moves)
