"""The general ledger as pages: the trial balance of a span of months, and one account line by line."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.fund import ledger
from shebao.agency.fund import queries as fund
from shebao.agency.pages.access import needs
from shebao.base.finding import Refused

from .views import scheme_of, span_of, spans_of, year_of


@needs("fund.read")
def trial_balance(request: HttpRequest) -> HttpResponse:
    """Every account with its opening, both turnovers and closing; the two sides of each add up."""
    scheme = scheme_of(request)
    year = year_of(request, scheme)
    first, last = span_of(request, year)
    rows = ledger.trial_balance(scheme, first, last)
    whole = [row for row in rows if not row.item_title]
    return render(
        request,
        "desk/fund/ledger.html",
        {
            "scheme": scheme,
            "year": year,
            "first": first,
            "last": last,
            "spans": spans_of(year),
            "rows": rows,
            "debit_fen": sum(row.debit_fen for row in whole),
            "credit_fen": sum(row.credit_fen for row in whole),
            "sides": [_sides(whole, opening=opening) for opening in (True, False)],
        },
    )


def _sides(rows: list[ledger.TrialRow], *, opening: bool) -> tuple[int, int]:
    """(debit, credit) balances of all accounts together."""
    held = [(row.on_debit, row.opening_fen if opening else row.closing_fen) for row in rows]
    return sum(fen for on_debit, fen in held if on_debit), sum(fen for on_debit, fen in held if not on_debit)


@needs("fund.read")
def account(request: HttpRequest, code: str) -> HttpResponse:
    """One account, voucher by voucher, with the balance after each."""
    scheme = scheme_of(request)
    year = year_of(request, scheme)
    first, last = span_of(request, year)
    try:
        title = fund.chart_of(scheme, last).account(code).name
    except Refused as refused:
        raise Http404(refused.finding.message) from refused
    opening, rows, more = ledger.account_ledger(scheme, code, first, last)
    return render(
        request,
        "desk/fund/account.html",
        {
            "scheme": scheme,
            "year": year,
            "first": first,
            "last": last,
            "spans": spans_of(year),
            "code": code,
            "title": title,
            "opening_fen": opening,
            "rows": rows,
            "more": more,
            "debit_fen": sum(row.debit_fen for row in rows),
            "credit_fen": sum(row.credit_fen for row in rows),
        },
    )
