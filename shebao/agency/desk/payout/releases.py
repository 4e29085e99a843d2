"""Letting held people through: the inspector's finding, and another person's approval. The next run of the month takes them in."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.pages import place
from shebao.agency.pages.access import me, needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import actions, queries
from shebao.agency.people import queries as people
from shebao.base import months
from shebao.base.finding import Refused, refuse

MOST = 5_000


@needs("payout.read")
def requests(request: HttpRequest) -> HttpResponse:
    """Findings that wait for approval."""
    return _page(request)


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    asked = [
        {
            "request": one,
            "title": queries.hold_titles().get(one.gate, one.gate),
            "people": _some(one.person_ids),
            "own": one.asked_by_id == me(request),
        }
        for one in queries.release_requests()
    ]
    return render(request, "desk/payout/releases.html", {"asked": asked, "refusal": refused.finding if refused else None})


def _some(person_ids: str, most: int = 20) -> dict[str, Any]:
    """How many people a request is about, and the first of them."""
    ids = json.loads(person_ids)
    return {"count": len(ids), "first": sorted(people.persons(ids[:most]).values(), key=lambda person: person.name)}


@require_POST
@needs("guard.review")
def ask(request: HttpRequest, run_id: int, reason: str) -> HttpResponse:
    """The inspector's finding about everyone whom one gate of a run holds."""
    run = or_missing(lambda: queries.run(run_id))
    try:
        held = [row.person_id for row in queries.exclusions(run_id, kind="held", reason=reason, most=MOST + 1)]
        if len(held) > MOST:
            refuse("desk.release", f"这个原因扣留了 {len(held):,} 人以上，一次最多放行 {MOST:,} 人。", "请先查明为什么这么多人被扣留。")
        until = months.add_months(run.month, int(request.POST.get("months", "1") == "12") * 11)
        actions.ask_release(
            run.scheme, held, reason, run.month, until, request.POST.get("finding", ""), actor_id=me(request), day=place.business_day()
        )
    except Refused as refused:
        messages.error(request, f"没有提交：{refused.finding.message}。{refused.finding.advice}", extra_tags="stopped")
        return HttpResponseRedirect(f"{reverse('payout_held', args=[run_id])}?kind=held&reason={reason}")
    messages.success(request, f"已提交 {len(held):,} 人的核查结论，等待审批岗位批准。", extra_tags="done")
    return HttpResponseRedirect(reverse("payout_releases"))


@require_POST
@needs("guard.approve")
def decide(request: HttpRequest, request_id: int, verb: str) -> HttpResponse:
    """Approve a finding or send it back."""
    try:
        if verb == "approve":
            actions.approve_release(request_id, actor_id=me(request), day=place.business_day())
        else:
            actions.decline_release(request_id, request.POST.get("reason", ""), actor_id=me(request), day=place.business_day())
    except Refused as refused:
        return _page(request, refused)
    messages.success(request, "已批准，下一次计算时这些人不再因此扣留。" if verb == "approve" else "已退回核查人。", extra_tags="done")
    return HttpResponseRedirect(reverse("payout_releases"))
