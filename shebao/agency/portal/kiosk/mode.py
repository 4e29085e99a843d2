"""Whether a request comes from a registered terminal, and what its pages do then: count down, and go back to the first page by themselves.

The countdown is an HTTP `Refresh` header: it needs no script, and a page read aloud or enlarged stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core import signing
from django.http import HttpRequest, HttpResponse

from shebao.agency.public import queries
from shebao.agency.public.kinds import KIOSK_FORM_SECONDS, KIOSK_SECONDS

COOKIE, SALT = "shebao_kiosk", "portal.kiosk"
DOORS = ("/my/", "/open/", "/kiosk/", "/verify/")
FIRST = "/kiosk/"
_FIELD = b'<div class="field'


def secret_of(request: HttpRequest) -> str:
    """The machine's secret, "" where its cookie is missing or forged."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT))
    except signing.BadSignature:
        return ""


def terminal_at(request: HttpRequest) -> queries.TerminalRow | None:
    """The terminal that a request comes from; None for every other machine."""
    terminal: queries.TerminalRow | None = getattr(request, "kiosk", None)
    return terminal


class KioskMode:
    """Sets `request.kiosk` to the terminal a request to a public door comes from, and makes its pages end by themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask the register anew for every page: a terminal put out of use is none at its next page."""
        if not request.path.startswith(DOORS) or not (request.COOKIES.get(COOKIE) or request.path == FIRST):
            return self.get_response(request)
        secret = secret_of(request)
        terminal = queries.terminal_of(secret, request.META.get("REMOTE_ADDR", "")) if secret or request.path == FIRST else None
        vars(request)["kiosk"] = terminal
        response = self.get_response(request)
        if terminal is not None and request.path != FIRST and "text/html" in response.get("Content-Type", ""):
            seconds = KIOSK_FORM_SECONDS if _FIELD in response.content else KIOSK_SECONDS
            response["Refresh"] = f"{seconds}; url=/my/ends/"
        return response
