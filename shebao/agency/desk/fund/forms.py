"""The two prescribed statements as pages and on paper: 会社保01表 资产负债表 and 会社保02表 收支表, of a month or of a year, as the ledger stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.fund import queries as fund
from shebao.agency.fund import reports
from shebao.agency.fund.chart import fund_of
from shebao.agency.pages.access import needs
from shebao.base import months
from shebao.base.finding import Refused
from shebao.base.months import Month
from shebao.core.books.forms import form_names

from .views import scheme_of, year_of


@needs("fund.read")
def forms(request: HttpRequest) -> HttpResponse:
    """Both forms of the month asked for, or of the newest with books; `annual` puts this year and the last side by side."""
    scheme = scheme_of(request)
    known = {period.month: period.closed for period in fund.periods(scheme)}
    annual = request.GET.get("annual") == "1"
    month = _month(request, scheme, known, annual)
    sheet = fund.balance_sheet_of(scheme, month)
    return render(
        request,
        "desk/fund/forms.html",
        {
            "scheme": scheme,
            "year": month // 100,
            "years": sorted({one // 100 for one in known}, reverse=True),
            "month": month,
            "day": months.last_day(month),
            "annual": annual,
            "closed": known.get(month, False),
            "months": [one for one in sorted(known) if one // 100 == month // 100],
            "sheet": sheet,
            "height": max(len(sheet.assets), len(sheet.claims)),
            "pairs": pairs(sheet.assets, sheet.claims),
            "names": form_names(fund_of(scheme)),
            "columns": reports.columns_of("year" if annual else "month"),
            "title": f"{month // 100} 年" if annual else months.month_title(month),
            "income": fund.income_statement_of(scheme, month, annual=annual),
        },
    )


def _month(request: HttpRequest, scheme: str, known: dict[Month, bool], annual: bool) -> Month:
    try:
        month = months.parse_month(request.GET.get("month", ""))
    except Refused:
        year = year_of(request, scheme)
        month = max((one for one in known if one // 100 == year), default=year * 100 + 12)
    return month // 100 * 100 + 12 if annual else month


def pairs(left: tuple[fund.FormRow, ...], right: tuple[fund.FormRow, ...]) -> list[tuple[fund.FormRow | None, fund.FormRow | None]]:
    """The two sides of the balance sheet line by line, their totals on the last line."""
    height = max(len(left), len(right))

    def stretched(rows: tuple[fund.FormRow, ...]) -> list[fund.FormRow | None]:
        return [*rows[:-1], *[None] * (height - len(rows)), rows[-1]]

    return list(zip(stretched(left), stretched(right), strict=True))
