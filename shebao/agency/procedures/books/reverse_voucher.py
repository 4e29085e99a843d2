"""Cancelling a wrong voucher of this year (冲销凭证): a red voucher linked to it, by two people of the fund's finance."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title

KEY = "reverse_voucher"
TITLE = "冲销凭证"
LAW = "会计基础工作规范（财政部令第98号）第五十一条"
WORKING_DAYS = None
RISK = "low"
RESULT = "冲销凭证通知"
REVERSAL = "冲销有误的，凭原单据重新登记到账；冲销凭证和原凭证都保留。"
AREA = "fund"
FIELDS = (
    LEDGER,
    Field("month", "凭证的会计期间", "month"),
    Field("number", "凭证号", "number", help="当年的凭证；以前年度的差错凭银行单据登记，不冲销"),
    Field("on", "冲销日期", "date", help="所在月份必须还没有结账"),
    Field("reason", "冲销原因", help="错在哪里，正确的怎样登记"),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a voucher that is not there, for one the bank's answer made, and for whatever the fund counter does not cancel."""
    voucher = books.numbered(ledger_of(payload), payload["month"], payload["number"])
    if voucher is None:
        refuse(
            "procedures.reverse",
            f"{month_title(payload['month'])}没有第{payload['number']}号凭证",
            "请从凭证列表中核对期间和号码。",
            "number",
        )
    if date.fromisoformat(payload["on"]) > day:
        refuse("procedures.reverse", f"冲销日期 {payload['on']} 晚于今天 {day.isoformat()}", "请填今天或以前的日期。", "on")
    if voucher.source_kind in (books.BANK_RETURN, books.KEPT_BACK):
        refuse(
            "procedures.reverse",
            "这张凭证由银行回盘生成，和每一笔发放结果相对应，不能单独冲销",
            "银行更正结果的，请取得更正的回盘文件，在发放批次里导入，系统会按更正的结果补记。",
            "number",
        )
    simulated(lambda: _reverse(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Every line in red, and the reason."""
    voucher = books.numbered(ledger_of(payload), payload["month"], payload["number"])
    assert voucher is not None
    chart = books.chart_of(ledger_of(payload), voucher.month)
    draft = books.as_draft(voucher)
    lines = [
        Change(
            f"{'借' if line.debit_fen else '贷'} {chart.title_of(line.account, line.item)}",
            f"{grouped(line.debit_fen or line.credit_fen)} 元",
            f"红字 {grouped(-(line.debit_fen or line.credit_fen))} 元",
        )
        for line in draft.lines
    ]
    return [Change("冲销的凭证", books.told(voucher), voucher.memo), *lines, Change("原因", "", payload["reason"])]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the red voucher."""
    return _reverse(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE}：{month_title(payload['month'])}第{payload['number']}号")


def _reverse(payload: Payload, by: By) -> int:
    on = date.fromisoformat(payload["on"])
    voucher = books.numbered(ledger_of(payload), payload["month"], payload["number"])
    assert voucher is not None
    return int(fund.reverse_voucher(voucher.pk, month_of(on), on, by=by).pk)
