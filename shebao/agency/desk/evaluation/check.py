"""Checking anybody's report: files go in, findings come out beside the text. Needs no login and no county; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shebao.agency.evaluation.traced import with_traces
from shebao.agency.pages.access import rights
from shebao.agency.pages.export import XLSX
from shebao.base.finding import Finding, Refused, refuse
from shebao.core.evaluation.check import CheckResult, catalogue

from .apart import check_apart
from .highlight import TONES, marked, title_of
from .reply import as_letter, as_workbook

MOST_FILES, MOST_BYTES = 8, 10_000_000
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SALT, _HOUR = "desk.check_report", 3600
KINDS = {
    "SUM": "合计",
    "SUB": "部分与整体",
    "BAL": "差额结余",
    "RAT": "比率",
    "DEF": "口径",
    "UNT": "单位",
    "REP": "前后一致",
    "WGT": "分值",
    "SCO": "得分与目标",
    "GRD": "等级",
    "CNT": "个数",
    "SEQ": "序号",
    "CPY": "照抄",
    "PER": "年份日期",
    "MIS": "缺项",
    "INT": "乘积与整数",
    "NAR": "叙述",
    "TXT": "文字",
    "NUM": "数字写法",
}


@login_not_required
def check(request: HttpRequest) -> HttpResponse:
    """The form, and the findings of what was sent."""
    page: dict[str, Any] = {"most_files": MOST_FILES, "most_mb": MOST_BYTES // 1_000_000, "rules": len(catalogue())}
    if request.method != "POST":
        return render(request, "desk/evaluation/check.html", page)
    files, unread = _received(request)
    try:
        documents, unreadable, result = check_apart(files) if files else ([], [], None)
        if result is not None and request.user.is_authenticated and "evaluation.read" in rights(request):
            result = with_traces(result, documents)
    except Refused as refused:
        documents, unreadable, result = [], [refused.finding], None
    unread += unreadable
    if result is None:
        return render(request, "desk/evaluation/check.html", page | {"unread": unread})
    return render(
        request,
        "desk/evaluation/check.html",
        page
        | {
            "unread": unread,
            "shown": marked(documents, result),
            "found": _found(result),
            "counts": _counts(result),
            "checked": result.checked,
            "hold": result.hold,
            "idle": len(result.unread),
            "traced": result.traced,
            "kinds": [(KINDS.get(kind, kind), count) for kind, count in result.by_kind().items()],
            "packed": signing.dumps(result.as_json(), salt=_SALT, compress=True),
        },
    )


@login_not_required
@require_POST
def table(request: HttpRequest) -> HttpResponse:
    """The findings as a spreadsheet: they come back signed from the page, because nothing was stored here."""
    return _taken(request, as_workbook, XLSX, "report-check.xlsx")


@login_not_required
@require_POST
def letter(request: HttpRequest) -> HttpResponse:
    """The findings as a Word file, to send back to whoever wrote the report."""
    return _taken(request, as_letter, DOCX, "report-check.docx")


def _taken(request: HttpRequest, written: Callable[[dict[str, Any]], bytes], kind: str, name: str) -> HttpResponse:
    try:
        entry = signing.loads(request.POST.get("packed", ""), salt=_SALT, max_age=_HOUR)
    except signing.BadSignature:
        finding = Finding("desk.check_expired", "核查结果已经过期。", advice="请重新上传报告核查，再导出。")
        return render(
            request,
            "desk/evaluation/check.html",
            {"most_files": MOST_FILES, "most_mb": MOST_BYTES // 1_000_000, "rules": len(catalogue()), "unread": [finding]},
        )
    response = HttpResponse(written(entry), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _received(request: HttpRequest) -> tuple[list[tuple[str, bytes]], list[Finding]]:
    """The files to be read (name, content), and why the others are not."""
    received: list[tuple[str, bytes]] = []
    unread: list[Finding] = []
    files = request.FILES.getlist("files")
    try:
        if not files:
            refuse("desk.check_nothing", "没有选择文件。", "请选择一份或几份报告再核查。")
        if len(files) > MOST_FILES:
            refuse("desk.check_many", f"一次最多核查 {MOST_FILES} 个文件。", "请分几次上传。")
    except Refused as refused:
        return [], [refused.finding]
    for position, file in enumerate(files, 1):
        name = str(file.name or f"文件{position}")[:120]
        try:
            if (file.size or 0) > MOST_BYTES:
                refuse("desk.check_size", f"“{name}”超过 {MOST_BYTES // 1_000_000} MB。", "请压缩图片，或只上传报告正文和附表。")
            received.append((name, file.read()))
        except Refused as refused:
            unread.append(refused.finding)
    return received, unread


def _found(result: CheckResult) -> list[dict[str, Any]]:
    return [
        {"number": number, "issue": issue, "title": title_of(issue.rule), "word": TONES[issue.severity][0], "tone": TONES[issue.severity][1]}
        for number, issue in enumerate(result.findings, 1)
    ]


def _counts(result: CheckResult) -> list[tuple[str, str, int]]:
    return [(*TONES[severity], count) for severity, count in result.counts().items()]
