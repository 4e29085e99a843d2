"""Sending a transfer back that was taken in wrongly (退回转入): the money on its slip, the account and the years with it."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import moves
from shebao.agency.fund import actions as fund
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.transfers import actions as transfers
from shebao.agency.transfers.kinds import KINDS
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of
from shebao.core.books.events import event
from shebao.core.books.slip import Slip

from ._case import case_in, described, heading_of, subject

__all__ = ["subject"]
KEY = "return_transfer"
TITLE = "退回转入"
LAW = "国办发〔2009〕66号；社会保险经办条例（国令第765号）第28条"
WORKING_DAYS = None
RISK = "high"
RESULT = "退回转入告知书"
REVERSAL = "退回有误的，请转出地重新传信息表、划资金。"
SOURCE = "transfer"
FIELDS = (
    Field("case_id", "转移件编号", "number"),
    Field("reason", "退回原因", longest=120),
    Field("on", "退款日期", "date", required=False, help="转过资金的必填：财政专户退款凭证上的日期"),
    Field("reference", "缴拨凭证号", required=False),
    scans_field("退款凭证扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a case that is not done, and for money without the slip of its way back."""
    row = case_in(payload, "done")
    if row.total_fen and not (payload.get("on") and payload.get("reference")):
        refuse("procedures.transfer", f"转入资金 {grouped(row.total_fen)} 元没有退回的凭证", "凭财政专户的缴拨凭证办理。", "reference")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What goes back."""
    row = case_in(payload, "done")
    return [
        *described(row),
        Change("资金", "已接续", f"退回 {grouped(row.total_fen)} 元，冲减转移收入"),
        Change("个人账户", "", f"转出 {grouped(row.account_fen)} 元"),
        Change("转入年限", "计算", "不再计算"),
        Change("原因", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the case."""
    row = case_in(payload, "done")
    scheme = KINDS[row.kind].to_scheme
    if row.total_fen:
        movement = event("transfer_in_back")
        slip = Slip(movement.paper, payload["reference"].strip().upper(), movement.account, row.total_fen, row.other_agency[:40])
        fund.book_slip(scheme, movement.key, date.fromisoformat(payload["on"]), slip, source=(SOURCE, row.id), by=by)
    if row.account_fen:
        moves.take_out(row.person_id, row.account_fen, scheme, month_of(by.day), row.id, close=False, by=by)
    transfers.step(row.id, "returned", by.day, payload["reason"], by=by)
    return row.id


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)
