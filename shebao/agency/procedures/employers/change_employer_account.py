"""Another bank account of an employer (单位账户变更): refunds and subsidies go there, so three people look at it."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import actions as employers
from shebao.agency.employers import queries
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.identity import mask_account

KEY = "change_employer_account"
TITLE = "单位账户变更"
LAW = "社会保险经办条例（国令第765号）第9条、第10条：变更 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
RESULT = "单位账户变更回执"
REVERSAL = "变更有误的，再办理一次“单位账户变更”；每次变更都留有原来的账户。"
SENSITIVE = ("account_number",)
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("bank", "开户行", longest=60),
    Field("account_number", "银行账号", help="单位本户，8 至 30 位数字；户名须与登记的单位名称一致"),
    scans_field("开户证明扫描件", "开户许可证或银行开户证明；PDF、JPEG 或 PNG", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a number that is none, for the account in force, for an employer that left the register."""
    payload["account_number"] = "".join(payload["account_number"].split()).replace("-", "")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The account in force and the new one."""
    one, before = queries.employer(payload["employer_id"]), queries.account(payload["employer_id"])
    return [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        Change(
            "银行账户",
            f"{before.bank} **** {before.tail}，户名 {before.holder}" if before else "未登记",
            f"{payload['bank']} {mask_account(payload['account_number'])}，户名 {one.name}",
        ),
    ]


def apply(payload: Payload, *, by: By) -> None:
    """Put the new account in force."""
    employers.change_account(payload["employer_id"], payload["bank"], payload["account_number"], by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open change an employer."""
    return ("employer", payload["employer_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{queries.employer(payload['employer_id']).name}：{TITLE}"
