"""Family, guardians and agents of a person (亲属、监护人和代办人登记): inheritance, survivors and errands rest on it, so it is proved."""

from __future__ import annotations

from datetime import date

from shebao.agency.enrolment.relatives import NewRelative, end_relative, enter_relative, relatives_of
from shebao.agency.enrolment.schemes import RELATIONS, SCOPES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.people.names import NAME_LONGEST
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.identity import mask_citizen_number

KEY = "record_family"
TITLE = "亲属、监护人和代办人登记"
LAW = "社会保险经办条例（国令第765号）第10条、第30条；个人信息保护法 第28条"
WORKING_DAYS = 10
RISK = "low"
RESULT = "亲属和代办人登记表"
REVERSAL = "登记有误或关系终止的，再办理一次，选“终止”，填写失效日；原来的登记保留。"
SENSITIVE = ("relative_number",)
ENTER, END = "enter", "end"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("what", "办理事项", "choice", choices=((ENTER, "登记"), (END, "终止"))),
    Field("relative_number", "亲属证件号", "citizen_number", required=False, help="登记时必填"),
    Field("relative_name", "亲属姓名", required=False, longest=NAME_LONGEST, help="登记时必填"),
    Field("relation", "关系", "choice", required=False, choices=tuple(RELATIONS.items()), help="登记时必填"),
    Field(
        "scope",
        "代办范围",
        "choice",
        required=False,
        choices=tuple(SCOPES.items()),
        help="监护人、代办人填写；代领待遇另须办理收款账户变更",
    ),
    Field("from_on", "生效日", "date", required=False, help="登记时必填"),
    Field("to_on", "失效日", "date", required=False, help="有期限的授权填写，到期自动失效；终止时必填"),
    Field("relative_id", "要终止的登记编号", "number", required=False, help="人员页“亲属和代办人”里每条都有编号"),
    scans_field("证明材料扫描件", "户口簿、结婚证、出生证明，监护证明或公证委托书；PDF、JPEG 或 PNG，最多 6 份", required=True),
)
_NEEDED = {ENTER: ("relative_number", "relative_name", "relation", "from_on"), END: ("relative_id", "to_on")}


def check(payload: Payload, day: date) -> Payload:
    """Refused for what is missing, for the person themselves, for an agent without a scope, and where the counter refuses."""
    for field in FIELDS:
        if field.name in _NEEDED[payload["what"]] and not payload.get(field.name):
            refuse("procedures.family", f"没有填写{field.label}", "请补填。", field.name)
    if payload["what"] == ENTER:
        if people.find(payload["relative_number"]) == payload["person_id"]:
            refuse("procedures.family", "亲属证件号是本人的", "请填写亲属的证件号。", "relative_number")
        if payload["relation"] == "agent" and not payload.get("scope"):
            refuse("procedures.family", "代办人没有填写代办范围", "请选申请、认证或代领。", "scope")
        named = people.find(payload["relative_number"])
        if named is not None and people.person(named).name != payload["relative_name"]:
            refuse("procedures.family", "亲属姓名与登记的姓名不符", "请照身份证核对姓名和号码。", "relative_name")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Who is entered, masked, or whose standing ends."""
    if payload["what"] == END:
        one = next((row for row in relatives_of(payload["person_id"]) if row.id == payload["relative_id"]), None)
        who = f"{RELATIONS[one.relation]} {one.name}" if one else "已不存在"
        return [Change("终止", who, f"{payload['to_on']} 起失效")]
    known = people.find(payload["relative_number"]) is not None
    scope = SCOPES.get(payload.get("scope", ""), "")
    changes = [
        Change(RELATIONS[payload["relation"]], "", f"{payload['relative_name']}，{mask_citizen_number(payload['relative_number'])}"),
        Change("是否在登记册", "", "已登记" if known else "没有登记过，按证明材料登记"),
        Change("有效期", "", f"{payload['from_on']} 起，{payload.get('to_on') or '长期'}"),
    ]
    if scope:
        changes.append(Change("代办范围", "", scope + ("；收款账户不随之改变" if payload["scope"] == "collect" else "")))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The id of the relative."""
    if payload["what"] == END:
        end_relative(payload["person_id"], payload["relative_id"], date.fromisoformat(payload["to_on"]), by=by)
        return int(payload["relative_id"])
    until = date.fromisoformat(payload["to_on"]) if payload.get("to_on") else None
    row = NewRelative(
        payload["person_id"],
        payload["relative_number"],
        payload["relative_name"],
        payload["relation"],
        payload.get("scope", ""),
        date.fromisoformat(payload["from_on"]),
        until,
    )
    return enter_relative(row, by=by)
