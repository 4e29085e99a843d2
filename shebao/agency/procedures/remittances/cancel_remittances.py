"""Cancelling an order to bodies before it is paid (撤销划款单), with what stood behind it left for its own matter to decide anew."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.remittances.actions import cancel_order

from ._orders import described, heading_of, order_of

KEY = "cancel_remittances"
TITLE = "撤销划款单"
LAW = "社会保险经办条例（国令第765号）第28条、第37条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤销划款单通知"
REVERSAL = "撤销有误的，重新核定，开立新的划款单。"
FIELDS = (Field("order_id", "划款单编号", "number"), Field("reason", "撤销原因", longest=160))


def check(payload: Payload, day: date) -> Payload:
    """Refused where something of it was paid."""
    order_of(payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The order that falls away."""
    return [*described(order_of(payload)), Change("划款单", "待付", f"撤销：{payload['reason']}")]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the cancellation."""
    return cancel_order(payload["order_id"], payload["reason"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter an order."""
    return ("order", payload["order_id"])
