"""Ending a decision to keep back a part of payments (停止抵扣): from a month on the payments go out whole; what is left stays owed."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.procedures.trial import simulated
from shebao.base.money import grouped
from shebao.base.months import month_title

KEY = "stop_set_off"
TITLE = "停止抵扣"
LAW = "社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "停止抵扣告知书"
REVERSAL = "停止有误的，重新办理“从待遇或账户抵扣”。"
FIELDS = (
    Field("order_id", "抵扣决定编号", "number", help="债务页“抵扣决定”里的编号；从那里进入会自动填好"),
    Field("from_month", "从哪个月起不再扣", "month", help="已封存的批次照原来的发；要改的，退回批次重新计算"),
    Field("reason", "原因", longest=200, help="决定有误、协议改变、生活困难、改为一次退回等"),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a decision that does not stand, and for a month before it began."""
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The decision, the month from which payments are whole, and what of the debt is left."""
    order = queries.deduction_order(payload["order_id"])
    assert order is not None
    row = queries.debt(order.debt_id)
    assert row is not None
    return [
        Change(f"{order.name}：抵扣决定第 {order.id} 号", order.words, f"{month_title(payload['from_month'])}起停止"),
        Change("尚欠", f"{grouped(row.left_fen)} 元", "不变，另行追回"),
        Change("原因", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the decision that was ended."""
    return payout.end_deduction(payload["order_id"], payload["from_month"], payload["reason"], by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a decision."""
    return ("deduction_order", payload["order_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    order = queries.deduction_order(payload["order_id"])
    return f"{order.name}：{TITLE}" if order else TITLE
