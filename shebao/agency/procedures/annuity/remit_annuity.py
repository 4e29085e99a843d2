"""The collection account's money sent up to the province's trustee (职业年金归集上解), for how many members and how much."""

from __future__ import annotations

from datetime import date

from shebao.agency.annuity import actions as annuity
from shebao.agency.annuity import queries
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.annuity_checks import REMITTANCE
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_title
from shebao.core.books.entries import COLLECTION_ACCOUNT

from ._books import SCHEME, sent_up

KEY = "remit_annuity"
TITLE = "职业年金归集上解"
LAW = "人社部发〔2016〕92号；人社厅发〔2017〕110号；财会〔2021〕19号"
WORKING_DAYS = None
RISK = "high"
RESULT = "职业年金归集上解单"
REVERSAL = "登记有误的，办理“撤销职业年金登记”，凭证红字冲销；款项被退回的，凭银行单据登记后重新上解。"
AREA = "collection"
FIELDS = (
    Field("month", "归集月", "month"),
    Field("amount_fen", "上解金额（元）", "yuan", help="照归集户银行回单"),
    Field("accounts", "人数", "number", help="上次上解以来账户有增加的人数"),
    Field("on", "上解日期", "date"),
    Field("reference", "银行流水号", longest=48),
    scans_field("归集户对账单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the sum or the number is not what reached the accounts since the last time, or is not there."""
    on = date.fromisoformat(payload["on"])
    if on > day:
        refuse("procedures.annuity", f"上解日期 {on.isoformat()} 晚于今天", "请照银行回单填写。", "on")
    people, fen = queries.waiting(on)
    if (payload["accounts"], payload["amount_fen"]) != (people, fen):
        refuse(
            "procedures.annuity",
            f"填写 {payload['accounts']:,} 人 {grouped(payload['amount_fen'])} 元，上次上解以来账户增加 {people:,} 人 {grouped(fen)} 元",
            "上解的人数和金额须与账户增加一致；请核对未入账的缴费和做实到款。",
            "amount_fen",
        )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The collection account before and after, and the entry of the voucher."""
    before, fen = books.balance_of(SCHEME, COLLECTION_ACCOUNT), payload["amount_fen"]
    left = before - fen
    word = f"{grouped(left)} 元" + ("" if not left else "，归集户应无余额，请查明")
    return [
        Change("归集月", "", month_title(payload["month"])),
        Change("上解", "", f"{payload['accounts']:,} 人，{grouped(fen)} 元"),
        Change("归集户存款", f"{grouped(before)} 元", word),
        Change("凭证", "", f"借 上解上级支出 {grouped(fen)} 元，贷 归集户存款 {grouped(fen)} 元"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the remittance."""
    on, fen = date.fromisoformat(payload["on"]), payload["amount_fen"]
    number = annuity.remit(payload["month"], payload["accounts"], fen, on, payload["reference"], by=by)
    sent_up(on, payload["reference"], fen, f"职业年金上解省级受托户（第{number}号上解单）", (REMITTANCE, number), by=by)
    return number


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a month."""
    return ("annuity_month", payload["month"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{month_title(payload['month'])}，{grouped(payload['amount_fen'])} 元"
