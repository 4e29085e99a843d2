"""Money that came back of an advance (先行支付偿还登记): the claim falls, the advance leaves the books, interest is other income."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.actions.money import REPAID
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.injury_checks import REPAYMENT
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.work_injury import ADVANCED
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of
from shebao.core.books.entries import FISCAL_ACCOUNT, INCOME_ACCOUNT, OTHER_INCOME
from shebao.core.books.events import ADVANCES
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

KEY = "record_injury_repayment"
TITLE = "先行支付偿还登记"
LAW = "社会保险基金先行支付暂行办法（令第15号）第十三条、第十四条；财会〔2017〕28号 1101 暂付款"
WORKING_DAYS = None
RISK = "low"
AREA = "collection"
RESULT = "先行支付偿还回执"
REVERSAL = "登记有误的，先办理“冲销凭证”，再办理“撤销工伤待遇核定”撤销偿还登记，尚欠恢复；再凭正确的单据登记。"
ACCOUNTS = ((FISCAL_ACCOUNT, "财政专户"), (INCOME_ACCOUNT, "收入户"))
PAPERS = {FISCAL_ACCOUNT: "财政专户缴拨凭证", INCOME_ACCOUNT: "银行回单"}
FIELDS = (
    Field("claim_id", "先行支付编号", "number", help="从追偿清单进入会自动填好"),
    Field("account", "到账账户", "choice", choices=ACCOUNTS, help="支出户不得接收偿还款（财社〔2017〕144号 第四十一条）"),
    Field("amount_fen", "偿还本金（元）", "yuan"),
    Field("interest_fen", "逾期利息和合理费用（元）", "yuan", required=False),
    Field("on", "单据日期", "date"),
    Field("reference", "单据号", longest=48),
    scans_field("到账单据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused beyond what is left, and for an advance that was not paid yet."""
    row = injury.advance(payload["claim_id"])
    on = date.fromisoformat(payload["on"])
    if payload["amount_fen"] > row.left_fen:
        what = f"尚欠 {grouped(row.left_fen)} 元，填写的是 {grouped(payload['amount_fen'])} 元"
        refuse("procedures.repayment", what, "请按单据和尚欠数核对；多付的请退还。", "amount_fen")
    if on > day:
        refuse("procedures.repayment", "单据日期晚于今天", "请照单据填写。", "on")
    paid = books.booked_item(INJURY, ADVANCES, ADVANCED)
    if paid < payload["amount_fen"]:
        what = f"账上先行支付的暂付款是 {grouped(paid)} 元"
        refuse("procedures.repayment", what, f"{row.name}的先行支付还没有付出或没有回盘，回盘记账以后再登记偿还。", "amount_fen")
    simulated(lambda: _record(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is left before and after, and the entry."""
    row = injury.advance(payload["claim_id"])
    chart = books.chart_of(INJURY, month_of(date.fromisoformat(payload["on"])))
    return [
        Change(
            f"向{row.debtor_name}追偿（{row.name}）",
            f"尚欠 {grouped(row.left_fen)} 元",
            f"尚欠 {grouped(row.left_fen - payload['amount_fen'])} 元",
        ),
        *(
            Change(
                "借" if line.debit_fen else "贷",
                chart.title_of(line.account, line.item),
                f"{grouped(line.debit_fen or line.credit_fen)} 元",
            )
            for line in _lines(payload)
        ),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The voucher's id."""
    return _record(payload, by)


def _lines(payload: Payload) -> list[Line]:
    amount, interest = payload["amount_fen"], payload.get("interest_fen", 0)
    lines = [Line(payload["account"], debit_fen=amount + interest), Line(ADVANCES, credit_fen=amount, item=ADVANCED)]
    return [*lines, *([Line(OTHER_INCOME, credit_fen=interest, item="other")] if interest else [])]


def _record(payload: Payload, by: By) -> int:
    on, amount, interest = date.fromisoformat(payload["on"]), payload["amount_fen"], payload.get("interest_fen", 0)
    row = injury.advance(payload["claim_id"])
    repayment = actions.record_repayment(row.id, REPAID, on, payload["reference"], amount, interest, by=by)
    slip = Slip(PAPERS[payload["account"]], payload["reference"], payload["account"], amount + interest, row.debtor_name[:40])
    memo = f"收回先行支付：{row.debtor_name}（{row.name}，{repayment}）"[:120]
    voucher = fund.post_voucher(INJURY, month_of(on), on, memo, _lines(payload), (REPAYMENT, repayment), by=by, slip=slip)
    return int(voucher.pk)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter an advance."""
    return ("advance", payload["claim_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{injury.advance(payload['claim_id']).debtor_name}：{TITLE}"
