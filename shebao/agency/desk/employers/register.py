"""The register of employers: everyone this agency collects from, found by code or name."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import KINDS
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export, words
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.base.finding import Refused
from shebao.base.months import month_text


@needs("person.read")
def employers_list(request: HttpRequest) -> HttpResponse:
    """The list; asked with POST it is exported."""
    listing = _listing(request)
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            return render(request, "desk/employers/employers.html", {"list": listing.load(), "refusal": refused.finding})
    return render(request, "desk/employers/employers.html", {"list": listing.load()})


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request,
        employers.listed(),
        name="employers",
        title="用人单位",
        default_sort="-id",
        search=lambda rows, text: employers.listed(text),
        search_hint="统一社会信用代码，或单位名称中的几个字",
        choices=[
            Choice("kind", "单位类别", list(KINDS.items()), field="kind"),
            Choice("standing", "状态", [("1", "参保"), ("0", "已注销")], apply=_standing),
        ],
        columns=[
            Column("name", "单位名称", link=lambda row: reverse("employers_one", args=[row["id"]])),
            Column("uscc", "统一社会信用代码"),
            Column("kind", "类别", show=lambda row: Cell(words.word(row["kind"], KINDS))),
            Column("people", "在保职工", "count", unit="人"),
            Column("agent_name", "经办人"),
            Column("registered_on", "登记日期", "day", sort="registered_on"),
            Column("state", "状态", show=_state),
        ],
        decorate=_add_people,
        empty_title="没有找到用人单位",
        empty_advice="还没有登记过的，由受理岗位办“单位参保登记”。",
    )


def _standing(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(ended_month__isnull=value == "1")


def _add_people(rows: list[Row]) -> None:
    counts = enrolment.employed_counts(row["id"] for row in rows)
    for row in rows:
        row["people"] = counts.get(row["id"], 0)


def _state(row: Row) -> Cell:
    if row["ended_month"]:
        return Cell(f"已注销 {month_text(row['ended_month'])}", "state", tone="stopped")
    return Cell("参保", "state", tone="done")
