"""Opening the fund's books (建账): every asset and liability as the former system closed it, the fund balance being what is left."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import chart_for, ledgers
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import first_day, month_title
from shebao.core.books.chart import DEBIT_KINDS
from shebao.core.books.entries import GENERAL_BALANCE

KEY = "open_books"
TITLE = "基金建账"
LAW = "社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "low"
RESULT = "基金建账单"
REVERSAL = "期初有误的，在当期做更正凭证，期初凭证保留。"
AREA = "fund"
_KNOWN = {
    account.code: account
    for ledger in reversed(ledgers())
    for account in chart_for(ledger, date(2023, 1, 1)).of_kind("asset", "liability", "net")
    if account.code != GENERAL_BALANCE
}
_ACCOUNTS = tuple(sorted(_KNOWN))
"""Every account with a balance that some fund has; the fund balance is what they leave."""
_BALANCE = "balance_"
FIELDS = (
    LEDGER,
    Field("month", "启用月份", "month", help="从这个月起在本系统记账；以前的收支都在期初余额里"),
    *(
        Field(
            _BALANCE + code,
            f"{_KNOWN[code].name}期初余额（元）",
            "yuan",
            required=False,
            help="没有的不填",
        )
        for code in _ACCOUNTS
    ),
    scans_field("科目余额表、银行对账单、上年决算表扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where books are open already, for a month to come, and for an overdrawn account."""
    if books.first_month(ledger_of(payload)) is not None:
        refuse("fund.opened", "账套已经启用，不能再录入期初余额", "期初有误的，请做更正凭证。")
    if first_day(payload["month"]) > day:
        refuse("procedures.books", f"{month_title(payload['month'])}还没有到", "请到启用月份再建账。", "month")
    opening = _opening(payload)
    chart = chart_for(ledger_of(payload), first_day(payload["month"]))
    for code in opening:
        chart.account(code)
    below = next((code for code, fen in opening.items() if fen < 0), None)
    if below:
        refuse("procedures.books", f"{_KNOWN[below].name}不能透支，也不能小于零", "请按银行对账单和科目余额表填写。", _BALANCE + below)
    if not any(opening.values()):
        refuse("procedures.books", "各账户都是零，没有可建的账", "请按银行对账单填写。", _BALANCE + _ACCOUNTS[0])
    if _owned(opening) < 0:
        refuse("procedures.books", f"负债比资产多 {grouped(-_owned(opening))} 元", "请核对科目余额表。", _BALANCE + _ACCOUNTS[-1])
    simulated(lambda: _open(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The balances, and the fund balance that assets less liabilities leave."""
    opening = _opening(payload)
    changes = [Change(_KNOWN[code].name, "未建账", f"{grouped(fen)} 元") for code, fen in opening.items()]
    return [*changes, Change("一般基金结余（资产减负债）", "未建账", f"{grouped(_owned(opening))} 元")]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the opening voucher."""
    return _open(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE}：自 {month_title(payload['month'])}起")


def _opening(payload: Payload) -> dict[str, int]:
    """Account → fen of those that were filled in."""
    return {code: payload[_BALANCE + code] for code in _ACCOUNTS if _BALANCE + code in payload}


def _owned(opening: dict[str, int]) -> int:
    return sum(fen if _KNOWN[code].kind in DEBIT_KINDS else -fen for code, fen in opening.items())


def _open(payload: Payload, by: By) -> int:
    opening = {code: fen for code, fen in _opening(payload).items() if fen}
    month = payload["month"]
    return int(fund.open_books(ledger_of(payload), month, first_day(month), opening, by=by).pk)
