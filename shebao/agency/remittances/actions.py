"""Opening an order, entering what the bank paid of it and what came back, cancelling it before it is paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.months import Month

from .models import Bounce, Order, OrderCancelled, Payment, Remittance
from .queries import of_order, order, standing


class Payee(NamedTuple):
    """A body that is paid: its account and the amount; employer_id where it is an employer of the register."""

    holder: str
    bank: str
    account_number: str
    amount_fen: int
    note: str = ""
    employer_id: int | None = None


class Purpose(NamedTuple):
    """What an order is for. basis: its own key, of which one order stands; account and item: where it is booked when it is paid."""

    basis: str
    title: str
    month: Month
    account: str
    item: str = ""


def open_order(payees: Sequence[Payee], purpose: Purpose, scheme: str, *, by: By) -> int:
    """Enter what was decided to be paid to bodies; the order's id. Refused where an order for the same stands already."""
    assert payees and all(row.amount_fen > 0 for row in payees), "only what was decided"
    with transaction.atomic():
        take_turn()
        if standing(scheme, purpose.basis) is not None:
            refuse("remittances.twice", f"“{purpose.title}”的划款单已经开立", "同一事由只开一次；有误的，先撤销原来的划款单。")
        turn = Order.objects.filter(scheme=scheme, basis=purpose.basis).count() + 1
        order_id, total = next_id(Order), sum(row.amount_fen for row in payees)
        row = (order_id, scheme, purpose.basis, turn, purpose.title[:80], purpose.month, purpose.account, purpose.item, len(payees), total)
        post(Order, Order.SEALED, [row], "remittances.order", by=by, subject=("order", order_id))
        first = next_id(Remittance)
        ids = range(first, first + len(payees))
        sealed = vault.seal_many([row.account_number for row in payees], Remittance.SEALED_PLACE, ids)
        rows = [
            (i, order_id, row.employer_id, row.holder, row.bank, row.account_number[-4:], row.amount_fen, row.note, secret)
            for i, row, secret in zip(ids, payees, sealed, strict=True)
        ]
        post(Remittance, (*Remittance.SEALED, "account_sealed"), rows, "remittances.payees", by=by, subject=("order", order_id))
        crashpoint("remittances.order.before_commit")
    crashpoint("remittances.order.committed")
    return order_id


def pay(remittance_ids: Sequence[int], on: date, slip: str, voucher_id: int, *, by: By) -> Entry:
    """Enter that the bank paid remittances of one order, in the transaction that booked its slip."""
    rows = Remittance.objects.filter(id__in=remittance_ids).order_by("id")
    orders = set(rows.values_list("order_id", flat=True))
    assert len(orders) == 1, "one slip pays one order"
    turns = {row.id: row.turn for row in of_order(orders.pop()) if row.state in ("waiting", "bounced")}
    if set(remittance_ids) - set(turns):
        refuse("remittances.paid", "其中有的已经付过", "请核对划款单上每个单位的状态。", "rows")
    first = next_id(Payment)
    posted = [(first + at, row, turns[row] + 1, on, slip, voucher_id) for at, row in enumerate(sorted(remittance_ids))]
    return post(Payment, Payment.SEALED, posted, "remittances.pay", by=by, body={"voucher": voucher_id, "payees": len(posted)})


def bounce(remittance_id: int, on: date, slip: str, reason: str, voucher_id: int, *, by: By) -> Entry:
    """Enter that a payment came back, in the transaction that booked the slip."""
    payment = Payment.objects.filter(remittance_id=remittance_id).order_by("-turn").first()
    if payment is None or Bounce.objects.filter(id=payment.pk).exists():
        refuse("remittances.not_paid", "这一笔没有付出，或已经登记过退汇", "请核对划款单上的状态。", "remittance_id")
    row = (payment.pk, on, slip, reason, voucher_id)
    return post(Bounce, Bounce.SEALED, [row], "remittances.bounce", by=by, body={"remittance": remittance_id})


def cancel_order(order_id: int, reason: str, *, by: By) -> Entry:
    """Cancel an order nothing of which was paid."""
    with transaction.atomic():
        take_turn()
        if order(order_id).cancelled:
            refuse("remittances.cancelled", "这张划款单已经撤销", "不需要再办。", "order_id")
        if Payment.objects.filter(remittance__order_id=order_id).exists():
            refuse("remittances.paid", "这张划款单已有付出，不能撤销", "付错的，请收款单位退回，凭银行回单登记。", "order_id")
        return post(OrderCancelled, OrderCancelled.SEALED, [(order_id, reason)], "remittances.cancel", by=by, subject=("order", order_id))
