"""The end of a month as a page: vouchers to be checked, each account's reconciliation, temporary receipts by age, claims not arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.fund import ledger, statements
from shebao.agency.fund import queries as fund
from shebao.agency.fund.chart import bank_accounts, is_scheme
from shebao.agency.installation import queries as installation
from shebao.agency.jobs.counts import counted
from shebao.agency.pages.access import needs, rights
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.books.close_month import next_to_close
from shebao.base import months
from shebao.base.finding import Refused
from shebao.base.months import Month
from shebao.core.books.ageing import Pending, by_age
from shebao.core.books.entries import RETURNED
from shebao.core.books.reconciliation import Reconciliation

from .views import scheme_of

MOST = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """One account at the month's end: its title, its reconciliation if its statement was entered, the reason given, and who sees to
    what one side has alone."""

    account: str
    title: str
    result: Reconciliation | None
    reason: str
    moved: bool
    items: list[Any]


@needs("fund.read")
def month_end(request: HttpRequest) -> HttpResponse:
    """Where a month stands on its way to being closed, and the reconciliation sheets to be printed and signed."""
    scheme, day = scheme_of(request), installation.business_day()
    month = _month(request, day, scheme)
    count = counted("procedures.count_claims", scheme, apart=people.are_many())
    held = payout.on_hold(scheme) if is_scheme(scheme) else []
    return render(
        request,
        "desk/fund/month_end.html",
        {
            "scheme": scheme,
            "month": month,
            "day": months.last_day(month),
            "months": [period.month for period in reversed(fund.periods(scheme)[:12])],
            "unchecked": fund.unchecked(scheme, month),
            "sheets": [sheet for sheet in sheets_of_month(scheme, month) if sheet.moved or sheet.result],
            "ages": by_age([Pending("", one.name, one.since, one.fen) for one in held], day),
            "pending": [
                (fund.chart_of(scheme, month).account(code).name, ledger.pending(scheme, code, to=month, without=RETURNED))
                for code in ledger.ON_HOLD_ACCOUNTS
            ],
            "age_of": months.last_day(month),
            "held": held[:MOST],
            "more": max(len(held) - MOST, 0),
            "held_fen": sum(one.fen for one in held),
            "claims": count.value,
            "claims_count": count,
            "may_book": "fund.create" in rights(request),
        },
    )


def _month(request: HttpRequest, day: date, scheme: str) -> Month:
    """The month asked for, the next one to be closed, or this one."""
    try:
        return months.parse_month(request.GET.get("month", ""))
    except Refused:
        return next_to_close(scheme) or months.month_of(day)


def sheets_of_month(scheme: str, month: Month) -> list[Sheet]:
    """Every account with a keeper, at the end of a month."""
    chart = fund.chart_of(scheme, month)
    rows = []
    for account in bank_accounts(chart):
        statement = statements.statement_in_force(scheme, account, month)
        moved = bool(statements.movements(scheme, account, since=month, to=month))
        result = statements.reconciled(scheme, account, month)
        items = statements.open_items(scheme, account, month)
        rows.append(Sheet(account, chart.account(account).name, result, statement.reason if statement else "", moved, items))
    return rows
