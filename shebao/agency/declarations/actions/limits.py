"""Floors and caps published late (上下限公布后补差): every month already assessed computed anew; what it lacks is due, what it has too much is set off."""

from __future__ import annotations

import numpy as np
from django.db import transaction

from shebao.agency.contributions import months
from shebao.agency.declarations.kinds import MONTHLY
from shebao.agency.declarations.law import assessed, origins
from shebao.agency.declarations.queries import assessed as assessments_of
from shebao.agency.declarations.queries import wages_in
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import take_turn
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.store.columns import Columns, Mask, pick
from shebao.agency.store.digest import canonical, digest_numbers, sm3
from shebao.base.months import month_range

from .assess import Draft, post_draft

_AMOUNTS = ("base_fen", "unit_fen", "person_fen")


def difference_drafts(first: int, last: int) -> list[Draft]:
    """What the assessed months from … to lack (first) and have too much (after it), by the law as it stands now; nothing is written."""
    drafts = []
    for scheme in MONTHLY:
        for month in month_range(first, last):
            if assessments_of(month, scheme):
                drafts += _of_month(scheme, month)
    return drafts


def settle_differences(first: int, last: int, *, by: By) -> list[int]:
    """Post the differences; the assessments, by id."""
    with transaction.atomic():
        take_turn()
        return [post_draft(one, by=by) for one in difference_drafts(first, last)]


def _of_month(scheme: str, month: int) -> list[Draft]:
    stored = months.standing_of_month(scheme, month)
    people, employers = stored["person_id"], stored["employer_id"]
    wage_fen = wages_in(month, people, employers)
    stored, wage_fen = pick(stored, wage_fen > 0), wage_fen[wage_fen > 0]
    if not wage_fen.size:
        return []
    people, employers = stored["person_id"], stored["employer_id"]
    result = assessed(scheme, people, employers, wage_fen, month, parameters.places(), installation.place())
    lacking = {name: getattr(result, name) - stored[name] for name in _AMOUNTS}
    owed = lacking["unit_fen"] + lacking["person_fen"]
    law = canonical(origins(result))
    return [_draft(scheme, month, stored, lacking, rows, law) for rows in (owed > 0, owed < 0) if rows.any()]


def _draft(scheme: str, month: int, stored: Columns, lacking: Columns, rows: Mask, law: str) -> Draft:
    count = int(rows.sum())
    due = {
        "person_id": stored["person_id"][rows],
        "scheme": np.full(count, months.code_of(scheme), dtype=np.int64),
        "month": np.full(count, month, dtype=np.int64),
        "employer_id": stored["employer_id"][rows],
        "turn": stored["turn"][rows] + 1,
        **{name: lacking[name][rows] for name in _AMOUNTS},
    }
    digest = sm3(f"{scheme} {month} {law} {digest_numbers(np.column_stack(list(due.values())))}".encode())
    return Draft(scheme, month, due, 0, 0, law, digest)
