"""Acting for each other: who may act for me, taken back at once; for whom I may act, and choosing whose pages I see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people
from shebao.agency.portal.access import Visitor, at_home, carried, let_in, shown
from shebao.agency.public import actions, queries
from shebao.agency.public.kinds import MINE, SCOPES
from shebao.base.finding import Finding, Refused


@at_home("family", look=False)
def family(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Both lists."""
    return _page(request, visitor)


def _page(request: HttpRequest, visitor: Visitor, refusal: Finding | None = None) -> HttpResponse:
    day, own = installation.business_day(), visitor.session.person_id
    mine = [row for row in queries.bindings_of_agent(visitor.session.holder_index, day) if row.person_id]
    names = people.person_names([row.person_id for row in mine])
    page = {
        "about_me": [(row, SCOPES[row.scope]) for row in queries.bindings_about(person_id=own, day=day)] if own else [],
        "mine": [(row, names.get(row.person_id, ""), SCOPES[row.scope]) for row in mine],
        "refusal": refusal,
    }
    return shown(request, visitor, "family", page)


@require_POST
@at_home("family", look=False)
def choose(request: HttpRequest, visitor: Visitor, binding_id: int) -> HttpResponse:
    """See the pages of somebody I act for; 0: my own again."""
    day = installation.business_day()
    allowed = {row.id for row in queries.bindings_of_agent(visitor.session.holder_index, day) if row.person_id} | {0}
    if binding_id not in allowed:
        finding = Finding("public.unbound", "没有这条代办登记，或者已经到期、被收回", advice="请家人重新登记。")
        return _page(request, visitor, finding)
    return let_in(request, HttpResponseRedirect(reverse("my_home")), MINE, carried(request, MINE)[0], binding_id)


@require_POST
@at_home("family", look=False)
def revoke(request: HttpRequest, visitor: Visitor, binding_id: int) -> HttpResponse:
    """Take back what I allowed somebody; from this moment they see nothing."""
    try:
        actions.revoke(binding_id, visitor.session.person_id)
    except Refused as refused:
        return _page(request, visitor, refused.finding)
    return HttpResponseRedirect(reverse("my_family"))
