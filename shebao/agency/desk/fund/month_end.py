"""The end of a month as a page: vouchers to be checked, each account's reconciliation, temporary receipts by age, claims not arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.fund import queries as fund
from shebao.agency.fund import statements
from shebao.agency.fund.chart import bank_accounts
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs, rights
from shebao.agency.payout import queries as payout
from shebao.agency.procedures.books.claims import claims
from shebao.agency.procedures.books.close_month import next_to_close
from shebao.base import months
from shebao.base.finding import Refused
from shebao.base.months import Month
from shebao.core.books.reconciliation import Reconciliation

from .views import scheme_of

AGES = ((30, "30 天以内"), (90, "31–90 天"), (180, "91–180 天"), (365, "181–365 天"))
OLDEST = "一年以上"
MOST = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """One account at the month's end: its title, its reconciliation if its statement was entered, and the reason given."""

    account: str
    title: str
    result: Reconciliation | None
    reason: str
    moved: bool


@needs("fund.read")
def month_end(request: HttpRequest) -> HttpResponse:
    """Where a month stands on its way to being closed, and the reconciliation sheets to be printed and signed."""
    scheme, day = scheme_of(request), installation.business_day()
    month = _month(request, day, scheme)
    held = payout.on_hold(scheme)
    return render(
        request,
        "desk/fund/month_end.html",
        {
            "scheme": scheme,
            "month": month,
            "day": months.last_day(month),
            "months": [period.month for period in reversed(fund.periods(scheme)[:12])],
            "unchecked": fund.unchecked(scheme, month),
            "sheets": [sheet for sheet in _sheets(scheme, month) if sheet.moved or sheet.result],
            "ages": _by_age(held, day),
            "held": held[:MOST],
            "more": max(len(held) - MOST, 0),
            "held_fen": sum(one.fen for one in held),
            "claims": claims(scheme),
            "may_book": "fund.create" in rights(request),
        },
    )


def _month(request: HttpRequest, day: date, scheme: str) -> Month:
    """The month asked for, the next one to be closed, or this one."""
    try:
        return months.parse_month(request.GET.get("month", ""))
    except Refused:
        return next_to_close(scheme) or months.month_of(day)


def _sheets(scheme: str, month: Month) -> list[Sheet]:
    chart = fund.chart_of(scheme, month)
    rows = []
    for account in bank_accounts(chart):
        statement = statements.statement_in_force(scheme, account, month)
        moved = bool(statements.movements(scheme, account, since=month, to=month))
        result = statements.reconciled(scheme, account, month)
        rows.append(Sheet(account, chart.account(account).name, result, statement.reason if statement else "", moved))
    return rows


def _by_age(held: list[payout.OnHold], day: date) -> list[tuple[str, int, int]]:
    """(age, payments, fen) of what came back, in the five ages of the accounting system's list."""
    sums = {title: [0, 0] for _, title in AGES} | {OLDEST: [0, 0]}
    for one in held:
        age = (day - one.since).days
        title = next((name for limit, name in AGES if age <= limit), OLDEST)
        sums[title][0] += 1
        sums[title][1] += one.fen
    return [(title, count, fen) for title, (count, fen) in sums.items()]
