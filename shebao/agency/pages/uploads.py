"""Scans between a form and its matter: looked into and kept when they arrive, carried from step to step as signed slips.

A slip names the scan and the member who handed it in. Without it anybody could attach, and so read, a scan of somebody
else's matter by naming its digest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest

from shebao.agency.matters import attachments
from shebao.agency.matters.attachments import SCANS, Scan
from shebao.agency.matters.kind import Field, Kind
from shebao.base.finding import Finding, Refused, refuse
from shebao.documents.scans import MOST_BYTES, TITLES

FILES = "scans_file"
"""The name of the form's file input; the slips travel under the field's own name."""
_SALT, LASTS_SECONDS = "desk.uploads", 8 * 3600


@dataclass(frozen=True, slots=True)
class Slip:
    """A scan as a form carries it: the signed slip, and what the page says of it."""

    slip: str
    scan: Scan
    told: str


def field_of(kind: Kind) -> Field | None:
    """The field by which a kind asks for scans."""
    return next((field for field in kind.fields if field.widget == "scans"), None)


def received(request: HttpRequest, kind: Kind, member_id: int) -> tuple[list[Scan], Finding | None]:
    """(scans carried along and handed in now, what was wrong with one of them); what was right is kept all the same."""
    return received_at(request, member_id) if field_of(kind) else ([], None)


def received_at(request: HttpRequest, holder_id: int, most_bytes: int = MOST_BYTES) -> tuple[list[Scan], Finding | None]:
    """The same for any form that takes scans; holder_id: whom its slips are signed for."""
    if request.method != "POST":
        return [], None
    items: list[Scan] = []
    wrong: Finding | None = None

    def handed_in(file: Any) -> Scan:
        return _handed_in(file, most_bytes)

    for read, things in ((lambda slip: _carried(slip, holder_id), request.POST.getlist(SCANS)), (handed_in, request.FILES.getlist(FILES))):
        for thing in things:
            try:
                scan = read(thing)
            except Refused as refused:
                wrong = wrong or refused.finding
                continue
            if scan.digest not in {one.digest for one in items}:
                items.append(scan)
    return items, wrong


def slips(scans: Sequence[Scan], member_id: int) -> list[Slip]:
    """Scans as the next form carries them for this member."""
    return [Slip(signing.dumps([member_id, *scan], salt=_SALT, compress=True), scan, told(scan)) for scan in scans]


def told(scan: Scan) -> str:
    """Kind, pages and size in words."""
    size = f"{scan.size / 1_000_000:.1f} MB" if scan.size >= 1_000_000 else f"{max(scan.size // 1000, 1)} KB"
    return "，".join([TITLES[scan.type], *([f"{scan.pages} 页"] if scan.type == "pdf" else []), size])


def _carried(slip: str, member_id: int) -> Scan:
    try:
        owner, *parts = signing.loads(slip, salt=_SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        owner, parts = None, []
    if owner != member_id:
        refuse("desk.upload", "上传的扫描件已经过期", "请重新选择文件上传。", SCANS)
    return Scan(*parts)


def _handed_in(file: Any, most_bytes: int) -> Scan:
    """One uploaded file; never more of it is read than may be kept."""
    if most_bytes < min(file.size, MOST_BYTES):
        refuse("desk.upload", f"文件超过 {most_bytes // 1_000_000} MB", "请拍小一些，或者分开上传。", SCANS)
    try:
        return attachments.keep(str(file.name or ""), file.read(MOST_BYTES + 1))
    except Refused as refused:
        refuse(refused.finding.rule, refused.finding.message, refused.finding.advice, SCANS)
