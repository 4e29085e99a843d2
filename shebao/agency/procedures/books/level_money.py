"""What moves between levels of government: the accounts it may go through, and how a request for it is checked, shown and booked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from shebao.agency.fund import actions as fund
from shebao.agency.fund import orders
from shebao.agency.fund.chart import chart_for, ledger_title
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.core.books.event_kind import Event
from shebao.core.books.events import event, events_of

from .entry_preview import entry_preview
from .slip_fields import slip_of

ACCOUNTS = (("1003", "财政专户"), ("1004", "支出户"), ("1002", "收入户"), ("1006", "归集户"), ("1005", "国库直接划转"))
ACCOUNT = Field("account", "从哪个账户收付", "choice", required=False, choices=ACCOUNTS, help="不填为财政专户，职业年金不填为归集户")


def movement_of(payload: Payload, ledger: str, by_account: Mapping[str, str]) -> Event:
    """The kind of movement through the account that was chosen; refused for one the fund does not have."""
    on = date.fromisoformat(payload["on"])
    chart = chart_for(ledger, on)
    usual = next(code for code in ("1003", "1006") if code in chart.accounts and chart.fund in chart.accounts[code].funds)
    one = event(by_account.get(payload.get("account") or usual, "") or next(iter(by_account.values())))
    if payload.get("account", usual) not in by_account or one not in events_of(chart):
        refuse("procedures.level", f"{ledger_title(ledger)}不从这个账户办理", "请核对账户。", "account")
    return one


def show_money(payload: Payload, ledger: str, row: orders.OrderRow, movement: Event, change: Callable[[], Any], back: bool) -> list[Change]:
    """The entry, and how much of the order is left."""
    on, fen = date.fromisoformat(payload["on"]), payload["amount_fen"]
    left = row.left_fen + (fen if back else -fen)
    before = f"共 {grouped(row.amount_fen)} 元，已收付 {grouped(row.moved_fen)} 元"
    return [
        *entry_preview(payload, ledger, on, movement.lines(fen), change),
        Change(f"{row.title} {row.number}", before, f"还有 {grouped(left)} 元"),
    ]


def book_money(payload: Payload, row: orders.OrderRow, movement: Event, *, by: By, back: bool) -> int:
    """The id of the voucher."""
    on = date.fromisoformat(payload["on"])
    return int(fund.book_order(row, movement.key, on, slip_of(payload, movement), by=by, back=back).pk)
