"""Who is at a public door: a session of its own cookie, asked anew for every request; apart from the sessions of staff.

The cookie holds a random token, the binding somebody acts under, and when it was last seen, signed; the table holds a mark of the
token. Nothing of a page stays in the browser's cache.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people
from shebao.agency.public import actions, queries
from shebao.agency.public.kinds import IDLE_SECONDS, KIOSK_FORM_SECONDS, KIOSK_GRACE_SECONDS, MINE, UNIT

View = Callable[..., HttpResponse]
COOKIES = {MINE: "shebao_my", UNIT: "shebao_unit"}
SALT = "portal.session"
NAV = (
    ("my_home", "首页"),
    ("my_payments", "我的钱"),
    ("my_estimate", "能领多少"),
    ("my_apply", "办事"),
    ("my_matters", "我的办件"),
    ("my_messages", "告知"),
    ("my_family", "家人代办"),
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is inside: the session, whose pages they see (0: nobody's yet), and the binding they act under, if any."""

    session: queries.Session
    person_id: int
    binding: queries.BindingRow | None = None

    @property
    def may_apply(self) -> bool:
        """Whether they may apply for whose pages they see."""
        return self.binding is None or self.binding.scope == "apply"


def let_in(request: HttpRequest, response: HttpResponse, door: str, token: str, binding_id: int = 0) -> HttpResponse:
    """Put the session's cookie into an answer."""
    response.set_cookie(
        COOKIES[door],
        signing.dumps([token, binding_id], salt=f"{SALT}.{door}"),
        path=f"/{door}/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def let_out(response: HttpResponse, door: str) -> HttpResponse:
    """Take the cookie back, and ask the browser to forget what it kept."""
    response.delete_cookie(COOKIES[door], path=f"/{door}/")
    response["Clear-Site-Data"] = '"cache"'
    return response


def carried(request: HttpRequest, door: str) -> tuple[str, int]:
    """(token, binding id) of the cookie; ("", 0) where there is none, it is forged, or nobody used it for a while."""
    idle = KIOSK_FORM_SECONDS + KIOSK_GRACE_SECONDS if getattr(request, "kiosk", None) else IDLE_SECONDS
    try:
        token, binding_id = signing.loads(request.COOKIES.get(COOKIES[door], ""), salt=f"{SALT}.{door}", max_age=idle)
    except (signing.BadSignature, ValueError, TypeError):
        return "", 0
    return str(token), int(binding_id)


def visitor_of(request: HttpRequest, door: str = MINE) -> Visitor | None:
    """Who is at the door; None for a stranger. A binding that ended meanwhile leads back to oneself."""
    token, binding_id = carried(request, door)
    session = queries.session(token, door) if token else None
    if session is None:
        return None
    day = installation.business_day()
    bindings = {row.id: row for row in queries.bindings_of_agent(session.holder_index, day)} if binding_id else {}
    binding = bindings.get(binding_id)
    if binding is not None and binding.person_id and door == MINE:
        return Visitor(session, binding.person_id, binding)
    return Visitor(session, session.person_id)


def sealed_off(response: HttpResponse) -> HttpResponse:
    """Nothing of a personal page is kept anywhere."""
    response["Cache-Control"] = "no-store"
    return response


def at_home(page: str, *, look: bool = True) -> Callable[[View], View]:
    """A page of /my/: only for who is inside, traced where somebody's records are shown, never kept by the browser."""

    def wrap(view: View) -> View:
        @login_not_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            visitor = visitor_of(request)
            if visitor is None:
                return sealed_off(HttpResponseRedirect("/my/in/"))
            try:
                response = view(request, visitor, *args, **kwargs)
            except PermissionDenied as refused:
                response = shown(request, visitor, "elsewhere", {"title": "这件事不能这样办", "reason": str(refused)}, 403)
            except Http404:
                response = shown(request, visitor, "elsewhere", {"title": "没有这一页", "reason": "可能已经过期，或者不是您的。"}, 404)
            if look and request.method == "GET" and visitor.person_id and response.status_code == 200:
                actions.note_look(page, person_id=visitor.person_id, binding_id=visitor.binding.id if visitor.binding else 0)
            token, binding_id = carried(request, MINE)
            if COOKIES[MINE] not in response.cookies:
                let_in(request, response, MINE, token, binding_id)  # seen now: the quarter of an hour begins anew
            return sealed_off(response)

        return guarded

    return wrap


def opened(view: View) -> View:
    """A page for everybody."""
    return login_not_required(view)


def shown(request: HttpRequest, visitor: Visitor, template: str, page: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of /my/ with what its frame shows."""
    person = people.person(visitor.person_id) if visitor.person_id else None
    frame = {
        "visitor": visitor,
        "whose": person,
        "unread": queries.unread(visitor.person_id),
        "nav": NAV,
        "at": request.resolver_match.url_name if request.resolver_match else "",
        "business_day": installation.business_day(),
    }
    return render(request, f"portal/my/{template}.html", frame | (page or {}), status=status)
