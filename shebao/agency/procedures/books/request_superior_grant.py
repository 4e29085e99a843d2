"""Asking the superior for money when a fund runs short (缺口申请), its notice of what it grants, and the money on its slip."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.fund import actions as fund
from shebao.agency.fund import orders
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_title
from shebao.core.books.statements import hundredths

from .level_money import ACCOUNT, book_money, movement_of, show_money
from .slip_fields import COUNTERPARTY, ON, PAGES, REFERENCE, SCANS, check_slip, need, optional

KEY = "request_superior_grant"
TITLE = "缺口申请与上级补助到账"
LAW = "社会保险法第六十五条；社会保险基金财务制度（财社〔2017〕144号）；社会保险基金会计制度（财会〔2017〕28号）4401"
WORKING_DAYS = None
RISK = "high"
RESULT = "补助申请报告"
REVERSAL = "没有到账的办理“作废”；到账后退给上级的办理“退回上级”，凭单据登记；当年记错的办理“冲销凭证”。"
AREA = "fund"
ASK, GRANT, ARRIVED, BACK, CANCEL, CANCEL_GRANT = "ask", "grant", "arrived", "back", "cancel", "cancel_grant"
STEPS = (
    (ASK, "申请补助"),
    (GRANT, "登记下拨通知"),
    (ARRIVED, "补助到账"),
    (BACK, "退回上级"),
    (CANCEL, "作废申请"),
    (CANCEL_GRANT, "作废通知"),
)
ARRIVES = {"1003": "grant", "1002": "grant_income", "1004": "grant_expenditure"}
RETURNS = {"1003": "grant_back"}
FIELDS = (
    LEDGER,
    Field("what", "办什么", "choice", choices=STEPS),
    Field("number", "文号", help="申请和作废申请填申请的文号，其余填下拨通知的文号", longest=60),
    Field("request", "所答复的申请文号", required=False, help="登记下拨通知时填写；没有申请过的不填", longest=60),
    Field("month", "月份", "month", required=False, help="申请、通知时填写"),
    Field("amount_fen", "金额（元）", "yuan", required=False, help="缺口、通知的金额；到账、退回时照单据填写"),
    ACCOUNT,
    optional(ON, "到账、退回时填写"),
    optional(REFERENCE, "到账、退回时照单据填写"),
    COUNTERPARTY,
    PAGES,
    Field("reason", "测算和说明", required=False, help="缺口怎样算出来的；作废的写明原因"),
    SCANS,
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a request without its reckoning, for a notice that answers no request, and for money without a notice."""
    step, ledger = payload["what"], ledger_of(payload)
    if books.first_month(ledger) is None:
        refuse("procedures.grant", "还没有建账", "请先办理基金建账。", "scheme")
    if step in (CANCEL, CANCEL_GRANT):
        need(payload, (FIELDS[-2],), "作废")
    elif step == ASK:
        need(payload, (FIELDS[4], FIELDS[5], FIELDS[-2]), "申请")
    elif step == GRANT:
        need(payload, (FIELDS[4], FIELDS[5]), "下拨通知")
    else:
        need(payload, (FIELDS[5], ON, REFERENCE), "到账和退回")
        check_slip(payload, ledger, day)
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The fund's balance and how many months it can pay, with and without the money; or the entry of what arrived."""
    step, ledger = payload["what"], ledger_of(payload)
    if step in (ASK, GRANT):
        month = payload["month"]
        year = books.statement_of(ledger, month // 100 * 100 + 1, month)
        fen = payload["amount_fen"]
        return [
            Change("基金结余", f"{grouped(year.closing_fen)} 元", f"加上{grouped(fen)} 元为 {grouped(year.closing_fen + fen)} 元"),
            Change("可支付月数", _payable(ledger, month, 0), _payable(ledger, month, fen)),
            Change("缺口申请" if step == ASK else "下拨通知", "", f"{payload['number']}，{month_title(month)}，{grouped(fen)} 元"),
            *([Change("测算和说明", "", payload["reason"])] if payload.get("reason") else []),
        ]
    row = _order(payload, ledger)
    if step in (CANCEL, CANCEL_GRANT):
        return [Change(f"{row.title} {row.number}", f"{grouped(row.amount_fen)} 元，未到账", f"作废：{payload['reason']}")]
    movement = movement_of(payload, ledger, ARRIVES if step == ARRIVED else RETURNS)
    return show_money(payload, ledger, row, movement, lambda: _do(payload, By(None, date.fromisoformat(payload["on"]))), step == BACK)


def apply(payload: Payload, *, by: By) -> Any:
    """The order's id, or the voucher's."""
    return _do(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    fen = f"：{grouped(payload['amount_fen'])} 元" if payload.get("amount_fen") else ""
    return titled(payload, f"{dict(STEPS)[payload['what']]} {payload['number']}{fen}")


def _payable(ledger: str, month: int, more_fen: int) -> str:
    months = books.payable_of(ledger, month, more_fen=more_fen)
    return "本年还没有支出" if months is None else f"{hundredths(months)} 个月"


def _order(payload: Payload, ledger: str) -> orders.OrderRow:
    return orders.order(ledger, orders.ASK if payload["what"] == CANCEL else orders.GRANT, payload["number"])


def _do(payload: Payload, by: By) -> Any:
    step, ledger = payload["what"], ledger_of(payload)
    if step in (ASK, GRANT):
        kind = orders.ASK if step == ASK else orders.GRANT
        asked = orders.order(ledger, orders.ASK, payload["request"]) if step == GRANT and payload.get("request") else None
        parent = asked.id if asked else None
        reason = payload.get("reason", "")
        return fund.place_order(
            ledger, kind, payload["number"], payload["month"], payload["amount_fen"], by=by, parent_id=parent, reason=reason
        )
    row = _order(payload, ledger)
    if step in (CANCEL, CANCEL_GRANT):
        return fund.cancel_order(row, payload["reason"], by=by)
    movement = movement_of(payload, ledger, ARRIVES if step == ARRIVED else RETURNS)
    return book_money(payload, row, movement, by=by, back=step == BACK)
