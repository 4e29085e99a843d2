"""Cancelling what heirs are owed before it is paid (撤销身后应付): the account is whole again, a set-off stands no more."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import actions as accounts
from shebao.agency.annuity.queries import ANNUITY_SCHEME
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.procedures.accounts._schemes import WITH_ACCOUNTS, scheme_field, scheme_of
from shebao.agency.procedures.trial import simulated
from shebao.base.money import grouped
from shebao.base.months import month_of

from .estate import heading_of

KEY = "cancel_owed"
TITLE = "撤销身后应付"
LAW = "社会保险法 第14条；社会保险经办条例（国令第765号）第28条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤销应付告知书"
REVERSAL = "撤销有误的，重新办理“个人账户余额继承”或“居民丧葬补助金核定”。"
FIELDS = (
    Field("person_id", "死者", "person"),
    scheme_field(WITH_ACCOUNTS),
    Field("kind", "撤销哪一项", "choice", choices=tuple(runs.DUE_KINDS.items())),
    Field("reason", "撤销原因", help="例如：继承人登记有误，重新登记后再核定", longest=100),
    scans_field("依据扫描件", "更正依据；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing of the kind is owed, or a run pays it already."""
    scheme_of(payload)
    simulated(lambda: _cancel(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What each heir was owed, what was kept back, and what becomes of the account."""
    kind, title = payload["kind"], runs.DUE_KINDS[payload["kind"]]
    changes = [
        Change(f"{row.name}：{title}", f"应付 {grouped(row.amount_fen)} 元", "撤销")
        for row in runs.dues_of(payload["person_id"])
        if row.kind == kind
    ]
    debts = runs.debts_of(payload["person_id"], scheme_of(payload))
    kept_back = sum(row.amount_fen for row in runs.set_offs_of(debt.id for debt in debts) if row.kind == kind)
    if kept_back:
        changes.append(Change("抵扣的多发待遇", f"已抵扣 {grouped(kept_back)} 元", "撤销，仍须追回"))
    if kind == "inheritance":
        changes.append(Change("个人账户", "已清户", "重新启用，余额退回"))
    return [*changes, Change("撤销原因", "", payload["reason"])]


def apply(payload: Payload, *, by: By) -> None:
    """Cancel the dues and set-offs; of an inheritance the account is whole again."""
    _cancel(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def _cancel(payload: Payload, by: By) -> None:
    scheme = scheme_of(payload)
    if scheme != ANNUITY_SCHEME:
        payout.cancel_owed(payload["person_id"], payload["kind"], scheme, payload["reason"], by=by)
    if payload["kind"] == "inheritance":
        accounts.undo_inheritance(payload["person_id"], scheme, month_of(by.day), payload["reason"], by=by)
