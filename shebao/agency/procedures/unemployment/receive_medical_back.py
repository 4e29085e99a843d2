"""Premiums that the medical fund gives back (代缴医疗保险费退回): received on the bank's slip and booked, month by month of each claimant."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text
from shebao.core.books.events import event
from shebao.core.books.slip import Slip

KEY = "receive_medical_back"
TITLE = "代缴医疗保险费退回"
LAW = "社会保险法 第四十八条；社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "low"
RESULT = "代缴医疗保险费退回登记回执"
REVERSAL = "登记有误的，冲销凭证；应退未退的抵下月代缴。"
AREA = "fund"
FIELDS = (
    Field("on", "到账日期", "date"),
    Field("reference", "银行回单号"),
    Field("amount_fen", "回单金额（元）", "yuan", help="等于应追回而没有抵扣的合计"),
    scans_field("银行回单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing is asked back or the slip says another sum."""
    due = sum(row.fen for row in known.open_premiums())
    if not due or due != payload["amount_fen"]:
        words = f"应追回 {grouped(due)} 元，回单 {grouped(payload['amount_fen'])} 元"
        refuse("procedures.medical_back", words, "请与医保核对；部分退回的，其余抵下月代缴。", "amount_fen")
    if date.fromisoformat(payload["on"]) > day:
        refuse("procedures.receipt", f"到账日期 {payload['on']} 晚于今天", "请按银行回单填写。", "on")
    payload["reference"] = "".join(payload["reference"].split()).upper()
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Whose premiums come back, and the entry."""
    movement = event("medical_back")
    rows = [
        Change(people.person(row.person_id).name, "", f"{month_text(row.month)}，{grouped(row.fen)} 元") for row in known.open_premiums()
    ]
    return [*rows, Change(movement.title, "", f"{grouped(payload['amount_fen'])} 元，冲减基本医疗保险费支出")]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the voucher."""
    rows, on = known.open_premiums(), date.fromisoformat(payload["on"])
    movement = event("medical_back")
    slip = Slip(movement.paper, payload["reference"], movement.account, payload["amount_fen"], "医疗保险基金")
    voucher = fund.book_slip(SCHEME, movement.key, on, slip, source=("receipt", by.matter_id or 0), by=by)
    claims.receive_premiums([row.id for row in rows], month_of(on), by=by)
    return int(voucher.pk)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{grouped(payload['amount_fen'])} 元"
