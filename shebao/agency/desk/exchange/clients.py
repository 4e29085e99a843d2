"""Systems outside (接口客户端): who may come, with what, until when, last seen when; and the secret, shown once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency.exchange import actions, queries
from shebao.agency.exchange.kinds import SCOPES
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import by, needs, rights
from shebao.agency.staff.posts import title_of
from shebao.base.finding import Finding, Refused


@needs("staff.read")
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """Every system that is or was registered."""
    return _page(request)


@require_POST
@needs("staff.create")
@never_cache
def secret(request: HttpRequest, client_id: int) -> HttpResponse:
    """The secret that the last decision granted, shown this once."""
    try:
        given = actions.issue_secret(client_id, by=by(request))
    except Refused as refused:
        return _page(request, refusal=refused.finding)
    return _page(request, shown=(queries.client(client_id).code, given))


def _page(request: HttpRequest, *, refusal: Finding | None = None, shown: tuple[str, str] | None = None) -> HttpResponse:
    last, due, today = queries.last_calls(), queries.secrets_due(), installation.business_day()
    rows = [
        {
            "client": one,
            "posts": "、".join(title_of(post) for post in queries.posts_of_client(one)) or "无",
            "scopes": "、".join(SCOPES[scope].title for scope in one.terms.scopes),
            "last": last.get(one.id),
            "due": one.id in due and not one.terms.closed,
            "past": today > one.terms.until,
        }
        for one in queries.clients()
    ]
    page = {"rows": rows, "refusal": refusal, "shown": shown, "may_create": "staff.create" in rights(request)}
    return render(request, "desk/exchange/clients.html", page, status=422 if refusal else 200)
