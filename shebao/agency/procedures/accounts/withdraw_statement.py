"""Statements or a certificate declared void (作废记录单或证明): the paper stays on record, its code proves nothing any more."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import statements
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse

from ._schemes import INTEREST

KEY = "withdraw_statement"
TITLE = "作废个人权益记录单或证明"
LAW = "社会保险个人权益记录管理办法（人社部令第14号）；社会保险法 第七十四条"
WORKING_DAYS = None
RISK = "high"
RESULT = "作废通知"
REVERSAL = "作废有误的，重新出具或重新打印，用新的编号。"
KINDS = ((statements.STATEMENT, "一个年度的个人权益记录单"), (statements.CERTIFICATE, "一张证明"))
FIELDS = (
    Field("kind", "作废什么", "choice", choices=KINDS),
    Field("record", "编号", "number", help="记录单的出具编号或证明编号"),
    Field("reason", "作废原因", longest=200),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where there is no such record, or it is void already."""
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What becomes void."""
    what = dict(KINDS)[payload["kind"]]
    if payload["kind"] == statements.STATEMENT:
        issue = next((row for row in statements.issues() if row.id == payload["record"]), None)
        if issue is None:
            refuse("accounts.no_record", f"没有编号为 {payload['record']} 的记录", "请核对编号。", "record")
        what = f"{dict(INTEREST)[issue.scheme]} {issue.year} 年度，{issue.people:,} 份"
    return [Change(what, "有效", "作废，核验码失效"), Change("作废原因", "", payload["reason"])]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the withdrawal."""
    return statements.withdraw(payload["kind"], payload["record"], payload["reason"], by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a record."""
    return (payload["kind"], payload["record"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：第 {payload['record']} 号"
