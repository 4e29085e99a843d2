"""Who may act online for whom (网上代办和单位经办人登记): a relative or village helper for a person, an agent for an employer; and its end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.public import actions, queries
from shebao.agency.public.actions.bindings import NewBinding
from shebao.agency.public.kinds import MOST_PRINCIPALS, RELATIVE, ROLES, SCOPES
from shebao.agency.store import vault
from shebao.base.finding import refuse
from shebao.base.identity import normalise_citizen_number
from shebao.base.months import month_of

KEY = "open_portal_account"
TITLE = "网上代办和单位经办人登记"
LAW = "社会保险经办条例（国令第765号）第29条；个人信息保护法 第28条"
WORKING_DAYS = None
RISK = "low"
RESULT = "网上代办登记回执"
REVERSAL = "登记有误或不再代办的，办理本事项“解除”；本人在网上可以随时收回，立刻生效。"
SENSITIVE = ("citizen_number", "phone")
OPEN, END = "open", "end"
LONGEST_DAYS = 366
"""A binding is renewed at least once a year. Practice: an authority without an end is nobody's authority."""
FIELDS = (
    Field("what", "办什么", "choice", choices=((OPEN, "登记"), (END, "解除"))),
    Field("role", "角色", "choice", required=False, choices=tuple(ROLES.items()), help="登记的填写"),
    Field("person_id", "替谁办", "person", required=False, help="亲属或协办员代办的填写"),
    Field("employer_id", "用人单位", "employer", required=False, help="单位经办的填写"),
    Field("agent_name", "经办人姓名", required=False, longest=40),
    Field("citizen_number", "经办人身份证号码", "citizen_number", required=False),
    Field("phone", "经办人电话", "phone", required=False),
    Field("scope", "范围", "choice", required=False, choices=tuple(SCOPES.items()), help="单位经办不填"),
    Field("until", "到哪一天为止", "date", required=False, help="最长一年"),
    Field(
        "proof",
        "认证方式",
        "choice",
        required=False,
        choices=(("online", "本人网上实人认证"), ("counter", "窗口核验本人"), ("letter", "单位授权书")),
    ),
    Field("binding_id", "代办编号", "number", required=False, help="解除的填写"),
    Field("reason", "解除原因", required=False, longest=100),
    scans_field("授权书扫描件", "单位授权书；PDF、JPEG 或 PNG，最多 6 份"),
)
_NEEDED = ("role", "agent_name", "citizen_number", "phone", "until", "proof")


def check(payload: Payload, day: date) -> Payload:
    """Refused without what the choice needs, for an agent who is dead, for more principals than one may have, and for too long."""
    needed = ("binding_id", "reason") if payload["what"] == END else _NEEDED
    labels = {field.name: field.label for field in FIELDS}
    for name in needed:
        if not payload.get(name):
            refuse("procedures.portal", f"没有填写{labels[name]}", "请填写后再提交。", name)
    if payload["what"] == END:
        queries.binding(payload["binding_id"], day)
        return payload
    _check_whom(payload)
    until = date.fromisoformat(payload["until"])
    if not day < until <= day + timedelta(days=LONGEST_DAYS):
        refuse("procedures.portal", f"“到哪一天为止”应在明天至 {day + timedelta(days=LONGEST_DAYS)} 之间", "到期可以再登记。", "until")
    _check_agent(payload, day)
    return payload


def _check_whom(payload: Payload) -> None:
    relative = payload["role"] == RELATIVE
    if relative and (not payload.get("person_id") or not payload.get("scope")):
        refuse("procedures.portal", "没有填写替谁办或者范围", "亲属代办要写明替谁办、能办什么。", "person_id")
    if not relative and not payload.get("employer_id"):
        refuse("procedures.portal", "没有选择用人单位", "单位经办要选择单位。", "employer_id")
    if not relative and not payload.get("scans"):
        refuse("procedures.portal", "没有单位授权书", "单位经办人由单位书面授权，请附授权书扫描件。", "scans", "社会保险经办条例 第29条")


