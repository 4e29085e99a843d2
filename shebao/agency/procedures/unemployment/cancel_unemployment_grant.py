"""Cancelling something granted once before it is paid (撤销一次性补贴): the grant and what is owed for it fall away together."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.agency.unemployment.kinds import GRANTS
from shebao.base.finding import refuse
from shebao.base.money import grouped

from ._grants import basis_of

KEY = "cancel_unemployment_grant"
TITLE = "撤销一次性补贴"
LAW = "社会保险经办条例（国令第765号）第28条、第37条"
WORKING_DAYS = None
RISK = "high"
RESULT = "撤销一次性补贴通知"
REVERSAL = "撤销有误的，重新核定。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("grant_number", "补贴编号", "number", help="失业待遇页面上每笔补贴都有编号"),
    Field("reason", "撤销原因", longest=160),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for one there is not, and for one that a run pays already."""
    _row(payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The grant that falls away."""
    row = _row(payload)
    return [
        Change(
            f"{people.person(row.person_id).name}：{GRANTS[row.kind][0]}", f"{grouped(row.amount_fen)} 元待付", f"撤销：{payload['reason']}"
        )
    ]


def apply(payload: Payload, *, by: By) -> None:
    """Cancel both."""
    row = _row(payload)
    if payout.cancel_owed_for(basis_of(row.kind, row.id), SCHEME, payload["reason"], by=by) is None:
        refuse("payout.not_owed", "这项补贴没有待付的款项，或已经撤销", "请在失业待遇页面核对。", "grant_number")
    claims.cancel_grant(row.id, payload["reason"], by=by)


def _row(payload: Payload) -> known.GrantRow:
    row = known.grant_row(payload["grant_number"])
    if row is None or row.person_id != payload["person_id"]:
        refuse(
            "procedures.grant", f"此人没有编号为 {payload['grant_number']} 的补贴，或已经撤销", "请在失业待遇页面核对编号。", "grant_number"
        )
    return row
