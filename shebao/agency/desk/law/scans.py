"""The document with which a value of the law was entered."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from shebao.agency.pages import scans
from shebao.agency.parameters import queries as parameters


def of_value(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """The document behind a value; it is public, so every member may open it."""
    matter_id = parameters.matter_behind(name, digest)
    if matter_id is None:
        raise Http404("没有这份文件。")
    return scans.answer(request, matter_id, digest)
