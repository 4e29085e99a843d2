"""Taking back what was concluded before a pension (撤销退休前认定): the conclusion stays on record with the version that withdraws it."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import conclusions
from shebao.agency.benefits import queries as benefits
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import title
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse

KEY = "withdraw_conclusion"
TITLE = "撤销退休前认定"
LAW = "社会保险法 第七十四条；社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤销认定告知书"
REVERSAL = "撤销有误的，重新办理原来的认定。"
_KINDS = tuple((kind, name) for kind, name in conclusions.KINDS.items() if kind != "exit")
FIELDS = (
    Field("person_id", "人员", "person"),
    SCHEME,
    Field("kind", "撤销哪一项", "choice", choices=_KINDS),
    Field("reason", "撤销原因", longest=200),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
UNUSED = ("archive", "deemed", "flexible", "special")
"""Conclusions an award is decided on: once it is, the award is corrected first."""


def check(payload: Payload, day: date) -> Payload:
    """Refused where none stands, or a pension was decided on it."""
    scheme, one = scheme_of(payload), int_column([payload["person_id"]])
    if payload["kind"] in UNUSED and benefits.in_state_among(one, scheme, "active", "suspended").size:
        advice = "请先更正或撤销那份核定；认定有误的，再认定一次，由更正核定采用。"
        refuse("procedures.concluded", "待遇已经按这项认定核定", advice, "kind")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What stood, and that it no longer does."""
    return [
        Change("险种", "", title(scheme_of(payload))),
        Change(conclusions.KINDS[payload["kind"]], "有效", "撤销；原认定保留在记录里"),
        Change("撤销原因", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the withdrawal."""
    return conclusions.withdraw_conclusion(payload["person_id"], scheme_of(payload), payload["kind"], payload["reason"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}（{conclusions.KINDS[payload['kind']]}）"
