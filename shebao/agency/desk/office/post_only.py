"""Leads away from an address that only takes what is sent: opened from a bookmark or a colleague's message it shows its object, or says so in words."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve


class PostOnly:
    """Middleware: an answer 405 to whoever only opened the address becomes the page above it, or a page that says what happened."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; only an empty 405 is replaced."""
        answer = self.answer(request)
        if answer.status_code != 405 or answer.content:
            return answer
        above = page_above(request.path)
        if request.method in ("GET", "HEAD") and above != "/":
            return HttpResponseRedirect(above)
        page = render(request, "405.html", status=405)
        page["Allow"] = answer["Allow"]
        return page


def page_above(path: str) -> str:
    """The nearest address above a path that is an address of ours."""
    parts = path.strip("/").split("/")[:-1]
    while parts:
        above = f"/{'/'.join(parts)}/"
        try:
            resolve(above)
        except Resolver404:
            parts.pop()
        else:
            return above
    return "/"
