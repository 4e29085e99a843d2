"""Scans that come with a matter (附件): kept on the shelf, named in the matter's content, so that whoever signs the content signs them.

A scan is kept before its matter is submitted. A process killed in between, or a form left unsent, leaves a scan that no
matter names; such a scan is told, and taken away when it has lain untouched for thirty days.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.store import shelf
from shebao.agency.store.vault import Unreadable
from shebao.base.finding import refuse
from shebao.documents import scans as reader

from .kind import Field, Payload
from .models import Matter

SCANS = "scans"
"""The one name under which the content of any matter lists its scans."""
_MARK = f'"{SCANS}":['
_NUMBER = re.compile(r"\d{15,}[Xx]?")
LONGEST_NAME = 120
SPARED_SECONDS = 30 * 24 * 3600
"""A form lies open for a day at most; the rest of the time is for a database that was restored from too old a backup, whose
later matters seem not to name their scans until the right one is back."""
MEDIA_TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
_ENDINGS = {"pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}


class Scan(NamedTuple):
    """One scan as a matter names it: digest of its content, the name it came with, bytes, kind ("pdf", "jpeg", "png"), pages."""

    digest: str
    name: str
    size: int
    type: str
    pages: int


def scans_field(label: str, help: str = "", *, required: bool = False, most: int = 6) -> Field:
    """The field by which a kind of matter asks for scans."""
    return Field(SCANS, label, "scans", required, help, most=most)


def keep(name: str, content: bytes) -> Scan:
    """Look into a scan and keep it. Raises `Refused` for what is empty, too large, damaged, or no PDF, JPEG or PNG."""
    shown = plain_name(name)
    scan = reader.recognise(shown, content)
    return Scan(shelf.keep(content), _with_ending(shown, scan.type), len(content), scan.type, scan.pages)


def plain_name(name: str) -> str:
    """The last part of a file's name without what could break a line, a header or a page, and without anybody's number.

    A scan is often named by the citizen or account number on it; names stand in the open, so such a number is left out.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    safe = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C" and c not in '"<>|:*?')
    return _NUMBER.sub("号码略", safe).strip(" .")[-LONGEST_NAME:] or "扫描件"


def scans_of(payload: Mapping[str, Any]) -> list[Scan]:
    """The scans a matter's content names, in order."""
    return [Scan(**one) for one in payload.get(SCANS, ())]


def check_named(content: Payload) -> None:
    """Refused where a scan that the content names is not on the shelf, or not what it is said to be.

    Asked inside the transaction that keeps the matter: the sweep takes the writers' turn too, so nothing vanishes between.
    """
    for scan in scans_of(content):
        if not shelf.is_digest(scan.digest) or scan.type not in MEDIA_TYPES or not shelf.has(scan.digest):
            refuse("matters.scan", f"扫描件“{scan.name}”不在库中", "请重新上传后再提交。", SCANS)


def open_scan(matter_id: int, digest: str, *, by: By) -> tuple[Scan, bytes]:
    """A scan of a matter and its bytes; the journal says who looked, before anything is shown.

    Whether this member may see the matter is the page's to ask. Raises `Refused` where the matter names no such scan or
    its file is gone or damaged.
    """
    matter = Matter.objects.filter(id=matter_id).first()
    scan = next((one for one in named_in(matter.payload) if one.digest == digest), None) if matter else None
    if matter is None or scan is None:
        refuse("matters.scan", "这个办件没有这份扫描件", "请从办件页面打开。")
    try:
        content = shelf.content(digest)
    except FileNotFoundError:
        refuse("matters.scan_lost", f"扫描件“{scan.name}”的文件不见了", "请系统管理员从备份恢复 files 文件夹，并运行 shebao verify。")
    except Unreadable:
        refuse(
            "matters.scan_damaged", f"扫描件“{scan.name}”的文件被改动或损坏", "请系统管理员从备份恢复 files 文件夹，并运行 shebao verify。"
        )
    with transaction.atomic():
        journal.record(
            "scans.open", by=by, body={"number": matter.number, "name": scan.name, "digest": digest}, subject=("matter", matter.id)
        )
    return scan, content


def named_in(payload_text: str) -> list[Scan]:
    """The scans that a matter's stored content names."""
    return scans_of(json.loads(payload_text)) if _MARK in payload_text else []


def all_named() -> Iterator[tuple[str, Scan]]:
    """(matter number, scan) for every scan that some matter names."""
    for number, payload in Matter.objects.filter(payload__contains=_MARK).order_by("id").values_list("number", "payload").iterator(500):
        for scan in named_in(payload):
            yield number, scan


def loose() -> list[shelf.Lying]:
    """What lies on the shelf and no matter names: given-up uploads and unfinished drafts."""
    lying = list(shelf.lying())
    named = {scan.digest for _, scan in all_named()} if lying else set()
    return [one for one in lying if one.digest not in named]


def sweep(spared_seconds: float = SPARED_SECONDS) -> list[shelf.Lying]:
    """Take away what no matter names and nobody touched for `spared_seconds`; what was taken away."""
    if not any(one.idle_seconds > spared_seconds for one in loose()):
        return []
    with transaction.atomic():
        journal.take_turn()
        gone = [one for one in loose() if one.idle_seconds > spared_seconds]
        for one in gone:
            one.path.unlink(missing_ok=True)
    return gone


def _with_ending(name: str, kind: str) -> str:
    """The name with the ending of what it is, so that a saved copy opens with the right program."""
    accepted = (".jpg", ".jpeg") if kind == "jpeg" else (_ENDINGS[kind],)
    return name if name.lower().endswith(accepted) else name[: LONGEST_NAME - 4] + _ENDINGS[kind]
