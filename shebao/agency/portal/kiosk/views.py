"""The first page of a terminal; the code of a machine that is not registered yet; and the end of a session, by hand or by the countdown."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from shebao.agency.portal.access import let_out, sealed_off, visitor_of
from shebao.agency.public import actions, queries
from shebao.agency.public.kinds import KIOSK_SECONDS, MINE

from .mode import COOKIE, FIRST, SALT, secret_of, terminal_at

YEARS = 5 * 365 * 86400


@login_not_required
def first(request: HttpRequest) -> HttpResponse:
    """Three large doors for a terminal; for any other machine the code by which it can be registered."""
    secret = secret_of(request)
    page = {"terminal": terminal_at(request), "seconds": KIOSK_SECONDS}
    if secret:
        return sealed_off(render(request, "portal/kiosk/first.html", page | {"code": queries.terminal_code(secret)}))
    secret = secrets.token_urlsafe(32)
    response = sealed_off(render(request, "portal/kiosk/first.html", page | {"code": queries.terminal_code(secret)}))
    signed = signing.dumps(secret, salt=SALT)
    response.set_cookie(COOKIE, signed, max_age=YEARS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


@login_not_required
def end(request: HttpRequest) -> HttpResponse:
    """The session of a terminal is over, here and in the table; anywhere else the countdown leads nowhere."""
    if terminal_at(request) is None:
        return sealed_off(HttpResponseRedirect("/my/"))
    visitor = visitor_of(request)
    if visitor is not None:
        actions.end_session(visitor.session.id)
    return sealed_off(let_out(HttpResponseRedirect(FIRST), MINE))
