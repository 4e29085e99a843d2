"""Paying an order to bodies (划款付出登记): what the bank's slip says was paid, booked, and what it did not pay stays open."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund.chart import chart_for
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.remittances import actions as orders
from shebao.agency.remittances import queries as remittances
from shebao.agency.store.crash import crashpoint
from shebao.base.digits import whole_number
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of
from shebao.core.books.entries import EXPENDITURE_ACCOUNT, RECEIVED_ON_HOLD
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

from ._orders import HOLD, SOURCE, described, heading_of, order_of

KEY = "pay_remittances"
TITLE = "划款付出登记"
LAW = "社会保险基金财务制度（财社〔2017〕144号）第四十条至第四十二条；社会保险经办条例（国令第765号）第37条"
WORKING_DAYS = None
RISK = "low"
RESULT = "划款付出登记回执"
REVERSAL = "银行退回的，办理“退汇登记”，改正账户以后再付；登记有误的，冲销凭证后重新登记。"
AREA = "fund"
FIELDS = (
    Field("order_id", "划款单编号", "number"),
    Field("on", "付款日期", "date", help="银行回单上的记账日期"),
    Field("reference", "银行回单号"),
    Field("amount_fen", "回单金额（元）", "yuan"),
    Field("unpaid", "银行没有付出的收款单位编号", required=False, longest=300, help="划款单上每行的编号，几个的用顿号隔开；都付出的不填"),
    scans_field("银行回单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the slip's amount is not that of the payees paid, or where the day is to come."""
    order = order_of(payload)
    if date.fromisoformat(payload["on"]) > day:
        refuse("procedures.receipt", f"付款日期 {payload['on']} 晚于今天", "请按银行回单填写。", "on")
    paid = _paid(payload)
    total = sum(row.amount_fen for row in paid)
    if total != payload["amount_fen"]:
        refuse(
            "procedures.remittance",
            f"回单金额 {grouped(payload['amount_fen'])} 元，划款单上这次付出的 {len(paid)} 个单位共 {grouped(total)} 元",
            "请核对回单；银行没有付出的单位，填上它们的编号。",
            "amount_fen",
        )
    payload["reference"] = "".join(payload["reference"].split()).upper()
    simulated(lambda: _pay(payload, By(None, day)), lambda: None)
    assert order.id == payload["order_id"]
    return payload


def preview(payload: Payload) -> list[Change]:
    """The order, who is paid, who is not, and the voucher."""
    order, paid = order_of(payload), _paid(payload)
    chart = chart_for(order.scheme, date.fromisoformat(payload["on"]))
    open_ones = [row for row in remittances.of_order(order.id) if row.state != "paid" and row not in paid]
    return [
        *described(order),
        *(Change("借" if line.debit_fen else "贷", chart.title_of(line.account, line.item), _yuan(line)) for line in _lines(order, paid)),
        *(Change("没有付出", "", f"{row.holder}，{grouped(row.amount_fen)} 元") for row in open_ones),
        Change("银行回单", "", f"{payload['on']}，{payload['reference']}"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the voucher."""
    return _pay(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def subject(payload: Payload) -> tuple[str, int]:
    """One open payment an order."""
    return ("order", payload["order_id"])


def _paid(payload: Payload) -> list[remittances.PayeeRow]:
    """The payees this slip paid."""
    rows = remittances.of_order(payload["order_id"])
    texts = [text for text in payload.get("unpaid", "").replace("，", "、").replace(",", "、").split("、") if text.strip()]
    numbers = [whole_number(text.strip(), digits=12) for text in texts]
    waiting = [row for row in rows if row.state != "paid"]
    known = {row.id for row in waiting}
    if any(number not in known for number in numbers):
        refuse("procedures.remittance", "没有付出的编号不在划款单上，或已经付过", "编号印在划款单每行前面。", "unpaid")
    paid = [row for row in waiting if row.id not in numbers]
    if not paid:
        refuse("procedures.remittance", "这张划款单没有这次付出的单位", "全部没有付出的不登记。", "unpaid")
    return paid


def _lines(order: remittances.OrderRow, paid: list[remittances.PayeeRow]) -> tuple[Line, ...]:
    first: Fen = sum(row.amount_fen for row in paid if row.state == "waiting")
    again: Fen = sum(row.amount_fen for row in paid if row.state == "bounced")
    lines = [
        Line(order.account, debit_fen=first, item=order.item),
        Line(RECEIVED_ON_HOLD, debit_fen=again, item=HOLD),
        Line(EXPENDITURE_ACCOUNT, credit_fen=first + again),
    ]
    return tuple(line for line in lines if line.debit_fen or line.credit_fen)


def _yuan(line: Line) -> str:
    return f"{grouped(line.debit_fen or line.credit_fen)} 元"


def _pay(payload: Payload, by: By) -> int:
    order, paid, on = order_of(payload), _paid(payload), date.fromisoformat(payload["on"])
    slip = Slip("银行回单", payload["reference"], EXPENDITURE_ACCOUNT, payload["amount_fen"], paid[0].holder[:40] if len(paid) == 1 else "")
    memo = f"{order.title}：划款（{payload['reference']}）"[:120]
    voucher = fund.post_voucher(order.scheme, month_of(on), on, memo, _lines(order, paid), (SOURCE, by.matter_id or 0), by=by, slip=slip)
    orders.pay([row.id for row in paid], on, payload["reference"], voucher.pk, by=by)
    crashpoint("remittances.pay.before_commit")
    return int(voucher.pk)
