"""Carries a form over a login that ran out: what was sent is signed into the login page and offered again afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from .forms import LoginForm

FIELD, SALT = "kept", "desk.kept"
LARGEST, LASTS_SECONDS = 60_000, 8 * 3600
NOT_KEPT = {"csrfmiddlewaretoken", "password", FIELD}


class KeepTyped(LoginRequiredMiddleware):
    """Asks strangers for their login as its parent does; a form they sent stays in the page meanwhile, signed."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        """The login page with the signed form in it; files cannot be carried and must be chosen again."""
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        kept = signing.dumps([request.get_full_path(), pairs_of(request)], salt=SALT, compress=True)
        if len(kept) > LARGEST:
            kept = ""
        return render(
            request, "desk/office/login.html", {"form": LoginForm(request), "next": "/", "kept": kept, "expired": True}, status=200
        )


def pairs_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field that was sent, in order, without tokens and passwords."""
    return [(name, str(value)) for name in request.POST for value in request.POST.getlist(name) if name not in NOT_KEPT]


def offered_again(request: HttpRequest) -> HttpResponse | None:
    """The page that offers what was kept, for the member who has just come in; None where nothing was kept."""
    try:
        path, pairs = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return None
    if not url_has_allowed_host_and_scheme(path, None):
        return None
    return render(request, "desk/office/form_again.html", {"path": path, "pairs": pairs})
