"""Money that arrived in one of the fund's bank accounts (到账登记): the budget's subsidy for basic pensions, the bank's interest."""

from __future__ import annotations

import unicodedata
from datetime import date

from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title
from shebao.core.books.chart import chart_on
from shebao.core.books.entries import BANK_ACCOUNTS, FISCAL_ACCOUNT

KEY = "record_receipt"
TITLE = "补贴、利息到账登记"
LAW = "社会保险基金财务制度（财社〔2017〕144号）；社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "low"
AREA = "fund"
SUBSIDY, INTEREST = "subsidy", "interest_"
LONGEST_REFERENCE = 40
_TODAY = chart_on(date(2023, 1, 1))
FIELDS = (
    Field(
        "what",
        "到账款项",
        "choice",
        choices=(
            (SUBSIDY, "财政补贴基础养老金（财政专户）"),
            *((INTEREST + code, f"{_TODAY.account(code).name}利息") for code in BANK_ACCOUNTS),
        ),
    ),
    Field("amount_fen", "金额（元）", "yuan"),
    Field("on", "到账日期", "date", help="银行回单上的日期；所在月份必须还没有结账"),
    Field("reference", "银行流水号", required=False, help="回单上的流水号；同日同额到账两笔以上的，用它分开"),
    scans_field("银行回单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for nothing, for a day to come, in a month that is closed or before the books began, and for a receipt booked already."""
    on = date.fromisoformat(payload["on"])
    if payload["amount_fen"] <= 0:
        refuse("procedures.receipt", "到账金额应大于零", "请按银行回单填写；退出去的钱请做更正凭证。", "amount_fen")
    if on > day:
        refuse("procedures.receipt", f"到账日期 {on.isoformat()} 晚于今天 {day.isoformat()}", "请按银行回单填写。", "on")
    first = books.first_month(RESIDENT)
    if first is None or month_of(on) < first:
        refuse("procedures.receipt", f"{month_title(month_of(on))}还没有建账", "账套启用以前的收支在期初余额里。", "on")
    if "reference" in payload:
        payload["reference"] = _reference(payload["reference"])
    simulated(lambda: _book(payload, None, None), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The balance of the account before and after; subsidies of the same day and amount, to be looked at twice by whoever decides."""
    account = _account(payload)
    name = _TODAY.account(FISCAL_ACCOUNT if payload["what"] == SUBSIDY else account).name
    before = books.balance_of(RESIDENT, account)
    after = simulated(lambda: _book(payload, None, None), lambda: books.balance_of(RESIDENT, account))
    alike = books.subsidies(RESIDENT, date.fromisoformat(payload["on"]), payload["amount_fen"]) if payload["what"] == SUBSIDY else []
    return [
        Change(f"{name}余额", f"{grouped(before)} 元", f"{grouped(after)} 元"),
        Change("记账", "", f"{payload['on']}　{grouped(payload['amount_fen'])} 元"),
        *(Change("同日同额已入账，请核对不是同一张回单", f"{one.memo}：{books.told(one)}", "另记一笔") for one in alike),
    ]


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> int:
    """The id of the first voucher."""
    return _book(payload, actor_id, matter_id)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{dict(FIELDS[0].choices)[payload['what']]}：{grouped(payload['amount_fen'])} 元"


def _account(payload: Payload) -> str:
    """The account where the money is in the end: interest of the expenditure account is handed over at once."""
    return FISCAL_ACCOUNT if payload["what"] == SUBSIDY else str(payload["what"]).removeprefix(INTEREST)


def _reference(text: str) -> str:
    """The bank's number as everybody types it the same: no spaces, half-width, capitals. Refused for one too long for a voucher."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(plain) > LONGEST_REFERENCE:
        refuse("procedures.receipt", f"银行流水号有 {len(plain)} 个字，最多 {LONGEST_REFERENCE} 个", "请只填回单上的流水号。", "reference")
    return plain


def _book(payload: Payload, actor_id: int | None, matter_id: int | None) -> int:
    on = date.fromisoformat(payload["on"])
    month, fen = month_of(on), payload["amount_fen"]
    if payload["what"] == SUBSIDY:
        return int(
            fund.receive_subsidy(
                RESIDENT,
                month,
                on,
                fen,
                source=("receipt", matter_id or 0),
                actor_id=actor_id,
                matter_id=matter_id,
                reference=payload.get("reference", ""),
            ).pk
        )
    return int(fund.receive_interest(RESIDENT, month, on, _account(payload), fen, actor_id=actor_id)[0].pk)
