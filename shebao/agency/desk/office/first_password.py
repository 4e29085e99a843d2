"""Leads a member whose password somebody else has seen to the page that changes it, before any other page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class FirstPassword:
    """Middleware: leads a member with a provisional password to the page where it is changed, whatever was asked for."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through that page, the way out, and the size of the letters."""
        if getattr(request.user, "provisional", False) and request.path not in (reverse("password"), reverse("logout"), reverse("letters")):
            return HttpResponseRedirect(reverse("password"))
        return self.answer(request)
