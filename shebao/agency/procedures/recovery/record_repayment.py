"""Money that came back of a debt (退回到账登记), booked from its slip by two of finance: this year's benefits in red, or other income."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.procedures.recovery_checks import REPAYMENT
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of
from shebao.core.books.entries import BENEFITS, EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT, INCOME_ACCOUNT, OTHER_INCOME
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

from ._debt import DEBT, debt_of, standing, subject, titled

__all__ = ["apply", "check", "heading", "preview", "subject"]

KEY = "record_repayment"
TITLE = "退回到账登记"
LAW = "社会保险基金会计制度（财会〔2017〕28号）5001、4501；社会保险基金财务制度（财社〔2017〕144号，未核对条号）"
WORKING_DAYS = None
RISK = "low"
AREA = "fund"
RESULT = "退回款收款凭证"
REVERSAL = "登记有误的，先办理“冲销凭证”，再办理“更正追回登记”，尚欠恢复；再凭正确的单据登记。"
PAPERS = {EXPENDITURE_ACCOUNT: "银行回单", INCOME_ACCOUNT: "银行回单", FISCAL_ACCOUNT: "财政专户缴拨凭证"}
FIELDS = (
    DEBT,
    Field("amount_fen", "单据金额（元）", "yuan"),
    Field("earlier_fen", "其中以前年度发放的（元）", "yuan", required=False, help="债务跨年的必填；先还最早的月份"),
    Field("account_fen", "其中本年个人账户养老金（元）", "yuan", required=False, help="本年发放中由个人账户支付的部分；没有的不填"),
    Field(
        "account",
        "到账账户",
        "choice",
        choices=((EXPENDITURE_ACCOUNT, "支出户"), (INCOME_ACCOUNT, "收入户"), (FISCAL_ACCOUNT, "财政专户")),
    ),
    Field("on", "单据日期", "date"),
    Field("reference", "单据号", longest=48),
    Field("payer", "交款人", longest=40),
    scans_field("到账单据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused beyond what is left, for parts that are more than the whole, and for a year that the debt does not have."""
    row, year = debt_of(payload), date.fromisoformat(payload["on"]).year
    earlier = _earlier(payload, row.first_month, row.last_month)
    if earlier is None:
        refuse("procedures.repayment", "这笔债务跨年，没有填写其中以前年度发放的金额", "先还最早的月份，请按月份分开。", "earlier_fen")
    if not 0 <= earlier <= payload["amount_fen"] or not 0 <= payload.get("account_fen", 0) <= payload["amount_fen"] - earlier:
        refuse("procedures.repayment", "其中的部分超过单据金额", "请核对以前年度和个人账户的部分。", "earlier_fen")
    if row.last_month // 100 < year and earlier != payload["amount_fen"]:
        refuse("procedures.repayment", "这笔债务都是以前年度发放的", "“其中以前年度发放的”应等于单据金额，或不填。", "earlier_fen")
    if row.first_month // 100 == year and earlier:
        refuse("procedures.repayment", "这笔债务都是本年发放的", "“其中以前年度发放的”应不填。", "earlier_fen")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is left before and after, and the entry."""
    row = debt_of(payload)
    chart = books.chart_of(row.scheme, month_of(date.fromisoformat(payload["on"])))
    after = row.left_fen - payload["amount_fen"]
    return [
        standing(row),
        Change("尚欠", f"{grouped(row.left_fen)} 元", f"{grouped(after)} 元" if after else "还清"),
        *(
            Change(
                "借" if line.debit_fen else "贷",
                chart.title_of(line.account, line.item),
                f"{grouped(line.debit_fen or line.credit_fen)} 元",
            )
            for line in _lines(payload, row.scheme, row.first_month, row.last_month)
        ),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The voucher's id."""
    row, on, amount = debt_of(payload), date.fromisoformat(payload["on"]), payload["amount_fen"]
    payer = payload["payer"]
    step = payout.step_debt(row.id, payout.NewDebtStep("repaid", on, amount, document=payload["reference"], text=f"交款人：{payer}"), by=by)
    slip = Slip(PAPERS[payload["account"]], payload["reference"], payload["account"], amount, payer)
    memo = f"收回多发待遇：{row.name}（债务 {row.id}，第 {step} 步）"[:120]
    lines = _lines(payload, row.scheme, row.first_month, row.last_month)
    return int(fund.post_voucher(row.scheme, month_of(on), on, memo, lines, (REPAYMENT, step), by=by, slip=slip).pk)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE} {grouped(payload['amount_fen'])} 元")


def _earlier(payload: Payload, first: int, last: int) -> Fen | None:
    """How much of the slip was paid out in an earlier year; None where it must be said and was not."""
    year = date.fromisoformat(payload["on"]).year
    if "earlier_fen" in payload:
        stated: Fen = payload["earlier_fen"]
        return stated
    if last // 100 < year:
        whole: Fen = payload["amount_fen"]
        return whole
    return 0 if first // 100 == year else None


def _lines(payload: Payload, scheme: str, first: int, last: int) -> list[Line]:
    amount, account = payload["amount_fen"], payload.get("account_fen", 0)
    earlier = _earlier(payload, first, last) or 0
    parts = schemes.of(scheme).PARTS
    item = next(part.item for part in parts if not part.from_account)
    own = next((part.item for part in parts if part.from_account), item)
    credits = (
        (BENEFITS, item, amount - earlier - account),
        (BENEFITS, own, account),
        (OTHER_INCOME, "recovered", earlier),
    )
    return [Line(payload["account"], debit_fen=amount), *(Line(code, credit_fen=fen, item=name) for code, name, fen in credits if fen)]
