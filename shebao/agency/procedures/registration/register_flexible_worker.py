"""Somebody who insures himself (灵活就业人员参保登记): a base of one's own choice between floor and cap, paid alone, credited month by month."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import queries as benefits
from shebao.agency.declarations.actions import NewWage, declare_wages
from shebao.agency.declarations.kinds import ALONE, CHOSEN
from shebao.agency.enrolment import queries
from shebao.agency.enrolment.actions import enrol
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.people.actions import NewPerson, check_new, register
from shebao.agency.people.names import NAME_LONGEST
from shebao.agency.procedures.flexible_base import CYCLES, amounts_text, check_base
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.identity import birth_date_of, mask_citizen_number
from shebao.base.money import grouped
from shebao.base.months import age_years, month_of, month_text

KEY = "register_flexible_worker"
TITLE = "灵活就业人员参保登记"
LAW = "社会保险法 第10条、第58条；社会保险经办条例（国令第765号）第6条：10 个工作日"
WORKING_DAYS = 10
RISK = "low"
RESULT = "灵活就业人员参保登记表"
REVERSAL = "不再缴费的，办理“恢复参保、暂停缴费”，选“暂停缴费”；没有缴费的月份不算欠费。"
SENSITIVE = ("citizen_number", "phone")
IDENTITIES = {"no_hands": "无雇工个体户", "part_time": "非全日制", "platform": "新业态", "other": "其他灵活就业"}
OLDEST = {"male": 60, "female": 50}
"""Ages in years from which whoever decides looks at the legal retirement age; the law of the day decides it when a pension is claimed."""
FIELDS = (
    Field("person_id", "人员", "person", required=False, help="已登记的人选这里；没有登记过的填下面三项"),
    Field("citizen_number", "身份证号码", "citizen_number", required=False),
    Field("name", "姓名", required=False, longest=NAME_LONGEST),
    Field("village_id", "村（社区）", "village", required=False),
    Field("phone", "联系电话", "phone", required=False),
    Field("identity", "身份类别", "choice", choices=tuple(IDENTITIES.items())),
    Field("from_month", "参保月", "month", required=False, help="不填则为受理当月；以往月份不能补"),
    Field("base_fen", "缴费基数（元）", "yuan", help="在当年上下限之间自选"),
    Field("cycle", "缴费周期", "choice", choices=tuple(CYCLES.items())),
    scans_field("证明材料扫描件", "身份证、居住证明；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a base outside floor and cap, a month gone by, who draws a pension or is insured by an employer, and a person not named."""
    payload.setdefault("from_month", month_of(day))
    if payload["from_month"] < month_of(day):
        refuse(
            "procedures.flexible", f"参保月 {month_text(payload['from_month'])} 已经过去", "灵活就业人员以往月份不能补缴。", "from_month"
        )
    check_base(payload["base_fen"], payload["from_month"])
    if payload.get("person_id"):
        _check_known(payload["person_id"])
    else:
        for name, label in (("citizen_number", "身份证号码"), ("name", "姓名"), ("village_id", "村（社区）")):
            if not payload.get(name):
                refuse("procedures.flexible", f"没有选人员，也没有填写{label}", "请选已登记的人员，或填写号码、姓名和村（社区）。", name)
        check_new([_new_person(payload)], day)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Who, from when, what is due each month and where it goes, and what whoever decides should look at."""
    person_id = payload.get("person_id")
    if person_id:
        person = people.person(person_id)
        who, sex, born = person.name, person.sex, month_of(person.birth_date)
    else:
        number = payload["citizen_number"]
        who = f"{payload['name']}，{mask_citizen_number(number)}（新登记）"
        sex, born = "male" if int(number[16]) % 2 else "female", month_of(birth_date_of(number))
    changes = [
        Change("人员", "", f"{who}，{IDENTITIES[payload['identity']]}"),
        Change("参保", "未参保", f"自 {month_text(payload['from_month'])} 起，{CYCLES[payload['cycle']]}"),
        Change("缴费基数", "", f"{grouped(payload['base_fen'])} 元"),
        Change("每月应缴", "", amounts_text(payload["base_fen"], payload["from_month"])),
    ]
    if age_years(born, payload["from_month"]) >= OLDEST[sex]:
        changes.append(Change("请核对年龄", f"{month_text(born)} 出生", "达到法定退休年龄的不再新参保，请转延长缴费"))
    if person_id and queries.open_among(int_column([person_id]), RESIDENT).size:
        changes.append(Change("居民养老", "参保中", "请提醒本人办理终止或衔接"))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The id of the person."""
    person_id = payload.get("person_id") or register([_new_person(payload)], by=by)[0]
    enrol([person_id], ALONE, payload["from_month"], by=by)
    reason = f"{IDENTITIES[payload['identity']]}，{CYCLES[payload['cycle']]}"
    declare_wages([NewWage(person_id, payload["from_month"], payload["base_fen"], reason=reason)], 0, CHOSEN, by=by)
    return int(person_id)


def heading(payload: Payload) -> str:
    """The matter's title."""
    name = people.person(payload["person_id"]).name if payload.get("person_id") else payload["name"]
    return f"{name}：{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open registration a person, registered or not."""
    if payload.get("person_id"):
        return ("person", payload["person_id"])
    return ("applicant", people.applicant_key(payload["citizen_number"]))


def _check_known(person_id: int) -> None:
    person, ids = people.person(person_id), int_column([person_id])
    if person.death_date is not None:
        refuse("procedures.flexible", f"{person.name}已登记死亡", "请核对人员。", "person_id")
    for scheme in (RESIDENT, ALONE, "public_institution"):
        if benefits.in_state_among(ids, scheme, "active", "suspended").size:
            refuse("procedures.flexible", f"{person.name}已在领取养老待遇", "领取待遇的人不再参保缴费。", "person_id")


def _new_person(payload: Payload) -> NewPerson:
    return NewPerson(payload["citizen_number"], payload["name"], payload["village_id"], payload.get("phone", ""), "", "")
