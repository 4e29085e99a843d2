"""Recording what proves life: events, and how long each person's proof holds by the latest strong one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.queries import called
from shebao.agency.store.bulk import bulk_insert, next_id
from shebao.agency.store.columns import among, change_rows, int_column, look_up, read_columns
from shebao.base.finding import refuse
from shebao.base.months import add_months, month_of

from .kinds import CYCLE_MONTHS, KINDS
from .models import Event, Validity


class EventRow(NamedTuple):
    """Something that proves that a person was alive on a day. kind: a key of `kinds.KINDS`."""

    person_id: int
    on: date
    kind: str


def record_events(rows: Sequence[EventRow | tuple[int, date, str]], *, by: By) -> Entry:
    """Post events and extend the validity of those with a strong one, to the twelfth month after it.

    An older event never shortens a validity. Refused whole for an unknown way, a day in the future, or an empty list.
    """
    events = [EventRow(*row) for row in rows]
    _check(events, by.day)
    with transaction.atomic():
        take_turn()
        start = next_id(Event)
        strong = {kind: KINDS[kind].strong for kind in {event.kind for event in events}}
        body = {"people": len({event.person_id for event in events}), "kinds": sorted(strong)}
        entry = post(
            Event,
            Event.SEALED,
            [(start + i, e.person_id, e.on, e.kind, strong[e.kind]) for i, e in enumerate(events)],
            "certification.record_events",
            by=by,
            body=body,
            subject=("person", events[0].person_id) if len(events) == 1 else None,
        )
        _extend(e for e in events if strong[e.kind])
    return entry


def _check(events: Sequence[EventRow], day: date) -> None:
    if not events:
        refuse("certification.nobody", "名单是空的。", "请至少填写一人。", "rows")
    unknown = sorted({event.kind for event in events} - set(KINDS))
    if unknown:
        refuse("certification.kind", f"没有认证方式“{'、'.join(unknown)}”。", f"可用的方式：{'、'.join(KINDS)}。", "kind")
    future = [event.person_id for event in events if event.on > day]
    if future:
        refuse("certification.future", f"{called(future)} 的认证日期晚于业务日期{day.isoformat()}。", "请核对日期。", "on")


def _extend(events: Iterable[EventRow]) -> None:
    """Move each person's validity to that of their latest event, never back."""
    latest: dict[int, int] = {}
    for event in events:
        month = month_of(event.on)
        if month > latest.get(event.person_id, 0):
            latest[event.person_id] = month
    if not latest:
        return
    people = int_column(latest)
    until = add_months(int_column(latest.values()), CYCLE_MONTHS)
    known = read_columns(Validity.objects.filter(person_id__in=among(people)), "person_id", "valid_until")
    before = look_up(known["person_id"], known["valid_until"], people)
    new = before == 0
    bulk_insert(Validity, ["person_id", "valid_until"], zip(people[new].tolist(), until[new].tolist(), strict=True))
    later = ~new & (until > before)
    if np.any(later):
        change_rows(Validity, people[later], valid_until=until[later])
