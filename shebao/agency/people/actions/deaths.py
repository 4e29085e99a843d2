"""Recording that persons have died, and taking it back. What a death ends is decided in the services that call these verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.people.models import Person
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store.columns import among, change_rows


def record_deaths(rows: Sequence[tuple[int, date]], *, by: By) -> journal.Entry:
    """Record (person id, date of death); refuses the list where somebody is unknown, already recorded, or the date cannot be."""
    assert rows, "no death to record"
    with transaction.atomic():
        journal.take_turn()
        check_deaths(rows, by.day)
        change_rows(Person, [person_id for person_id, _ in rows], death_date=[died_on.isoformat() for _, died_on in rows])
        return journal.record(
            "people.record_deaths",
            by=by,
            body={"deaths": [[person_id, died_on.isoformat()] for person_id, died_on in rows]},
            subject=("person", rows[0][0]) if len(rows) == 1 else None,
        )


def withdraw_deaths(person_ids: Sequence[int], *, by: By) -> journal.Entry:
    """Take back recorded deaths that never were; the journal keeps both. Refuses the list where somebody is not recorded as dead."""
    assert person_ids, "no death to withdraw"
    with transaction.atomic():
        journal.take_turn()
        recorded = {
            p.id: p.death_date for p in Person.objects.filter(id__in=among(person_ids)).exclude(death_date=None).only("id", "death_date")
        }
        problems: list[Problem] = [
            (number, f"人员编号 {person_id} 没有死亡登记") for number, person_id in enumerate(person_ids, 1) if person_id not in recorded
        ]
        if problems:
            refuse_rows("people.withdraw_deaths", "撤销死亡登记", len(person_ids), problems)
        change_rows(Person, list(person_ids), death_date=None)
        return journal.record(
            "people.withdraw_deaths",
            by=by,
            body={"withdrawn": [[person_id, str(recorded[person_id])] for person_id in person_ids]},
            subject=("person", person_ids[0]) if len(person_ids) == 1 else None,
        )


def check_deaths(rows: Sequence[tuple[int, date]], day: date) -> None:
    """Refuse the list where a row cannot be done as things are now."""
    persons = {
        p.id: p
        for p in Person.objects.filter(id__in=among(person_id for person_id, _ in rows)).only("id", "name", "birth_date", "death_date")
    }
    problems: list[Problem] = []
    seen: set[int] = set()
    for row_number, (person_id, died_on) in enumerate(rows, 1):
        person = persons.get(person_id)
        if person is None:
            problems.append((row_number, f"人员编号 {person_id} 不存在"))
            continue
        if person_id in seen:
            problems.append((row_number, f"{person.name}在本批中出现两次"))
        seen.add(person_id)
        if person.death_date is not None:
            problems.append((row_number, f"{person.name}已登记死亡（{person.death_date.isoformat()}）"))
        if died_on > day:
            problems.append((row_number, f"{person.name}的死亡日期 {died_on.isoformat()} 在受理日期 {day.isoformat()} 之后"))
        if died_on < person.birth_date:
            problems.append((row_number, f"{person.name}的死亡日期 {died_on.isoformat()} 早于出生日期 {person.birth_date.isoformat()}"))
    if problems:
        refuse_rows("people.record_deaths", "登记死亡", len(rows), problems)
