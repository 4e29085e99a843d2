"""Handing money up (上解上级): the superior's order is entered, then paid on its slip; what comes back counts against it."""

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
from shebao.base.money import Fen, grouped

from .level_money import ACCOUNT, book_money, movement_of, show_money
from .slip_fields import COUNTERPARTY, ON, PAGES, REFERENCE, SCANS, check_slip, need, optional

KEY = "remit_upward"
TITLE = "上解上级"
LAW = "社会保险经办条例（国令第765号）第四十条；社会保险基金会计制度（财会〔2017〕28号）5301；财会〔2021〕19号（职业年金）"
WORKING_DAYS = None
RISK = "high"
RESULT = "上解单"
REVERSAL = "没有上解的办理“作废通知”；上级退回的办理“上级退回”，凭单据登记；当年记错的办理“冲销凭证”。"
AREA = "fund"
ORDER, PAID, BACK, CANCEL = "order", "paid", "back", "cancel"
STEPS = ((ORDER, "登记上解通知"), (PAID, "上解款付出"), (BACK, "上级退回"), (CANCEL, "作废通知"))
PAYS = {"1003": "upward", "1004": "upward_expenditure", "1002": "upward_income", "1006": "annuity_up", "1005": "annuity_treasury_up"}
RETURNS = {"1003": "upward_back"}
FIELDS = (
    LEDGER,
    Field("what", "办什么", "choice", choices=STEPS),
    Field("number", "上解通知文号", help="上级通知上的文号；同一通知只登记一次", longest=60),
    Field("month", "所属月份", "month", required=False, help="登记通知时填写"),
    Field("amount_fen", "金额（元）", "yuan", required=False, help="通知的金额；付款、退回时照单据填写"),
    ACCOUNT,
    optional(ON, "付款、退回时填写"),
    optional(REFERENCE, "付款、退回时照单据填写"),
    COUNTERPARTY,
    PAGES,
    Field("reason", "说明", required=False, help="作废的写明原因"),
    SCANS,
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for an order entered before, for more than the fund owns, and for money without an order behind it."""
    step, ledger = payload["what"], ledger_of(payload)
    if step == CANCEL:
        need(payload, (FIELDS[-2],), "作废")
    elif step == ORDER:
        need(payload, (FIELDS[3], FIELDS[4]), "上解通知")
        owned = _owned(ledger)
        if payload["amount_fen"] > owned:
            refuse(
                "procedures.upward",
                f"上解 {grouped(payload['amount_fen'])} 元，超过基金结余 {grouped(owned)} 元",
                "请与上级核对通知的金额；结余不足的先申请补助。",
                "amount_fen",
            )
    else:
        need(payload, (FIELDS[4], ON, REFERENCE), "付款和退回")
        check_slip(payload, ledger, day)
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The order against what the fund owns, or the entry of its money."""
    step, ledger = payload["what"], ledger_of(payload)
    if step == ORDER:
        owned = _owned(ledger)
        return [
            Change("上解通知", "未登记", f"{payload['number']}，{grouped(payload['amount_fen'])} 元，付款凭单据另行登记"),
            Change("基金结余", f"{grouped(owned)} 元", f"上解以后 {grouped(owned - payload['amount_fen'])} 元"),
        ]
    row = orders.order(ledger, orders.UP, payload["number"])
    if step == CANCEL:
        return [Change(f"上解通知 {row.number}", f"{grouped(row.amount_fen)} 元，未付", f"作废：{payload['reason']}")]
    movement = movement_of(payload, ledger, PAYS if step == PAID else RETURNS)
    return show_money(payload, ledger, row, movement, lambda: _do(payload, By(None, date.fromisoformat(payload["on"]))), step == BACK)


def apply(payload: Payload, *, by: By) -> Any:
    """The order's id, or the voucher's."""
    return _do(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    fen = f"：{grouped(payload['amount_fen'])} 元" if payload.get("amount_fen") else ""
    return titled(payload, f"{dict(STEPS)[payload['what']]} {payload['number']}{fen}")


def _owned(ledger: str) -> Fen:
    first = books.first_month(ledger)
    if first is None:
        refuse("procedures.upward", "还没有建账", "请先办理基金建账。", "scheme")
    return books.statement_of(ledger, first, 999912).closing_fen


def _do(payload: Payload, by: By) -> Any:
    step, ledger = payload["what"], ledger_of(payload)
    if step == ORDER:
        reason = payload.get("reason", "")
        return fund.place_order(ledger, orders.UP, payload["number"], payload["month"], payload["amount_fen"], by=by, reason=reason)
    row = orders.order(ledger, orders.UP, payload["number"])
    if step == CANCEL:
        return fund.cancel_order(row, payload["reason"], by=by)
    movement = movement_of(payload, ledger, PAYS if step == PAID else RETURNS)
    return book_money(payload, row, movement, by=by, back=step == BACK)
