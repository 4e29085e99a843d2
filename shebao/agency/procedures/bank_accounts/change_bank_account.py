"""Changing the account one person is paid to (变更银行账户)."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import NewAccount, change_bank_accounts, check_accounts
from shebao.base.identity import mask_account

KEY = "change_bank_account"
TITLE = "变更银行账户"
LAW = "社会保险经办条例（国令第765号）：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
AREA = "bank_account"
SENSITIVE = ("account_number",)
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("bank", "开户行"),
    Field("account_number", "银行账号", "bank_card"),
    Field("holder", "户名", help="必须是本人姓名"),
    scans_field("证明材料扫描件", "本人身份证和存折或银行卡的复印件；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the holder is not the person, the person has died, or the account is the present one."""
    check_accounts([_asked(payload)])
    return payload


def preview(payload: Payload) -> list[Change]:
    """Old account → new account, masked."""
    present = people_queries.bank_account_in_force([payload["person_id"]]).get(payload["person_id"])
    old = (present.bank, present.masked, present.holder) if present else ("", "无", "")
    return [
        Change("开户行", old[0], payload["bank"]),
        Change("银行账号", old[1], mask_account(payload["account_number"])),
        Change("户名", old[2], payload["holder"]),
        Change("核验", "已核验" if present and present.verified else "未核验", "待核验，核验前的首期发放暂扣"),
    ]


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> list[int]:
    """The new account's id, in a list."""
    return change_bank_accounts([_asked(payload)], actor_id=actor_id, day=day, matter_id=matter_id)


def subject(payload: Payload) -> tuple[str, int]:
    """One open change a person."""
    return "person", payload["person_id"]


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people_queries.person(payload['person_id']).name}：{TITLE}"


def _asked(payload: Payload) -> NewAccount:
    return NewAccount(payload["person_id"], payload["bank"], payload["account_number"], payload["holder"])
