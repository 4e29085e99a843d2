"""Marking new bank accounts as verified (银行账户核验) on the bank's word, so that payments to them are no longer held."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import SCANS, scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people_queries
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.base.finding import refuse

KEY = "verify_bank_accounts"
TITLE = "银行账户核验"
LAW = "社会保险经办条例（国令第765号）第37条：高风险业务分级审核"
WORKING_DAYS = 10
RISK = "low"
AREA = "bank_account"
RESULT = "银行账户核验单"
REVERSAL = "核验有误的，办理“变更银行账户”，旧账户随之停用；已送盘的由财务扣下。"
WAITED, CYCLE_DAYS = "waited", 30
CHANNELS = (
    ("bank", "银行户名核验回执"),
    ("visit", "另一渠道向本人核实：上门、视频或回拨登记电话"),
    (WAITED, f"账户启用已满一个发放周期（{CYCLE_DAYS} 天），没有人提出异议"),
)
ROWS = PERSON
FIELDS = (
    Field("rows", "人员名单", "file", help="每行：身份证号码、姓名；核验的是各人现用账户"),
    Field("channel", "核验渠道", "choice", choices=CHANNELS, help="新账户不能只凭经办人一句话当期付款：等满一个周期，或另有渠道的凭证"),
    Field("evidence", "核验依据", help="例如：农商行户名核验回执 2023-05-08"),
    scans_field("核验凭证扫描件", "银行回执或核实记录；等满一个周期的可不传。PDF、JPEG 或 PNG，最多 6 份"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """The accounts in force are fixed here; refused where somebody has none, or where the evidence says nothing."""
    people_actions.check_evidence(payload["evidence"])
    present = people_queries.bank_account_in_force(row["person_id"] for row in payload["rows"])
    absent = [row["person_id"] for row in payload["rows"] if row["person_id"] not in present]
    if absent:
        refuse_people("procedures.no_account", absent, "没有银行账户", "请从名单中去掉。", "rows")
    if payload["channel"] == WAITED:
        young = [row["person_id"] for row in payload["rows"] if (day - present[row["person_id"]].since).days < CYCLE_DAYS]
        if young:
            refuse_people(
                "procedures.account_young",
                young,
                f"的账户启用不满 {CYCLE_DAYS} 天",
                "请等满一个发放周期，或取得银行回执、另一渠道核实后再办理。",
                "rows",
            )
    elif not payload.get(SCANS):
        refuse("procedures.no_proof", "没有核验凭证的扫描件", "请上传银行回执或核实记录；没有的，等账户启用满一个发放周期再核验。", SCANS)
    for row in payload["rows"]:
        row["account_id"] = present[row["person_id"]].id
    return payload


def preview(payload: Payload) -> list[Change]:
    """Which accounts; whoever changes one meanwhile makes the preview differ, and the matter goes back."""
    channel = Change("核验渠道", "", dict(CHANNELS)[payload["channel"]])
    present = people_queries.bank_account_in_force(row["person_id"] for row in payload["rows"])
    same = [row for row in payload["rows"] if row["person_id"] in present and present[row["person_id"]].id == row["account_id"]]
    if len(payload["rows"]) == 1:
        account = people_queries.accounts([payload["rows"][0]["account_id"]])[payload["rows"][0]["account_id"]]
        shown = f"{account.bank} {account.masked}（{account.holder}）"
        return [Change("银行账户", shown if same else "已变更", "已核验"), channel, Change("核验依据", "", payload["evidence"])]
    return [Change("银行账户", f"现用 {len(same):,} 个", "已核验"), channel, Change("核验依据", "", payload["evidence"])]


def notes(payload: Payload) -> list[RowNote]:
    """The account that each row verifies."""
    known = people_queries.accounts(row["account_id"] for row in payload["rows"])
    present = people_queries.bank_account_in_force(row["person_id"] for row in payload["rows"])
    notes = []
    for row in payload["rows"]:
        account, now = known[row["account_id"]], present.get(row["person_id"])
        flags = ("受理后已变更账户",) if now is None or now.id != account.id else ()
        notes.append(
            RowNote(
                f"{account.bank} {account.masked}（{account.holder}）{'已核验' if account.verified else '待核验'}", "已核验", flags=flags
            )
        )
    return notes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the verification."""
    accounts = [row["account_id"] for row in payload["rows"]]
    return people_actions.verify_bank_accounts(accounts, payload["evidence"], by=by)
