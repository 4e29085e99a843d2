"""Scans kept by their content: each once, encrypted, named by the SM3 digest of what is in it; whole or not there at all.

A scan is written beside its place and renamed into it, so that a power cut leaves at most a draft, which is told and
removable like a scan that nobody refers to. Rows that refer to a scan name its digest; the shelf knows no rows.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from . import vault
from .crash import crashpoint
from .digest import sm3

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Lying(NamedTuple):
    """A file that lies on the shelf: its digest ("" for a draft that was never finished), where, how large, how long untouched."""

    digest: str
    path: Path
    size: int
    idle_seconds: float


def is_digest(text: object) -> bool:
    """Whether a text has the form of a digest."""
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def keep(content: bytes) -> str:
    """Keep a file and give its digest; one that is kept already is only marked as used now."""
    digest = sm3(content)
    path = _path(digest)
    if is_whole(digest):
        os.utime(path)
        return digest
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{digest}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(vault.seal_content(content, digest))
        out.flush()
        os.fsync(out.fileno())
    crashpoint("shelf.before_rename")
    os.replace(draft, path)
    _sync_folder(path.parent)
    crashpoint("shelf.after_rename")
    return digest


def content(digest: str) -> bytes:
    """A kept file. Raises FileNotFoundError where it is gone, `vault.Unreadable` where it was changed."""
    match = vault.unseal_content(_path(digest).read_bytes(), digest)
    if sm3(match) != digest:
        raise vault.Unreadable(f"{digest}: the content does not match its digest")
    return match


def has(digest: str) -> bool:
    """Whether a file of this digest lies here; whether it still opens is for `is_whole`."""
    return _path(digest).is_file()


def use(digest: str) -> None:
    """Mark a kept file as used now, so that the sweep passes it by."""
    os.utime(_path(digest))


def is_whole(digest: str) -> bool:
    """Whether a kept file is there, opens, and is what its name says."""
    try:
        content(digest)
    except (OSError, vault.Unreadable):
        return False
    return True


def lying() -> Iterator[Lying]:
    """Everything on the shelf, drafts included."""
    now = time.time()
    for path in sorted(_folder().glob("*/*")):
        with contextlib.suppress(FileNotFoundError):
            told = path.stat()
            yield Lying(path.name if is_digest(path.name) else "", path, told.st_size, now - told.st_mtime)


def _folder() -> Path:
    return Path(settings.FILES_FOLDER) / "scans"


def _path(digest: str) -> Path:
    assert is_digest(digest), f"{digest!r} is not a digest"
    return _folder() / digest[:2] / digest


def _sync_folder(folder: Path) -> None:
    """A renamed file survives a power cut once its folder is written too; Windows writes folders by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
