"""What is known of a person besides name and number (变更个人基本信息): nationality, household, first work, birth by the file."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import queries as benefits
from shebao.agency.declarations.kinds import WITH_ACCOUNT
from shebao.agency.enrolment.relatives import facts_of, state_fact
from shebao.agency.enrolment.schemes import EVIDENCE, FACTS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.months import everyday_date

KEY = "correct_person"
TITLE = "变更个人基本信息"
LAW = "社会保险经办条例（国令第765号）第9条、第10条：变更登记 10 个工作日；个人信息保护法 第46条"
WORKING_DAYS = 10
RISK = "high"
RESULT = "个人基本信息变更回执"
REVERSAL = "变更有误的，再办理一次“变更个人基本信息”改回；每次的内容都保留。"
DATES = ("began_work", "birth_by_file")
HOUSEHOLDS = ("农业", "非农业", "居民")
FIELDS = (
    Field("person_id", "人员", "person"),
    Field(
        "what",
        "变更事项",
        "choice",
        choices=tuple(FACTS.items()),
        help="姓名、身份证号码请办“更正姓名、身份证号码”，电话请办“变更联系电话”",
    ),
    Field("new_value", "新值", longest=60, help="日期照 1985-04-02 填写；户口性质填农业、非农业或居民"),
    Field("evidence", "依据", "choice", choices=tuple(EVIDENCE.items())),
    scans_field("证明材料扫描件", "户口簿、公安证明或档案最先记载页；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a day that is none, a birth by the file without the file, work before sixteen, and where nothing changes."""
    what, person = payload["what"], people.person(payload["person_id"])
    if what in DATES:
        on = everyday_date(payload["new_value"], "new_value")
        if on > day:
            refuse("procedures.person", f"{FACTS[what]} {on.isoformat()} 晚于今天", "请核对日期。", "new_value")
        if what == "began_work" and on.year - person.birth_date.year < 14:
            refuse("procedures.person", "参加工作时间早于 14 周岁", "请照档案核对。", "new_value")
        payload["new_value"] = on.isoformat()
    if what == "birth_by_file" and payload["evidence"] != "file":
        refuse("procedures.person", "档案出生日期要以档案为依据", "请附档案最先记载页，依据选“档案”。", "evidence")
    if what == "household" and payload["new_value"] not in HOUSEHOLDS:
        refuse("procedures.person", f"户口性质应为{'、'.join(HOUSEHOLDS)}之一", "请照户口簿填写。", "new_value")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The old and the new value, and what has to be put right besides."""
    what, ids = payload["what"], int_column([payload["person_id"]])
    changes = [
        Change(FACTS[what], facts_of(payload["person_id"]).get(what, "没有登记"), payload["new_value"]),
        Change("依据", "", EVIDENCE[payload["evidence"]]),
    ]
    if what in DATES and any(benefits.in_state_among(ids, scheme, "active", "suspended").size for scheme in WITH_ACCOUNT):
        changes.append(Change("养老待遇", "已核定", "不随之改变；影响待遇的，另办“更正待遇核定”"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the fact."""
    return state_fact(payload["person_id"], payload["what"], payload["new_value"], payload["evidence"], by=by)
