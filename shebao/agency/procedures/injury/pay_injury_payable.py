"""Paying what an organisation is owed (应付机构款付款): booked on the bank's slip by two people of the fund's finance, once."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import PAYABLES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.injury_checks import PAYMENT
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text
from shebao.core.books.entries import EXPENDITURE_ACCOUNT
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

KEY = "pay_injury_payable"
TITLE = "应付机构款付款"
LAW = "社会保险基金会计制度（财会〔2017〕28号）；社会保险基金财务制度（财社〔2017〕144号）第四十一条"
WORKING_DAYS = None
RISK = "low"
AREA = "collection"
RESULT = "付款记账回执"
REVERSAL = "付款记账有误的，先办理“冲销凭证”，再办理“撤销工伤待遇核定”撤销付款登记，应付款恢复待付；款项退回的，凭银行回单登记到账。"
PAPER = "银行回单"
FIELDS = (
    Field("payable_id", "应付款编号", "number", help="从协议机构页面的应付机构款进入会自动填好"),
    Field("amount_fen", "回单金额（元）", "yuan", help="照银行回单填写，应与应付金额一致"),
    Field("on", "回单日期", "date"),
    Field("reference", "银行流水号", longest=48),
    scans_field("银行回单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a payable that is paid or cancelled, a provider whose payment is paused, and a slip of another amount."""
    row = injury.payable(payload["payable_id"])
    if row.amount_fen != payload["amount_fen"]:
        what = f"应付 {grouped(row.amount_fen)} 元，回单 {grouped(payload['amount_fen'])} 元"
        refuse("procedures.payable", what, "金额应一致；多付少付的请先与银行核对。", "amount_fen")
    if not row.on <= date.fromisoformat(payload["on"]) <= day:
        refuse("procedures.payable", "回单日期在核定以前或今天以后", "请照银行回单填写。", "on")
    agreement = injury.agreement(row.provider_id, month_of(day)) if row.provider_id else None
    if agreement is not None and agreement.paused:
        refuse("procedures.payable", f"{row.payee}已暂停拨付", "恢复拨付以后再付款。", "payable_id")
    simulated(lambda: _pay(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The payable, the entry, and the expenditure account before and after."""
    row = injury.payable(payload["payable_id"])
    title, account, item = PAYABLES[row.kind]
    chart = books.chart_of(INJURY, month_of(date.fromisoformat(payload["on"])))
    before = books.balance_of(INJURY, EXPENDITURE_ACCOUNT)
    target = injury.account(row.provider_id) if row.provider_id else None
    return [
        Change(f"{title}：{row.payee}", "待付", f"已付 {grouped(row.amount_fen)} 元（{row.what}）"),
        *([Change("收款账户", "", f"{target[0]} {target[1]}")] if target else []),
        Change("借", "", f"{chart.title_of(account, item)} {grouped(row.amount_fen)} 元"),
        Change("贷", "", f"{chart.account(EXPENDITURE_ACCOUNT).name} {grouped(row.amount_fen)} 元"),
        Change("支出户存款余额", f"{grouped(before)} 元", f"{grouped(before - row.amount_fen)} 元"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The voucher's id."""
    return _pay(payload, by)


def _pay(payload: Payload, by: By) -> int:
    row, on = injury.payable(payload["payable_id"]), date.fromisoformat(payload["on"])
    if row.state != injury.OPEN:
        refuse("procedures.payable", f"这笔应付款{injury.PAYABLE_STATES[row.state][0]}", "请核对应付款编号。", "payable_id")
    _, account, item = PAYABLES[row.kind]
    lines = (Line(account, debit_fen=row.amount_fen, item=item), Line(EXPENDITURE_ACCOUNT, credit_fen=row.amount_fen))
    slip = Slip(PAPER, payload["reference"], EXPENDITURE_ACCOUNT, row.amount_fen, row.payee[:40])
    memo = f"{PAYABLES[row.kind][0]}：{row.payee}（{month_text(month_of(on))}，{row.id}）"[:120]
    voucher = fund.post_voucher(INJURY, month_of(on), on, memo, lines, (PAYMENT, row.id), by=by, slip=slip)
    crashpoint("injury.pay.booked")
    actions.pay(row.id, on, payload["reference"], int(voucher.pk), by=by)
    return int(voucher.pk)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a payable."""
    return ("payable", payload["payable_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    row = injury.payable(payload["payable_id"])
    return f"{row.payee}：{PAYABLES[row.kind][0]}付款 {grouped(row.amount_fen)} 元"
