"""Tells browsers to keep no copy of what a member of staff was shown: the next at the same computer must not find people in its cache."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

FORMS = {"matters_form", "matters_list"}
"""Pages one types into: kept while the window is open, so that "back" finds what was typed; no proxy may keep them either."""


class Unkept:
    """Middleware: whatever a signed-in member gets is `no-store`, unless the page itself says something about keeping."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark what comes back."""
        answer = self.answer(request)
        member = getattr(request, "user", None)
        if member is not None and member.is_authenticated and not answer.has_header("Cache-Control"):
            match = request.resolver_match
            typed = match is not None and match.url_name in FORMS and request.method == "GET"
            answer["Cache-Control"] = "private" if typed else "no-store"
        return answer
