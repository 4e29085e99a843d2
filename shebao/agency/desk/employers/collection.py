"""Collection as a page: a month's assessments, batches to the tax office, receipts back, and every difference that is open."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shebao.agency.declarations import queries
from shebao.agency.declarations.batch_file import batch_file
from shebao.agency.declarations.kinds import CAUSES, DIFFERENCES, MONTHLY, SIDES
from shebao.agency.declarations.relief import reliefs
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.people import queries as people
from shebao.base import months
from shebao.base.digits import whole_number
from shebao.base.finding import Refused


@needs("collection.read")
def overview(request: HttpRequest) -> HttpResponse:
    """One month: assessed, handed over, received; and what of all receipts waits for somebody."""
    now = months.month_of(installation.business_day())
    wanted = whole_number(request.GET.get("month", ""), digits=6)
    month = wanted if wanted is not None and 199801 <= wanted <= now and 1 <= wanted % 100 <= 12 else now
    open_sums = queries.open_sums()
    return render(
        request,
        "desk/employers/collection.html",
        {
            "month": month,
            "before": months.add_months(month, -1),
            "after": months.add_months(month, 1) if month < now else None,
            "assessments": [row | {"title": INSURANCES[row["scheme"]]} for row in queries.assessments(month).order_by("id")],
            "batches": list(queries.batches().filter(month=month).order_by("id")),
            "files": list(queries.files().filter(on__range=(months.first_day(month), months.last_day(month))).order_by("on", "id")),
            "sums": _sums(month),
            "reconciled": [
                (INSURANCES[one.scheme], one, [(SIDES[row.side], CAUSES[row.kind], row) for row in rows])
                for one, rows in queries.reconciliations(month)
            ],
            "open": [(INSURANCES[key], *open_sums[key]) for key in MONTHLY if key in open_sums],
            "may_download": bool({"collection.create", "collection.review"} & rights(request)),
        },
    )


def _sums(month: int) -> list[dict[str, Any]]:
    """Scheme by scheme what the treasury received in a month, and what of it settled months."""
    first, last = months.first_day(month), months.last_day(month)
    rows = []
    for key in MONTHLY:
        one = queries.received(key, first, last)
        if any(one):
            fees = one.unit_fen + one.person_fen
            rows.append(one._asdict() | {"title": INSURANCES[key], "fees_fen": fees, "left_fen": fees - one.settled_fen})
    return rows


@needs("collection.read")
def differences(request: HttpRequest) -> HttpResponse:
    """The differences that are open; asked with POST the list is exported."""
    listing = _listing(request)
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            return render(request, "desk/employers/differences.html", {"list": listing.load(), "refusal": refused.finding})
    return render(request, "desk/employers/differences.html", {"list": listing.load()})


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request,
        queries.open_differences(),
        name="differences",
        title="未了结的入库差异",
        default_sort="-id",
        choices=[
            Choice("scheme", "险种", list(INSURANCES.items()), field="scheme"),
            Choice("kind", "原因", list(DIFFERENCES.items()), field="kind"),
        ],
        columns=[
            Column("id", "编号"),
            Column("scheme", "险种", show=lambda row: Cell(INSURANCES[row["scheme"]])),
            Column("kind", "原因", show=lambda row: Cell(DIFFERENCES[row["kind"]])),
            Column("fen", "金额", "yuan", sort="fen", unit="元"),
            Column("ticket", "税票号"),
            Column("payer", "缴款人"),
            Column("month", "所属期", "month"),
            Column("opened_on", "发现日期", "day", sort="opened_on"),
            Column("owner", "责任岗位", "word:post"),
        ],
        sums={"fen": "金额"},
        decorate=_add_payers,
        empty_title="没有未了结的差异",
        empty_advice="税务入库明细都认到了月份。",
    )


def _add_payers(rows: list[Row]) -> None:
    names = employers.names(row["employer_id"] for row in rows)
    persons = people.person_names(row["person_id"] for row in rows)
    for row in rows:
        who = [names.get(row["employer_id"], ""), persons.get(row["person_id"], "")]
        row["payer"] = "，".join(filter(None, who)) or "认不到"


@needs("collection.read")
def relief(request: HttpRequest) -> HttpResponse:
    """What each employer pays less by each temporary cut, in the months that are assessed."""
    cuts = []
    for cut in employers.cuts():
        rows = reliefs(cut)
        cuts.append(
            (
                INSURANCES[cut.scheme],
                cut,
                rows,
                {name: sum(getattr(row, name) for row in rows) for name in ("normal_fen", "due_fen", "relief_fen")},
            )
        )
    return render(request, "desk/employers/relief.html", {"cuts": cuts})


@require_POST
@needs("collection.read")
def download(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A batch's file for the tax office, for the fund's finance alone; taking it is journalled."""
    if not {"collection.create", "collection.review"} & rights(request):
        raise Http404
    result = queries.batch(batch_id)
    if result is None:
        raise Http404
    batch, parts = result
    content, name = batch_file(batch.number, parts), f"{batch.number}.csv"
    export.record_download(request, ("batch", batch_id), name, content, installation.business_day())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
