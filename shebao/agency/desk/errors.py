"""What a person reads when something went wrong: what happened, that nothing was changed, and where to go."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: another post is needed."""
    return render(request, "403.html", {"reason": str(exception or "") or "您的岗位不能打开这一页。"}, status=403)


@login_not_required
def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page."""
    return render(request, "404.html", status=404)


@login_not_required
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the forgery check: the page was open too long, or cookies are off."""
    return render(request, "stale.html", status=403)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake. The page depends on nothing that could fail with it."""
    return render(None, "500.html", status=500)  # type: ignore[arg-type]
