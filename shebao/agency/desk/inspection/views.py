"""Inspection as pages: the year's plans, every case, campaigns and samples; one plan, one campaign, one sample."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.inspection import queries as inspection
from shebao.agency.inspection.kinds import CASES, GRADES, PLANS, STATES, SUBJECTS, TASK_STATES
from shebao.agency.inspection.queries import state_of
from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.staff.posts import title_of
from shebao.base.finding import Refused

BEGIN = (
    ("plan_inspection", "做计划", "matters_list"),
    ("open_inspection", "立案", "matters_form"),
    ("run_campaign", "专项行动", "matters_list"),
    ("sample_own_files", "内控自查", "matters_list"),
)


@needs("audit.read")
def overview(request: HttpRequest) -> HttpResponse:
    """The year in figures, plans, cases as a list, campaigns and samples."""
    today, refusal, listing = installation.business_day(), None, _listing(request)
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, today)
        except Refused as refused:
            refusal = refused.finding
    return render(
        request,
        "desk/inspection/inspection.html",
        {
            "list": listing.load(),
            "refusal": refusal,
            "year": today.year,
            "tally": inspection.tally(today.year),
            "plans": [(row, PLANS[row.kind]) for row in inspection.plans()],
            "campaigns": inspection.campaigns(),
            "samples": inspection.samples(),
            "begin": _begin(request),
        },
    )


def _begin(request: HttpRequest) -> list[tuple[str, str]]:
    if "audit.create" not in rights(request):
        return []
    return [(title, reverse(page, args=[key])) for key, title, page in BEGIN]


def _listing(request: HttpRequest) -> Listing:
    def state(row: Row) -> Cell:
        word, tone = STATES[state_of(row["last_step"])]
        return Cell(word, "state", tone=tone)

    return Listing(
        request,
        inspection.cases().values("id", "kind", "subject_kind", "name", "from_month", "to_month", "visit_on", "last_step", "due_on"),
        name="inspection_cases",
        title="稽核案件",
        default_sort="-id",
        choices=[
            Choice("kind", "类别", list(CASES.items()), field="kind"),
            Choice("subject", "对象", list(SUBJECTS.items()), field="subject_kind"),
        ],
        columns=[
            Column("id", "编号", link=lambda row: reverse("inspection_case", args=[row["id"]])),
            Column("name", "对象", link=lambda row: reverse("inspection_case", args=[row["id"]])),
            Column("kind", "类别", show=lambda row: Cell(CASES[row["kind"]])),
            Column("from_month", "期间起", "month"),
            Column("to_month", "期间止", "month"),
            Column("visit_on", "进点", "day", sort="visit_on"),
            Column("state", "状态", show=state),
            Column("due_on", "期限", "day"),
            Column("found_fen", "查出少缴", "yuan", unit="元"),
        ],
        decorate=_add_found,
        empty_title="还没有稽核案件",
        empty_advice="立案批准以后在这里；先做年度计划，从计划的对象立案。",
    )


def _add_found(rows: list[Row]) -> None:
    result = inspection.found_fen(row["id"] for row in rows)
    for row in rows:
        row["found_fen"] = result.get(row["id"], 0)


@needs("audit.read")
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: how it was drawn, whom it inspects, and which of them are cases."""
    row = or_missing(lambda: inspection.plan(plan_id))
    may_open = "audit.create" in rights(request) and row.subject_kind in SUBJECTS
    form = reverse("matters_form", args=["open_inspection"])
    targets = [(one, f"{form}?target_id={one.id}" if may_open and not one.case_id else "") for one in inspection.targets_of(plan_id)]
    return render(
        request,
        "desk/inspection/plan.html",
        {"row": row, "kind": PLANS[row.kind], "targets": targets, "cases": row.subject_kind in SUBJECTS},
    )


@needs("audit.read")
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """One campaign: how far it is, task by task."""
    row, today = or_missing(lambda: inspection.campaign(campaign_id)), installation.business_day()
    tasks = [(one, TASK_STATES[one.state], _late(one, today)) for one in inspection.tasks(campaign_id)]
    step = f"{reverse('matters_list', args=['run_campaign'])}?what=step&campaign_id={campaign_id}"
    page: dict[str, Any] = {"row": row, "tasks": tasks, "step": step if "audit.create" in rights(request) else ""}
    return render(request, "desk/inspection/campaign.html", page)


def _late(task: inspection.TaskRow, today: date) -> bool:
    return task.due_on < today and task.state in ("open", "working")


@needs("audit.read")
def sample(request: HttpRequest, sample_id: int) -> HttpResponse:
    """One month's sample: each matter drawn, and what looking at it came to."""
    row = or_missing(lambda: inspection.sample(sample_id))
    drawn, results = inspection.sampled(sample_id), inspection.last_results(sample_id)
    titles = matters.titles(drawn)
    rows = [(key, titles.get(key, str(key)), results.get(place)) for key, place in drawn.items()]
    shown = [
        (key, title, one, GRADES[one.grade] if one else "", title_of(one.post) if one and one.post else "") for key, title, one in rows
    ]
    enter = f"{reverse('matters_list', args=['sample_own_files'])}?what=results&sample_id={sample_id}"
    page: dict[str, Any] = {"row": row, "rows": shown, "enter": enter if "audit.create" in rights(request) else ""}
    return render(request, "desk/inspection/sample.html", page)
