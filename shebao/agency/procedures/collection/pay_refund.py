"""A refund that left (退费支付登记): on the treasury's or the bank's slip; the months go, the account gives back, the voucher is red income."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.accounts.actions import credit_months
from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.kinds import PAYEES, REFUND_REASONS, VIA, WITH_ACCOUNT
from shebao.agency.declarations.models import Refund, RefundLine
from shebao.agency.declarations.refunds import open_refund
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.fund import actions as fund
from shebao.agency.fund.chart import chart_for
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.collection_checks import REFUND
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of
from shebao.core.books.entries import EXPENDITURE_ACCOUNT, FEES, TREASURY_ACCOUNT
from shebao.core.books.events import OTHER_EXPENSE
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

KEY = "pay_refund"
TITLE = "退费支付登记"
LAW = "社会保险基金会计制度（财会〔2017〕28号）；社会保险基金财务制度（财社〔2017〕144号）"
WORKING_DAYS = None
RISK = "high"
RESULT = "退费支付回执"
REVERSAL = "登记有误的，由基金财务办理“冲销凭证”；退回的款项按入库明细重新入账。"
AREA = "collection"
PAY, CANCEL = "pay", "cancel"
PAPERS = {"treasury": ("退库凭证", TREASURY_ACCOUNT), "account": ("银行回单", EXPENDITURE_ACCOUNT)}
FIELDS = (
    Field("refund_number", "退费编号", "number", help="在征收页的退费清单里"),
    Field("what", "办理事项", "choice", choices=((PAY, "款项已退出"), (CANCEL, "撤销退费（款项没有退出）"))),
    Field("on", "单据日期", "date", required=False, help="退库凭证或银行回单上的日期；撤销时不填"),
    Field("slip", "单据号", required=False, longest=48, help="款项已退出时必填；同一张单据只登记一次"),
    Field("amount_fen", "单据金额（元）", "yuan", required=False, help="照单据填写，须等于核定的退费额"),
    scans_field("单据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a refund that does not wait, a slip that is not its amount, a day to come, and where the books refuse."""
    refund, _ = _waiting(payload)
    if payload["what"] == PAY:
        for field in FIELDS:
            if field.name in ("on", "slip", "amount_fen") and not payload.get(field.name):
                refuse("procedures.refund", f"没有填写{field.label}", "请照单据填写。", field.name)
        if date.fromisoformat(payload["on"]) > day:
            refuse("procedures.refund", f"单据日期 {payload['on']} 晚于今天", "请照单据填写。", "on")
        fen = refund.unit_fen + refund.person_fen
        if payload["amount_fen"] != fen:
            refuse(
                "procedures.refund",
                f"单据 {grouped(payload['amount_fen'])} 元，核定退费 {grouped(fen)} 元",
                "请与退款单据核对。",
                "amount_fen",
            )
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The refund, and the entry of its voucher."""
    refund, lines = _waiting(payload)
    head = Change(
        f"退费第 {refund.pk} 号",
        f"{INSURANCES[refund.scheme]}，{PAYEES[refund.payee]}，{REFUND_REASONS[refund.reason]}",
        f"{grouped(refund.unit_fen + refund.person_fen)} 元，{VIA[refund.via]}",
    )
    if payload["what"] == CANCEL:
        return [head, Change("撤销", "待退", "不退；缴费月份不变")]
    on = date.fromisoformat(payload["on"])
    chart = chart_for(refund.scheme, on)
    entry = [
        Change(
            "借" if line.debit_fen else "贷", chart.title_of(line.account, line.item), f"{grouped(line.debit_fen or line.credit_fen)} 元"
        )
        for line in lines_of(refund, lines, on)
    ]
    changes = [head, *entry, Change("缴费月份", f"{len(lines):,} 人月", "取消")]
    if refund.scheme in WITH_ACCOUNT and refund.person_fen:
        changes.append(Change("个人账户", "", f"减少 {grouped(refund.person_fen)} 元"))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The id of the refund."""
    return _do(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：第 {payload['refund_number']} 号"


def subject(payload: Payload) -> tuple[str, int]:
    """One open payment a refund."""
    return ("refund", payload["refund_number"])


def lines_of(refund: Refund, lines: list[RefundLine], on: date) -> tuple[Line, ...]:
    """What came this year is taken from the income it was, what came before is other expense; out of the treasury or the account."""
    now = [line for line in lines if line.received_year == on.year]
    unit, own = sum(line.unit_fen for line in now), sum(line.person_fen for line in now)
    earlier = sum(line.unit_fen + line.person_fen for line in lines if line.received_year != on.year)
    parts = [("flexible", unit + own)] if not refund.employer_id else [("unit", unit), ("own", own)]
    debits = [(FEES, item, fen) for item, fen in parts] + [(OTHER_EXPENSE, "refund", earlier)]
    return (
        *(Line(account, debit_fen=fen, item=item) for account, item, fen in debits if fen),
        Line(PAPERS[refund.via][1], credit_fen=unit + own + earlier),
    )


def _waiting(payload: Payload) -> tuple[Refund, list[RefundLine]]:
    waiting = open_refund(payload["refund_number"])
    if waiting is None:
        refuse("procedures.refund", f"没有编号为 {payload['refund_number']} 的待退费用", "已经退还或撤销的不再办理。", "refund_number")
    return waiting


def _do(payload: Payload, by: By) -> int:
    key = int(payload["refund_number"])
    if payload["what"] == CANCEL:
        declarations.cancel_refund(key, by=by)
        return key
    refund, lines = _waiting(payload)
    on, slip_number = date.fromisoformat(payload["on"]), payload["slip"]
    paper, account = PAPERS[refund.via]
    result = declarations.pay_refund(key, on, slip_number, by=by)
    if refund.scheme in WITH_ACCOUNT:
        credit_months(result.payments.seq, refund.scheme, by=by)
    slip = Slip(paper, slip_number, account, refund.unit_fen + refund.person_fen, PAYEES[refund.payee])
    memo = f"退还{schemes.title(refund.scheme)}费（退费第 {key} 号，{slip_number}）"
    fund.post_voucher(refund.scheme, month_of(on), on, memo, lines_of(refund, lines, on), (REFUND, key), by=by, slip=slip)
    return key
