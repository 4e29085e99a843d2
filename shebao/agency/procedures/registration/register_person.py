"""Registering persons (参保登记): entered in the register, insured in the residents' scheme, a personal account opened.

One person comes by a form; a list is one matter, entered whole or not at all, and takes one person more to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from shebao.agency.accounts.actions import open_accounts
from shebao.agency.enrolment.actions import enrol
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Many, Payload, RowNote, Wanted, rows_of
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import NewPerson, check_new, register
from shebao.agency.people.names import BANK_LONGEST, NAME_LONGEST
from shebao.agency.people.refusal import refuse_rows
from shebao.agency.procedures.columns import BANK_IF_KNOWN, NEW_PERSON, PHONE, VILLAGE
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.identity import birth_date_of, mask_account, mask_citizen_number, sex_of
from shebao.base.months import month_of, month_text

from ._ages import too_young

KEY = "register_person"
TITLE = "参保登记"
LAW = "社会保险法 第58条；社会保险经办条例（国令第765号）：登记 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
RESULT = "参保登记回执"
REVERSAL = "登记有误的，办理“更正姓名、身份证号码”“变更居住地”“变更银行账户”；不应参保的，办理“中断或终止参保”。"
SENSITIVE = ("citizen_number", "account_number")
_FROM = Field("from_month", "参保月", "month", required=False, help="不填则为受理当月")
FIELDS = (
    Field("citizen_number", "身份证号码", "citizen_number", help="18 位，照居民身份证填写"),
    Field("name", "姓名", longest=NAME_LONGEST),
    Field("village_id", "村（社区）", "village"),
    Field("phone", "联系电话", "phone", required=False, help="手机号或带区号的座机号"),
    _FROM,
    Field("bank", "开户行", required=False, longest=BANK_LONGEST),
    Field("account_number", "银行账号", "bank_card", required=False, help="本人名下的银行卡或存折账号"),
    scans_field("证明材料扫描件", "身份证、户口簿；PDF、JPEG 或 PNG，最多 6 份"),
)
ROWS = (*NEW_PERSON, *VILLAGE, PHONE, Wanted("from_month", "参保月", "month", required=False), *BANK_IF_KNOWN)
MANY = Many(
    "register_many",
    "批量参保登记",
    (
        Field("rows", "人员名单", "file", help="每行：身份证号码、姓名、乡镇、村（社区）、联系电话、开户行、银行账号"),
        Field("file_name", "文件名", required=False),
        _FROM,
    ),
    risk="high",
    sensitive=("rows",),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, with the reason for each, where somebody cannot be entered: wrong number, already registered, no such village."""
    payload.setdefault("from_month", month_of(day))
    for row in rows_of(payload):
        row.setdefault("from_month", payload["from_month"])
    check_new([new_person(row) for row in rows_of(payload)], day)
    if problems := too_young(rows_of(payload), RESIDENT):
        refuse_rows("procedures.entry_age", "登记", len(rows_of(payload)), problems)
    return payload


def preview(payload: Payload) -> list[Change]:
    """One person: what is entered, masked. A list: how many persons in which townships, and how many accounts."""
    return _of_many(payload) if "rows" in payload else _of_one(payload)


def apply(payload: Payload, *, by: By) -> list[int]:
    """The new persons' ids in the order of the rows: entered, insured, their accounts opened, in that order."""
    rows = rows_of(payload)
    ids = register([new_person(row) for row in rows], by=by)
    enrol(ids, RESIDENT, [row["from_month"] for row in rows], by=by)
    open_accounts([(person_id, 0) for person_id in ids], RESIDENT, month_of(by.day), by=by)
    return ids


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open registration a citizen number: its blind index as a number, so that nobody is submitted twice."""
    return None if "rows" in payload else ("applicant", people_queries.applicant_key(payload["citizen_number"]))


def heading(payload: Payload) -> str:
    """The matter's title."""
    if "rows" not in payload:
        return f"{payload['name']}：{TITLE}"
    return f"{MANY.title}：{len(payload['rows']):,} 人" + (f"（{payload['file_name']}）" if payload.get("file_name") else "")


def notes(payload: Payload) -> list[RowNote]:
    """Sex and birth date of each person as the number says them; accounts that several of the list would share are flagged."""
    times = Counter(row["account_number"] for row in payload["rows"] if row.get("account_number"))
    return [
        RowNote(
            after=f"{'男' if sex_of(row['citizen_number']) == 'male' else '女'}，{birth_date_of(row['citizen_number']).isoformat()} 出生",
            flags=(f"名单中 {many} 人用同一账号",) if (many := times[row.get("account_number", "")]) > 1 else (),
        )
        for row in payload["rows"]
    ]


def new_person(row: Payload) -> NewPerson:
    """A row as the register takes it."""
    return NewPerson(
        row.get("citizen_number", ""),
        row.get("name", ""),
        row.get("village_id", 0),
        row.get("phone", "") or "",
        row.get("bank", "") or "",
        row.get("account_number", "") or "",
    )


def _of_one(payload: Payload) -> list[Change]:
    number = payload["citizen_number"]
    sex = "男" if sex_of(number) == "male" else "女"
    who = f"{payload['name']}，{sex}，{birth_date_of(number).isoformat()} 出生，{mask_citizen_number(number)}"
    already = people_queries.find(number) is not None
    account = f"{payload.get('bank', '')} {mask_account(payload['account_number'])}，待核验" if payload.get("account_number") else "未填"
    return [
        Change("人员", "已登记" if already else "未登记", who),
        Change("参保", "未参保", f"自 {month_text(payload['from_month'])} 起参加城乡居民基本养老保险"),
        Change("个人账户", "无", "新建，余额 0.00 元"),
        Change("银行账户", "无", account),
    ]


def _of_many(payload: Payload) -> list[Change]:
    rows: Sequence[Payload] = payload["rows"]
    known = people_queries.townships({row["village_id"] for row in rows})
    townships = Counter(known[row["village_id"]] for row in rows)
    places = "、".join(f"{name} {count:,} 人" for name, count in sorted(townships.items()))
    accounts = sum(1 for row in rows if row.get("account_number"))
    return [
        Change("人员", "未登记", f"{len(rows):,} 人"),
        Change("乡镇", "", places),
        Change("参保", "未参保", f"自 {month_text(payload['from_month'])} 起参加城乡居民基本养老保险"),
        Change("个人账户", "无", f"新建 {len(rows):,} 个，余额 0.00 元"),
        Change("银行账户", "无", f"{accounts:,} 个，待核验"),
    ]
