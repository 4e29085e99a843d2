"""People in and out of an employer (增员、减员): their spells in every scheme at once, and through whom they are insured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import each_once, refuse_people
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import int_column, read_columns

from .actions import end, enrol
from .models import Employment, Spell
from .queries import employed_at


class Hire(NamedTuple):
    """One person hired: first insured month, form of employment (a key of `schemes.FORMS`), day of hiring."""

    person_id: int
    from_month: int
    form: str
    hired_on: date


def employ(hires: Sequence[Hire], employer_id: int, scheme_keys: Sequence[str], *, by: By) -> list[Entry]:
    """Open a spell for everyone in each scheme, through this employer; refused whole as `enrol` is."""
    people = each_once("enrolment", (hire.person_id for hire in hires))
    months = int_column(hire.from_month for hire in hires)
    entries = []
    with transaction.atomic():
        take_turn()
        for scheme in scheme_keys:
            spells = read_columns(Spell.objects.filter(entry_id=enrol(people, scheme, months, by=by).seq).order_by("id"), "id")["id"]
            start = next_id(Employment)
            rows = [
                (start + at, spell, employer_id, hire.form, hire.hired_on)
                for at, (spell, hire) in enumerate(zip(spells.tolist(), hires, strict=True))
            ]
            entries.append(
                post(
                    Employment,
                    Employment.SEALED,
                    rows,
                    "enrolment.employ",
                    by=by,
                    subject=("employer", employer_id),
                    body={"scheme": scheme, "people": len(rows)},
                )
            )
    return entries


def release(leavers: Sequence[tuple[int, int]], employer_id: int, scheme_keys: Sequence[str], reason: str, *, by: By) -> list[Entry]:
    """End the spells of people (person, last month) at this employer in each scheme they have there."""
    people = each_once("enrolment", (person for person, _ in leavers))
    last = dict(leavers)
    entries = []
    with transaction.atomic():
        take_turn()
        nowhere = set(people.tolist())
        for scheme in scheme_keys:
            insured = employed_at(people, employer_id, scheme)
            nowhere -= set(insured.tolist())
            if insured.size:
                entries.append(end(insured, scheme, int_column(last[person] for person in insured.tolist()), reason, by=by))
        if nowhere:
            titles = "、".join(schemes.title(scheme) for scheme in scheme_keys)
            refuse_people("enrolment.not_employed", sorted(nowhere), f"没有在这个单位参加{titles}。", "请从名单中去掉。", "rows")
    return entries
