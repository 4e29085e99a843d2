"""Closing a month of the fund's books (月末结账): the income account is emptied into the fiscal account, then the month is shut for good."""

from __future__ import annotations

from datetime import date

from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.actions import Entry
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, last_day, month_title
from shebao.core.books.entries import INCOME_ACCOUNT

KEY = "close_month"
TITLE = "月末结账"
LAW = "社会保险基金财务制度（财社〔2017〕144号）：收入户月末无余额；社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "low"
AREA = "fund"
FIELDS = (Field("month", "结账月份", "month", help="按月份先后结账；结账后本月不再接受凭证，也不能重新打开"),)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the month is not the next to be closed, has not ended, or the books would not let it close."""
    month = payload["month"]
    due = next_to_close()
    if due is None:
        refuse("procedures.close", "还没有建账", "请先录入期初余额。", "month")
    if month != due:
        refuse("procedures.close", f"下一个要结账的是{month_title(due)}", "请按月份先后结账。", "month")
    if last_day(month) > day:
        refuse("procedures.close", f"{month_title(month)}还没有结束", f"请在 {last_day(month).isoformat()} 以后结账。", "month")
    simulated(lambda: _close(payload, None, day), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is left in the income account and goes to the fiscal account, the balances with which the month closes, the year's end."""
    month = payload["month"]
    left = books.balance_of(RESIDENT, INCOME_ACCOUNT, to=month)
    changes = [Change("收入户余额", f"{grouped(left)} 元", "0.00 元，全部上划财政专户" if left else "0.00 元")]
    changes.append(Change("会计期间", f"{month_title(month)} 未结账", "已结账，不再接受凭证"))
    if month % 100 == 12:
        changes.append(Change("年度收支", "", "各收入、支出科目结转一般基金结余"))
    return changes


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> Entry:
    """The entry of the closing."""
    return _close(payload, actor_id, day)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{month_title(payload['month'])}"


def next_to_close() -> int | None:
    """The first month that is not closed; None where there are no books yet."""
    known = {period.month: period.closed for period in books.periods(RESIDENT)}
    if not known:
        return None
    month = min(known)
    while known.get(month):
        month = add_months(month, 1)
    return month


def _close(payload: Payload, actor_id: int | None, day: date) -> Entry:
    fund.sweep_income(RESIDENT, payload["month"], last_day(payload["month"]), actor_id=actor_id)
    return fund.close_period(RESIDENT, payload["month"], actor_id=actor_id, day=day)
