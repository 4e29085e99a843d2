"""A kind of matter for the engine's own tests: it writes a journal entry and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Kind, Payload, Risk
from shebao.base.finding import refuse

FACTS = {"before": "旧"}
"""What the preview reads as the present state; a test may change it."""


def kind(risk: Risk, *, working_days: int | None = 10, refusing: bool = False) -> Kind:
    """A kind of the given risk. refusing: its `apply` finds at the last moment that it cannot be done."""

    def check(payload: Payload, day: date) -> Payload:
        if payload.get("amount", 0) < 0:
            refuse("test.amount", "金额不能为负", "请改正。", "amount")
        return dict(payload)

    def apply(payload: Payload, *, by: By) -> Any:
        entry = record("test.applied", by=by, body={"amount": payload.get("amount", 0)})
        if refusing:
            refuse("test.late", "办理时发现不能办", "请退回。")
        return entry

    return Kind(
        key=f"test_{risk}",
        title="试办事项",
        law="试行",
        working_days=working_days,
        risk=risk,
        area="person",
        fields=(Field("amount", "金额"),),
        sensitive=frozenset({"secret"}),
        check=check,
        preview=lambda payload: [Change("值", FACTS["before"], str(payload.get("amount", 0)))],
        apply=apply,
        subject=lambda payload: ("person", payload["person"]) if payload.get("person") else None,
        heading=lambda payload: "试办",
        people=lambda payload: 1,
    )
