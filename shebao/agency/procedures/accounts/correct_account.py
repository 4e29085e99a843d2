"""Correcting one entry of a personal account by an entry of its own (更正个人账户): what was posted stays beside it."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import MAIN, title
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

from ._schemes import WITH_ACCOUNTS, scheme_field, scheme_of

KEY = "correct_account"
TITLE = "更正个人账户"
LAW = "社会保险法 第14条；社会保险经办条例（国令第765号）第28条"
WORKING_DAYS = 10
RISK = "high"
RESULT = "个人账户更正告知书"
REVERSAL = "更正有误的，对更正的那笔记录再办理一次“更正个人账户”；每笔记录只更正一次。"
FIELDS = (
    Field("person_id", "人员", "person"),
    scheme_field(WITH_ACCOUNTS),
    Field("entry_number", "要更正的记录编号", "number", help="人员页面“个人账户”表里每行都有编号"),
    Field("direction", "更正方向", "choice", choices=(("add", "调增"), ("take", "调减"))),
    Field("amount_fen", "更正金额", "yuan"),
    Field("reason", "更正原因", help="哪里错了、依据什么材料改", longest=100),
    scans_field("依据扫描件", "原始缴费凭证、银行流水或核定表；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the entry is not of this account or was corrected before, or the account would fall below zero."""
    payload["accepted_on"] = day.isoformat()
    scheme_of(payload)
    if payload["amount_fen"] <= 0:
        refuse("procedures.amount", "更正金额应大于零", "调减的，选“调减”，金额仍填正数。", "amount_fen")
    simulated(lambda: _correct(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The entry that was wrong, the correction, the balance before and after, and what does not follow by itself."""
    account = account_queries.of_person(payload["person_id"], scheme_of(payload))
    entry = next((one for one in account.movements if one.id == payload["entry_number"]), None) if account else None
    if account is None or entry is None:
        return [Change("账户记录", "", "账户里没有这笔记录")]
    changes = [
        *([] if scheme_of(payload) == MAIN else [Change("险种", "", title(payload["scheme"]))]),
        Change(
            f"{month_text(entry.month)} {entry.title}", f"{grouped(entry.amount_fen)} 元", f"{grouped(entry.amount_fen + _fen(payload))} 元"
        ),
        Change("账户余额", f"{grouped(account.balance_fen)} 元", f"{grouped(account.balance_fen + _fen(payload))} 元"),
        Change("更正原因", "", payload["reason"]),
    ]
    if benefit_queries.in_state_among(int_column([payload["person_id"]]), scheme_of(payload), "active", "suspended").size:
        changes.append(Change("养老待遇", "", "不随之改变；影响待遇的，另办“更正待遇核定”"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the correction."""
    return _correct(payload, by)


def _correct(payload: Payload, by: By) -> Entry:
    row = accounts.Correction(payload["person_id"], _fen(payload), payload["entry_number"])
    return accounts.correct([row], scheme_of(payload), month_of(by.day), payload["reason"], by=by)


def _fen(payload: Payload) -> int:
    amount: int = payload["amount_fen"]
    return amount if payload["direction"] == "add" else -amount
