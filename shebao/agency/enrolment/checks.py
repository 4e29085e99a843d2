"""What must always be true of enrolment, worked out again from the journal: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

import json
from datetime import date

from shebao.agency.journal import queries as journal
from shebao.agency.journal.later import Moves, add_move, check_later
from shebao.agency.store import vault

from .models import Assistance, CoverageTask, Relative, Spell

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


def check_relatives() -> Checked:
    """Every relative stands, or ended on the day that the journal says; their numbers open."""
    moves: Moves = {}
    for *_, body in journal.told("enrolment.end_relative"):
        entry = json.loads(body)
        before = date.fromisoformat(entry["before"]) if entry["before"] else None
        add_move(moves, entry["relative"], (before,), (date.fromisoformat(entry["to_on"]),))
    examined, problems = check_later(Relative, moves)
    return examined, problems + _unreadable(Relative, "亲属登记")


def check_coverage() -> Checked:
    """Every task of coverage stands as the journal says; its number opens."""
    moves: Moves = {}
    for *_, body in journal.told("enrolment.move_coverage"):
        entry = json.loads(body)
        add_move(moves, entry["task"], (entry["before"],), (entry["after"],))
    examined, problems = check_later(CoverageTask, moves)
    return examined, problems + _unreadable(CoverageTask, "扩面任务")


def _unreadable(model: type[Relative] | type[CoverageTask], what: str) -> list[str]:
    """The rows whose encrypted number does not open, or is not the one its index stands for."""
    problems = []
    for key, secret, index, tail in model.objects.values_list("id", "number_sealed", "number_index", "number_tail"):  # type: ignore[union-attr]
        try:
            number = vault.unseal(secret, model.SEALED_PLACE, key)
        except (vault.Unreadable, UnicodeDecodeError):
            problems.append(f"{what}{key}：密文打不开。")
            continue
        if vault.blind(number, "citizen") != bytes(index) or number[-4:] != tail:
            problems.append(f"{what}{key}：密文与索引不符。")
    return problems
