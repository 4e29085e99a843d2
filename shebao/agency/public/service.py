"""One thing the public may ask for (网上申请事项): what is asked, which matter it becomes, how that matter begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload

from .kinds import MINE, MOST_SCANS

Content: TypeAlias = dict[str, Any]
YES, NO = "true", "false"
NOTE = Field("note", "还想说明的", required=False, longest=300)
PROOF = scans_field("证明材料照片或扫描件", "PDF、JPEG 或 PNG，每份不超过 5 MB", most=MOST_SCANS)


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom a submission was sent, and when it came: what fills in the beginning of its matter."""

    person_id: int
    employer_id: int
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Service:
    """One thing to ask for. kind: the key of the matter it becomes. begins: the fields of that matter as they can be filled in.

    documents: what to have at hand. living: the one it is for must be alive and in the register. helped: a helper may ask for it.
    A field of the widget "file" is a list: it is read with the columns of the matter's own list, and `begins` gives its rows.
    judge: refuses what the sender can put right at once; the rest is for the clerk. confirmed: an employer's other agent confirms it.
    """

    key: str
    title: str
    lead: str
    kind: str
    fields: tuple[Field, ...]
    begins: Callable[[Content, Asker], Payload]
    documents: tuple[str, ...] = ("身份证",)
    group: str = "办事"
    door: str = MINE
    automatic: bool = False
    helped: bool = True
    living: bool = True
    sealed: frozenset[str] = field(default_factory=frozenset)
    judge: Callable[[Content, Asker], None] | None = None
    confirmed: bool = True


def own(*names: str) -> Callable[[Content, Asker], Payload]:
    """The fields of these names as they were given, for the person who asks."""

    def begins(content: Content, asker: Asker) -> Payload:
        return {"person_id": asker.person_id} | {name: content[name] for name in names if name in content}

    return begins
