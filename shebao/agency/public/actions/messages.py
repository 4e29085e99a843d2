"""The mailbox: what the agency tells somebody, read and answered by them at home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among
from shebao.base.finding import refuse

from ..models import Message


class NewMessage(NamedTuple):
    """What is told to whom; question: the service that “yes” applies for."""

    person_id: int
    title: str
    text: str
    question: str = ""
    submission_id: int = 0


def tell(rows: Sequence[NewMessage], *, by: By) -> Entry:
    """Put messages into mailboxes, all under one entry."""
    with transaction.atomic():
        take_turn()
        first = next_id(Message)
        kept = [
            (first + at, row.person_id, row.submission_id, row.title[:60], row.text[:500], row.question, by.day, "")
            for at, row in enumerate(rows)
        ]
        subject = ("person", rows[0].person_id) if len(rows) == 1 else None
        return post(Message, (*Message.SEALED, "reply"), kept, "public.tell", by=by, subject=subject, body={"people": len(rows)})


def close_messages(message_ids: Iterable[int], reason: str, *, by: By) -> Entry:
    """Close questions that nobody answered; what was answered stays."""
    ids = sorted(message_ids)
    with transaction.atomic():
        take_turn()
        Message.objects.filter(id__in=among(ids), reply="").exclude(question="").update(reply="closed", replied_on=by.day)
        return record("public.close", by=by, body={"messages": ids[:1000], "count": len(ids), "reason": reason})


def mark_read(person_id: int) -> None:
    """The person has opened the mailbox."""
    Message.objects.filter(person_id=person_id, read_at=None).update(read_at=timezone.now())


def reply(message_id: int, person_id: int, answer: str, *, day: date) -> Message:
    """The one answer to a question; the message. Refused where there is no such question, or it was answered."""
    changed = Message.objects.filter(id=message_id, person_id=person_id, reply="").exclude(question="")
    if answer not in ("yes", "no") or not changed.update(reply=answer, replied_on=day):
        refuse("public.replied", "这个问题已经回答过，或者已经关闭", "请在“我的办件”里看办到哪一步。")
    return Message.objects.get(id=message_id)
