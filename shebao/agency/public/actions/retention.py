"""How long the content of a submission is kept that became nothing: after its time it is emptied, and the journal says of which receipts."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from shebao.agency.journal.actions import record, take_turn
from shebao.agency.journal.by import By

from ..kinds import CONTENT_DAYS, ENDED
from ..models import Submission

CHUNK = 500
UNCONFIRMED = "一直没有确认，内容已按期删除"


def forget_contents(today: date, *, by: By) -> int:
    """Empty what was taken back, turned down or never confirmed and came in before its time; how many. Safe to run any number of times."""
    before, emptied = today - timedelta(days=CONTENT_DAYS), 0
    while True:
        with transaction.atomic():
            take_turn()
            rows = Submission.objects.filter(received_on__lt=before, state__in=("entered", *ENDED)).exclude(sealed=b"").order_by("id")
            listed = list(rows.values_list("id", "receipt", "state")[:CHUNK])
            if not listed:
                return emptied
            unconfirmed = [key for key, _, state in listed if state == "entered"]
            Submission.objects.filter(id__in=unconfirmed).update(state="withdrawn", answered_on=today, answer=UNCONFIRMED)
            Submission.objects.filter(id__in=[key for key, _, _ in listed]).update(sealed=b"")
            record("public.forget", by=by, body={"receipts": [receipt for _, receipt, _ in listed], "count": len(listed)})
            emptied += len(listed)
