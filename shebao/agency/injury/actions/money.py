"""What organisations are owed and were paid, and what is owed back to the fund for advances. Nothing here books: the slip does."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.injury import queries
from shebao.agency.injury.kinds import DEBTORS, PAYABLES
from shebao.agency.injury.models import Advance, Payable, PayableCancelled, PayablePaid, Repayment, RepaymentCancelled
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped

REPAID, WRITTEN_OFF = "repaid", "written_off"


class NewPayable(NamedTuple):
    """Something an organisation is owed."""

    kind: str
    source_id: int
    provider_id: int | None
    payee: str
    what: str
    amount_fen: Fen


def owe(new: NewPayable, *, by: By) -> int:
    """Enter a payable; its id."""
    assert new.kind in PAYABLES and new.amount_fen > 0, new
    with transaction.atomic():
        take_turn()
        payable_id = next_id(Payable)
        row = (payable_id, *new, by.day)
        body = {"kind": new.kind, "amount_fen": new.amount_fen}
        subject = ("provider", new.provider_id) if new.provider_id else None
        post(Payable, Payable.SEALED, [row], "injury.owe", by=by, subject=subject, body=body)
    return payable_id


def pay(payable_id: int, on: date, reference: str, voucher_id: int, *, by: By) -> Entry:
    """Record that a payable left the expenditure account on its slip; refused for one paid or cancelled."""
    with transaction.atomic():
        take_turn()
        row = _open(payable_id)
        content = (payable_id, on, reference, row.amount_fen, voucher_id)
        body = {"amount_fen": row.amount_fen}
        return post(PayablePaid, PayablePaid.SEALED, [content], "injury.pay", by=by, body=body)


def cancel_payable(payable_id: int, reason: str, *, by: By) -> Entry:
    """Take a payable back; refused for one paid or cancelled. The tickets of its settlement may be handed in again."""
    with transaction.atomic():
        take_turn()
        row = _open(payable_id)
        body = {"amount_fen": row.amount_fen, "reason": reason}
        return post(PayableCancelled, PayableCancelled.SEALED, [(payable_id, reason)], "injury.cancel_payable", by=by, body=body)


def undo_payment(payable_id: int, reason: str, *, by: By) -> int:
    """What was entered as paid by mistake is owed again, once its voucher was reversed by whoever calls this; the new payable's id."""
    with transaction.atomic():
        take_turn()
        row = queries.payable(payable_id)
        if row.state != queries.PAID:
            refuse(
                "injury.payable", f"这笔应付款{queries.PAYABLE_STATES[row.state][0]}，没有可以撤销的付款", "请核对应付款编号。", "number"
            )
        body = {"amount_fen": row.amount_fen, "reason": reason}
        post(PayableCancelled, PayableCancelled.SEALED, [(payable_id, reason)], "injury.undo_payment", by=by, body=body)
        return owe(NewPayable(row.kind, row.source_id, row.provider_id, row.payee, row.what, row.amount_fen), by=by)


def cancel_repayment(repayment_id: int, reason: str, *, by: By) -> Entry:
    """A repayment entered by mistake is owed again, once its voucher was reversed by whoever calls this."""
    with transaction.atomic():
        take_turn()
        queries.repayment(repayment_id)
        rows = [(repayment_id, reason)]
        return post(RepaymentCancelled, RepaymentCancelled.SEALED, rows, "injury.cancel_repayment", by=by, body={"reason": reason})


def _open(payable_id: int) -> queries.PayableRow:
    row = queries.payable(payable_id)
    if row.state != queries.OPEN:
        refuse("injury.payable", f"这笔应付款{queries.PAYABLE_STATES[row.state][0]}", "请核对应付款编号。", "payable_id")
    return row


def open_advance(claim_id: int, debtor: str, name: str, demanded_on: date, repay_by: date, amount_fen: Fen, *, by: By) -> Entry:
    """Open the claim on whoever should have paid, the day the fund decided to pay in their place."""
    assert debtor in DEBTORS and amount_fen > 0
    with transaction.atomic():
        take_turn()
        row = (claim_id, debtor, name, demanded_on, repay_by, amount_fen)
        return post(Advance, Advance.SEALED, [row], "injury.open_advance", by=by, body={"amount_fen": amount_fen})


def record_repayment(claim_id: int, kind: str, on: date, reference: str, amount_fen: Fen, interest_fen: Fen, *, by: By) -> int:
    """Record what came back of an advance, or what an approval found irrecoverable; its id. Refused beyond what is left."""
    assert kind in (REPAID, WRITTEN_OFF)
    with transaction.atomic():
        take_turn()
        row = queries.advance(claim_id)
        if not 0 < amount_fen <= row.left_fen:
            refuse(
                "injury.repayment",
                f"尚欠 {grouped(row.left_fen)} 元，填写的是 {grouped(amount_fen)} 元",
                "请按单据和尚欠数核对。",
                "amount_fen",
            )
        repayment_id = next_id(Repayment)
        content = (repayment_id, claim_id, kind, on, reference, amount_fen, interest_fen)
        body = {"kind": kind, "amount_fen": amount_fen}
        post(Repayment, Repayment.SEALED, [content], "injury.record_repayment", by=by, body=body)
    return repayment_id
