"""Taking back a contribution that should not have been posted (更正缴费、退费): the year no longer counts, the account gives it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.accounts.actions import credit_contributions
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.contributions import queries as contributions
from shebao.agency.contributions.actions import take_back
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

KEY = "take_back_contribution"
TITLE = "更正缴费（退费）"
LAW = "社会保险经办条例（国令第765号）第28条；国发〔2014〕8号 第三条"
WORKING_DAYS = 10
RISK = "high"
RESULT = "缴费更正（退费）告知书"
REVERSAL = "更正有误的，重新办理“缴费到账入账”：同一年度可以再次入账；退费已付的，先收回。"
WHY = (
    ("wrong_person", "记错了人"),
    ("twice", "重复缴费"),
    ("wrong_tier", "档次有误，另行入账"),
    ("not_entitled", "不符合参保缴费条件"),
)
REFUND = (("refund", "退还个人缴费"), ("none", "不退，另行入账到正确的人或档次"))
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("contribution_number", "要更正的缴费记录编号", "number", help="人员页面“缴费”里每笔都有编号"),
    Field("why", "更正原因", "choice", choices=WHY),
    Field("refund", "款项处理", "choice", choices=REFUND, help="退款由基金财务凭退库凭证或银行回单登记，办结以前列在“应收未到”里（负数）"),
    scans_field("依据扫描件", "缴费凭证、本人申请；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where there is no such contribution of this person, it was taken back before, or the account cannot give it back."""
    if _row(payload) is None:
        refuse(
            "procedures.contribution",
            f"此人没有编号为 {payload['contribution_number']} 的缴费记录",
            "请在人员页面核对编号。",
            "contribution_number",
        )
    simulated(lambda: _take_back(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The contribution by part, the years and the account before and after, and what is to be refunded."""
    row, person_id = _row(payload), payload["person_id"]
    if row is None:
        return [Change("缴费记录", "", "已不存在")]
    years = contributions.of_person(person_id, RESIDENT).paid_years
    balance = int(accounts.balances(int_column([person_id]), RESIDENT)[0])
    parts = "，".join(
        f"{part.title} {grouped(row[f'{part.key}_fen'])}" for part in schemes.of(RESIDENT).CONTRIBUTIONS if row[f"{part.key}_fen"]
    )
    changes = [
        Change(f"{row['year']} 年度{row['title']}", f"{grouped(row['total_fen'])} 元（{parts}）", "取消"),
        Change("缴费年数", f"{years} 年", f"{years - 1} 年"),
        Change("账户余额", f"{grouped(balance)} 元", f"{grouped(balance - row['total_fen'])} 元"),
        Change("更正原因", "", dict(WHY)[payload["why"]]),
        Change("退还个人缴费", "", f"{grouped(row['own_fen'])} 元" if payload["refund"] == "refund" else "不退"),
    ]
    if benefit_queries.in_state_among(int_column([person_id]), RESIDENT, "active", "suspended").size:
        changes.append(Change("养老待遇", "", "不随之改变；影响待遇的，另办“更正待遇核定”"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of what was taken back; the account follows in the same step."""
    return _take_back(payload, by)


def _take_back(payload: Payload, by: By) -> Entry:
    reason = f"{dict(WHY)[payload['why']]}；{dict(REFUND)[payload['refund']]}"
    entry = take_back([payload["contribution_number"]], RESIDENT, month_of(by.day), reason, by=by)
    credit_contributions(entry.seq, RESIDENT, by=by)
    return entry


def _row(payload: Payload) -> dict[str, Any] | None:
    rows = contributions.of_person(payload["person_id"], RESIDENT).rows
    return next((row for row in rows if row["id"] == payload["contribution_number"] and row["kind"] != "correction"), None)
