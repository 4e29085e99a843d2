"""A matter that was sent back, as its maker corrects it: who returned it and why, the list it came with, which fields differ."""

from __future__ import annotations

from typing import Any

from shebao.agency.installation import queries as installation
from shebao.agency.matters.kind import Kind, Payload
from shebao.agency.matters.queries import MatterDetail, StepRow
from shebao.agency.procedures import actions
from shebao.agency.procedures.counter_warnings import to_override

KEEP = "keep"
"""The choice to hand in the list of before once more."""


def sent_back(detail: MatterDetail | None) -> StepRow | None:
    """The step that sent a matter back, as long as it waits for its maker."""
    if detail is None or detail.row.state != "returned":
        return None
    return next((step for step in reversed(detail.steps) if step.verb == "send_back"), None)


def looked_at(one: Kind, detail: MatterDetail | None, payload: Payload) -> dict[str, Any]:
    """What the page shows before a matter is sent: what it would change, and what a returned one asks for differently."""
    if detail is None:
        heading, changes, table = actions.headed(one.key, payload, day=installation.business_day())
        return {"heading": heading, "changes": changes, "table": table, "overridden": to_override(changes)}
    changes, differs, table = actions.looked_at(detail.row.id, payload, day=installation.business_day())
    return {"changes": changes, "differs": differs, "table": table, "overridden": to_override(changes)}


def list_before(one: Kind, detail: MatterDetail | None) -> dict[str, Any] | None:
    """The file a returned list came in: its name, and its rows unless they are sealed; None where none was handed in."""
    if detail is None or not detail.payload.get("file_name"):
        return None
    return {"file_name": detail.payload["file_name"], "rows": [] if "rows" in one.sensitive else detail.payload.get("rows", [])}
