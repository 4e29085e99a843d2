"""Layouts of bank files as pages: which there are, a trial of a description on a real answer, its entry by one of finance, its
confirmation by the other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency.pages.access import by, needs
from shebao.agency.payout import actions, queries
from shebao.agency.staff import queries as staff
from shebao.base.finding import Refused, refuse

LARGEST = 64 * 1024 * 1024


@needs("bank_file.read")
@never_cache
def layouts(request: HttpRequest) -> HttpResponse:
    """Every layout; with POST a description is tried, on a file if one came."""
    if request.method != "POST":
        return _page(request, {})
    text = request.POST.get("content", "")
    try:
        if not text.strip():
            refuse("desk.layout", "没有填写格式说明", "可以从下面随产品的例子改起。", "content")
        return _page(request, {"content": text, "trial": queries.try_description(text, _answer(request))})
    except Refused as refused:
        return _page(request, {"content": text, "refusal": refused.finding})


@needs("bank_file.create")
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a description."""
    text = request.POST.get("content", "")
    try:
        row = actions.enter_layout(text, by=by(request))
    except Refused as refused:
        return _page(request, {"content": text, "refusal": refused.finding})
    messages.success(request, f"已登记“{row.title}”，等另一位财务人员试过以后确认。", extra_tags="done")
    return HttpResponseRedirect(reverse("payout_layouts"))


@needs("bank_file.read")
@never_cache
def one(request: HttpRequest, layout_id: int) -> HttpResponse:
    """One layout of our own, to be read and tried."""
    own = next((row for row in queries.own_layouts() if row.id == layout_id), None)
    if own is None:
        raise Http404
    return _page(request, {"content": own.content, "own": own})


@needs("bank_file.review")
@require_POST
def confirm(request: HttpRequest, layout_id: int) -> HttpResponse:
    """Let files be written in it."""
    try:
        actions.confirm_layout(layout_id, by=by(request))
    except Refused as refused:
        return _page(request, {"refusal": refused.finding})
    messages.success(request, "已确认，制盘时可以选用。", extra_tags="done")
    return HttpResponseRedirect(reverse("payout_layouts"))


def _answer(request: HttpRequest) -> bytes | None:
    given = request.FILES.get("answer")
    if given is None:
        return None
    if (given.size or 0) > LARGEST:
        refuse("desk.upload", "文件超过 64 MB", "请换一份小一点的回盘来试。", "answer")
    return given.read()


def _page(request: HttpRequest, more: dict[str, Any]) -> HttpResponse:
    own = queries.own_layouts()
    names = staff.names({row.member_id for row in own} | {row.confirmed_by for row in own if row.confirmed_by})
    rows = [(row, names.get(row.member_id, ""), names.get(row.confirmed_by or 0, "")) for row in own]
    shipped = [title for key, title in queries.layout_choices() if not key.startswith("own-")]
    return render(request, "desk/payout/layouts.html", {"rows": rows, "shipped": shipped, "examples": queries.layout_examples()} | more)
