"""Paying a hospital for the health checks it settled (体检费付款): from the agency's own budget, by its voucher, never beyond what is owed."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.register_book import RECORD, Book, day_of, record_of
from shebao.agency.registers import queries, services
from shebao.agency.registers.actions import NewStep
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "pay_health_checks"
TITLE = "体检费付款登记"
LAW = "当地文件（未核对）；社会保险经办条例（国令第765号）第五章；由本单位经费列支，不动基金"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "体检费付款登记表"
REVERSAL = "登记有误的，再登记一笔负数冲回，凭证号写冲回的凭证。"
PAID = "paid"
FIELDS: tuple[Field, ...] = (
    RECORD,
    Field("on", "付款日期", "date"),
    Field("amount_fen", "金额（元）", "yuan", help="冲回的填负数"),
    Field("voucher", "本单位付款凭证号", longest=60),
    Field("note", "说明", required=False, longest=160),
    scans_field("付款凭证扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    text = "；".join(filter(None, (f"凭证 {payload['voucher']}", payload.get("note", ""))))
    return NewStep(PAID, day_of(payload), text, amount_fen=payload["amount_fen"])


def _judge(payload: Payload, day: date) -> None:
    row = record_of(payload, "checkup")
    paid = services.paid_by_record([row.id]).get(row.id, 0)
    if payload["amount_fen"] == 0:
        refuse("procedures.amount", "金额不能是 0", "请填写实际付款数，冲回的填负数。", "amount_fen")
    if not 0 <= paid + payload["amount_fen"] <= row.amount_fen:
        refuse(
            "procedures.amount",
            f"结算 {grouped(row.amount_fen)} 元，已付 {grouped(paid)} 元，再付 {grouped(payload['amount_fen'])} 元不合",
            "付款不能超过结算数，冲回不能超过已付数。",
            "amount_fen",
        )


BOOK = Book("checkup", TITLE, FIELDS, lambda payload, day: [], _step, judge=_judge)


def _as_step(payload: Payload) -> Payload:
    return payload | {"what": PAID}


def check(payload: Payload, day: date) -> Payload:
    """Refused for nothing, for more than is owed, and for taking back more than was paid."""
    BOOK.check(_as_step(payload), day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What was paid before and what will be."""
    row = record_of(payload, "checkup")
    paid = services.paid_by_record([row.id]).get(row.id, 0)
    return [
        Change("体检机构", "", row.party),
        Change("结算（元）", "", grouped(row.amount_fen)),
        Change("已付（元）", grouped(paid), grouped(paid + payload["amount_fen"])),
        Change("凭证", "", payload["voucher"]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the step."""
    entry: Entry = BOOK.apply(_as_step(payload), by=by)
    return entry


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open matter a settlement."""
    return BOOK.subject(payload)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：第 {payload['record_id']} 号结算，{grouped(payload['amount_fen'])} 元"
