"""The states of a matter and the only ways from one to another, as data."""

from __future__ import annotations

from collections.abc import Mapping

from .kind import Risk

STATES: Mapping[str, str] = {
    "accepted": "待复核",
    "reviewed": "待审批",
    "approved": "已审批",
    "applied": "已办结",
    "returned": "已退回",
    "withdrawn": "已撤回",
}
VERBS: Mapping[str, str] = {
    "submit": "受理",
    "review": "复核",
    "approve": "批准",
    "send_back": "退回",
    "withdraw": "撤回",
    "resubmit": "重新提交",
    "apply": "生效",
}
OPEN = ("accepted", "reviewed", "approved", "returned")

_ALWAYS = {
    ("accepted", "send_back"): "returned",
    ("accepted", "withdraw"): "withdrawn",
    ("returned", "resubmit"): "accepted",
    ("returned", "withdraw"): "withdrawn",
    ("approved", "apply"): "applied",
}
TRANSITIONS: Mapping[Risk, Mapping[tuple[str, str], str]] = {
    "low": {**_ALWAYS, ("accepted", "approve"): "approved"},
    "high": {
        **_ALWAYS,
        ("accepted", "review"): "reviewed",
        ("reviewed", "approve"): "approved",
        ("reviewed", "send_back"): "returned",
        ("reviewed", "withdraw"): "withdrawn",
    },
}
"""(state, verb) → state. "approved" lasts only inside the transaction that applies the matter."""

RIGHTS: Mapping[tuple[Risk, str], tuple[str, ...]] = {
    **{(risk, verb): ("create",) for risk in ("low", "high") for verb in ("submit", "withdraw", "resubmit")},
    **{(risk, "send_back"): ("review", "approve") for risk in ("low", "high")},
    ("low", "approve"): ("review", "approve"),
    ("high", "review"): ("review",),
    ("high", "approve"): ("approve",),
}
"""Which rights of the kind's area a verb asks for; one of them is enough."""


def after(risk: Risk, state: str, verb: str) -> str | None:
    """The state a verb leads to; None where it may not be done."""
    return TRANSITIONS[risk].get((state, verb))


def verbs_in(risk: Risk, state: str) -> list[str]:
    """What may be done with a matter in this state, by somebody."""
    return [verb for (at, verb) in TRANSITIONS[risk] if at == state and verb != "apply"]
