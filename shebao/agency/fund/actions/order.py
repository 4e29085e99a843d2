"""Registering plans and orders, taking them back, and booking the money that follows one on its slip, never more than it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from shebao.agency.fund import orders
from shebao.agency.fund.models import Order, OrderCancelled, OrderLine, Voucher
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month
from shebao.core.books.slip import Slip

from .book import book_slip


def place_order(
    scheme: str,
    kind: str,
    number: str,
    month: Month,
    amount_fen: Fen,
    *,
    by: By,
    lines: Sequence[tuple[str, Fen]] = (),
    parent_id: int | None = None,
    reason: str = "",
) -> int:
    """Enter a plan or an order, once under its number; its id. lines: what a plan's money is for; part of it may be there already."""
    title = orders.KINDS[kind]
    if amount_fen <= 0:
        refuse("fund.order", f"{title}的金额应大于零", "请照文件填写。", "amount_fen")
    if lines and sum(fen for _, fen in lines) < amount_fen:
        planned = grouped(sum(fen for _, fen in lines))
        refuse("fund.order", f"各项用途合计 {planned} 元，少于申请的 {grouped(amount_fen)} 元", "请核对各项用途和申请额。", "amount_fen")
    with transaction.atomic():
        take_turn()
        if Order.objects.filter(scheme=scheme, kind=kind, number=number.strip()).exists():
            refuse("fund.order_twice", f"文号为“{number}”的{title}已经登记过", "同一文件只登记一次；请查看已有登记。", "number")
        key = next_id(Order)
        row = (key, scheme, kind, number.strip(), month, amount_fen, parent_id, reason.strip())
        post(Order, Order.SEALED, [row], "fund.order", by=by, subject=("order", key), body={"scheme": scheme, "kind": kind})
        if lines:
            first = next_id(OrderLine)
            rows = [(first + at, key, purpose, fen) for at, (purpose, fen) in enumerate(lines)]
            post(OrderLine, OrderLine.SEALED, rows, "fund.order_lines", by=by, subject=("order", key))
    return int(key)


def cancel_order(row: orders.OrderRow, reason: str, *, by: By) -> Entry:
    """Take an order back whose money has not moved."""
    with transaction.atomic():
        take_turn()
        current = orders.order(row.scheme, row.kind, row.number)
        if current.cancelled:
            refuse("fund.order_cancelled", f"{row.title}“{row.number}”已经作废", "不需要再作废。", "number")
        if current.moved_fen:
            refuse(
                "fund.order_moved",
                f"{row.title}“{row.number}”已有 {grouped(current.moved_fen)} 元收付",
                "款项已动的不能作废；退回的凭单据登记退回。",
                "number",
            )
        return post(
            OrderCancelled, OrderCancelled.SEALED, [(row.id, reason.strip())], "fund.cancel_order", by=by, subject=("order", row.id)
        )


def book_order(row: orders.OrderRow, what: str, on: date, slip: Slip, *, by: By, back: bool = False) -> Voucher:
    """Book money that follows an order, on its slip; not more than the order says, and back not more than moved."""
    with transaction.atomic():
        take_turn()
        current = orders.order(row.scheme, row.kind, row.number)
        if current.cancelled:
            refuse("fund.order_cancelled", f"{row.title}“{row.number}”已经作废", "请核对文号。", "number")
        most = current.moved_fen if back else current.left_fen
        if slip.amount_fen > most:
            refuse(
                "fund.order_amount",
                f"{row.title}“{row.number}”{'已收付' if back else '还可收付'} {grouped(most)} 元，单据是 {grouped(slip.amount_fen)} 元",
                "请核对单据和文号；超过的部分另有文件的，按那份文件登记。",
                "amount_fen",
            )
        source = (orders.SOURCE_BACK if back else orders.SOURCE, row.id)
        return book_slip(row.scheme, what, on, slip, source=source, by=by)
