"""Entering what is owed once at a death, as computed by the matter that owes it, and cancelling it before it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, QuerySet

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.kinds import DUES
from shebao.agency.payout.models import Due, DueCancelled, Line, SetOff, SetOffCancelled
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, read_rows
from shebao.base.finding import refuse
from shebao.base.months import Month


class Owed(NamedTuple):
    """Something owed once: to an heir of somebody who died (what is left after a set-off), or by a claim of the person's own
    (deceased_id 0). claim_id: the claim that decided it, 0 for what the death alone owes."""

    deceased_id: int
    person_id: int
    kind: str
    month: Month
    amount_fen: int
    claim_id: int = 0


def owe(rows: Sequence[Owed | tuple[int, int, str, int, int]], scheme: str, *, by: By) -> Entry:
    """Enter amounts owed once; each death, heir, scheme and kind once. Amounts come from the law's own rule, never from a form.

    Refused for a death of which the same was entered before, under whatever heirs: a funeral is paid once.
    """
    owed = sorted(Owed(*row) for row in rows if row[4])
    assert all(row.kind in DUES and row.amount_fen > 0 for row in owed), "only what a rule computed"
    assert all(row.deceased_id or row.claim_id for row in owed), "a death or a claim owes it"
    with transaction.atomic():
        take_turn()
        turns = _turns(owed, scheme)
        first = next_id(Due)
        return post(
            Due,
            Due.SEALED,
            [
                (
                    first + i,
                    row.person_id,
                    row.deceased_id or None,
                    row.claim_id,
                    scheme,
                    row.kind,
                    turns.get((row.deceased_id, row.kind), 1),
                    row.month,
                    row.amount_fen,
                    "",
                    "",
                    "",
                )
                for i, row in enumerate(owed)
            ],
            "payout.owe",
            by=by,
            body={
                "scheme": scheme,
                "people": len({row.person_id for row in owed}),
                "deaths": len({row.deceased_id for row in owed} - {0}),
            },
            subject=("person", owed[0].deceased_id or owed[0].person_id) if len(owed) == 1 else None,
        )


def cancel_owed(deceased_id: int, kind: str, scheme: str, reason: str, *, by: By) -> Entry:
    """Cancel what heirs are owed of a kind, and what was kept back from it; refused where a line of a run pays some of it already."""
    with transaction.atomic():
        take_turn()
        dues = list(_standing(scheme).filter(deceased_id=deceased_id, kind=kind).order_by("id").values_list("id", flat=True))
        kept_back = SetOff.objects.filter(debt__person_id=deceased_id, debt__scheme=scheme, kind=kind)
        set_offs = list(kept_back.exclude(id__in=SetOffCancelled.objects.values("id")).order_by("id").values_list("id", flat=True))
        if not dues and not set_offs:
            refuse("payout.not_owed", f"没有登记过应付的{DUES[kind]}", "不需要撤销；请核对人员。", "person_id")
        _refuse_in_run(dues, DUES[kind])
        body = {"scheme": scheme, "kind": kind, "dues": len(dues)}
        post(SetOffCancelled, SetOffCancelled.SEALED, [(row, reason) for row in set_offs], "payout.cancel_set_offs", by=by, body=body)
        rows = [(row, reason) for row in dues]
        return post(DueCancelled, DueCancelled.SEALED, rows, "payout.cancel_owed", by=by, subject=("person", deceased_id), body=body)


def cancel_claim(claim_id: int, scheme: str, reason: str, *, by: By) -> Entry | None:
    """Cancel everything a claim owes; None where nothing of it stands. Refused where a line of a run pays some of it already."""
    assert claim_id > 0, "a claim has a number"
    with transaction.atomic():
        take_turn()
        rows = read_rows(_standing(scheme).filter(claim_id=claim_id).order_by("id"), "id", "kind")
        if not rows:
            return None
        _refuse_in_run([due for due, _ in rows], "、".join(dict.fromkeys(DUES[kind] for _, kind in rows)))
        body = {"scheme": scheme, "claim": claim_id, "dues": len(rows)}
        return post(DueCancelled, DueCancelled.SEALED, [(due, reason) for due, _ in rows], "payout.cancel_owed", by=by, body=body)


def _refuse_in_run(due_ids: Sequence[int], title: str) -> None:
    """Refused where a line of a run pays any of these."""
    if Line.objects.filter(due_id__in=due_ids).exists():
        refuse(
            "payout.owed_in_run",
            f"{title}已经列入发放批次，不能撤销",
            "没有送盘的，请先退回或作废那个批次；已经付出的，按多发追回。",
            "person_id",
        )


def turn_of(deceased_id: int, kind: str, scheme: str) -> int:
    """Which time something would be owed for a death: 1, or one more than what was cancelled."""
    dues = Due.objects.filter(scheme=scheme, kind=kind, deceased_id=deceased_id).aggregate(last=Max("turn"))["last"] or 0
    set_offs = SetOff.objects.filter(debt__scheme=scheme, kind=kind, debt__person_id=deceased_id).aggregate(last=Max("turn"))["last"] or 0
    return int(max(dues, set_offs)) + 1


def _standing(scheme: str) -> QuerySet[Due]:
    return Due.objects.filter(scheme=scheme).exclude(id__in=DueCancelled.objects.values("id"))


def _turns(owed: Sequence[Owed], scheme: str) -> dict[tuple[int, str], int]:
    """Which time each death's kind is owed; refused where it stands already."""
    for kind in {row.kind for row in owed}:
        deaths = {row.deceased_id for row in owed if row.kind == kind and row.deceased_id}
        if _standing(scheme).filter(kind=kind, deceased_id__in=among(deaths)).exists():
            refuse("payout.owed", "这些人中有人的同一项一次性待遇已经登记过", "同一项待遇只登记一次；请查看已有登记。")
    before = Due.objects.filter(scheme=scheme, deceased_id__in=among({row.deceased_id for row in owed})).order_by()
    last = {
        (deceased, kind): turn
        for deceased, kind, turn in read_rows(
            before.values("deceased_id", "kind").annotate(last=Max("turn")), "deceased_id", "kind", "last"
        )
    }
    return {(row.deceased_id, row.kind): last.get((row.deceased_id, row.kind), 0) + 1 for row in owed if row.deceased_id}
