"""Ends a login that nobody has used for a while: a desk that was left is nobody's signature."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

SEEN, NOTED_EVERY_SECONDS = "seen_at", 120


class IdleLimit:
    """Middleware: logs out whoever was last seen too long ago; when somebody was seen is written every two minutes, not at every click."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A form that was on its way is kept by the login page, as when a login runs out."""
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get(SEEN, now)
            if now - seen > settings.IDLE_SECONDS:
                logout(request)
            elif SEEN not in request.session or now - seen > NOTED_EVERY_SECONDS:
                request.session[SEEN] = now
        return self.answer(request)
