"""Opening the fund's books (建账): every asset and liability as the former system closed it, the fund balance being what is left."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import resident
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import first_day, month_title
from shebao.core.books.chart import DEBIT_KINDS, chart_on
from shebao.core.books.entries import EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT, INCOME_ACCOUNT

KEY = "open_books"
TITLE = "基金建账"
LAW = "社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "low"
AREA = "fund"
_CHART = chart_on(date(2023, 1, 1)).for_fund(resident.FUND)
_ACCOUNTS = tuple(account.code for account in _CHART.of_kind("asset", "liability"))
_ASKED_ALWAYS = (INCOME_ACCOUNT, FISCAL_ACCOUNT, EXPENDITURE_ACCOUNT)
_BALANCE = "balance_"
FIELDS = (
    SCHEME,
    Field("month", "启用月份", "month", help="从这个月起在本系统记账；以前的收支都在期初余额里"),
    *(
        Field(
            _BALANCE + code,
            f"{_CHART.account(code).name}期初余额（元）",
            "yuan",
            required=code in _ASKED_ALWAYS,
            help="" if code in _ASKED_ALWAYS else "没有的不填",
        )
        for code in _ACCOUNTS
    ),
    scans_field("科目余额表、银行对账单、上年决算表扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where books are open already, for a month to come, and for an overdrawn account."""
    if books.first_month(scheme_of(payload)) is not None:
        refuse("fund.opened", "账套已经启用，不能再录入期初余额", "期初有误的，请做更正凭证。")
    if first_day(payload["month"]) > day:
        refuse("procedures.books", f"{month_title(payload['month'])}还没有到", "请到启用月份再建账。", "month")
    opening = _opening(payload)
    below = next((code for code, fen in opening.items() if fen < 0), None)
    if below:
        refuse(
            "procedures.books", f"{_CHART.account(below).name}不能透支，也不能小于零", "请按银行对账单和科目余额表填写。", _BALANCE + below
        )
    if not any(opening.values()):
        refuse("procedures.books", "各账户都是零，没有可建的账", "请按银行对账单填写。", _BALANCE + _ACCOUNTS[0])
    if _owned(opening) < 0:
        refuse("procedures.books", f"负债比资产多 {grouped(-_owned(opening))} 元", "请核对科目余额表。", _BALANCE + _ACCOUNTS[-1])
    simulated(lambda: _open(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The balances, and the fund balance that assets less liabilities leave."""
    opening = _opening(payload)
    changes = [Change(_CHART.account(code).name, "未建账", f"{grouped(fen)} 元") for code, fen in opening.items()]
    return [*changes, Change("一般基金结余（资产减负债）", "未建账", f"{grouped(_owned(opening))} 元")]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the opening voucher."""
    return _open(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE}：自 {month_title(payload['month'])}起")


def _opening(payload: Payload) -> dict[str, int]:
    """Account → fen: the three that are always asked for, and the others that were filled in."""
    return {code: payload[_BALANCE + code] for code in _ACCOUNTS if _BALANCE + code in payload}


def _owned(opening: dict[str, int]) -> int:
    return sum(fen if _CHART.account(code).kind in DEBIT_KINDS else -fen for code, fen in opening.items())


def _open(payload: Payload, by: By) -> int:
    opening = {code: fen for code, fen in _opening(payload).items() if fen}
    month = payload["month"]
    return int(fund.open_books(scheme_of(payload), month, first_day(month), opening, by=by).pk)
