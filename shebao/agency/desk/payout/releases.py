"""Letting held people through: the inspector's finding about everyone whom one gate of a run holds becomes a matter.

Another person decides it where matters are decided; the next run of the month takes these people in.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.pages.access import by, needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries
from shebao.agency.procedures import actions
from shebao.base import months
from shebao.base.finding import Refused, refuse

KIND = "release_held"
MOST = 5_000


@needs("payout.read")
def requests(request: HttpRequest) -> HttpResponse:
    """Findings, decided or waiting: the matters of this kind."""
    return HttpResponseRedirect(f"{reverse('matters')}?kind={KIND}")


@require_POST
@needs("guard.create")
def ask(request: HttpRequest, run_id: int, reason: str) -> HttpResponse:
    """The inspector's finding about everyone whom one gate of a run holds."""
    run = or_missing(lambda: queries.run(run_id))
    try:
        people = [row.person_id for row in queries.exclusions(run_id, kind="held", reason=reason, most=MOST + 1)]
        if len(people) > MOST:
            refuse("desk.release", f"这个原因扣留了 {len(people):,} 人以上，一次最多放行 {MOST:,} 人。", "请先查明为什么这么多人被扣留。")
        payload = {
            "scheme": run.scheme,
            "rows": [{"person_id": person} for person in people],
            "gate": reason,
            "from_month": run.month,
            "until_month": months.add_months(run.month, int(request.POST.get("months", "1") == "12") * 11),
            "reason": request.POST.get("finding", ""),
            "file_name": f"{queries.title(run)}扣留清单",
        }
        matter_id = actions.submit(KIND, payload, by=by(request))
    except Refused as refused:
        messages.error(request, f"没有提交：{refused.finding.message}。{refused.finding.advice}", extra_tags="stopped")
        return HttpResponseRedirect(f"{reverse('payout_held', args=[run_id])}?kind=held&reason={reason}")
    messages.success(request, f"已提交 {len(people):,} 人的核查结论，等待审批岗位批准。", extra_tags="done")
    return HttpResponseRedirect(reverse("matters_one", args=[matter_id]))
