"""Insuring persons again who are in the register and left the scheme before (恢复参保): a new spell, the account goes on."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import queries as accounts
from shebao.agency.accounts.actions import open_accounts
from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.enrolment.actions import enrol
from shebao.agency.enrolment.schemes import LEAVING
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.people import queries as people_queries
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

KEY = "insure_again"
TITLE = "恢复参保"
LAW = "社会保险经办条例（国令第765号）：登记 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
RESULT = "恢复参保告知书"
REVERSAL = "登记有误的，办理“中断或终止参保”。"
ROWS = PERSON
FIELDS = (
    Field("rows", "人员名单", "file", help="每行：身份证号码、姓名；须是登记过、现在没有参保的人"),
    Field("from_month", "参保月", "month", required=False, help="不填则为受理当月；晚于上一段参保的终止月"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, naming them, where somebody has died, is insured, or would begin before the former insurance ended."""
    payload.setdefault("from_month", month_of(day))
    people = [row["person_id"] for row in payload["rows"]]
    known = people_queries.persons(people)
    dead = [person for person in people if person in known and known[person].death_date is not None]
    if dead:
        refuse_people("procedures.dead", dead, "已登记死亡", "请从名单中去掉；登记错的，先撤销死亡登记。", "rows")
    simulated(lambda: _insure(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many insurances begin anew, and how many accounts go on or are opened."""
    people = int_column(row["person_id"] for row in payload["rows"])
    without = _without_account(payload)
    balance = int(accounts.balances(people, RESIDENT).sum())
    return [
        Change("参保", "未参保", f"{people.size:,} 人自 {month_text(payload['from_month'])} 起参保"),
        Change("个人账户", f"{people.size - len(without):,} 个，余额 {grouped(balance)} 元", f"沿用；另新建 {len(without):,} 个"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Why and when each person left, what is in the account, and from when the insurance goes on."""
    result = []
    for row in payload["rows"]:
        spells = enrolment_queries.spells(row["person_id"])
        last = max((spell for spell in spells if spell.to_month), key=lambda spell: spell.to_month or 0, default=None)
        account = accounts.of_person(row["person_id"], RESIDENT)
        left = (
            f"{month_text(last.to_month)} 终止（{LEAVING.get(last.end_reason, last.end_reason)}）"
            if last and last.to_month
            else "没有参保过"
        )
        result.append(RowNote(left, f"{month_text(payload['from_month'])} 起参保", account.balance_fen if account else None))
    return result


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the new spells."""
    return _insure(payload, by)


def _without_account(payload: Payload) -> list[int]:
    return [row["person_id"] for row in payload["rows"] if accounts.of_person(row["person_id"], RESIDENT) is None]


def _insure(payload: Payload, by: By) -> Entry:
    people, without = [row["person_id"] for row in payload["rows"]], _without_account(payload)
    entry = enrol(people, RESIDENT, payload["from_month"], by=by)
    if without:
        open_accounts([(person, 0) for person in without], RESIDENT, month_of(by.day), by=by)
    return entry
