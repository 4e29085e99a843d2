"""Entering what is owed once to people who live (a subsidy, a lump sum, money that goes back), and cancelling it before it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, QuerySet

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.kinds import LIVING
from shebao.agency.payout.models import Due, DueCancelled, Line
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, read_rows
from shebao.base.finding import refuse
from shebao.base.months import Month


class OwedLiving(NamedTuple):
    """Something owed once to somebody who lives. basis: what it is owed for; account and item: where it stands in the books."""

    person_id: int
    kind: str
    basis: str
    month: Month
    amount_fen: int
    account: str
    item: str = ""


def owe_living(rows: Sequence[OwedLiving], scheme: str, *, by: By) -> Entry:
    """Enter amounts owed to people; the same thing once a person. Amounts come from the law's own rule or from a sealed list."""
    assert rows and all(row.kind in LIVING and row.amount_fen > 0 and row.basis for row in rows), "only what a rule computed"
    with transaction.atomic():
        take_turn()
        again = sorted({row.person_id for row in rows if (row.person_id, row.basis) in _pairs(_standing(scheme), rows)})
        if again:
            refuse_people("payout.owed", again, "的同一项款项已经登记应付。", "同一项只登记一次；请查看已有登记。", "person_id")
        turns = _pairs(Due.objects.filter(scheme=scheme, basis__gt=""), rows)
        first = next_id(Due)
        return post(
            Due,
            Due.SEALED,
            [
                (first + at, row.person_id, None, 0, scheme, row.kind, turn, row.month, row.amount_fen, row.basis, row.account, row.item)
                for at, (row, turn) in enumerate((row, turns.get((row.person_id, row.basis), 0) + 1) for row in rows)
            ],
            "payout.owe_living",
            by=by,
            body={"scheme": scheme, "people": len(rows), "amount_fen": sum(row.amount_fen for row in rows)},
            subject=("person", rows[0].person_id) if len(rows) == 1 else None,
        )


def cancel_owed_living(due_ids: Sequence[int], reason: str, *, by: By) -> Entry:
    """Cancel what is owed to people who live; refused where a line of a run pays some of it already."""
    with transaction.atomic():
        take_turn()
        dues = list(
            Due.objects.filter(id__in=among(due_ids), basis__gt="").exclude(id__in=DueCancelled.objects.values("id")).order_by("id")
        )
        if not dues or len(dues) != len(set(due_ids)):
            refuse("payout.not_owed", "没有登记过这笔应付，或已经撤销", "请核对人员页面上的登记。", "person_id")
        if Line.objects.filter(due_id__in=among(due_ids)).exists():
            advice = "没有送盘的，请先退回或作废那个批次；已经付出的，按多发追回。"
            refuse("payout.owed_in_run", "这笔应付已经列入发放批次，不能撤销", advice, "person_id")
        subject = ("person", dues[0].person_id) if len({due.person_id for due in dues}) == 1 else None
        rows = [(due.pk, reason) for due in dues]
        return post(DueCancelled, DueCancelled.SEALED, rows, "payout.cancel_owed", by=by, subject=subject, body={"dues": len(rows)})


def _standing(scheme: str) -> QuerySet[Due]:
    return Due.objects.filter(scheme=scheme, basis__gt="").exclude(id__in=DueCancelled.objects.values("id"))


def _pairs(dues: QuerySet[Due], rows: Sequence[OwedLiving]) -> dict[tuple[int, str], int]:
    """(person, what for) → how often it was entered, of these people."""
    mine = dues.filter(person_id__in=among(row.person_id for row in rows)).order_by()
    counted = read_rows(mine.values("person_id", "basis").annotate(last=Max("turn")), "person_id", "basis", "last")
    return {(person, basis): turn for person, basis, turn in counted}
