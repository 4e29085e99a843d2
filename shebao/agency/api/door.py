"""The door of the interface: how large a request may be, answers that are always JSON, ETags, Sunset, and a trace of every call."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shebao.agency.exchange import actions
from shebao.agency.store.digest import sm3
from shebao.base.finding import Finding

from .access import address_of
from .problems import TYPE, from_status, problem

PREFIX = "/api/"
MOST_BYTES = 9_000_000
"""A batch of six megabytes in base64, and what is around it."""
JSON = ("application/json", TYPE)


class Door:
    """Middleware: what comes and goes at /api/; everything else passes."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse what is too large before reading it; make pages into problems; note who asked for what."""
        if not request.path.startswith(PREFIX):
            return self.answer(request)
        if _size(request) > MOST_BYTES:
            answer = problem(Finding("api.size", f"请求超过 {MOST_BYTES // 1_000_000} MB", advice="请分批发送。"))
        else:
            answer = self.answer(request)
        kind = answer.get("Content-Type", "").partition(";")[0]
        if answer.status_code >= 300 and answer.status_code != 304 and kind not in JSON:
            answer = from_status(request, answer)
        _note(request, answer)
        return _with_headers(request, answer)


def _size(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _note(request: HttpRequest, answer: HttpResponse) -> None:
    """A trace of a call that was let in; what was refused for its rate leaves none, or a flood would fill the table."""
    client = getattr(request, "client", None)
    if client is None:
        return
    match = request.resolver_match
    route = match.route.removeprefix("api/v1/") if match else request.path
    actions.note_call(f"{request.method} {route}", answer.status_code, address_of(request), client_id=client.id)


def _with_headers(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    if request.method == "GET" and answer.status_code == 200 and not answer.streaming:
        tag = f'"{sm3(answer.content)[:32]}"'
        if tag in [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]:
            answer = HttpResponse(status=304)
            del answer["Content-Type"]
        answer["ETag"] = tag
        answer["Cache-Control"] = "private, no-cache" if getattr(request, "client", None) else "no-store"
    else:
        answer["Cache-Control"] = "no-store"
    version = request.path.removeprefix(PREFIX).partition("/")[0]
    if (ends := settings.API_SUNSET.get(version)) is not None:
        answer["Sunset"] = ends
        answer["Deprecation"] = "true"
    return answer
