"""Batches: entered once with their number, count, sum and digest; accepted, failed for a reason and a post, settled, or answered."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse

from ..kinds import FAILED, STATES
from ..models import Batch, BatchStep
from ..queries import BatchRow, batch, same_batch


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch as its sender describes it. rows: how many; total_fen: what its amounts come to; digest: SM3 of the file."""

    direction: str
    layout: str
    number: str
    party: str
    rows: int
    total_fen: int
    digest: str
    client_id: int = 0
    file: bytes | None = None
    fields: dict[str, Any] = field(default_factory=dict)


def enter(new: NewBatch, state: str, *, by: By, matter_id: int = 0, duty: str = "", text: str = "") -> int:
    """The id of the batch, entered with its first state. Refused where its number or its content was entered before."""
    with transaction.atomic():
        take_turn()
        if same_batch(new.direction, new.layout, new.number, new.digest) is not None:
            refuse("exchange.twice", f"批次 {new.number} 已经登记过", "同一批次只收一次，请查询它的结果。", "number")
        key = next_id(Batch)
        sealed = None
        if new.file is not None:
            content = canonical({"file": base64.b64encode(new.file).decode(), "fields": new.fields})
            sealed = vault.seal(content, Batch.SEALED_PLACE, key)
        row = (
            key, new.direction, new.layout, new.number, new.party, new.client_id, new.rows, new.total_fen, new.digest, by.day, sealed,
        )  # fmt: skip
        post(Batch, (*Batch.SEALED, "content"), [row], "exchange.batch", by=by, subject=("batch", key))
        _step(key, state, by, matter_id, duty, text)
    return key


def advance(batch_id: int, state: str, *, by: By, matter_id: int = 0, text: str = "") -> BatchRow:
    """What became of a failed batch in the hands of its post. Refused where it waits for nobody."""
    with transaction.atomic():
        take_turn()
        row = batch(batch_id)
        if row.state != FAILED:
            refuse("exchange.state", f"批次 {row.number} 现在是“{STATES[row.state]}”，不用再处理", "请刷新页面。")
        if not matter_id and not text.strip():
            refuse("exchange.reason", "没有填写怎样处理的", "请用一句话写明，例如“已电话通知税务重传”。", "text")
        _step(batch_id, state, by, matter_id, "", text)
    return batch(batch_id)


def _step(batch_id: int, state: str, by: By, matter_id: int, duty: str, text: str) -> None:
    row = (next_id(BatchStep), batch_id, state, matter_id, duty, text.strip()[:1000], by.day)
    step_by = By(by.actor_id, by.day, matter_id or by.matter_id)
    post(BatchStep, BatchStep.SEALED, [row], "exchange.step", by=step_by, subject=("batch", batch_id), body={"state": state})
