"""The fund's books as pages: where the money is, what came and went, statements, vouchers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.fund import queries as fund
from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.lists import Choice, Column, Listing
from shebao.agency.pages.missing import or_missing
from shebao.agency.schemes import MAIN
from shebao.base import months
from shebao.base.digits import whole_number
from shebao.base.finding import Refused

SOURCES = {
    "opening": "期初余额",
    "contributions": "保费到账",
    "payout": "待遇发放",
    "bank_return": "银行回盘",
    "interest": "银行利息",
    "year_end": "年末结转",
    "subsidy": "财政补贴到账",
    "receipt": "到账登记",
    "sweep": "收入户上划财政专户",
    "allocation": "财政专户拨付支出户",
}


def _scheme(request: HttpRequest) -> str:
    """The scheme asked for, or the first that has books."""
    known = fund.schemes()
    asked = request.GET.get("scheme", "")
    return asked if asked in known else known[0] if known else MAIN


def _years(scheme: str) -> list[int]:
    """The years with books, newest first."""
    return sorted({period.month // 100 for period in fund.periods(scheme)}, reverse=True)


def _year(request: HttpRequest, scheme: str) -> int:
    """The year asked for, or the newest with books: on the second of January nobody looks for an empty page."""
    wanted = whole_number(request.GET.get("year", ""), digits=4)
    if wanted is not None and 1990 <= wanted <= 2100:
        return wanted
    return next(iter(_years(scheme)), installation.business_day().year)


@needs("fund.read")
def position(request: HttpRequest) -> HttpResponse:
    """Where the money is, this year's movement month by month, and budget against actual."""
    scheme = _scheme(request)
    year = _year(request, scheme)
    last = min(year * 100 + 12, months.month_of(installation.business_day()))
    statement = fund.statement_of(scheme, year * 100 + 1, last)
    rows = [row for row in fund.position_of(scheme, to=last) if row.amount_fen]
    return render(
        request,
        "desk/fund/fund.html",
        {
            "scheme": scheme,
            "schemes": fund.schemes(),
            "year": year,
            "years": _years(scheme),
            "last": last,
            "statement": statement,
            "position": rows,
            "months": [row for row in fund.by_month(scheme, year) if row["month"] <= last],
            "budget": fund.budget_against_actual(scheme, year, to=last),
            "periods": fund.periods(scheme)[:12],
            "unit": _unit(request),
            "may_book": "fund.create" in rights(request),
        },
    )


@needs("fund.read")
def statements(request: HttpRequest) -> HttpResponse:
    """Income and expense of a span of months: opening + income − expense = closing."""
    scheme = _scheme(request)
    year = _year(request, scheme)
    first, last = _span(request, year)
    return render(
        request,
        "desk/fund/statements.html",
        {
            "scheme": scheme,
            "schemes": fund.schemes(),
            "year": year,
            "years": _years(scheme),
            "first": first,
            "last": last,
            "unit": _unit(request),
            "statement": fund.statement_of(scheme, first, last),
            "chain_head": journal.head(),
            "spans": [("全年", f"{year}-01", f"{year}-12")] + [(f"{n}月", f"{year}-{n:02d}", f"{year}-{n:02d}") for n in range(1, 13)],
        },
    )


@needs("fund.read")
def vouchers(request: HttpRequest) -> HttpResponse:
    """The vouchers of a scheme."""
    scheme = _scheme(request)
    listing = _vouchers(request, scheme)
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            return render(request, "desk/fund/vouchers.html", {"list": listing.load(), "scheme": scheme, "refusal": refused.finding})
    return render(request, "desk/fund/vouchers.html", {"list": listing.load(), "scheme": scheme})


@needs("fund.read")
def voucher(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """One voucher, on screen as on paper."""
    found, lines = or_missing(lambda: fund.voucher(voucher_id))
    chart = fund.chart_of(found.scheme, found.month)
    entry = journal.entry(found.entry_id)
    return render(
        request,
        "desk/fund/voucher.html",
        {
            "voucher": found,
            "amount_fen": sum(line.debit_fen for line in lines),
            "source": SOURCES.get(found.source_kind, found.source_kind),
            "lines": [
                {
                    "title": chart.title_of(line.account, line.item),
                    "account": line.account,
                    "debit_fen": line.debit_fen,
                    "credit_fen": line.credit_fen,
                }
                for line in lines
            ],
            "entry": entry,
            "source_href": _source_href(found),
        },
    )


def _source_href(voucher: Any) -> str:
    if voucher.source_kind == "payout" and voucher.source_id:
        return reverse("payout_one", args=[voucher.source_id])
    return ""


def _span(request: HttpRequest, year: int) -> tuple[int, int]:
    try:
        first, last = months.parse_month(request.GET.get("from", "")), months.parse_month(request.GET.get("to", ""))
    except Refused:
        return year * 100 + 1, year * 100 + 12
    return (first, last) if first <= last else (last, first)


def _unit(request: HttpRequest) -> str:
    return "wan" if request.GET.get("unit") == "wan" else "yuan"


def _vouchers(request: HttpRequest, scheme: str) -> Listing:
    return Listing(
        request,
        fund.listed(scheme),
        name="vouchers",
        title="会计凭证",
        default_sort="-id",
        search=lambda rows, text: rows.filter(memo__contains=text),
        search_hint="摘要里的字",
        choices=[
            Choice("month", "会计期间", [(str(p.month), months.month_text(p.month)) for p in fund.periods(scheme)], field="month"),
            Choice(
                "account",
                "科目",
                [
                    (a.code, f"{a.code} {a.name}")
                    for a in fund.chart_of(scheme, months.month_of(installation.business_day())).accounts.values()
                ],
                apply=lambda rows, account: rows.filter(id__in=fund.vouchers_with(account)),
            ),
        ],
        columns=[
            Column("month", "会计期间", "month", sort="month"),
            Column("number", "凭证号", "count", link=lambda row: reverse("vouchers_one", args=[row["id"]])),
            Column("on", "日期", "day", sort="on"),
            Column("memo", "摘要", link=lambda row: reverse("vouchers_one", args=[row["id"]])),
            Column("amount_fen", "金额", "yuan", unit="元", sort="amount_fen"),
        ],
        sums={"amount_fen": "金额"},
        empty_title="还没有凭证",
        empty_advice="保费到账、待遇发放到账时，系统会自动生成并过账凭证。",
    )
