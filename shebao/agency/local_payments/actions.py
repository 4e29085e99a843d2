"""Keeping a group's list under its document, and money that came or left for it on its slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, month_title

from . import queries
from .kinds import ITEMS, MOVES
from .models import LocalList, LocalMovement, LocalPayee


class Payee(NamedTuple):
    """One row of a list."""

    person_id: int
    unit: str
    monthly_fen: Fen
    from_month: Month
    until_month: Month


class Paper(NamedTuple):
    """The slip of a movement."""

    number: str
    on: date
    amount_fen: Fen
    counterparty: str = ""


def keep_list(item: str, year: int, document: str, standard_fen: Fen, rows: Sequence[Payee], *, by: By) -> Entry:
    """Keep a group's list for a year, whole; a second one takes the first one's place, and what was paid by it stays paid."""
    outside = [row for row in rows if not (year * 100 < row.from_month <= row.until_month <= year * 100 + 12)]
    if outside:
        refuse("local.months", f"{len(outside)} 人的起止月份不在{year}年内", "每年交一份名单，起止月份在本年内。", "rows")
    if len({row.person_id for row in rows}) != len(rows) or not rows:
        refuse("local.rows", "名单是空的，或同一人有两行", "请核对名单，一人一行。", "rows")
    with transaction.atomic():
        take_turn()
        before = queries.list_in_force(item, year)
        key = next_id(LocalList)
        row = (key, item, year, before.version + 1 if before else 1, document.strip(), standard_fen)
        body = {"item": item, "year": year, "people": len(rows)}
        post(LocalList, LocalList.SEALED, [row], "local_payments.list", by=by, subject=("local_list", key), body=body)
        first = next_id(LocalPayee)
        kept = [(first + at, key, one.person_id, one.unit, one.monthly_fen, one.from_month, one.until_month) for at, one in enumerate(rows)]
        return post(LocalPayee, LocalPayee.SEALED, kept, "local_payments.payees", by=by, subject=("local_list", key))


def record_money(item: str, kind: str, month: Month, paper: Paper, people: int = 0, *, by: By) -> Entry:
    """Enter money of a group on its slip; refused beyond what lies there, and paid beyond what the list makes due."""
    title = f"{ITEMS[item]}{MOVES[kind][0]}"
    with transaction.atomic():
        take_turn()
        if queries.slip_used(paper.number, paper.on):
            refuse("local.twice", f"单据 {paper.number} 已经登记过", "同一张单据只登记一次。", "reference")
        held = queries.held_fen(item)
        if MOVES[kind][1] < 0 and paper.amount_fen > held:
            refuse(
                "local.held",
                f"{ITEMS[item]}账上只有 {grouped(held)} 元，不够{MOVES[kind][0]} {grouped(paper.amount_fen)} 元",
                "财政没有到款的不能发放；请先登记到款。",
                "amount_fen",
            )
        if kind == "paid":
            left = sum(row.fen for row in queries.due(item, month)) - queries.paid_fen(item, month)
            if paper.amount_fen > left:
                refuse(
                    "local.due",
                    f"{month_title(month)}{ITEMS[item]}按名单还应发 {grouped(left)} 元，单据是 {grouped(paper.amount_fen)} 元",
                    "请核对名单、月份和单据。",
                    "amount_fen",
                )
        if kind == "back" and paper.amount_fen > queries.paid_fen(item, month):
            refuse("local.back", f"{title}超过{month_title(month)}发放的金额", "请核对月份和单据。", "amount_fen")
        key = next_id(LocalMovement)
        row = (key, item, kind, month, paper.on, paper.number, paper.amount_fen, people, paper.counterparty)
        return post(LocalMovement, LocalMovement.SEALED, [row], "local_payments.money", by=by, subject=("local_movement", key))
