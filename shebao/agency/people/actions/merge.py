"""Marking a record as a second one of somebody: from then on everything goes by the first."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.people.models import Merged, Person
from shebao.base.finding import refuse


def merge(duplicate_id: int, into_id: int, *, by: By) -> journal.Entry:
    """Post that one record is a second one of another; refused where it is one already, or its person has died."""
    with transaction.atomic():
        journal.take_turn()
        if duplicate_id == into_id:
            refuse("people.merge", "两个编号是同一条登记", "请选择另一条登记。", "duplicate_id")
        known = dict(Person.objects.filter(id__in=(duplicate_id, into_id)).values_list("id", "death_date"))
        if len(known) < 2:
            refuse("people.unknown", "没有这两条登记", "请重新查找。", "duplicate_id")
        if any(known.values()):
            refuse("people.merge", "有一条登记已记录死亡", "请先核实死亡登记，再合并。", "duplicate_id")
        if Merged.objects.filter(id__in=(duplicate_id, into_id)).exists():
            refuse("people.merge", "有一条登记已经并入别的登记", "请从人员页面进入现用的登记。", "duplicate_id")
        return journal.post(
            Merged,
            Merged.SEALED,
            [(duplicate_id, into_id)],
            "people.merge",
            by=by,
            body={"into": into_id},
            subject=("person", duplicate_id),
        )
