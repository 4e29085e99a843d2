"""How each clue stands: open or concluded, with what result, and until when its rule is quiet about the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from shebao.agency.store.columns import among, read_rows

from .models import Clue, Conclusion


class Standing(NamedTuple):
    """The last clue of one rule about one person."""

    clue_id: int
    last_month: int
    result: str
    quiet_until: str

    @property
    def is_open(self) -> bool:
        """Nobody concluded it, or it was opened again."""
        return self.result in ("", "reopened")

    def quiet(self, day: date) -> bool:
        """Whether the person stands on the rule's whitelist that day."""
        return bool(self.quiet_until) and day.isoformat() <= self.quiet_until


def results(clue_ids: Iterable[int] | None = None) -> dict[int, tuple[str, str]]:
    """Clue → (result, whitelist until) of its last conclusion."""
    rows = Conclusion.objects.order_by("clue_id", "version")
    if clue_ids is not None:
        rows = rows.filter(clue_id__in=among(clue_ids))
    return {clue: (result, str(quiet)[:10] if quiet else "") for clue, result, quiet in read_rows(rows, "clue_id", "result", "quiet_until")}


def standing(rule: str) -> dict[int, Standing]:
    """Person → the last clue of a rule."""
    rows = read_rows(Clue.objects.filter(rule=rule).order_by("id"), "id", "person_id", "last_month")
    known = results([row[0] for row in rows])
    return {person: Standing(key, last, *known.get(key, ("", ""))) for key, person, last in rows}


def quiet_people(rules: Iterable[str], person_ids: Iterable[int], day: date) -> set[tuple[str, int]]:
    """(rule, person) of those who stand on a rule's whitelist on a day, by the last clue of the rule about them."""
    chosen, ids = list(rules), list(person_ids)
    if not chosen or not ids:
        return set()
    clues = read_rows(Clue.objects.filter(rule__in=chosen, person_id__in=among(ids)).order_by("id"), "id", "rule", "person_id")
    last = {(rule, person): key for key, rule, person in clues}
    known = results(last.values()) if last else {}
    return {pair for pair, key in last.items() if known.get(key, ("", ""))[1] >= day.isoformat()}


def decided_pairs(rule: str) -> set[tuple[int, int]]:
    """(person, evidence) of every clue of a rule on which somebody concluded that it is not so, or that it is dealt with: for good."""
    known = results()
    rows = read_rows(Clue.objects.filter(rule=rule), "id", "person_id", "evidence")
    return {(person, evidence) for key, person, evidence in rows if known.get(key, ("reopened", ""))[0] in ("true", "untrue", "settled")}
