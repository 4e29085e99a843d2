"""A scan of a matter, opened or saved by whoever may read the matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from shebao.agency.pages import scans

from .views import may_read


def of_matter(request: HttpRequest, matter_id: int, digest: str) -> HttpResponse:
    """A scan of one matter; the journal says who opened it."""
    may_read(request, matter_id)
    return scans.answer(request, matter_id, digest)
