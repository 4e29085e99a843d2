"""Entering what is owed once, as computed by the matter that owes it: at a death, by a claim, for a grant; and cancelling it before it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, QuerySet

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.kinds import DUES, LIVING
from shebao.agency.payout.models import Due, DueCancelled, Line, SetOff, SetOffCancelled
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, read_rows
from shebao.base.finding import refuse
from shebao.base.months import Month


class Owed(NamedTuple):
    """Something owed once: to an heir of somebody who died (what is left after a set-off), or to a person of their own (deceased_id 0).

    basis: what it is owed for, a claim (`of_claim`), a grant, a transfer; empty for what a death alone owes. account and item: where
    it stands in the books; empty: where its kind stands in the scheme (`schemes.entry_of`).
    """

    deceased_id: int
    person_id: int
    kind: str
    month: Month
    amount_fen: int
    basis: str = ""
    account: str = ""
    item: str = ""


def owe(rows: Sequence[Owed | tuple[int, int, str, int, int]], scheme: str, *, by: By) -> Entry:
    """Enter amounts owed once: each death, heir, scheme and kind once, and each basis, person and kind once. Amounts come from the
    law's own rule or from a sealed list, never from a form.

    Refused for a death of which the same was entered before, under whatever heirs (a funeral is paid once), and for a basis that
    stands already.
    """
    owed = sorted(Owed(*row) for row in rows if row[4])
    assert all(row.amount_fen > 0 and (row.kind in DUES or (row.kind in LIVING and row.account)) for row in owed), "as a rule computed"
    assert all(row.deceased_id or row.basis for row in owed), "a death or a basis owes it"
    with transaction.atomic():
        take_turn()
        turns, again = _turns(owed, scheme), _turns_of_bases(owed, scheme)
        first = next_id(Due)
        sealed = [
            (
                first + i,
                row.person_id,
                row.deceased_id or None,
                scheme,
                row.kind,
                max(turns.get((row.deceased_id, row.kind), 1), again.get((row.person_id, row.kind, row.basis), 1)),
                row.month,
                row.amount_fen,
                row.basis,
                row.account,
                row.item,
            )
            for i, row in enumerate(owed)
        ]
        body = {
            "scheme": scheme,
            "people": len({row.person_id for row in owed}),
            "deaths": len({row.deceased_id for row in owed} - {0}),
            "amount_fen": sum(row.amount_fen for row in owed),
        }
        subject = ("person", owed[0].deceased_id or owed[0].person_id) if len(owed) == 1 else None
        return post(Due, Due.SEALED, sealed, "payout.owe", by=by, body=body, subject=subject)


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


def cancel_owed_for(basis: str, scheme: str, reason: str, *, by: By) -> Entry | None:
    """Cancel everything owed for something, whoever to; None where nothing of it stands. Refused where a line of a run pays some of it
    already."""
    assert basis, "what it is owed for"
    with transaction.atomic():
        take_turn()
        rows = read_rows(_standing(scheme).filter(basis=basis).order_by("id"), "id", "kind", "person_id")
        if not rows:
            return None
        _refuse_in_run([due for due, _, _ in rows], "、".join(dict.fromkeys({**DUES, **LIVING}[kind] for _, kind, _ in rows)))
        body, people = {"scheme": scheme, "basis": basis, "dues": len(rows)}, {person for _, _, person in rows}
        subject = ("person", rows[0][2]) if len(people) == 1 else None
        sealed = [(due, reason) for due, _, _ in rows]
        return post(DueCancelled, DueCancelled.SEALED, sealed, "payout.cancel_owed", by=by, body=body, subject=subject)


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


def _turns_of_bases(owed: Sequence[Owed], scheme: str) -> dict[tuple[int, str, str], int]:
    """Which time a person is owed a kind for something; refused where it stands already."""
    wanted = {(row.person_id, row.kind, row.basis) for row in owed if row.basis}
    if not wanted:
        return {}
    names = ("person_id", "kind", "basis")
    people = among({person for person, _, _ in wanted})
    again = wanted & set(read_rows(_standing(scheme).filter(person_id__in=people, basis__gt=""), *names))
    if again:
        listed = sorted({person for person, _, _ in again})
        refuse_people("payout.owed", listed, "的同一项款项已经登记应付。", "同一项只登记一次；请查看已有登记。", "person_id")
    before = Due.objects.filter(scheme=scheme, person_id__in=people, basis__gt="").order_by()
    last = read_rows(before.values(*names).annotate(last=Max("turn")), *names, "last")
    return {(person, kind, basis): turn + 1 for person, kind, basis, turn in last}
