"""The payload of a matter from a list in a file, as the page for lists makes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shebao.agency.matters.kind import Payload
from shebao.agency.people.imports import Read
from shebao.agency.procedures import lists
from shebao.agency.procedures.catalogue import kind


def payload_from(key: str, path: Path, *, whole: bool = True, **more: Any) -> tuple[Payload, Read]:
    """(payload, what was read). whole: the list is refused where any row was rejected; otherwise the good rows go on."""
    read = lists.read(kind(key), path)
    if whole:
        read.refuse_rejected("办理")
    return {"rows": read.rows, "file_name": path.name, **more}, read
