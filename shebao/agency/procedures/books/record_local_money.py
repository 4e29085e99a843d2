"""The county's own money for groups it pays through the agency (地方代发收付): what arrived, was paid, came back, on its slip."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.local_payments import actions as local
from shebao.agency.local_payments import queries
from shebao.agency.local_payments.kinds import ITEMS, MOVES
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_title

from .slip_fields import COUNTERPARTY, LONGEST_PARTY, REFERENCE, SCANS, plain_number

KEY = "record_local_money"
TITLE = "地方代发收付登记"
LAW = "当地政府文件（未核对原文）；会计基础工作规范（财政部令第98号）第四十七条"
WORKING_DAYS = None
RISK = "low"
RESULT = "地方代发收付回执"
REVERSAL = "多发、错发退回的，凭银行回单登记“发放退回”；到款退给财政的登记“结余交回财政”。登记的每一笔都保留。"
AREA = "fund"
FIELDS = (
    Field("item", "项目", "choice", choices=tuple(ITEMS.items())),
    Field("kind", "收付", "choice", choices=tuple((key, title) for key, (title, _) in MOVES.items())),
    Field("month", "所属月份", "month", help="发放填发的是哪个月；到款填款项所属的月份"),
    Field("amount_fen", "单据金额（元）", "yuan"),
    Field("people", "人数", "number", required=False, help="发放、退回时填写"),
    Field("on", "单据日期", "date"),
    REFERENCE,
    COUNTERPARTY,
    SCANS,
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a day to come, for money that has not arrived, and beyond what the list makes due."""
    on = date.fromisoformat(payload["on"])
    if on > day:
        refuse("procedures.local", f"单据日期 {on.isoformat()} 晚于今天 {day.isoformat()}", "请按单据填写。", "on")
    if payload["amount_fen"] <= 0 or payload.get("people", 0) < 0:
        refuse("procedures.local", "单据金额应大于零", "请按单据填写。", "amount_fen")
    if len(payload.get("counterparty", "")) > LONGEST_PARTY:
        refuse("procedures.local", f"对方单位最多 {LONGEST_PARTY} 个字", "请填单据上的简称。", "counterparty")
    payload["reference"] = plain_number(payload["reference"])
    simulated(lambda: _record(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What lies there before and after, and of a payment what the list makes due."""
    item, kind = payload["item"], payload["kind"]
    held, fen = queries.held_fen(item), payload["amount_fen"]
    rows = [Change(f"{ITEMS[item]}账上", f"{grouped(held)} 元", f"{grouped(held + MOVES[kind][1] * fen)} 元")]
    if kind == "paid":
        due = queries.due(item, payload["month"])
        paid = queries.paid_fen(item, payload["month"])
        total = sum(row.fen for row in due)
        rows.append(
            Change(
                f"{month_title(payload['month'])}按名单应发",
                f"{len(due):,} 人 {grouped(total)} 元，已发 {grouped(paid)} 元",
                f"本次发 {grouped(fen)} 元，还应发 {grouped(total - paid - fen)} 元",
            )
        )
    return [*rows, Change("单据", "", f"{payload['on']}，单据号 {payload['reference']}；不入社会保险基金的账")]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the movement."""
    return _record(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{ITEMS[payload['item']]}{MOVES[payload['kind']][0]}：{grouped(payload['amount_fen'])} 元"


def _record(payload: Payload, by: By) -> Entry:
    paper = local.Paper(payload["reference"], date.fromisoformat(payload["on"]), payload["amount_fen"], payload.get("counterparty", ""))
    return local.record_money(payload["item"], payload["kind"], payload["month"], paper, payload.get("people", 0), by=by)
