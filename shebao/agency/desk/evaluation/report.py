"""The year's report as pages: its drafts, the text beside its sources, the rows behind a figure, and what the checker says of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from shebao.agency.desk.people.register import add_facts, person_columns
from shebao.agency.evaluation import figure_rows
from shebao.agency.evaluation import queries as evaluation
from shebao.agency.evaluation.work import folder_of
from shebao.agency.installation import queries as installation
from shebao.agency.jobs import work
from shebao.agency.pages import export
from shebao.agency.pages.access import me, needs
from shebao.agency.pages.lists import MANY, Listing
from shebao.agency.pages.missing import or_missing
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.agency.staff import queries as staff
from shebao.agency.statistics import queries as statistics
from shebao.base.digits import whole_number
from shebao.base.finding import Refused
from shebao.core.evaluation.check import check_text
from shebao.core.evaluation.template import load

STATISTICS = "statistics."
SCOPES = {
    "dept_budget": "部门预算",
    "dept_final": "部门决算",
    "entered": "单位填报",
    "business": "业务数据",
    "fund": "基金账",
    "score": "评分",
    "joined": "业务数据与填报数之比",
}
COUNTED, DERIVED = ("business", "fund"), "由填报数等计算"
SEVERITIES = {"error": ("错误", "stopped"), "warn": ("注意", "attention"), "question": ("请核实", "waiting"), "info": ("说明", "")}
FILES = {
    "report.docx": "报告（Word）",
    "tables.xlsx": "基础数据表和评分表（Excel）",
    "form.xlsx": "自评表（Excel）",
    "report.txt": "报告（纯文本）",
}


def origin(scope: str, measure: str) -> str:
    """Where a figure comes from, as its label says it: only what this system counted itself is called 基金账 or 业务数据."""
    if scope in COUNTED and not measure.startswith(STATISTICS):
        return SCOPES["entered"] if measure == "entered" else DERIVED
    return SCOPES.get(scope, scope)


@needs("evaluation.read")
def reports(request: HttpRequest) -> HttpResponse:
    """Every draft, newest first; a new one is drafted from here."""
    names = evaluation.named()
    drafts = [
        {"report": report, "name": names.get((report.agency, report.year), report.agency), "template": _scheme_title(report.template)}
        for report in evaluation.reports()
    ]
    return render(
        request,
        "desk/evaluation/reports.html",
        {"drafts": drafts, "choices": [(agency, year, name) for (agency, year), name in names.items()]},
    )


@cache
def _scheme_title(template: str) -> str:
    """The title of an evaluation scheme; a file that does not change while the server runs."""
    return load(template).title


@require_POST
@needs("evaluation.create")
def draft(request: HttpRequest) -> HttpResponse:
    """Have a draft made in the background."""
    agency, _, text = request.POST.get("which", "").partition(" ")
    year = whole_number(text, digits=4)
    if year is None or (agency, year) not in evaluation.named():
        raise Http404
    staff.require(me(request), "evaluation.create")
    work.enqueue("evaluation.draft", agency=agency, year=year, actor_id=me(request), day=installation.business_day().isoformat())
    messages.success(request, "正在起草，完成后出现在下面的列表里；数据没有变化的不会另存一稿。", extra_tags="waiting")
    return HttpResponseRedirect(reverse("report"))


@needs("evaluation.read")
def one(request: HttpRequest, report_id: int) -> HttpResponse:
    """The text, each figure a link to its source beside it."""
    report = or_missing(lambda: evaluation.report(report_id))
    figures = {figure.key: figure for figure in evaluation.figures(report_id)}
    sources = [
        {"figure": figure, "scope": origin(figure.scope, figure.measure), "counted": figure.measure.startswith(STATISTICS)}
        for figure in figures.values()
    ]
    text = evaluation.text_of(report_id)
    placed = _link_figures(text)
    folder = folder_of(report.agency, report.year)
    files = [(name, title) for name, title in FILES.items() if (folder / f"{report.agency}-{report.year}-{name}").is_file()]
    return render(
        request,
        "desk/evaluation/report.html",
        {
            "report": report,
            "text": text,
            "placed": placed,
            "sources": sources,
            "figures": figures,
            "files": files,
            "before": next((r for r in evaluation.reports(report.agency, report.year) if r.version == report.version - 1), None),
        },
    )


def _link_figures(text: dict[str, Any]) -> set[str]:
    """Give each paragraph its `html`, every figure a link to its source; the keys of the figures, whose first place has an anchor.

    Not a template: a figure and the comma after it touch, and a template's lines would put a space between them.
    """
    placed: set[str] = set()
    for block in text["blocks"]:
        pieces = []
        for run in block.get("runs", ()):
            key = run.get("key")
            if not key:
                pieces.append(escape(run["text"]))
                continue
            anchor = format_html(' id="text-{}"', key) if key not in placed else ""
            pieces.append(format_html('<a class="fig" href="#source-{}" title="看来源"{}>{}</a>', key, anchor, run["text"]))
            placed.add(key)
        block["html"] = mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped above
    return placed


@needs("evaluation.read")
def checks(request: HttpRequest, report_id: int) -> HttpResponse:
    """What the checker says of a draft: every relation it tried, and those that do not hold."""
    report = or_missing(lambda: evaluation.report(report_id))
    text = _plain(evaluation.text_of(report_id))
    result = check_text("本稿", text)
    items = [{"issue": issue, "severity": SEVERITIES[issue.severity]} for issue in result.findings]
    return render(
        request, "desk/evaluation/checks.html", {"report": report, "found": items, "checked": result.checked, "hold": result.hold}
    )


@needs("evaluation.read")
def rows(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """The rows a figure was counted from when it was drafted: persons, runs or vouchers."""
    report = or_missing(lambda: evaluation.report(report_id))
    figure = or_missing(lambda: next((f for f in evaluation.figures(report_id) if f.key == key), None))
    if not figure.measure.startswith(STATISTICS):
        raise Http404
    match = figure_rows.of_figure(report_id, key) or _counted_now(report, figure.measure.removeprefix(STATISTICS))
    page = {
        "report": report,
        "figure": figure,
        "definition": figure_rows.definition(figure.measure.removeprefix(STATISTICS)),
        "kind": match.kind,
    }
    if match.kind != "persons":
        return render(request, "desk/evaluation/rows.html", page)
    day = installation.business_day()
    listing = Listing(
        request,
        people.listed(),
        ids=match.ids,
        name=f"figure-{report_id}",
        title=figure.title,
        default_sort="id",
        columns=person_columns(by_birth=match.ids.size <= MANY),
        decorate=lambda rows: add_facts(rows, day),
    )
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, day)
        except Refused as refused:
            page["refusal"] = refused.finding
    return render(request, "desk/evaluation/rows.html", page | {"list": listing.load()})


def _counted_now(report: Any, name: str) -> figure_rows.Rows:
    """The rows of a measure as they are today, for a draft that kept none."""
    about = statistics.asked(MAIN, report.year, evaluation.place_of(report.agency, report.year), parameters.places())
    drill = or_missing(lambda: statistics.measure(name, about)).drill
    return figure_rows.Rows(drill.kind, np.sort(drill.ids))


@require_POST
@needs("evaluation.read")
def download(request: HttpRequest, report_id: int, name: str) -> HttpResponse:
    """A file of the draft; taking it is journalled."""
    report = or_missing(lambda: evaluation.report(report_id))
    path = folder_of(report.agency, report.year) / f"{report.agency}-{report.year}-{name}"
    if name not in FILES or not path.is_file():
        raise Http404
    content = path.read_bytes()
    export.record_download(request, ("report", report_id), path.name, content, installation.business_day())
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = export.attachment(f"{report.year}年自评-{FILES[name].partition('（')[0]}{path.suffix}")
    return response


def _plain(text: dict[str, Any]) -> str:
    """A draft as the lines that its file would print."""
    lines = [text["title"]]
    for block in text["blocks"]:
        if block["kind"] == "table":
            lines += [block["title"], "\t".join(block["header"]), *("\t".join(row) for row in block["rows"])]
        else:
            lines.append(block["text"] if block["kind"] == "heading" else "".join(run["text"] for run in block["runs"]))
    return "\n".join(lines)
