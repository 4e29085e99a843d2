"""Registering a file of persons (批量参保登记): a list is one matter, entered whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from shebao.agency.accounts.actions import open_accounts
from shebao.agency.enrolment.actions import enrol
from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import NewPerson, check_new, register
from shebao.base.identity import mask_account
from shebao.base.months import month_of, month_text

KEY = "register_many"
TITLE = "批量参保登记"
LAW = "社会保险法 第58条；社会保险经办条例（国令第765号）：登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
SENSITIVE = ("rows",)
FIELDS = (
    Field("rows", "人员名单", "file", help="每行：身份证号码、姓名、乡镇、村（社区）、联系电话、开户行、银行账号"),
    Field("file_name", "文件名", required=False),
    Field("from_month", "参保月", "month", required=False, help="不填则为受理当月"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row that cannot be entered."""
    payload.setdefault("from_month", month_of(day))
    for row in payload["rows"]:
        row.setdefault("from_month", payload["from_month"])
    check_new([new_person(row) for row in payload["rows"]], day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many persons in which townships, and how many accounts."""
    rows = payload["rows"]
    known = people_queries.townships({row["village_id"] for row in rows})
    townships = Counter(known[row["village_id"]] for row in rows)
    places = "、".join(f"{name} {count:,} 人" for name, count in sorted(townships.items()))
    accounts = sum(1 for row in rows if row.get("account_number"))
    return [
        Change("人员", "未登记", f"{len(rows):,} 人"),
        Change("乡镇", "", places),
        Change("参保", "未参保", f"自 {month_text(payload['from_month'])} 起参加城乡居民养老保险"),
        Change("个人账户", "无", f"新建 {len(rows):,} 个，余额 0.00 元"),
        Change("收款账户", "无", f"{accounts:,} 个，待核验"),
    ]


def shown_rows(rows: Sequence[Payload]) -> list[Change]:
    """The lines of one person's preview after the identity."""
    row = rows[0]
    account = f"{row.get('bank', '')} {mask_account(row['account_number'])}，待核验" if row.get("account_number") else "未填"
    return [
        Change("参保", "未参保", f"自 {month_text(row['from_month'])} 起参加城乡居民养老保险"),
        Change("个人账户", "无", "新建，余额 0.00 元"),
        Change("收款账户", "无", account),
    ]


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> list[int]:
    """The new persons' ids in the order of the rows."""
    return enter(payload["rows"], actor_id=actor_id, day=day, matter_id=matter_id)


def enter(rows: Sequence[Payload], *, actor_id: int, day: date, matter_id: int) -> list[int]:
    """Enter persons, insure them and open their accounts, in that order."""
    ids = register([new_person(row) for row in rows], actor_id=actor_id, day=day, matter_id=matter_id)
    enrol(ids, RESIDENT, [row["from_month"] for row in rows], actor_id=actor_id, day=day, matter_id=matter_id)
    open_accounts([(person_id, 0) for person_id in ids], RESIDENT, month_of(day), actor_id=actor_id, day=day, matter_id=matter_id)
    return ids


def new_person(row: Payload) -> NewPerson:
    """A row of the list as the register takes it."""
    return NewPerson(
        row.get("citizen_number", ""),
        row.get("name", ""),
        row.get("village_id", 0),
        row.get("phone", "") or "",
        row.get("bank", "") or "",
        row.get("account_number", "") or "",
    )


def people(payload: Payload) -> int:
    """How many persons the matter is about."""
    return len(payload["rows"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 人" + (f"（{payload['file_name']}）" if payload.get("file_name") else "")
