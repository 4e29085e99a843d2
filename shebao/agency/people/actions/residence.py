"""Moving persons to another village of the county."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.people.models import Person, Village
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store.columns import among, change_rows


def move_persons(rows: Sequence[tuple[int, int]], *, by: By) -> journal.Entry:
    """Record (person id, new village id); the journal keeps where each lived before."""
    assert rows, "nobody to move"
    with transaction.atomic():
        journal.take_turn()
        villages = set(Village.objects.values_list("id", flat=True))
        before = dict(Person.objects.filter(id__in=among(person_id for person_id, _ in rows)).values_list("id", "village_id"))
        problems: list[Problem] = [
            (i, f"人员编号 {person_id} 不存在") for i, (person_id, _) in enumerate(rows, 1) if person_id not in before
        ]
        problems += [(i, f"村（社区）编号 {village_id} 不存在") for i, (_, village_id) in enumerate(rows, 1) if village_id not in villages]
        if problems:
            refuse_rows("people.move_persons", "变更居住地", len(rows), problems)
        change_rows(Person, [person_id for person_id, _ in rows], village_id=[village_id for _, village_id in rows])
        return journal.record(
            "people.move_persons",
            by=by,
            body={"moves": [[person_id, before[person_id], village_id] for person_id, village_id in rows]},
            subject=("person", rows[0][0]) if len(rows) == 1 else None,
        )
