"""What a request with an idempotency key was answered, kept in the transaction of what it did."""

from __future__ import annotations

from typing import Any

from shebao.agency.store.digest import canonical

from ..models import Reply


def remember(client_id: int, key: str, request_digest: str, status: int, content: Any) -> None:
    """Keep an answer. A second request with the key at the same moment breaks on the database's own rule, and does nothing."""
    Reply.objects.create(client_id=client_id, key=key, request_digest=request_digest, status=status, content=canonical(content))
