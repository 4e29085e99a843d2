"""Handing a month's assessed rows to the tax office: one batch, counted, summed and digested, each assessment in it once."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.declarations.batch_file import batch_file, batch_number
from shebao.agency.declarations.models import Assessment, BatchPart, TaxBatch
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse
from shebao.base.months import month_title


def send(month: int, receipt: str = "", *, by: By) -> TaxBatch:
    """A batch of everything assessed for a month or before it and not handed over yet; receipt: the tax office's number for it, where
    it is known."""
    with transaction.atomic():
        take_turn()
        waiting = list(Assessment.objects.filter(month__lte=month, sent=None).order_by("id"))
        if not waiting:
            refuse("declarations.nothing_to_send", f"{month_title(month)}没有待传的核定", "请先办理月度应缴核定。", "month")
        number = batch_number(month, TaxBatch.objects.filter(month=month).count() + 1)
        batch_id = next_id(TaxBatch)
        unit, person = sum(one.unit_fen for one in waiting), sum(one.person_fen for one in waiting)
        rows = sum(one.rows for one in waiting)
        post(
            TaxBatch,
            TaxBatch.SEALED,
            [(batch_id, number, month, rows, unit, person, sm3(batch_file(number, waiting)), receipt)],
            "declarations.send",
            by=by,
            body={"number": number, "rows": rows, "total_fen": unit + person},
        )
        start = next_id(BatchPart)
        post(
            BatchPart,
            BatchPart.SEALED,
            [(start + at, batch_id, one.pk) for at, one in enumerate(waiting)],
            "declarations.send.parts",
            by=by,
            body={"number": number},
        )
    return TaxBatch.objects.get(id=batch_id)
