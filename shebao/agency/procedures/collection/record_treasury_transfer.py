"""Fees moved from the treasury to the fiscal account (国库划转财政专户登记): booked from the slip, never more than the treasury holds."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title
from shebao.core.books.entries import FISCAL_ACCOUNT, TREASURY_ACCOUNT
from shebao.core.books.events import event
from shebao.core.books.slip import Slip

KEY = "record_treasury_transfer"
TITLE = "国库划转财政专户登记"
LAW = "社会保险法 第68条；社会保险基金财务制度（财社〔2017〕144号）；社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "low"
RESULT = "国库划转登记回执"
REVERSAL = "登记有误的，办理“冲销凭证”，再凭正确的单据登记。"
AREA = "collection"
_EVENT = "treasury_to_fiscal"
_SCHEMES = (*INSURANCES.items(), ("resident", "城乡居民养老"))
FIELDS = (
    Field("scheme", "险种", "choice", choices=_SCHEMES),
    Field("amount_fen", "金额（元）", "yuan", help="照财政专户进账通知填写"),
    Field("on", "日期", "date"),
    Field("reference", "单据号", longest=48),
    scans_field("划款凭证扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for nothing, a day to come, books not begun, more than the treasury holds, and a slip booked before."""
    on = date.fromisoformat(payload["on"])
    if payload["amount_fen"] <= 0:
        refuse("procedures.transfer", "金额应大于零", "请照单据填写。", "amount_fen")
    if on > day:
        refuse("procedures.transfer", f"单据日期 {payload['on']} 晚于今天", "请照单据填写。", "on")
    first = books.first_month(payload["scheme"])
    if first is None or month_of(on) < first:
        refuse("procedures.transfer", f"{month_title(month_of(on))}还没有建账", "请先录入期初余额。", "on")
    held = books.balance_of(payload["scheme"], TREASURY_ACCOUNT)
    if payload["amount_fen"] > held:
        refuse(
            "procedures.transfer",
            f"划转 {grouped(payload['amount_fen'])} 元，国库存款只有 {grouped(held)} 元",
            "请先入账税务入库明细，再登记划转。",
            "amount_fen",
        )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The entry, and what stays in the treasury."""
    held = books.balance_of(payload["scheme"], TREASURY_ACCOUNT)
    fen = f"{grouped(payload['amount_fen'])} 元"
    return [
        Change("借", "财政专户存款", fen),
        Change("贷", "国库存款", fen),
        Change("国库待划余额", f"{grouped(held)} 元", f"{grouped(held - payload['amount_fen'])} 元"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the voucher."""
    slip = Slip(event(_EVENT).paper, payload["reference"], FISCAL_ACCOUNT, payload["amount_fen"], "国库")
    source = ("treasury_transfer", by.matter_id or 0)
    return int(fund.book_slip(payload["scheme"], _EVENT, date.fromisoformat(payload["on"]), slip, source=source, by=by).pk)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{dict(_SCHEMES)[payload['scheme']]}{TITLE}：{grouped(payload['amount_fen'])} 元"
