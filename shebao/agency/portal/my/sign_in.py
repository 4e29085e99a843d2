"""Coming in at home: name and citizen number, then a code from one's own telephone; and going out.

A known and an unknown person read the same words in the same time; only a right code says that somebody is known.
"""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.portal.access import let_out, sealed_off, visitor_of
from shebao.agency.portal.sign_in import asked_for_code, waited
from shebao.agency.public import actions, provider
from shebao.agency.public.kinds import MINE
from shebao.base.finding import Refused

SALT, NAME_LONGEST = "portal.code", 40


@login_not_required
def come(request: HttpRequest) -> HttpResponse:
    """The form; then the page that asks for the code, whoever it was."""
    if visitor_of(request) is not None:
        return sealed_off(HttpResponseRedirect(reverse("my_home")))
    began = time.monotonic()
    name = request.POST.get("name", "").strip()[:NAME_LONGEST]
    page = {"name": name, "closed": provider.provider() is None}
    if request.method == "POST":
        try:
            row_id = actions.request_code(
                MINE,
                name,
                request.POST.get("citizen_number", "")[:30],
                request.META.get("REMOTE_ADDR", ""),
                day=installation.business_day(),
            )
        except Refused as refused:
            return sealed_off(render(request, "portal/my/in.html", page | {"refusal": refused.finding}))
        waited(began)
        return sealed_off(HttpResponseRedirect(f"{reverse('my_code')}?r={signing.dumps(row_id, salt=SALT)}"))
    return sealed_off(render(request, "portal/my/in.html", page))


@login_not_required
def code(request: HttpRequest) -> HttpResponse:
    """The code; a right one opens the door once."""
    return asked_for_code(request, MINE, SALT)


@login_not_required
@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """The session ends, here and in the table."""
    visitor = visitor_of(request)
    if visitor is not None:
        actions.end_session(visitor.session.id)
    return sealed_off(let_out(HttpResponseRedirect(reverse("my_in")), MINE))
