"""People of a department's list who should be insured and are not (扩面任务): each with an owner, a day, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, QuerySet

from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import change_rows
from shebao.base.finding import refuse

from .models import CoverageTask
from .schemes import COVERAGE_STATES

FIRST = next(iter(COVERAGE_STATES))


class NewTask(NamedTuple):
    """Somebody who should be insured, as the list says."""

    citizen_number: str
    name: str
    source: str
    scheme: str


class Assigned(NamedTuple):
    """Whom a list is about, where, who looks after it and until when."""

    group: str
    township: str
    owner: str
    due_on: date


def open_tasks(rows: Sequence[NewTask], assigned: Assigned, *, by: By) -> Entry:
    """Open a task for everyone; refused for none."""
    if not rows:
        refuse("enrolment.coverage", "名单里的人都已参保或已有任务", "不需要核实。", "rows")
    with transaction.atomic():
        take_turn()
        start = next_id(CoverageTask)
        ids = range(start, start + len(rows))
        sealed = vault.seal_many([row.citizen_number for row in rows], CoverageTask.SEALED_PLACE, ids)
        indexes = vault.blind_many((row.citizen_number for row in rows), "citizen")
        return post(
            CoverageTask,
            (*CoverageTask.SEALED, "state", "number_sealed"),
            [
                (key, index, row.citizen_number[-4:], row.name, row.source, row.scheme, *assigned, FIRST, secret)
                for key, row, index, secret in zip(ids, rows, indexes, sealed, strict=True)
            ],
            "enrolment.open_coverage",
            by=by,
            body={"people": len(rows), "group": assigned.group, "due_on": assigned.due_on.isoformat()},
        )


def move_task(task_id: int, state: str, *, by: By) -> Entry:
    """How a task stands now; refused for one there is not and one that stands so already."""
    with transaction.atomic():
        take_turn()
        one = CoverageTask.objects.filter(id=task_id).first()
        if one is None:
            refuse("enrolment.coverage", f"没有编号为 {task_id} 的扩面任务", "请从扩面名单进入。", "task_number")
        if one.state == state:
            refuse("enrolment.coverage", f"任务已经是“{COVERAGE_STATES[state][0]}”", "不需要办理。", "state")
        entry = record("enrolment.move_coverage", by=by, body={"task": task_id, "before": one.state, "after": state})
        change_rows(CoverageTask, [task_id], state=state)
    return entry


def pending(citizen_numbers: Sequence[str], scheme: str) -> set[str]:
    """Those of some numbers that have a task of a scheme that is not closed."""
    indexes = dict(zip(vault.blind_many(citizen_numbers, "citizen"), citizen_numbers, strict=True))
    stored = CoverageTask.objects.filter(scheme=scheme, state__in=(FIRST, "reminded")).values_list("number_index", flat=True)
    return {indexes[bytes(index)] for index in stored if bytes(index) in indexes}


def task(task_id: int) -> CoverageTask | None:
    """One task."""
    return CoverageTask.objects.filter(id=task_id).first()


def listed_tasks(text: str = "") -> QuerySet[CoverageTask, Any]:
    """Tasks as rows for a list; text: part of a name."""
    rows = CoverageTask.objects.all()
    rows = rows.filter(name__contains=text.strip()) if text.strip() else rows
    return rows.values("id", "name", "number_tail", "source", "scheme", "group", "township", "owner", "due_on", "state")


def counts_of_tasks() -> dict[str, int]:
    """State → how many tasks."""
    return dict(CoverageTask.objects.order_by().values_list("state").annotate(n=Count("id")))


def numbers_of_open_tasks() -> list[tuple[int, str, str]]:
    """(task, citizen number, scheme) of every task that is not closed: to see who was insured since."""
    rows = list(CoverageTask.objects.filter(state__in=(FIRST, "reminded")).values_list("id", "scheme", "number_sealed"))
    numbers = vault.unseal_many((secret for *_, secret in rows), CoverageTask.SEALED_PLACE, [key for key, *_ in rows])
    return [(key, number, scheme) for (key, scheme, _), number in zip(rows, numbers, strict=True)]
