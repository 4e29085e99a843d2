"""Clearing temporary receipts and payments (暂收暂付清理): money sent back, returned benefits that nobody is due, what is written off.

Each rests on the paper that decides it; no more is cleared than lies there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.fund import actions as fund
from shebao.agency.fund import ledger as ledgers_of
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import chart_for, ledger_title
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.payout.never_due import book_never_due, never_due_lines
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of
from shebao.core.books.entries import RECEIVED_ON_HOLD
from shebao.core.books.event_kind import Event
from shebao.core.books.events import EVENTS, event, events_of
from shebao.core.books.voucher import Line

from .entry_preview import entry_preview
from .slip_fields import COUNTERPARTY, ON, PAGES, REFERENCE, SCANS, check_slip, slip_of

KEY = "clear_suspense"
TITLE = "暂收暂付清理"
LAW = "社会保险基金会计制度（财会〔2017〕28号）1101、2001；社会保险基金财务制度（财社〔2017〕144号）"
WORKING_DAYS = None
RISK = "high"
RESULT = "暂收暂付清理表"
REVERSAL = "清理有误的，办理“冲销凭证”，再凭正确的文件清理；以前年度的凭单据走其他收入、其他支出。"
AREA = "fund"
NEVER_DUE = "never_due"
_CLEARING = tuple(one for one in EVENTS.values() if one.matter == KEY)
FIELDS = (
    LEDGER,
    Field(
        "what",
        "怎样清理",
        "choice",
        choices=((NEVER_DUE, "银行退回的待遇，已决定不再支付"), *((one.key, f"{one.title}（{one.paper}）") for one in _CLEARING)),
    ),
    Field("amount_fen", "金额（元）", "yuan", help="照文件或单据填写"),
    ON,
    REFERENCE,
    COUNTERPARTY,
    PAGES,
    Field("reason", "依据和说明", help="为什么可以清理：谁批准的、权利人查清没有"),
    SCANS,
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for more than lies there, and for returned benefits of which nobody decided that they are not due."""
    ledger = ledger_of(payload)
    check_slip(payload, ledger, day)
    on = date.fromisoformat(payload["on"])
    if payload["what"] == NEVER_DUE:
        decided = sum(line.fen for line in never_due_lines(ledger))
        if payload["amount_fen"] != decided:
            refuse(
                "procedures.suspense",
                f"已决定不再支付而没有清理的退回款是 {grouped(decided)} 元，填的是 {grouped(payload['amount_fen'])} 元",
                "请先由业务办理“银行退回处理”，决定哪些人不再支付；全部一起清理。",
                "amount_fen",
            )
    else:
        one = event(payload["what"])
        if one not in events_of(chart_for(ledger, on)):
            refuse("procedures.suspense", f"{ledger_title(ledger)}没有“{one.title}”这种清理", "请核对险种。", "what")
        left = _lying(ledger, one, on, payload.get("counterparty", ""))
        if payload["amount_fen"] > left:
            refuse("procedures.suspense", f"账上只有 {grouped(left)} 元可以清理", "请核对明细、对方单位和金额。", "amount_fen")
    simulated(lambda: _clear(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The entry, what lies there before and after, whom it is about, and why."""
    ledger, on = ledger_of(payload), date.fromisoformat(payload["on"])
    if payload["what"] == NEVER_DUE:
        rows = [
            Change(f"{line.name}", f"{grouped(line.fen)} 元，{line.since.isoformat()} 退回", f"不再支付：{line.reason}")
            for line in never_due_lines(ledger)
        ]
        return [
            *rows,
            Change("暂收款—银行退回待重发", "", f"减少 {grouped(payload['amount_fen'])} 元"),
            Change("说明", "", payload["reason"]),
        ]
    one = event(payload["what"])
    left = _lying(ledger, one, on, payload.get("counterparty", ""))
    return [
        *entry_preview(payload, ledger, on, one.lines(payload["amount_fen"]), lambda: _clear(payload, By(None, on))),
        Change("可以清理的", f"{grouped(left)} 元", f"清理后还有 {grouped(left - payload['amount_fen'])} 元"),
        Change("依据和说明", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> Any:
    """The ids of the vouchers."""
    return _clear(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{dict(FIELDS[1].choices)[payload['what']].partition('（')[0]}：{grouped(payload['amount_fen'])} 元")


def _side(one: Event) -> Line:
    """The line that clears."""
    return next(line for line in one.lines(1) if line.account in ledgers_of.ON_HOLD_ACCOUNTS)


def _lying(ledger: str, one: Event, on: date, party: str) -> Fen:
    """What lies on the item that is cleared, of the counterparty if one is named."""
    line = _side(one)
    title = books.chart_of(ledger, month_of(on)).account(line.account).items.get(line.item, line.item)
    rows = [row for row in ledgers_of.pending(ledger, line.account, to=999912) if row.item == title]
    return sum(row.fen for row in rows if not party or row.party == party)


def _clear(payload: Payload, by: By) -> Any:
    ledger, on = ledger_of(payload), date.fromisoformat(payload["on"])
    if payload["what"] == NEVER_DUE:
        return book_never_due(ledger, on, payload["reference"], payload["amount_fen"], payload.get("pages", 1), by=by)
    one = event(payload["what"])
    slip = slip_of(payload, one)
    assert one.account != RECEIVED_ON_HOLD or slip.amount_fen > 0
    return int(fund.book_slip(ledger, one.key, on, slip, source=("suspense", by.matter_id or 0), by=by).pk)
