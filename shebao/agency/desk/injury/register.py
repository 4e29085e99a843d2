"""The register of injury cases: everybody recognised, with the grade and who is liable."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import GRADES, INJURIES, LIABLE, RESULTS
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export, words
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.base.finding import Refused

TONES = {"recognised": "done", "refused": "stopped", "suspended": "attention", "revoked": "stopped"}


@needs("person.read")
def cases_list(request: HttpRequest) -> HttpResponse:
    """The list; asked with POST it is exported."""
    listing = _listing(request)
    refusal = None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    return render(request, "desk/injury/cases.html", {"list": listing.load(), "refusal": refusal, "open_fen": injury.open_fen()})


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request,
        injury.cases(),
        name="injury",
        title="工伤案件",
        default_sort="-id",
        search=_by_name,
        search_hint="姓名中的几个字",
        choices=[
            Choice("result", "认定结论", list(RESULTS.items()), field="result"),
            Choice("liable", "支付方", [("fund", "基金"), ("later", "补缴后"), ("employer", "用人单位")], field="liable"),
            Choice("graded", "鉴定", [("1", "有结论"), ("0", "没有结论")], apply=_graded),
        ],
        columns=[
            Column("name", "姓名", link=lambda row: reverse("injury_one", args=[row["id"]])),
            Column("happened_on", "事故或诊断日期", "day", sort="happened_on"),
            Column("kind", "类别", show=lambda row: Cell(words.word(row["kind"], INJURIES))),
            Column("result", "认定结论", show=lambda row: Cell(RESULTS[row["result"]], "state", tone=TONES[row["result"]])),
            Column("grade", "伤残等级", show=_grade),
            Column("liable", "支付方", show=lambda row: Cell(LIABLE[row["liable"]])),
            Column("id", "案件编号", sort="id"),
        ],
        empty_title="没有工伤案件",
        empty_advice="收到认定工伤决定书以后，由受理岗位办“工伤认定结论登记”。",
    )


def _by_name(rows: QuerySet, text: str) -> QuerySet:
    return rows.filter(name__contains=text)


def _graded(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(grade__isnull=value == "0")


def _grade(row: Row) -> Cell:
    return Cell(GRADES[row["grade"]] if row["grade"] is not None else "没有结论", "" if row["grade"] is not None else "quiet")
