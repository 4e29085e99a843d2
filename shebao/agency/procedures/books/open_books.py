"""Opening the fund's books (建账): the balances of the three bank accounts as the former system closed them."""

from __future__ import annotations

from datetime import date

from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import first_day, month_title
from shebao.core.books.chart import chart_on
from shebao.core.books.entries import BANK_ACCOUNTS

KEY = "open_books"
TITLE = "基金建账"
LAW = "社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "low"
AREA = "fund"
_CHART = chart_on(date(2023, 1, 1))
_BALANCE = "balance_"
FIELDS = (
    Field("month", "启用月份", "month", help="从这个月起在本系统记账；以前的收支都在期初余额里"),
    *(Field(_BALANCE + code, f"{_CHART.account(code).name}期初余额（元）", "yuan") for code in BANK_ACCOUNTS),
    scans_field("银行对账单、上年决算表扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where books are open already, for a month to come, and for an overdrawn account."""
    if books.first_month(RESIDENT) is not None:
        refuse("fund.opened", "账套已经启用，不能再录入期初余额", "期初有误的，请做更正凭证。")
    if first_day(payload["month"]) > day:
        refuse("procedures.books", f"{month_title(payload['month'])}还没有到", "请到启用月份再建账。", "month")
    below = next((code for code in BANK_ACCOUNTS if payload[_BALANCE + code] < 0), None)
    if below:
        refuse("procedures.books", f"{_CHART.account(below).name}不能透支", "请按银行对账单填写。", _BALANCE + below)
    if not any(_opening(payload).values()):
        refuse("procedures.books", "三个账户都是零，没有可建的账", "请按银行对账单填写。", _BALANCE + BANK_ACCOUNTS[0])
    simulated(lambda: _open(payload, None), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The balances, and their sum against the fund balance."""
    changes = [Change(_CHART.account(code).name, "未建账", f"{grouped(fen)} 元") for code, fen in _opening(payload).items()]
    return [*changes, Change("一般基金结余", "未建账", f"{grouped(sum(_opening(payload).values()))} 元")]


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> int:
    """The id of the opening voucher."""
    return _open(payload, actor_id)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：自 {month_title(payload['month'])}起"


def _opening(payload: Payload) -> dict[str, int]:
    return {code: payload[_BALANCE + code] for code in BANK_ACCOUNTS}


def _open(payload: Payload, actor_id: int | None) -> int:
    opening = {code: fen for code, fen in _opening(payload).items() if fen}
    return int(fund.open_books(RESIDENT, payload["month"], first_day(payload["month"]), opening, actor_id=actor_id).pk)
