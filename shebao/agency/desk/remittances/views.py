"""Orders to bodies: the list, one order with its payees, and the payment list that finance takes to the bank."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.remittances import queries as remittances
from shebao.base.finding import Refused
from shebao.base.money import yuan_text

FINANCE = {"fund.create", "fund.review"}


@needs("payout.read")
def orders(request: HttpRequest) -> HttpResponse:
    """The orders; asked with POST the list is exported."""
    listing = _listing(request)
    page = {"waiting": remittances.open_orders()}
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            return render(request, "desk/remittances/orders.html", page | {"list": listing.load(), "refusal": refused.finding})
    return render(request, "desk/remittances/orders.html", page | {"list": listing.load()})


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request,
        remittances.orders().values("id", "scheme", "title", "month", "payees", "amount_fen", "cancelled"),
        name="remittances",
        title="划款单",
        default_sort="-id",
        choices=[Choice("scheme", "险种", list(schemes.short_titles().items()), field="scheme")],
        columns=[
            Column("id", "编号", link=lambda row: reverse("remittances_one", args=[row["id"]])),
            Column("title", "事由", link=lambda row: reverse("remittances_one", args=[row["id"]])),
            Column("scheme", "险种", "word:scheme_short"),
            Column("month", "月份", "month", sort="month"),
            Column("payees", "收款单位", "count", unit="个"),
            Column("amount_fen", "金额", "yuan", sort="amount_fen", unit="元"),
            Column("state", "状态", show=_state),
        ],
        sums={"amount_fen": "金额"},
        decorate=_add_paid,
        empty_title="还没有划款单",
        empty_advice="稳岗返还、代缴医保费、关系转出等办件批准以后在这里。",
    )


def _add_paid(rows: list[Row]) -> None:
    paid = remittances.paid_fen(row["id"] for row in rows)
    for row in rows:
        row["paid_fen"] = paid.get(row["id"], 0)


def _state(row: Row) -> Cell:
    if row["cancelled"]:
        return Cell("已撤销", "state", tone="stopped")
    if row["paid_fen"] >= row["amount_fen"]:
        return Cell("已付清", "state", tone="done")
    return Cell("付了一部分" if row["paid_fen"] else "待付", "state", tone="attention" if row["paid_fen"] else "waiting")


@needs("payout.read")
def one(request: HttpRequest, order_id: int) -> HttpResponse:
    """One order."""
    order = or_missing(lambda: remittances.order(order_id))
    rows = remittances.of_order(order_id)
    return render(
        request,
        "desk/remittances/order.html",
        {
            "order": order,
            "scheme": schemes.title(order.scheme),
            "rows": rows,
            "open_fen": 0 if order.cancelled else sum(row.amount_fen for row in rows if row.state != "paid"),
            "finance": bool(FINANCE & rights(request)),
        },
    )


@require_POST
@needs("payout.read")
def download(request: HttpRequest, order_id: int) -> HttpResponse:
    """The payment list of what is open, with full account numbers, for the fund's finance alone; taking it is journalled."""
    if not FINANCE & rights(request):
        raise Http404
    or_missing(lambda: remittances.order(order_id))
    rows = list(zip(remittances.of_order(order_id), remittances.account_numbers(order_id), strict=True))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["编号", "户名", "开户行", "账号", "金额（元）", "附言"])
    writer.writerows(
        [row.id, row.holder, row.bank, number, yuan_text(row.amount_fen), row.note] for row, number in rows if row.state != "paid"
    )
    content, name = ("\ufeff" + out.getvalue()).encode(), f"划款单{order_id}.csv"
    export.record_download(request, ("order", order_id), name, content, installation.business_day())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="order-{order_id}.csv"'
    return response
