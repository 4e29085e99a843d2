"""Letting held people through: the inspector's finding about the people ticked, about everybody a gate holds, or about a whole
operation becomes a matter.

Another person decides it where matters are decided; the next computation of the month takes these people in.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.pages.access import by, me, needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.base import months
from shebao.base.digits import whole_number
from shebao.base.finding import Refused, refuse

KIND, WHOLE = "release_held", "release_operation"
MOST = 50_000
PRODUCT = 0
"""How an address calls the cause that has no entry: what came with the product."""


@needs("payout.read")
def requests(request: HttpRequest) -> HttpResponse:
    """Findings, decided or waiting: the matters of this kind."""
    return HttpResponseRedirect(f"{reverse('matters')}?kind={KIND}")


@require_POST
@needs("guard.create")
def ask(request: HttpRequest, run_id: int, reason: str) -> HttpResponse:
    """The inspector's finding about the people ticked, or about everyone whom one gate of a run holds."""
    run = or_missing(lambda: queries.run(run_id))
    try:
        held = [row.person_id for row in queries.exclusions(run_id, kind="held", reason=reason, most=MOST + 1)]
        chosen = held if request.POST.get("scope") == "all" else _ticked(request, held)
        if len(chosen) > MOST:
            refuse(
                "desk.release",
                f"这个原因扣留了 {len(chosen):,} 人以上，一次最多放行 {MOST:,} 人。",
                "请按来由整批核查，或先查明为什么这么多人被扣留。",
            )
        payload = {
            "scheme": run.scheme,
            "rows": [{"person_id": person} for person in chosen],
            "gate": reason,
            "from_month": run.month,
            "until_month": _until(request, run.month),
            "reason": request.POST.get("finding", ""),
            "file_name": f"{queries.title(run)}扣留清单",
        }
        matter_id = actions.submit(KIND, payload, by=by(request))
    except Refused as refused:
        messages.error(request, f"没有提交：{refused.finding.message}。{refused.finding.advice}", extra_tags="stopped")
        return HttpResponseRedirect(f"{reverse('payout_held', args=[run_id])}?kind=held&reason={reason}")
    messages.success(request, f"已提交 {len(chosen):,} 人的核查结论，等待审批岗位批准。", extra_tags="done")
    return HttpResponseRedirect(reverse("matters_one", args=[matter_id]))


@needs("payout.read")
def operation(request: HttpRequest, run_id: int, cause: int) -> HttpResponse:
    """One operation that waits: what it is, how large, and the rows to be opened before it is let through."""
    return _operation_page(request, run_id, cause)


@require_POST
@needs("guard.create")
def ask_operation(request: HttpRequest, run_id: int, cause: int) -> HttpResponse:
    """The inspector's finding about a whole operation, with the rows that were opened."""
    run = or_missing(lambda: queries.run(run_id))
    number = _number(cause)
    try:
        payout.check_not_own([number], me(request))
        payload = {
            "run_id": run_id,
            "cause": number,
            "rows": [{"person_id": person} for person in _ticked(request, list(queries.sample(run_id, number)))],
            "from_month": run.month,
            "until_month": _until(request, run.month),
            "reason": request.POST.get("finding", ""),
            "file_name": f"{queries.title(run)}抽查清单",
        }
        matter_id = actions.submit(WHOLE, payload, by=by(request))
    except Refused as refused:
        return _operation_page(request, run_id, cause, refused)
    messages.success(request, "已提交整批核查结论，等待审批岗位批准。", extra_tags="done")
    return HttpResponseRedirect(reverse("matters_one", args=[matter_id]))


def _operation_page(request: HttpRequest, run_id: int, cause: int, refused: Refused | None = None) -> HttpResponse:
    run = or_missing(lambda: queries.run(run_id))
    number = _number(cause)
    row = queries.operation(run_id, number)
    if row is None:
        raise Http404
    sample = queries.sample(run_id, number)
    ticked = {whole_number(text) for text in request.POST.getlist("person")}
    page = {
        "run": run,
        "title": queries.title(run),
        "operation": row,
        "sample": _rows(run_id, sample, ticked),
        "refusal": refused.finding if refused else None,
        "finding": request.POST.get("finding", ""),
        "months": request.POST.get("months", "1"),
    }
    return render(request, "desk/payout/operation.html", page)


def _rows(run_id: int, sample: tuple[int, ...], ticked: set[int | None]) -> list[dict[str, Any]]:
    """The people of a sample with what the run would pay them."""
    known, numbers = people.persons(sample), people.masked_numbers(sample)
    amounts = {row["person_id"]: row for row in queries.exclusion_rows(run_id).filter(kind="held", person_id__in=sample)}
    return [
        {
            "id": person,
            "name": known[person].name,
            "number": numbers[person],
            "village": f"{known[person].township}{known[person].village}",
            "fen": amounts[person]["amount_fen"],
            "ticked": person in ticked,
        }
        for person in sample
    ]


def _ticked(request: HttpRequest, allowed: list[int]) -> list[int]:
    """The people ticked; a number that was not offered is refused with the list as it is now."""
    chosen = sorted({number for text in request.POST.getlist("person") if (number := whole_number(text)) is not None})
    if not chosen:
        refuse("desk.release", "没有勾选人员", "请在名单里逐人核查后勾选。")
    if set(chosen) - set(allowed):
        refuse("desk.release", "勾选的人里有人已不在名单里", "请刷新页面后重新勾选。")
    return chosen


def _until(request: HttpRequest, month: months.Month) -> months.Month:
    return months.add_months(month, int(request.POST.get("months", "1") == "12") * 11)


def _number(cause: int) -> int:
    return cause if cause != PRODUCT else -1
