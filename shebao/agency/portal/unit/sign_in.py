"""Coming in for an employer: its code, the agent's name and number, a code from the agent's telephone."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.employers import queries as employers
from shebao.agency.installation import queries as installation
from shebao.agency.portal.access import COOKIES, View, carried, let_in, let_out, sealed_off, visitor_of
from shebao.agency.portal.sign_in import asked_for_code, waited
from shebao.agency.public import actions, provider, queries
from shebao.agency.public.kinds import CONFIRMS, ENTERS, UNIT
from shebao.base.finding import Refused
from shebao.base.identity import check_uscc

SALT = "portal.unit_code"
NAV = (
    ("unit_home", "首页"),
    ("unit_people", "名册"),
    ("unit_changes", "增减员"),
    ("unit_dues", "核定单和缴费"),
    ("unit_arrears", "欠费"),
    ("unit_receipts", "缴款凭证"),
    ("unit_offers", "主动找您"),
    ("unit_apply", "申报和申请"),
    ("unit_papers", "证明"),
    ("unit_sent", "我们提交的"),
)


class Agent:
    """Whoever is inside for an employer: the session, the employer, and what the bindings allow."""

    def __init__(self, session: queries.Session, roles: frozenset[str], binding_id: int) -> None:
        self.session, self.roles, self.binding_id = session, roles, binding_id
        self.employer_id = session.employer_id

    @property
    def may_enter(self) -> bool:
        """Whether they may enter changes."""
        return ENTERS in self.roles or CONFIRMS in self.roles

    @property
    def may_confirm(self) -> bool:
        """Whether they may send what was entered."""
        return CONFIRMS in self.roles


def agent_of(request: HttpRequest) -> Agent | None:
    """Who is at the employers' door; None for a stranger, and for an agent whose binding ended meanwhile."""
    visitor = visitor_of(request, UNIT)
    if visitor is None:
        return None
    day = installation.business_day()
    held = [row for row in queries.bindings_of_agent(visitor.session.holder_index, day) if row.employer_id == visitor.session.employer_id]
    return Agent(visitor.session, frozenset(row.role for row in held), held[-1].id) if held else None


def at_unit(page: str, *, look: bool = True) -> Callable[[View], View]:
    """A page of /unit/: only for an agent who is inside, traced, never kept by the browser."""

    def wrap(view: View) -> View:
        @login_not_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            agent = agent_of(request)
            if agent is None:
                return sealed_off(HttpResponseRedirect(reverse("unit_in")))
            try:
                response = view(request, agent, *args, **kwargs)
            except Http404:
                words = {"title": "没有这一页", "reason": "可能已经过期，或者不是本单位的。"}
                response = shown(request, agent, "elsewhere", words)
                response.status_code = 404
            if look and request.method == "GET" and response.status_code == 200:
                actions.note_look(f"unit_{page}", employer_id=agent.employer_id, binding_id=agent.binding_id)
            if COOKIES[UNIT] not in response.cookies:
                let_in(request, response, UNIT, carried(request, UNIT)[0])
            return sealed_off(response)

        return guarded

    return wrap


def shown(request: HttpRequest, agent: Agent, template: str, page: dict[str, Any] | None = None) -> HttpResponse:
    """A page of /unit/ with what its frame shows."""
    frame = {
        "agent": agent,
        "employer": employers.employer(agent.employer_id),
        "nav": NAV,
        "at": request.resolver_match.url_name if request.resolver_match else "",
    }
    return render(request, f"portal/unit/{template}.html", frame | (page or {}))


def _employer_id(text: str) -> int:
    """The employer behind a code; 0 for one that is not registered, which nobody is told."""
    try:
        return employers.find(check_uscc(text)) or 0
    except Refused:
        return 0


@login_not_required
def come(request: HttpRequest) -> HttpResponse:
    """The form; then the page that asks for the code, whoever it was."""
    if agent_of(request) is not None:
        return sealed_off(HttpResponseRedirect(reverse("unit_home")))
    began = time.monotonic()
    page = {name: request.POST.get(name, "").strip()[:40] for name in ("code", "name")} | {"closed": provider.provider() is None}
    if request.method == "POST":
        try:
            row_id = actions.request_code(
                UNIT,
                str(page["name"]),
                request.POST.get("citizen_number", "")[:30],
                request.META.get("REMOTE_ADDR", ""),
                day=installation.business_day(),
                employer_id=_employer_id(str(page["code"])),
            )
        except Refused as refused:
            return sealed_off(render(request, "portal/unit/in.html", page | {"refusal": refused.finding}))
        waited(began)
        return sealed_off(HttpResponseRedirect(f"{reverse('unit_code')}?r={signing.dumps(row_id, salt=SALT)}"))
    return sealed_off(render(request, "portal/unit/in.html", page))


@login_not_required
def code(request: HttpRequest) -> HttpResponse:
    """The code; a right one opens the door once."""
    return asked_for_code(request, UNIT, SALT)


@login_not_required
@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """The session ends, here and in the table."""
    agent = agent_of(request)
    if agent is not None:
        actions.end_session(agent.session.id)
    return sealed_off(let_out(HttpResponseRedirect(reverse("unit_in")), UNIT))
