"""Registering one person (参保登记): entered in the register, insured in the residents' scheme, a personal account opened."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import check_new
from shebao.base.identity import birth_date_of, mask_citizen_number, sex_of
from shebao.base.months import month_of

from .register_many import enter, new_person, shown_rows

KEY = "register_person"
TITLE = "参保登记"
LAW = "社会保险法 第58条；社会保险经办条例（国令第765号）：登记 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
SENSITIVE = ("citizen_number", "account_number")
FIELDS = (
    Field("citizen_number", "身份证号码", "citizen_number", help="18 位；15 位旧号会自动换成 18 位"),
    Field("name", "姓名"),
    Field("village_id", "村（社区）", "village"),
    Field("phone", "联系电话", "phone", required=False, help="手机号或带区号的座机号"),
    Field("from_month", "参保月", "month", required=False, help="不填则为受理当月"),
    Field("bank", "开户行", required=False),
    Field("account_number", "银行账号", "bank_card", required=False, help="本人名下的银行卡或存折账号"),
    scans_field("证明材料扫描件", "身份证、户口簿；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the person cannot be entered: wrong number, already registered, no such village."""
    payload.setdefault("from_month", month_of(day))
    check_new([new_person(payload)], day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is entered, masked."""
    number = payload["citizen_number"]
    sex = "男" if sex_of(number) == "male" else "女"
    who = f"{payload['name']}，{sex}，{birth_date_of(number).isoformat()} 出生，{mask_citizen_number(number)}"
    already = people_queries.find(number) is not None
    return [Change("人员", "已登记" if already else "未登记", who), *shown_rows([payload])]


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> list[int]:
    """The new person's id, in a list."""
    return enter([payload], actor_id=actor_id, day=day, matter_id=matter_id)


def subject(payload: Payload) -> tuple[str, int]:
    """One open registration a citizen number: its blind index as a number, so that nobody is submitted twice."""
    return "applicant", people_queries.applicant_key(payload["citizen_number"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['name']}：{TITLE}"
