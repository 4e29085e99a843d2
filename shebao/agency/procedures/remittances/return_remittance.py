"""A payment to a body that came back (退汇登记): it is owed under 暂收款 until it is paid again."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.remittances import actions as orders
from shebao.agency.remittances import queries as remittances
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of
from shebao.core.books.entries import EXPENDITURE_ACCOUNT, RECEIVED_ON_HOLD
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

from ._orders import HOLD, SOURCE, described, heading_of, order_of

KEY = "return_remittance"
TITLE = "退汇登记"
LAW = "社会保险基金会计制度（财会〔2017〕28号）；社会保险经办条例（国令第765号）第37条"
WORKING_DAYS = None
RISK = "low"
RESULT = "退汇登记回执"
REVERSAL = "登记有误的，重新付出一次即冲销暂收款。"
AREA = "fund"
FIELDS = (
    Field("order_id", "划款单编号", "number"),
    Field("remittance_id", "收款单位编号", "number", help="划款单上这一行的编号"),
    Field("on", "退汇日期", "date"),
    Field("reference", "银行回单号"),
    Field("reason", "退汇原因", longest=60),
    scans_field("银行回单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a payee that was not paid, and for a day to come."""
    _row(payload)
    if date.fromisoformat(payload["on"]) > day:
        refuse("procedures.receipt", f"退汇日期 {payload['on']} 晚于今天", "请按银行回单填写。", "on")
    payload["reference"] = "".join(payload["reference"].split()).upper()
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Whose payment came back, and where it stands now."""
    row = _row(payload)
    return [
        *described(order_of(payload)),
        Change(row.holder, f"已付 {grouped(row.amount_fen)} 元", f"退汇，{payload['reason']}"),
        Change("账上", "", f"支出户存款增加 {grouped(row.amount_fen)} 元，记暂收款，重付时冲销"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the voucher."""
    order, row, on = order_of(payload), _row(payload), date.fromisoformat(payload["on"])
    lines = (
        Line(EXPENDITURE_ACCOUNT, debit_fen=row.amount_fen),
        Line(RECEIVED_ON_HOLD, credit_fen=row.amount_fen, item=HOLD),
    )
    slip = Slip("银行回单", payload["reference"], EXPENDITURE_ACCOUNT, row.amount_fen, row.holder[:40])
    memo = f"{order.title}：退汇（{payload['reference']}）"[:120]
    voucher = fund.post_voucher(order.scheme, month_of(on), on, memo, lines, (SOURCE, by.matter_id or 0), by=by, slip=slip)
    orders.bounce(row.id, on, payload["reference"], payload["reason"], voucher.pk, by=by)
    return int(voucher.pk)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter an order."""
    return ("order", payload["order_id"])


def _row(payload: Payload) -> remittances.PayeeRow:
    row = next((row for row in remittances.of_order(payload["order_id"]) if row.id == payload["remittance_id"]), None)
    if row is None or row.state != "paid":
        refuse("procedures.remittance", "划款单上没有这一行，或这一行没有付出", "请核对编号。", "remittance_id")
    return row
