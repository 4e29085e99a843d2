"""Publishing a report: by when, the published copy held against the kept draft, and where the two differ."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.evaluation import publishing
from shebao.agency.evaluation import queries as evaluation
from shebao.agency.evaluation.actions import Entered, enter_figures
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import by, needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.base.finding import Refused, refuse
from shebao.base.months import parse_date
from shebao.documents import read_bytes

MOST_BYTES = 10_000_000
NEAR_DAYS = 10


@needs("evaluation.read")
def publish(request: HttpRequest, report_id: int) -> HttpResponse:
    """The published copies of a draft; a new one is uploaded and compared here."""
    report = or_missing(lambda: evaluation.report(report_id))
    page: dict[str, Any] = {}
    if request.method == "POST":
        try:
            if "evaluation.create" not in rights(request):
                refuse("desk.right", "您的岗位不能登记公开稿。", "由受理岗位登记。")
            said = _deadline(request, report) if request.POST.get("step") == "deadline" else _copy(request, report_id)
            messages.success(request, said[0], extra_tags=said[1])
            return HttpResponseRedirect(reverse("report_publish", args=[report_id]))
        except Refused as refused:
            page["refusal"] = refused.finding
    deadline = evaluation.deadline(report.agency, report.year)
    days = (deadline - installation.business_day()).days if deadline else None
    copies = publishing.publications(report_id)
    return render(
        request,
        "desk/evaluation/publication.html",
        page
        | {
            "report": report,
            "name": evaluation.name_of(report.agency, report.year),
            "deadline": deadline,
            "days": days,
            "late": -days if days is not None else 0,
            "copies": copies,
            "tone": _tone(bool(copies), bool(copies) and copies[0][0].identical, days),
            "may": "evaluation.create" in rights(request),
            "today": installation.business_day().isoformat(),
        },
    )


def _tone(published: bool, identical: bool, days: int | None) -> str:
    """The tone of the deadline's notice: done once an identical copy is public, else the graver the nearer the day."""
    if published:
        return "done" if identical else "attention"
    if days is None or days > NEAR_DAYS:
        return "waiting"
    return "attention" if days >= 0 else "stopped"


def _deadline(request: HttpRequest, report: Any) -> tuple[str, str]:
    day = parse_date(request.POST.get("deadline", "").strip())
    document = request.POST.get("document", "").strip()
    enter_figures(
        report.agency,
        report.year,
        [Entered("entered", "publication.deadline", day.isoformat(), "text", document)],
        by=by(request),
    )
    return f"公开期限登记为 {day}。", "done"


def _copy(request: HttpRequest, report_id: int) -> tuple[str, str]:
    file = request.FILES.get("file")
    if file is None or not file.name:
        refuse("publishing.file", "没有选择文件。", "请上传公开网页上下载的那一份。")
    if (file.size or 0) > MOST_BYTES:
        refuse("publishing.file", "文件太大。", f"不超过 {MOST_BYTES // 1_000_000} MB。")
    content = file.read()
    document = read_bytes(file.name[:120], content)
    published_on: date = parse_date(request.POST.get("published_on", "").strip())
    kept = publishing.record(
        report_id,
        document.lines,
        content,
        file.name,
        request.POST.get("address", ""),
        published_on,
        by=by(request),
    )
    return ("公开稿与报送稿文字完全一致。", "done") if kept.identical else ("公开稿与报送稿不一致，见下面逐处列出的不同。", "attention")
