"""Putting an employer's own part off (缓缴), and ending that; a person's part is never put off."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.contributions import months
from shebao.agency.declarations.arrears import deferral, deferrals_of
from shebao.agency.declarations.kinds import DEFERRALS
from shebao.agency.declarations.models import Deferral
from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import change_rows
from shebao.base.finding import refuse


class NewDeferral(NamedTuple):
    """What is put off: months of a scheme, until a day, for a cause (a key of `kinds.DEFERRALS`)."""

    scheme: str
    from_month: int
    to_month: int
    due_on: date
    cause: str
    guarantee: str
    document: str


def put_off_fen(employer_id: int, row: NewDeferral) -> int:
    """The employer's own part that is assessed and not paid in the months to be put off."""
    return sum(
        one.owed_fen - one.owed_person_fen
        for one in months.owed(employer_id)
        if one.scheme == row.scheme and row.from_month <= one.month <= row.to_month
    )


def defer(employer_id: int, row: NewDeferral, *, by: By) -> int:
    """Put months off; the deferral's id. Refused where the span is wrong or overlaps another, and for an agreement without security."""
    assert row.cause in DEFERRALS, row.cause
    if row.to_month < row.from_month:
        refuse("declarations.deferral", "终止月早于起始月", "请核对起止月份。", "to_month")
    if row.due_on <= by.day:
        refuse("declarations.deferral", f"缓缴到期日 {row.due_on.isoformat()} 不晚于今天", "请照文件或协议填写到期日。", "due_on")
    if row.cause == "agreement" and not row.guarantee:
        refuse("declarations.deferral", "延期缴费协议没有填写担保", "用人单位须提供担保（社会保险法第63条）。", "guarantee")
    with transaction.atomic():
        take_turn()
        for other in deferrals_of(employer_id, row.scheme):
            if other.from_month <= row.to_month and other.to_month >= row.from_month:
                refuse(
                    "declarations.deferral", f"与第 {other.pk} 号缓缴的期间重叠", "同一月份只缓缴一次；要改的先撤销原来的。", "from_month"
                )
        key = next_id(Deferral)
        fen = put_off_fen(employer_id, row)
        post(
            Deferral,
            (*Deferral.SEALED, "ended_on"),
            [(key, employer_id, *row[:5], fen, row.guarantee, row.document, None)],
            "declarations.defer",
            by=by,
            subject=("employer", employer_id),
            body={"scheme": row.scheme, "months": [row.from_month, row.to_month], "unit_fen": fen},
        )
    return key


def end_deferral(employer_id: int, deferral_id: int, *, by: By) -> Entry:
    """End a deferral: what is not paid is arrears again from its first due date."""
    with transaction.atomic():
        take_turn()
        one = deferral(deferral_id)
        if one is None or one.employer_id != employer_id:
            refuse(
                "declarations.deferral", f"该单位没有编号为 {deferral_id} 的缓缴，或者已经撤销", "请在单位页核对编号。", "deferral_number"
            )
        body = {"deferral": deferral_id, "ended_on": by.day.isoformat()}
        entry = record("declarations.end_deferral", by=by, subject=("employer", employer_id), body=body)
        change_rows(Deferral, [deferral_id], ended_on=by.day)
    return entry
