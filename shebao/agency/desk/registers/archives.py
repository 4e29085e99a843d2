"""Archives: what lies in which box, files whose retention is over, and finished matters that are in no file yet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.fixed_lists import FixedListing, fixed_listing
from shebao.agency.pages.lists import Column, Row
from shebao.agency.procedures.archives.dispose_archive import YEARS
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.registers import services
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.finding import Refused

MOST_UNFILED = 5_000


@needs("register.read")
def archives(request: HttpRequest) -> HttpResponse:
    """Three lists by the address: boxes (the first), files to appraise, matters to archive; each is exported by itself."""
    which = request.GET.get("show", "boxes")
    listing = {"expired": _expired, "unfiled": _unfiled}.get(which, _boxes)(request)
    page: dict[str, Any] = {"which": which if which in ("expired", "unfiled") else "boxes"}
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            page["refusal"] = refused.finding
    return render(request, "desk/registers/archives.html", page | {"list": listing.load()})


def _boxes(request: HttpRequest) -> FixedListing:
    rows: list[Row] = [
        {"id": n, "category": category, "box": box, "files": files, "pages": pages}
        for n, (category, box, files, pages) in enumerate(services.boxes(), 1)
    ]
    columns = [
        Column("category", "类目", sort="category"),
        Column("box", "盒号", sort="box"),
        Column("files", "卷", "count", sort="files"),
        Column("pages", "页", "count", sort="pages"),
    ]
    return fixed_listing(
        request, rows, columns, name="archive-boxes", title="档案盒目录", default_sort="category", searched=("category", "box"),
        search_hint="类目、盒号", empty_title="还没有归档", empty_advice="办理“业务档案归档”以后按盒列出。",
    )  # fmt: skip


def _expired(request: HttpRequest) -> FixedListing:
    kinds = REGISTERS["archive"].kinds
    rows: list[Row] = [
        dict(row) | {"retention": kinds[str(row["kind"])], "opinion": ""} for row in services.expired(installation.business_day(), YEARS)
    ]
    columns = [
        Column("number", "归档号", link=lambda row: reverse("registers_one", args=["archive", row["id"]])),
        Column("opinion", "意见"),
        Column("title", "题名或办件"),
        Column("box", "盒号"),
        Column("retention", "保管期限"),
        Column("day", "归档日期", "day", sort="day"),
        Column("ended", "期满年度", sort="ended"),
    ]
    return fixed_listing(
        request, rows, columns, name="archive-expired", title="期满待鉴定的档案", default_sort="ended", searched=("number", "title"),
        search_hint="归档号、题名", empty_title="没有期满的档案", empty_advice="保管期限从归档的第二年起算。",
    )  # fmt: skip


def _unfiled(request: HttpRequest) -> FixedListing:
    filed, titles = services.archived_matters(), {key: kind.title for key, kind in catalogue().items()}
    rows: list[Row] = [
        {"id": row.id, "number": row.number, "title": row.title, "kind": titles.get(row.kind, row.kind), "closed_on": row.closed_on}
        for row in matters.listed(states=["applied"], most=MOST_UNFILED)
        if row.number not in filed
    ]
    columns = [
        Column("number", "办件编号", link=lambda row: reverse("matters_one", args=[row["id"]])),
        Column("title", "标题"),
        Column("kind", "事项", sort="kind"),
        Column("closed_on", "办结日期", "day", sort="closed_on"),
    ]
    return fixed_listing(
        request, rows, columns, name="archive-unfiled", title="已办结没有归档的办件", default_sort="closed_on", searched=("number", "title"),
        search_hint="办件编号、标题", empty_title="都归档了", empty_advice="题名里写了办件编号的卷算已归档。",
    )  # fmt: skip
