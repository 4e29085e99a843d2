"""Changing the accounts of a list of persons (批量变更银行账户), for example when a bank issues new cards to a township."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people_queries

KEY = "change_bank_accounts"
TITLE = "批量变更银行账户"
LAW = "社会保险经办条例（国令第765号）：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
AREA = "bank_account"
SENSITIVE = ("rows",)
FIELDS = (
    Field("rows", "账户名单", "file", help="每行：身份证号码、姓名、开户行、银行账号"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row; rows have person_id, bank, account_number, holder."""
    people_actions.check_accounts(_asked(payload))
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many accounts at which banks, before and after."""
    asked = _asked(payload)
    present = people_queries.bank_account_in_force(row.person_id for row in asked)
    before, after = Counter(account.bank for account in present.values()), Counter(row.bank for row in asked)
    return [
        Change("现有收款账户", f"{len(present):,} 个：{_listed(before)}" if present else "无", "停用"),
        Change("新收款账户", "", f"{len(asked):,} 个：{_listed(after)}，待核验"),
    ]


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> list[int]:
    """The new accounts' ids in the order of the rows."""
    return people_actions.change_bank_accounts(_asked(payload), actor_id=actor_id, day=day, matter_id=matter_id)


def people(payload: Payload) -> int:
    """How many persons the matter is about."""
    return len(payload["rows"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 人"


def _listed(banks: Counter[str]) -> str:
    return "、".join(f"{bank} {count:,}" for bank, count in sorted(banks.items()))


def _asked(payload: Payload) -> list[people_actions.NewAccount]:
    return [people_actions.NewAccount(row["person_id"], row["bank"], row["account_number"], row["holder"]) for row in payload["rows"]]
