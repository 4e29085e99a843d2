"""What the agency found that an employer is entitled to (主动找您): why, how much, to which account; one answer, and “yes” has applied."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shebao.agency.employers import queries as employers
from shebao.agency.installation import queries as installation
from shebao.agency.public import actions, queries
from shebao.agency.public.kinds import STABILITY
from shebao.agency.public.unit_services import SIZES
from shebao.base.digits import whole_number
from shebao.base.finding import Refused, refuse

from .apply import sender_of
from .sign_in import Agent, at_unit, shown


@at_unit("offers")
def offered(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Every proposal with its facts; answered here, once."""
    refusal = None
    if request.method == "POST":
        try:
            sent = _answered(request, agent)
            return HttpResponseRedirect(reverse("unit_sent_one", args=[sent]) if sent else reverse("unit_offers"))
        except Refused as refused:
            refusal = refused.finding
    rows = queries.proposals_of(employer_id=agent.employer_id)
    states = queries.states_of([row.submission_id for row in rows if row.submission_id])
    page = {
        "rows": [{"row": row, "sizes": _sizes(row), "progress": states.get(row.submission_id)} for row in rows],
        "open": sum(not row.reply for row in rows),
        "account": employers.account(agent.employer_id),
        "refusal": refusal,
    }
    return shown(request, agent, "offers", page)


def _sizes(row: queries.ProposalRow) -> list[tuple[str, str, int]]:
    """The sizes it may be answered with: code, title, and what it would be given."""
    return [(key, title, row.facts["amounts"][key]) for key, title in SIZES if row.facts.get("amounts", {}).get(key)]


def _answered(request: HttpRequest, agent: Agent) -> int:
    """The submission that “yes” sent, 0 for “no”."""
    if not agent.may_enter:
        refuse("public.role", "您没有“录入”角色", "请本单位的授权人登记。")
    row = queries.proposal(whole_number(request.POST.get("proposal", ""), digits=18) or 0)
    if row is None or row.employer_id != agent.employer_id or row.rule != STABILITY:
        refuse("public.replied", "没有这一条", "请从页面上选择。")
    day, answer = installation.business_day(), request.POST.get("answer", "")
    if answer != "yes":
        actions.answer_proposal(row.id, answer, day=day, employer_id=agent.employer_id)
        return 0
    size = request.POST.get("size", "")
    if size not in {key for key, _, _ in _sizes(row)}:
        refuse("public.size", "没有选企业划型", "请选本单位是中小微企业还是大型企业。", f"size_{row.id}")
    if employers.account(agent.employer_id) is None:
        refuse("public.account", "还没有登记收款账户", "请先在“申报和申请”里办“换单位收款账户”。")
    content: dict[str, Any] = {"year": row.period, "size": size, "rows": [row.facts["row"]]}
    state = "received" if agent.may_confirm else "entered"
    with transaction.atomic():
        receipt = actions.send("unit_stability", content, sender_of(agent), f"proposal-{row.id}", day=day, state=state)
        actions.answer_proposal(row.id, answer, day=day, employer_id=agent.employer_id, submission_id=receipt.id)
    return receipt.id
