"""A scan of a matter, opened or saved by whoever may read the matter; and the document behind a value of the law."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from shebao.agency.matters import attachments
from shebao.agency.matters.attachments import MEDIA_TYPES, Scan
from shebao.agency.parameters import queries as parameters
from shebao.base.finding import Refused

from .. import place
from ..access import me
from .matters import may_read

_POLICY = {
    "pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "jpeg": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    "png": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
}
"""Nothing in a scan may run or fetch; the inline style is the browser's own, which it puts around a picture or a PDF."""


def of_matter(request: HttpRequest, matter_id: int, digest: str) -> HttpResponse:
    """A scan of one matter; the journal says who opened it."""
    may_read(request, matter_id)
    return _answer(request, matter_id, digest)


def of_value(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """The document with which a value of the law was entered; it is public, so every member may open it."""
    matter_id = parameters.matter_behind(name, digest)
    if matter_id is None:
        raise Http404("没有这份文件。")
    return _answer(request, matter_id, digest)


def _answer(request: HttpRequest, matter_id: int, digest: str) -> HttpResponse:
    try:
        scan, content = attachments.open_scan(matter_id, digest, actor_id=me(request), day=place.business_day())
    except Refused as refused:
        if refused.finding.rule == "matters.scan":
            raise Http404(refused.finding.message) from refused
        return render(request, "desk/scan_lost.html", {"refusal": refused.finding, "matter_id": matter_id}, status=410)
    return _file(scan, content, save=request.GET.get("save") == "1")


def _file(scan: Scan, content: bytes, *, save: bool) -> HttpResponse:
    """The bytes with the type their content has, whatever the name says; kept by no cache."""
    disposition = content_disposition_header(save, scan.name)
    assert disposition is not None
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[scan.type],
        headers={
            "Content-Disposition": disposition,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": _POLICY[scan.type],
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
