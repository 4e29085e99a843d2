"""What the person at this desk may see, asked anew for every request, and the refusal in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.staff import queries as staff
from shebao.agency.staff.posts import rulebook

View = Callable[..., HttpResponse]


def me(request: HttpRequest) -> int:
    """The id of the member behind a request; pages behind the door always have one."""
    member_id = request.user.pk
    assert member_id is not None, "a page behind the door was shown to a stranger"
    return int(member_id)


def by(request: HttpRequest) -> By:
    """The member behind a request, on the business day."""
    return By(me(request), installation.business_day())


def posts(request: HttpRequest) -> frozenset[str]:
    """The posts of the member behind a request; read once a request, so that a post taken away is gone at the next click."""
    known: frozenset[str] | None = getattr(request, "_posts", None)
    if known is None:
        known = staff.posts_of(me(request))
        request._posts = known  # type: ignore[attr-defined]
    return known


def rights(request: HttpRequest) -> frozenset[str]:
    """Everything the member may do now; read once a request, like the posts."""
    known: frozenset[str] | None = getattr(request, "_rights", None)
    if known is None:
        known = staff.rights(me(request))
        request._rights = known  # type: ignore[attr-defined]
    return known


def needs(*wanted: str) -> Callable[[View], View]:
    """Let only those in who have one of the rights; others read which posts have it."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not rights(request).intersection(wanted):
                holders = "、".join(post.title for post in rulebook().posts.values() if post.rights.intersection(wanted))
                raise PermissionDenied(f"这一页由以下岗位使用：{holders}。")
            return view(request, *args, **kwargs)

        return guarded

    return wrap
