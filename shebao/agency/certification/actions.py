"""Recording what proves life, and how long each person's proof holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.queries import called
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, change_rows, int_column
from shebao.base.finding import refuse
from shebao.base.months import add_months, month_of

from .events import EventRow, record_events
from .kinds import CYCLE_MONTHS, NOTICE_WAYS
from .models import Event, EventWithdrawn, Notice, Validity
from .online import Reply, refuse_reply, take_reply
from .queries import standing_events
from .rounds import NewRound, cancel_round, open_round, set_validity

__all__ = [
    "EventRow",
    "NewRound",
    "NoticeRow",
    "Reply",
    "cancel_round",
    "open_round",
    "record_events",
    "record_notices",
    "refuse_reply",
    "set_validity",
    "take_reply",
    "withdraw_events",
]


def withdraw_events(event_ids: Sequence[int], reason: str, *, by: By) -> Entry:
    """Take back events that were entered by mistake; each person's validity is again what the events that stand prove."""
    assert event_ids and reason, "what is withdrawn, and why"
    with transaction.atomic():
        take_turn()
        people = sorted(set(Event.objects.filter(id__in=among(event_ids)).values_list("person_id", flat=True)))
        rows = [(event, reason) for event in event_ids]
        body, subject = {"events": len(rows)}, ("person", people[0]) if len(people) == 1 else None
        entry = post(EventWithdrawn, EventWithdrawn.SEALED, rows, "certification.withdraw_events", by=by, body=body, subject=subject)
        left = standing_events().filter(person_id__in=among(people), strong=True).order_by()
        last = {person: month_of(on) for person, on in left.values_list("person_id").annotate(on=Max("on"))}
        known = int_column(Validity.objects.filter(person_id__in=among(people)).values_list("person_id", flat=True))
        until = [int(add_months(last[person], CYCLE_MONTHS)) if person in last else 0 for person in known.tolist()]
        if known.size:
            change_rows(Validity, known, valid_until=until)
    return entry


class NoticeRow(NamedTuple):
    """A notice that reached somebody. way: a key of `kinds.NOTICE_WAYS`."""

    person_id: int
    month: int
    way: str
    on: date


def record_notices(rows: Sequence[NoticeRow | tuple[int, int, str, date]], *, by: By) -> Entry:
    """Post notices that reached their people; refused whole for an unknown way or a day in the future."""
    notices = [NoticeRow(*row) for row in rows]
    if not notices:
        refuse("certification.nobody", "名单是空的。", "请至少填写一人。", "rows")
    unknown = sorted({notice.way for notice in notices} - set(NOTICE_WAYS))
    if unknown:
        refuse("certification.way", f"没有送达方式“{'、'.join(unknown)}”。", f"可用的方式：{'、'.join(NOTICE_WAYS.values())}。", "way")
    future = [notice.person_id for notice in notices if notice.on > by.day]
    if future:
        refuse("certification.future", f"{called(future)} 的送达日期晚于业务日期{by.day.isoformat()}。", "请核对日期。", "on")
    with transaction.atomic():
        take_turn()
        start = next_id(Notice)
        return post(
            Notice,
            Notice.SEALED,
            [(start + i, *notice) for i, notice in enumerate(notices)],
            "certification.record_notices",
            by=by,
            body={"people": len({notice.person_id for notice in notices}), "month": notices[0].month},
            subject=("person", notices[0].person_id) if len(notices) == 1 else None,
        )
