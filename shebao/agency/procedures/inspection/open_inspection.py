"""Opening a case of inspection with its notice (稽核立案与通知): two inspectors, three days before the visit, three people decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shebao.agency.employers import queries as employers
from shebao.agency.injury import provider_queries as providers
from shebao.agency.inspection import actions as inspection
from shebao.agency.inspection import queries as cases
from shebao.agency.inspection.actions import NewCase, NewCaseStep
from shebao.agency.inspection.kinds import CASES, NOTICE_DAYS, SUBJECTS
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.staff import queries as staff
from shebao.base.finding import refuse
from shebao.base.months import month_title

KEY = "open_inspection"
TITLE = "稽核立案与通知"
LAW = "社会保险稽核办法（劳动保障部令第16号，条号未核对）；社会保险经办条例（国令第765号）第48条"
WORKING_DAYS = None
RISK = "high"
AREA = "audit"
RESULT = "社会保险稽核通知书"
REVERSAL = "立案有误的，办本事项“撤案”，写明原因；案件和通知书保留。"
OPEN, STOP = "open", "stopped"
FIELDS = (
    Field("what", "办什么", "choice", required=False, choices=((OPEN, "立案"), (STOP, "撤案")), help="不选就是立案"),
    Field("target_id", "计划对象编号", "number", required=False, help="从计划页面进入会自动填好"),
    Field("employer_id", "用人单位", "employer", required=False),
    Field("person_id", "人员", "person", required=False),
    Field("provider_id", "协议机构编号", "number", required=False),
    Field("kind", "类别", "choice", required=False, choices=tuple(CASES.items())),
    Field("from_month", "检查期间起", "month", required=False),
    Field("to_month", "检查期间止", "month", required=False),
    Field("notice_on", "通知送达日", "date", required=False),
    Field("visit_on", "进点日期", "date", required=False, help=f"送达 {NOTICE_DAYS} 天以后"),
    Field("inspectors", "稽核人员登录名", required=False, longest=120, help="两名以上，用顿号隔开"),
    Field("waived", "不提前通知的原因", required=False, longest=120, help="情况特殊、提前通知会影响稽核的填写"),
    Field("document", "通知书文号", required=False, longest=60),
    Field("case_id", "案件编号", "number", required=False, help="撤案的填写"),
    Field("reason", "撤案原因", required=False, longest=200),
    scans_field("通知书和送达回证扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
_NEEDS = {OPEN: ("kind", "from_month", "to_month", "notice_on", "visit_on", "inspectors", "document"), STOP: ("case_id", "reason")}


def check(payload: Payload, day: date) -> Payload:
    """Refused without a subject, for one inspector, a notice given late without a reason, and a second open case."""
    labels = {field.name: field.label for field in FIELDS}
    for name in _NEEDS[_what(payload)]:
        if payload.get(name) in (None, ""):
            refuse("procedures.inspection", f"没有填写{labels[name]}", f"办理本事项要有{labels[name]}。", name)
    if _what(payload) == OPEN:
        _subject(payload)
    payload["asked_on"] = day.isoformat()
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Who is inspected by whom for which months, and when the notice must have been served."""
    if _what(payload) == STOP:
        row = cases.case(payload["case_id"])
        return [Change(f"稽核案件第 {row.id} 号：{row.name}", "在办", "撤案"), Change("原因", "", payload["reason"])]
    new = _new(payload)
    latest = new.visit_on - timedelta(days=NOTICE_DAYS)
    early = f"送达 {new.notice_on.isoformat()}，最迟应为 {latest.isoformat()}"
    return [
        Change(f"{CASES[new.kind]}：{SUBJECTS[new.subject_kind]}", "", new.name),
        Change("检查期间", "", f"{month_title(new.from_month)}至{month_title(new.to_month)}"),
        Change("进点", "", f"{new.visit_on.isoformat()}，{'、'.join(staff.names(new.inspectors).values())}"),
        Change("通知书", "", f"{new.document}，{early}" + (f"；不提前通知：{new.waived}" if new.waived else "")),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The case's id, or that of the step that stops it."""
    if _what(payload) == STOP:
        return inspection.take_case_step(payload["case_id"], NewCaseStep(STOP, by.day, text=payload["reason"]), by=by)
    return inspection.open_case(_new(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    if _what(payload) == STOP:
        return f"撤案：稽核案件第 {payload['case_id']} 号"
    return f"{CASES[payload['kind']]}：{_subject(payload)[2]}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a subject, or a case."""
    if _what(payload) == STOP:
        return "case", payload["case_id"]
    kind, key, _ = _subject(payload)
    return kind, key


def _what(payload: Payload) -> str:
    return payload.get("what") or OPEN


def _subject(payload: Payload) -> tuple[str, int, str]:
    """(kind, number, name) of whom the case is about, from the plan's target or as it was filled in."""
    if payload.get("target_id"):
        result = cases.target(payload["target_id"])
        if result is None or result[1].subject_kind not in SUBJECTS:
            refuse("procedures.inspection", "没有这个计划对象，或不是稽核案件的对象", "内控计划的对象在“内控自查抽样”里办理。", "target_id")
        target, plan = result
        return plan.subject_kind, target.subject_id, target.name
    given = [name for name in ("employer_id", "person_id", "provider_id") if payload.get(name)]
    if len(given) != 1:
        refuse("procedures.inspection", "稽核对象应填且只填一个", "用人单位、人员、协议机构填其中一项，或填计划对象编号。", "employer_id")
    key = payload[given[0]]
    named: dict[str, Any] = {"employer_id": _employer, "person_id": _person, "provider_id": _provider}
    return given[0].removesuffix("_id"), key, named[given[0]](key)


def _employer(key: int) -> str:
    return employers.employer(key).name


def _person(key: int) -> str:
    return people.person(key).name


def _provider(key: int) -> str:
    row = next((one for one in providers.providers() if one.id == key), None)
    if row is None:
        refuse("procedures.inspection", f"没有第 {key} 号协议机构", "请在“工伤”的协议机构列表里看编号。", "provider_id")
    return row.name


def _new(payload: Payload) -> NewCase:
    names = payload["inspectors"].replace("，", "、").replace(",", "、").split("、")
    subject_kind, subject_id, name = _subject(payload)
    return NewCase(
        payload.get("target_id") or 0,
        payload["kind"],
        subject_kind,
        subject_id,
        name,
        payload["from_month"],
        payload["to_month"],
        date.fromisoformat(payload["notice_on"]),
        date.fromisoformat(payload["visit_on"]),
        payload.get("waived", ""),
        payload["document"],
        tuple(dict.fromkeys(staff.member_id(one.strip()) for one in names if one.strip())),
    )
