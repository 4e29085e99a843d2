"""Correcting wages of months that are assessed already (缴费基数更正): the difference is a further turn of those months, due anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db import transaction

from shebao.agency.contributions import months
from shebao.agency.declarations.kinds import CORRECTION, MONTHLY
from shebao.agency.declarations.law import assessed, origins
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import take_turn
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.columns import Column, Columns, int_column, pick, summed
from shebao.agency.store.digest import canonical, digest_numbers, sm3

from .assess import Draft, post_draft
from .wages import NewWage, declare_wages

_AMOUNTS = ("base_fen", "unit_fen", "person_fen")


def correct_wages(rows: Sequence[NewWage], employer_id: int, *, by: By) -> list[int]:
    """Declare corrected wages and assess what the months already assessed lack; the assessments, by id.

    Refused where a month would come out lower: money goes back by a refund, not by an assessment below nought.
    """
    with transaction.atomic():
        take_turn()
        drafts = correction_drafts(rows, employer_id)
        declare_wages(rows, employer_id, CORRECTION, by=by)
        return [post_draft(one, by=by) for one in drafts]


def correction_drafts(rows: Sequence[NewWage], employer_id: int) -> list[Draft]:
    """What each assessed month of each scheme lacks by the corrected wages, as things are now; nothing is written."""
    people = int_column(row.person_id for row in rows)
    first, last = min(row.from_month for row in rows), max(row.to_month for row in rows)
    drafts = []
    for scheme in MONTHLY:
        stored = months.assessed_rows(scheme, employer_id, first, last, people)
        for month in np.unique(stored["month"]).tolist():
            mine = [row for row in rows if row.from_month <= month <= row.to_month]
            one = _draft(scheme, month, mine, employer_id, pick(stored, stored["month"] == month))
            if one is not None:
                drafts.append(one)
    return drafts


def _draft(scheme: str, month: int, rows: Sequence[NewWage], employer_id: int, stored: Columns) -> Draft | None:
    rows = [row for row in rows if row.person_id in set(stored["person_id"].tolist())]
    if not rows:
        return None
    people, wage_fen = (int_column(getattr(row, name) for row in rows) for name in ("person_id", "wage_fen"))
    order = np.argsort(people)
    people, wage_fen = people[order], wage_fen[order]
    employers = np.full(people.size, employer_id, dtype=np.int64)
    result = assessed(scheme, people, employers, wage_fen, month, parameters.places(), installation.place())
    lacking = {name: getattr(result, name) - summed(stored["person_id"], stored[name], people) for name in _AMOUNTS}
    lower = people[(lacking["unit_fen"] < 0) | (lacking["person_fen"] < 0)]
    if lower.size:
        refuse_people(
            "declarations.lower",
            lower,
            f"更正后 {month // 100}-{month % 100:02d} 的应缴比已核定的少。",
            "多核定的请办理退费，本办件只补差。",
            "rows",
        )
    some = np.flatnonzero(lacking["unit_fen"] + lacking["person_fen"])
    return _of(scheme, month, people[some], employers[some], {name: fen[some] for name, fen in lacking.items()}, stored, canonical(origins(result)))  # fmt: skip


def _of(scheme: str, month: int, people: Column, employers: Column, lacking: Columns, stored: Columns, law: str) -> Draft | None:
    if not people.size:
        return None
    count = people.size
    turns = np.array([int(stored["turn"][stored["person_id"] == person].max()) + 1 for person in people.tolist()], dtype=np.int64)
    due = {
        "person_id": people,
        "scheme": np.full(count, months.code_of(scheme), dtype=np.int64),
        "month": np.full(count, month, dtype=np.int64),
        "employer_id": employers,
        "turn": turns,
        **lacking,
    }
    digest = sm3(f"{scheme} {month} {law} {digest_numbers(np.column_stack([people, *lacking.values()]))}".encode())
    return Draft(scheme, month, due, 0, 0, law, digest)
