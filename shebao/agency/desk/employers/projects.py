"""Building projects as pages: all of them with what is due and paid, one with its changes, and its roster."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.employers import projects
from shebao.agency.employers.kinds import COVER_NOTE, PROJECT_CHANGES, PROJECT_KINDS
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.base.finding import Refused
from shebao.base.money import scaled_text


@needs("person.read")
def projects_list(request: HttpRequest) -> HttpResponse:
    """All projects; asked with POST the list is exported."""
    listing, refusal = _listing(request), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    return render(request, "desk/employers/projects.html", {"list": listing.load(), "refusal": refusal})


@needs("person.read")
def one(request: HttpRequest, project_id: int) -> HttpResponse:
    """One project with its roster; asked with POST the roster is exported."""
    state = or_missing(lambda: projects.project(project_id))
    listing, refusal = _roster(request, project_id), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    page: dict[str, Any] = {
        "state": state,
        "project": state.row,
        "kind": PROJECT_KINDS[state.row.kind],
        "rate": scaled_text(state.row.rate_e6, 4).rstrip("0").rstrip("."),
        "outcome": PROJECT_CHANGES.get(state.row.outcome, ""),
        "changes": [(PROJECT_CHANGES[change.what], change) for change in projects.changes_of(project_id)],
        "payments": projects.payments_of(project_id),
        "cover_note": COVER_NOTE,
        "list": listing.load(),
        "refusal": refusal,
    }
    return render(request, "desk/employers/project.html", page)


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request,
        projects.listed_projects(),
        name="projects",
        title="建设项目",
        default_sort="-id",
        search=lambda rows, text: projects.listed_projects(text),
        search_hint="项目编号，或项目名称中的几个字",
        choices=[
            Choice("kind", "类别", list(PROJECT_KINDS.items()), field="kind"),
            Choice("standing", "状态", [("1", "在保或待缴"), ("0", "已停保")], apply=_standing),
        ],
        columns=[
            Column("name", "项目名称", link=lambda row: reverse("projects_one", args=[row["id"]])),
            Column("code", "项目编号"),
            Column("kind", "类别", show=lambda row: Cell(PROJECT_KINDS[row["kind"]])),
            Column("employer_name", "总承包单位", link=lambda row: reverse("employers_one", args=[row["employer_id"]])),
            Column("price_fen", "合同造价", "yuan", unit="元", sort="price_fen"),
            Column("due", "应缴", "yuan", unit="元"),
            Column("paid", "已缴", "yuan", unit="元"),
            Column("start_on", "开工日期", "day", sort="start_on"),
            Column("state", "状态", show=_state),
        ],
        decorate=_add_due,
        empty_title="没有登记过建设项目",
        empty_advice="照住建部门的新开工名单，由受理岗位办“建设项目工伤保险参保登记”。",
    )


def _standing(rows: Any, value: str) -> Any:
    return rows.filter(ended_on__isnull=value == "1")


def _add_due(rows: list[Row]) -> None:
    for row in rows:
        row["due"], row["paid"] = row["first_due"] + (row["more"] or 0), row["paid"] or 0


def _state(row: Row) -> Cell:
    if row["ended_on"]:
        return Cell(PROJECT_CHANGES[row["outcome"]].partition("（")[0], "state", tone="")
    if row.get("paid", 0) >= row.get("due", 0):
        return Cell("在保", "state", tone="done")
    return Cell("待缴", "state", tone="attention")


def _roster(request: HttpRequest, project_id: int) -> Listing:
    return Listing(
        request,
        projects.workers_of(project_id),
        name="roster",
        title="项目名册",
        default_sort="-id",
        choices=[
            Choice(
                "standing", "状态", [("1", "在场"), ("0", "已离场")], apply=lambda rows, value: rows.filter(left_on__isnull=value == "1")
            )
        ],
        columns=[
            Column("name", "姓名", sort="name"),
            Column("number_tail", "证件尾号"),
            Column("trade", "工种"),
            Column("subcontractor", "分包单位"),
            Column("entered_on", "进场日", "day", sort="entered_on"),
            Column("left_on", "离场日", "day"),
        ],
        empty_title="名册是空的",
        empty_advice="开工以前由总承包单位报名册，受理岗位办“项目用工实名名册变动”。",
    )
