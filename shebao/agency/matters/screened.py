"""The steps of matters about people as whole-number columns for the screening rules."""

from __future__ import annotations

from collections.abc import Iterable

from shebao.agency.staff.queries import person_keys
from shebao.agency.store.columns import among, read_rows

from .models import Step

_STEPS = {"submit": 1, "resubmit": 1, "review": 2, "approve": 3}


def steps(person_ids: Iterable[int] | None = None) -> list[tuple[int, int, int, int, int]]:
    """(person, matter, step: 1 accepted, 2 reviewed, 3 approved, who: the first account of one natural person, day YYYYMMDD)."""
    rows = Step.objects.filter(matter__subject_kind="person", verb__in=tuple(_STEPS)).order_by("id")
    if person_ids is not None:
        rows = rows.filter(matter__subject_id__in=among(person_ids))
    listed = read_rows(rows, "matter__subject_id", "matter_id", "verb", "member_id", "day")
    first: dict[str, int] = {}
    who = {member: first.setdefault(key, member) for member, key in sorted(person_keys({row[3] for row in listed}).items())}
    return [
        (person, matter, _STEPS[verb], who[member], int(str(day)[:10].replace("-", ""))) for person, matter, verb, member, day in listed
    ]
