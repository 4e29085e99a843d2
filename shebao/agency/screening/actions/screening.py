"""Running the rules over the county, and posting what is new as clues."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.screening import run
from shebao.agency.screening.kinds import DUE_DAYS
from shebao.agency.screening.models import Clue, Screening
from shebao.agency.screening.standing import standing
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical, sm3
from shebao.core.screening.screen import Hit, Outcome


class Screened(NamedTuple):
    """What a run came to: its number, and rule → (hits, new clues)."""

    id: int
    rules: dict[str, tuple[int, int]]


def screen_county(*, by: By, only: Iterable[str] = ()) -> Screened:
    """Run every rule that our rows and the lists in force can feed; whoever is hit anew gets a clue, nobody's benefit changes.

    Somebody with an open clue of the rule gets no second one; after a conclusion only where it is no longer on the whitelist,
    and after a true one only for later months.
    """
    outcomes = run.outcomes(by.day, only=only)
    with transaction.atomic():
        take_turn()
        key = next_id(Screening)
        new = {one.rule.id: _new_hits(one, by) for one in outcomes}
        listed = [[one.rule.id, sm3(one.rule.text.encode()), len(one.hits), len(new[one.rule.id])] for one in outcomes]
        post(Screening, Screening.SEALED, [(key, by.day, canonical(listed))], "screening.screen_county", by=by, subject=("screening", key))
        _post_clues(key, outcomes, new, by)
    return Screened(key, {one.rule.id: (len(one.hits), len(new[one.rule.id])) for one in outcomes})


def _new_hits(one: Outcome, by: By) -> list[Hit]:
    known = standing(one.rule.id)
    result = []
    for hit in one.hits:
        before = known.get(hit.person)
        if before is None or (
            not before.is_open and not before.quiet(by.day) and (before.result != "true" or max(hit.months) > before.last_month)
        ):
            result.append(hit)
    return result


def _post_clues(screening_id: int, outcomes: Iterable[Outcome], new: dict[str, list[Hit]], by: By) -> None:
    start, due = next_id(Clue), by.day + timedelta(days=DUE_DAYS)
    rows = [
        (
            screening_id,
            one.rule.id,
            sm3(one.rule.text.encode()),
            one.rule.severity,
            hit.person,
            min(hit.months),
            max(hit.months),
            len(hit.months),
            hit.fen,
            hit.evidence,
            due,
        )
        for one in outcomes
        for hit in new[one.rule.id]
    ]
    if rows:
        body = {"clues": len(rows)}
        numbered = [(start + i, *row) for i, row in enumerate(rows)]
        post(Clue, Clue.SEALED, numbered, "screening.post_clues", by=by, body=body, subject=("screening", screening_id))