def _check_agent(payload: Payload, day: date) -> None:
    number = normalise_citizen_number(payload["citizen_number"])
    agent_id = people.find(number)
    agent = people.person(agent_id) if agent_id else None
    if agent is not None and agent.name != payload["agent_name"]:
        refuse("procedures.portal", "经办人的姓名与登记的不一致", "请核对身份证。", "agent_name")
    if agent is not None and agent.death_date is not None:
        refuse("procedures.portal", f"{agent.name}已登记死亡", "请核对人员。", "citizen_number")
    if agent_id and agent_id == payload.get("person_id"):
        refuse("procedures.portal", "本人不需要代办登记", "本人用自己的姓名和身份证号码登录。", "citizen_number")
    bindings = queries.bindings_of_agent(vault.blind(number, "citizen"), day)
    about = (payload.get("person_id") or 0, payload.get("employer_id") or 0, payload["role"])
    if about in {(one.person_id, one.employer_id, one.role) for one in bindings}:
        refuse(
            "procedures.portal",
            f"{payload['agent_name']}已经登记为{ROLES[payload['role']]}",
            "要改范围或期限的，先解除再登记。",
            "agent_name",
        )
    if payload["role"] == RELATIVE and sum(one.person_id > 0 for one in bindings) >= MOST_PRINCIPALS:
        refuse("procedures.portal", f"{payload['agent_name']}已经替 {MOST_PRINCIPALS} 个人代办", "一个人最多替五个人代办。", "agent_name")


def preview(payload: Payload) -> list[Change]:
    """Who acts for whom, how far, until when; an agent whom the employer does not insure is pointed out."""
    if payload["what"] == END:
        return [Change(f"代办登记第 {payload['binding_id']} 号", "有效", f"解除：{payload['reason']}")]
    whom = people.person(payload["person_id"]).name if payload.get("person_id") else employers.employer(payload["employer_id"]).name
    changes = [
        Change("经办人", "", f"{payload['agent_name']}（尾号{payload['citizen_number'][-4:]}）"),
        Change("替谁办", "", whom),
        Change("角色和范围", "", f"{ROLES[payload['role']]}，{SCOPES.get(payload.get('scope', ''), '本单位的申报')}"),
        Change("到哪一天为止", "", payload["until"]),
    ]
    return [*changes, *_stranger(payload)]


def _stranger(payload: Payload) -> list[Change]:
    """An employer's agent who is in the register and is not insured by it."""
    agent_id = people.find(payload["citizen_number"]) if payload.get("employer_id") else None
    if agent_id is None:
        return []
    month = month_of(date.fromisoformat(payload["until"]))
    insured = agent_id in enrolment.employees(payload["employer_id"], month)
    return [] if insured else [Change("请注意", "", "经办人不在本单位的参保名册里")]


def apply(payload: Payload, *, by: By) -> Any:
    """The binding's id, or the entry of its end."""
    if payload["what"] == END:
        return actions.unbind(payload["binding_id"], payload["reason"], by=by)
    new = NewBinding(
        payload["role"],
        payload["agent_name"],
        payload["citizen_number"],
        payload["phone"],
        payload.get("scope") or "apply",
        date.fromisoformat(payload["until"]),
        payload.get("person_id") or 0,
        payload.get("employer_id") or 0,
    )
    return actions.bind(new, by=by)


def subject(payload: Payload) -> tuple[str, int] | None:
    """The person or employer it is about; an end has no subject of its own."""
    if payload.get("person_id"):
        return "person", payload["person_id"]
    return ("employer", payload["employer_id"]) if payload.get("employer_id") else None


def heading(payload: Payload) -> str:
    """The matter's title."""
    if payload["what"] == END:
        return f"解除代办登记第 {payload['binding_id']} 号"
    return f"{payload['agent_name']}：{ROLES[payload['role']]}"
