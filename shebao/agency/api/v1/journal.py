"""The end of the journal: its number and hash, which others may note so that nobody can rewrite what came before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from shebao.agency.journal import queries as journal

from ..access import Scoped

router = Router(tags=["日志"], auth=Scoped("journal"))


class Head(Schema):
    """Number and SM3 hash of the last entry."""

    seq: int
    entry_hash: str


@router.get("/head", response=Head, summary="日志末端")
def journal_head(request: HttpRequest) -> dict[str, Any]:
    """The last entry."""
    seq, entry_hash = journal.head()
    return {"seq": seq, "entry_hash": entry_hash}
