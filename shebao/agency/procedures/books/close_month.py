"""Closing a month of the fund's books (月末结账): what is left where nothing should be is explained, then the month is shut for good."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.claims import claims
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import MAIN
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, last_day, month_title
from shebao.core.books.close import left_over, transfer
from shebao.core.books.entries import GENERAL_BALANCE

KEY = "close_month"
TITLE = "月末结账"
LAW = "社会保险基金财务制度（财社〔2017〕144号）；社会保险基金会计制度（财会〔2017〕28号）：期末结转、收入户和国库存款期末一般应无余额"
WORKING_DAYS = None
RISK = "low"
RESULT = "月末结账单"
REVERSAL = "已结账的月份不再打开；有误的，在当期办理“冲销凭证”并重新登记。"
AREA = "fund"
FIELDS = (
    LEDGER,
    Field("month", "结账月份", "month", help="按月份先后结账；结账后本月不再接受凭证，也不能重新打开"),
    Field("reason", "收入户、国库存款月末有余额的原因", required=False, help="期末一般应无余额；最后一次划转以后才到账的，写明原因"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the month is not the next to be closed, has not ended, or the books would not let it close."""
    month = payload["month"]
    due = next_to_close(ledger_of(payload))
    if due is None:
        refuse("procedures.close", "还没有建账", "请先录入期初余额。", "month")
    if month != due:
        refuse("procedures.close", f"下一个要结账的是{month_title(due)}", "请按月份先后结账。", "month")
    if last_day(month) > day:
        refuse("procedures.close", f"{month_title(month)}还没有结束", f"请在 {last_day(month).isoformat()} 以后结账。", "month")
    simulated(lambda: _close(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is left where in principle nothing is, what is still on its way, the transfer, the balances with which the month closes."""
    month = payload["month"]
    chart, balances = books.chart_of(ledger_of(payload), month), books.balances(ledger_of(payload), to=month)
    changes = [
        Change(f"{chart.account(code).name}月末余额", f"{grouped(fen)} 元", f"留到下月，原因：{payload.get('reason', '')}")
        for code, fen in left_over(balances, chart).items()
    ]
    surplus = sum(line.credit_fen - line.debit_fen for line in transfer(balances, chart) if line.account == GENERAL_BALANCE)
    changes.append(Change("收支结转", "", f"各收入、支出科目结转一般基金结余，本期结余 {grouped(surplus)} 元"))
    changes += [
        Change("应收未到，不影响结账", one.title, f"{grouped(one.outstanding_fen)} 元")
        for one in claims(ledger_of(payload))
        if one.outstanding_fen
    ]
    changes.append(Change("会计期间", f"{month_title(month)} 未结账", "已结账，不再接受凭证"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the closing."""
    return _close(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE}：{month_title(payload['month'])}")


def next_to_close(scheme: str = MAIN) -> int | None:
    """The first month of a scheme's books that is not closed; None where there are none yet."""
    known = {period.month: period.closed for period in books.periods(scheme)}
    if not known:
        return None
    month = min(known)
    while known.get(month):
        month = add_months(month, 1)
    return month


def _close(payload: Payload, by: By) -> Entry:
    return fund.close_period(ledger_of(payload), payload["month"], by=by, reason=payload.get("reason", ""))
