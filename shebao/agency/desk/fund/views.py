"""The fund's books as pages: where the money is, what came and went, statements, vouchers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.fund import actions, ledger
from shebao.agency.fund import queries as fund
from shebao.agency.installation import queries as installation
from shebao.agency.jobs.counts import counted
from shebao.agency.journal import queries as journal
from shebao.agency.pages import export
from shebao.agency.pages.access import by, me, needs, rights
from shebao.agency.pages.lists import Choice, Column, Listing
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.base import months
from shebao.base.digits import whole_number
from shebao.base.finding import Refused
from shebao.core.books.ageing import by_age
from shebao.core.books.statements import hundredths

from .voucher_sheet import sheets_of


def scheme_of(request: HttpRequest) -> str:
    """The scheme asked for, or the first that has books."""
    known = fund.schemes()
    wanted = request.GET.get("scheme", "")
    return wanted if wanted in known else known[0] if known else MAIN


def _years(scheme: str) -> list[int]:
    """The years with books, newest first."""
    return sorted({period.month // 100 for period in fund.periods(scheme)}, reverse=True)


def year_of(request: HttpRequest, scheme: str) -> int:
    """The year asked for, or the newest with books: on the second of January nobody looks for an empty page."""
    wanted = whole_number(request.GET.get("year", ""), digits=4)
    if wanted is not None and 1990 <= wanted <= 2100:
        return wanted
    return next(iter(_years(scheme)), installation.business_day().year)


@needs("fund.read")
def position(request: HttpRequest) -> HttpResponse:
    """Where the money is, this year's movement month by month, and budget against actual."""
    scheme = scheme_of(request)
    year = year_of(request, scheme)
    last = min(year * 100 + 12, months.month_of(installation.business_day()))
    statement = fund.statement_of(scheme, year * 100 + 1, last)
    rows = [row for row in fund.position_of(scheme, to=last) if row.amount_fen]
    owed = counted("procedures.count_accounts", scheme, apart=people.are_many())
    count = counted("procedures.count_claims", scheme, apart=people.are_many())
    payable, budget = fund.payable_of(scheme, last), fund.budget_against_actual(scheme, year, to=last)
    versions = fund.budget_versions(scheme, year)
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
            "budget": budget,
            "budget_sums": _by_account(budget, scheme, last),
            "budget_versions": versions,
            "over": [row.title for row in budget if versions and row.account.startswith("5") and row.actual_fen > row.budget_fen],
            "payable": hundredths(payable) if payable is not None else "",
            "payable_short": payable is not None and payable < 1,
            **_pending(scheme, last),
            "periods": fund.periods(scheme)[:12],
            "accounts_fen": owed.value,
            "accounts_count": owed,
            "left_fen": statement.closing_fen - owed.value,
            "claims": count.value,
            "claims_count": count,
            "unit": _unit(request),
            "may_book": "fund.create" in rights(request),
        },
    )


def _by_account(rows: list[fund.BudgetRow], scheme: str, month: int) -> list[tuple[str, int, int]]:
    """(account's short name, budget, actual) of each account of income and expense, for a chart that has room for few words."""
    chart = fund.chart_of(scheme, month)
    sums: dict[str, list[int]] = {}
    for row in rows:
        one = sums.setdefault(row.account, [0, 0])
        one[0] += row.budget_fen
        one[1] += row.actual_fen
    names = {code: chart.account(code).name.removeprefix("社会保险") for code in sums}
    return [(names[code], planned, done) for code, (planned, done) in sums.items()]


def _pending(scheme: str, month: int) -> dict[str, Any]:
    """What lies in temporary payments and receipts at the end of a month: both totals, and both by age."""
    chart, day = fund.chart_of(scheme, month), months.last_day(month)
    rows = {code: ledger.pending(scheme, code, to=month) for code in ledger.ON_HOLD_ACCOUNTS}
    by_code = [by_age(some, day) for some in rows.values()]
    return {
        "pending": [(chart.account(code).name, sum(row.fen for row in some)) for code, some in rows.items()],
        "ages": [(same[0][0], [fen for _, _, fen in same]) for same in zip(*by_code, strict=True)],
    }


@needs("fund.read")
def statements(request: HttpRequest) -> HttpResponse:
    """Income and expense of a span of months: opening + income − expense = closing."""
    scheme = scheme_of(request)
    year = year_of(request, scheme)
    first, last = span_of(request, year)
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
            "spans": spans_of(year),
        },
    )


@needs("fund.read")
def vouchers(request: HttpRequest) -> HttpResponse:
    """The vouchers of a scheme."""
    scheme = scheme_of(request)
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
    stored, _ = or_missing(lambda: fund.voucher(voucher_id))
    (sheet,) = sheets_of([stored])
    more = {"to_check": _to_check(request, stored), "source_href": _source_href(stored)}
    return render(request, "desk/fund/voucher.html", sheet | more)


def _source_href(voucher: Any) -> str:
    """The run whose answer made the voucher."""
    if voucher.source_kind != fund.BANK_RETURN:
        return ""
    run = payout.run_of_return(voucher.source_id)
    return reverse("payout_one", args=[run]) if run else ""


def _to_check(request: HttpRequest, voucher: Any) -> int:
    """How many vouchers of this one's month wait for the check of whoever looks; 0 where none do or they may not."""
    if "fund.review" not in rights(request):
        return 0
    return sum(maker != me(request) for _, maker in fund.unchecked(voucher.scheme, voucher.month))


@needs("fund.review")
@require_POST
def check(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """Check the vouchers of the month that this one belongs to; whoever made one cannot."""
    stored, _ = or_missing(lambda: fund.voucher(voucher_id))
    try:
        count = actions.check_vouchers(stored.scheme, stored.month, by=by(request))
        messages.success(request, f"已复核 {months.month_title(stored.month)}的凭证 {count} 张。", extra_tags="done")
    except Refused as refused:
        messages.error(request, f"{refused.finding.message}。{refused.finding.advice}", extra_tags="stopped")
    return HttpResponseRedirect(reverse("vouchers_one", args=[voucher_id]))


def spans_of(year: int) -> list[tuple[str, str, str]]:
    """(title, from, to) of the spans a page offers: the year and each of its months."""
    return [("全年", f"{year}-01", f"{year}-12")] + [(f"{n}月", f"{year}-{n:02d}", f"{year}-{n:02d}") for n in range(1, 13)]


def span_of(request: HttpRequest, year: int) -> tuple[int, int]:
    """The months asked for, or the whole year."""
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
        empty_advice="凭单据办理“到账和划款登记”、导入银行回盘时生成凭证。",
    )
