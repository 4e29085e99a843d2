"""Changing the accounts people are paid to (变更银行账户): of one person, or of a list when a bank issues new cards to a township."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Many, Payload, RowNote, rows_of
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import NewAccount, change_bank_accounts, check_accounts
from shebao.agency.people.names import BANK_LONGEST, NAME_LONGEST
from shebao.agency.procedures.columns import BANK, PERSON
from shebao.base.identity import mask_account

KEY = "change_bank_account"
TITLE = "变更银行账户"
LAW = "社会保险经办条例（国令第765号）：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
RESULT = "银行账户变更回执"
REVERSAL = "变更有误的，再办理一次“变更银行账户”；换回原账户也要重新核验。"
AREA = "bank_account"
SENSITIVE = ("account_number",)
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("bank", "开户行", longest=BANK_LONGEST),
    Field("account_number", "银行账号", "bank_card"),
    Field("holder", "户名", required=False, help="不填就是本人姓名；填写的必须与本人姓名相同", longest=NAME_LONGEST),
    scans_field("证明材料扫描件", "本人身份证和存折或银行卡的复印件；PDF、JPEG 或 PNG，最多 6 份"),
)
ROWS = (*PERSON, *BANK)
MANY = Many(
    "change_bank_accounts",
    "批量变更银行账户",
    (Field("rows", "账户名单", "file", help="每行：身份证号码、姓名、开户行、银行账号"), Field("file_name", "文件名", required=False)),
    risk="high",
    sensitive=("rows",),
)


def complete(rows: list[Payload]) -> dict[int, str]:
    """The name on the list is the holder's; no row contradicts itself."""
    for row in rows:
        row["holder"] = row["name"]
    return {}


def check(payload: Payload, day: date) -> Payload:
    """Refused, with the reason for each, where the holder is not the person, the person has died, or the account is the present one."""
    if "rows" not in payload and not payload.get("holder"):
        payload["holder"] = people_queries.person(payload["person_id"]).name
    check_accounts(_new_accounts(payload))
    return payload


def preview(payload: Payload) -> list[Change]:
    """One person: old account → new account, masked. A list: how many accounts at which banks, before and after."""
    return _of_many(payload) if "rows" in payload else _of_one(payload)


def apply(payload: Payload, *, by: By) -> list[int]:
    """The new accounts' ids in the order of the rows."""
    return change_bank_accounts(_new_accounts(payload), by=by)


def notes(payload: Payload) -> list[RowNote]:
    """Old account → new account of each row; an account that several of the list would share is flagged."""
    rows = _new_accounts(payload)
    present = people_queries.bank_account_in_force(row.person_id for row in rows)
    times = Counter(row.account_number for row in rows)
    return [
        RowNote(
            f"{old.bank} {old.masked}" if (old := present.get(row.person_id)) else "无",
            f"{row.bank} {mask_account(row.account_number)}",
            flags=(f"名单中 {times[row.account_number]} 人用同一账号",) if times[row.account_number] > 1 else (),
        )
        for row in rows
    ]


def _new_accounts(payload: Payload) -> list[NewAccount]:
    return [NewAccount(row["person_id"], row["bank"], row["account_number"], row["holder"]) for row in rows_of(payload)]


def _of_one(payload: Payload) -> list[Change]:
    present = people_queries.bank_account_in_force([payload["person_id"]]).get(payload["person_id"])
    old = (present.bank, present.masked, present.holder) if present else ("", "无", "")
    return [
        Change("开户行", old[0], payload["bank"]),
        Change("银行账号", old[1], mask_account(payload["account_number"])),
        Change("户名", old[2], payload["holder"]),
        Change("核验", "已核验" if present and present.verified else "未核验", "待核验，核验前的首期发放暂扣"),
    ]


def _of_many(payload: Payload) -> list[Change]:
    rows = _new_accounts(payload)
    present = people_queries.bank_account_in_force(row.person_id for row in rows)
    before, after = Counter(account.bank for account in present.values()), Counter(row.bank for row in rows)
    return [
        Change("现有银行账户", f"{len(present):,} 个：{_counts(before)}" if present else "无", "停用"),
        Change("新银行账户", "", f"{len(rows):,} 个：{_counts(after)}，待核验"),
    ]


def _counts(banks: Counter[str]) -> str:
    return "、".join(f"{bank} {count:,}" for bank, count in sorted(banks.items()))
