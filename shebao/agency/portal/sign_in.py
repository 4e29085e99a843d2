"""What every public door does alike when somebody comes in: the page of the code, and answers that all take the same time."""

from __future__ import annotations

import time

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.public import actions
from shebao.agency.public.kinds import CODE_SECONDS
from shebao.base.finding import Refused

from .access import let_in, sealed_off

AT_LEAST_SECONDS = 0.25
"""An answer comes no sooner than this, so that its time does not tell whether somebody is known."""


def waited(began: float) -> None:
    """Wait for the rest of the time that every answer takes."""
    time.sleep(max(0.0, AT_LEAST_SECONDS - (time.monotonic() - began)))


def asked_for_code(request: HttpRequest, door: str, salt: str) -> HttpResponse:
    """The page that asks for the code of a door; a right one opens it once. salt: of the signed number of the request for a code."""
    try:
        row_id = signing.loads(request.GET.get("r", ""), salt=salt, max_age=CODE_SECONDS)
    except signing.BadSignature:
        return sealed_off(HttpResponseRedirect(reverse(f"{door}_in")))
    template = f"portal/{door}/code.html"
    if request.method != "POST":
        return sealed_off(render(request, template))
    began = time.monotonic()
    try:
        token = actions.redeem(row_id, request.POST.get("code", ""))
    except Refused as refused:
        waited(began)
        return sealed_off(render(request, template, {"refusal": refused.finding}))
    waited(began)
    return sealed_off(let_in(request, HttpResponseRedirect(reverse(f"{door}_home")), door, token))
