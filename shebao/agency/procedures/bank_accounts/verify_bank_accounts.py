"""Marking new bank accounts as verified (银行账户核验) on the bank's word, so that payments to them are no longer held."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people_queries
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON

KEY = "verify_bank_accounts"
TITLE = "银行账户核验"
LAW = "社会保险经办条例（国令第765号）第37条：高风险业务分级审核"
WORKING_DAYS = 10
RISK = "low"
AREA = "bank_account"
ROWS = PERSON
FIELDS = (
    Field("rows", "人员名单", "file", help="每行：身份证号码、姓名；核验的是各人现用账户"),
    Field("evidence", "核验依据", help="例如：农商行户名核验回执 2023-05-08"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """The accounts in force are fixed here; refused where somebody has none, or where the evidence says nothing."""
    people_actions.check_evidence(payload["evidence"])
    present = people_queries.bank_account_in_force(row["person_id"] for row in payload["rows"])
    absent = [row["person_id"] for row in payload["rows"] if row["person_id"] not in present]
    if absent:
        refuse_people("procedures.no_account", absent, "没有收款账户", "请从名单中去掉。", "rows")
    for row in payload["rows"]:
        row["account_id"] = present[row["person_id"]].id
    return payload


def preview(payload: Payload) -> list[Change]:
    """Which accounts; whoever changes one meanwhile makes the preview differ, and the matter goes back."""
    present = people_queries.bank_account_in_force(row["person_id"] for row in payload["rows"])
    same = [row for row in payload["rows"] if row["person_id"] in present and present[row["person_id"]].id == row["account_id"]]
    if len(payload["rows"]) == 1:
        account = people_queries.accounts([payload["rows"][0]["account_id"]])[payload["rows"][0]["account_id"]]
        shown = f"{account.bank} {account.masked}（{account.holder}）"
        return [Change("银行账户", shown if same else "已变更", "已核验"), Change("核验依据", "", payload["evidence"])]
    return [Change("银行账户", f"现用 {len(same):,} 个", "已核验"), Change("核验依据", "", payload["evidence"])]


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
