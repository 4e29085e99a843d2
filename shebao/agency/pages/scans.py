"""A scan of a matter as a response of its own: nothing in it may run, and no cache keeps it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from shebao.agency.matters import attachments
from shebao.agency.matters.attachments import MEDIA_TYPES, Scan
from shebao.agency.pages.access import by
from shebao.base.finding import Refused

_POLICY = {
    "pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "jpeg": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    "png": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
}
"""Nothing in a scan may run or fetch; the inline style is the browser's own, which it puts around a picture or a PDF."""


def answer(request: HttpRequest, matter_id: int, digest: str) -> HttpResponse:
    """The scan of a matter as a response; the journal says who opened it. The caller has asked whether this member may."""
    try:
        scan, content = attachments.open_scan(matter_id, digest, by=by(request))
    except Refused as refused:
        if refused.finding.rule == "matters.scan":
            raise Http404(refused.finding.message) from refused
        return render(request, "pages/scan_lost.html", {"refusal": refused.finding, "matter_id": matter_id}, status=410)
    return as_file(scan, content, save=request.GET.get("save") == "1")


def as_file(scan: Scan, content: bytes, *, save: bool) -> HttpResponse:
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
