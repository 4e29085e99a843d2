"""Plans, orders between levels and term deposits as a page: what was asked, what moved, what is still to come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.fund import deposits, orders
from shebao.agency.fund.chart import is_scheme
from shebao.agency.installation import queries as installation
from shebao.agency.local_payments import queries as local
from shebao.agency.pages.access import needs, rights
from shebao.base.digits import whole_number

from .views import scheme_of


@needs("fund.read")
def orders_page(request: HttpRequest) -> HttpResponse:
    """Everything of a ledger, the newest first."""
    scheme = scheme_of(request)
    rows = orders.orders(scheme)
    return render(
        request,
        "desk/fund/orders.html",
        {
            "scheme": scheme,
            "groups": [(title, [row for row in rows if row.kind == kind]) for kind, title in orders.KINDS.items()],
            "deposits": deposits.deposits(scheme) if is_scheme(scheme) else [],
            "standing_fen": deposits.standing_fen(scheme) if is_scheme(scheme) else 0,
            "day": installation.business_day(),
            "may_book": "fund.create" in rights(request),
        },
    )


@needs("fund.read")
def local_page(request: HttpRequest) -> HttpResponse:
    """What the county pays by its own documents: group by group, and every movement of the year."""
    years = local.years()
    wanted = whole_number(request.GET.get("year", ""), digits=4)
    year = wanted if wanted in years else next(iter(years), installation.business_day().year)
    rows = local.overview(year)
    return render(
        request,
        "desk/fund/local.html",
        {
            "year": year,
            "years": years,
            "rows": rows,
            "people": sum(row.people for row in rows),
            "arrived_fen": sum(row.arrived_fen for row in rows),
            "paid_fen": sum(row.paid_fen for row in rows),
            "held_fen": sum(row.held_fen for row in rows),
            "movements": [(row, local.ITEMS[row.item], local.MOVES[row.kind]) for row in local.movements(year)],
            "may_book": "fund.create" in rights(request),
            "may_list": "payout.create" in rights(request),
        },
    )
