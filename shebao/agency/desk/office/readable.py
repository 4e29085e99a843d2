"""Turns away a request that holds a NUL character: no person types one, and a database stops on it in the middle of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NUL = "\0"


class ReadableText:
    """Middleware: answers 400, in words, where the address, a field or a file's name holds a NUL character."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forget cookies that hold one, the session's among them, and pass the request on; the rest is looked at once its view is known."""
        for name in [name for name, value in request.COOKIES.items() if NUL in value]:
            del request.COOKIES[name]
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, named: Any) -> HttpResponse | None:
        """The refusal, or None to go on."""
        return render(request, "unreadable.html", status=400) if any(NUL in text for text in _texts(request)) else None


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from (value for name, value in request.META.items() if name.startswith("HTTP_") and name != "HTTP_COOKIE")
    for fields in (request.GET, request.POST):
        for name, values in fields.lists():
            yield name
            yield from map(str, values)
    for name, files in request.FILES.lists():
        yield name
        yield from (file.name or "" for file in files if file)
