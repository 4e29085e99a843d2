"""A request with an idempotency key is done once: sent again it gets the same answer; the key with another request is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Header, Status
from pydantic import StringConstraints

from shebao.agency.exchange import actions, queries
from shebao.agency.journal.actions import take_turn
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse

from .access import client_of

Key = Annotated[
    Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")],
    Header(alias="Idempotency-Key", description="去重号：8 至 64 位字母、数字、短横、下划线；同一个请求重发时用同一个"),
]


def once(request: HttpRequest, key: str, do: Callable[[], tuple[int, dict[str, Any]]]) -> Status:
    """Status and answer of a request, done in one transaction with the keeping of its answer. What is refused keeps nothing."""
    client_id = client_of(request).id
    digest = sm3(f"{request.method} {request.path}\n".encode() + request.body)
    with transaction.atomic():
        take_turn()  # two requests with one key wait for each other here
        before = queries.reply(client_id, key)
        if before is not None:
            if before[0] != digest:
                refuse("api.key_reused", f"去重号 {key} 已经用于另一个请求", "新的请求请换一个去重号。", "Idempotency-Key")
            return Status(before[1], before[2])
        status, content = do()
        actions.remember(client_id, key, digest, status, content)
    return Status(status, content)
