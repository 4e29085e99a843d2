"""Recording what the labour administration decided of an injury (工伤认定结论登记): the case is opened, and who is liable is worked out."""

from __future__ import annotations

from datetime import date

from shebao.agency.contributions import months as month_store
from shebao.agency.employers import projects
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.injury import actions, queries
from shebao.agency.injury.kinds import INJURIES, LIABLE, RESULTS
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.finding import refuse
from shebao.base.months import first_day, month_of

from ._case import YES, YES_OR_NO

KEY = "record_recognition"
TITLE = "工伤认定结论登记"
LAW = "工伤保险条例 第十七条、第二十条、第六十二条；社会保险法 第三十六条"
WORKING_DAYS = None
RISK = "low"
RESULT = "工伤案件建档回执"
REVERSAL = "认定后来更正、撤销或中止的，按新的决定再办理一次“工伤认定结论登记”，填写案件编号；已付的待遇按“撤销工伤待遇核定”或追回办理。"
REPORT_DAYS = 30
FIELDS = (
    Field("person_id", "受伤人员", "person"),
    Field("case_id", "工伤案件编号", "number", required=False, help="同一案件后来的决定才填写；第一次登记不填"),
    Field("kind", "类别", "choice", choices=tuple(INJURIES.items())),
    Field("happened_on", "事故或诊断日期", "date"),
    Field("employer_id", "用人单位", "employer", required=False, help="不填则按事故当月参加工伤保险的单位"),
    Field("project", "建设项目", required=False, longest=80, help="按项目参保的填写项目编号，首次缴费到账日和单位由项目登记带出"),
    Field("decision_no", "决定书编号", longest=60),
    Field("decided_on", "决定日期", "date"),
    Field("applied_on", "申请认定日期", "date"),
    Field("result", "结论", "choice", choices=tuple(RESULTS.items())),
    Field("extension", "延长申报的批准文号", required=False, longest=60, help="单位经批准延长申报时限的填写"),
    Field("third_party", "第三人责任", "choice", choices=YES_OR_NO, help="道路交通事故、他人伤害等"),
    Field("insured_on", "首次缴费到账日", "date", required=False, help="不填则按工伤保险费入库月份认定；项目参保的填写项目缴费到账日"),
    scans_field("认定工伤决定书扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for dates that cannot be, a platform worker where the place has no cover on file, and a case that is on file already."""
    happened, applied, decided = (date.fromisoformat(payload[name]) for name in ("happened_on", "applied_on", "decided_on"))
    if not happened <= applied <= decided <= day:
        what = "日期次序不对：应为事故（诊断）、申请、决定、今天"
        refuse("procedures.recognition", what, "请照认定工伤决定书核对。", "decided_on")
    if payload["kind"] == "platform":
        _require_cover(happened)
    _project(payload)
    _employer(payload, happened)
    _liability(payload, happened)
    payload["late"] = (applied - happened).days > REPORT_DAYS and not payload.get("extension")
    simulated(lambda: _apply(payload, By(None, day)), lambda: None)
    return payload


def _require_cover(happened: date) -> None:
    """A platform's worker is covered where the place's document is on file."""
    if parameters.places().find("platform_injury_cover", installation.place(), happened) is None:
        refuse(
            "procedures.recognition",
            "当地新就业形态职业伤害保障的文件没有录入",
            "请由参数管理岗照当地文件录入“新就业形态职业伤害保障”，再登记；没有试点的不在这里办理。",
            "kind",
            "人社部发〔2025〕24号",
        )


def _project(payload: Payload) -> None:
    """Of a registered project: its name, its employer, and since when it is covered."""
    row = projects.project_by_code(payload["project"]) if payload.get("project") else None
    if row is None:
        return
    state = projects.project(row.pk)
    payload["project"] = f"{row.code} {row.name}"[:80]
    payload.setdefault("employer_id", row.employer_id)
    if not payload.get("insured_on") and state.covered_from is not None:
        payload["insured_on"] = state.covered_from.isoformat()


def _employer(payload: Payload, happened: date) -> None:
    """The employer of the month of the injury, where the form names none."""
    if payload.get("employer_id") or payload["kind"] == "platform":
        return
    month = month_of(happened)
    listed = enrolment.employers_of(payload["person_id"])
    there = [one for scheme, one, first, last in listed if scheme == INJURY and first <= month and (last is None or last >= month)]
    if there:
        payload["employer_id"] = there[0]


def _liability(payload: Payload, happened: date) -> None:
    """Who pays, by when the first contribution arrived (工伤保险条例 第六十二条)."""
    if payload.get("insured_on"):
        first = date.fromisoformat(payload["insured_on"])
    else:
        paid = [row.paid_month for row in month_store.of_person(payload["person_id"], INJURY) if row.paid_month]
        first = first_day(min(paid)) if paid else date.max
        if paid:
            payload["insured_on"] = first.isoformat()
    payload["liable"] = "fund" if first <= happened else "later" if payload.get("insured_on") else "employer"


def preview(payload: Payload) -> list[Change]:
    """The case, who is liable and why, and what was spent at the employer's cost."""
    before = queries.case(payload["case_id"]).result if payload.get("case_id") else ""
    changes = [
        Change("工伤案件", RESULTS.get(before, "没有建档"), f"{INJURIES[payload['kind']]}，{payload['happened_on']}"),
        Change("结论", RESULTS.get(before, ""), f"{RESULTS[payload['result']]}（{payload['decision_no']}）"),
        Change("用人单位", "", employers.employer(payload["employer_id"]).name if payload.get("employer_id") else "没有单位"),
        Change("支付责任", "", _liable_text(payload)),
    ]
    if payload["late"]:
        changes.append(Change("申报时限", "", f"超过 {REPORT_DAYS} 日申报，申请以前发生的费用由用人单位负担（条例第十七条）"))
    if payload["third_party"] == YES:
        changes.append(Change("第三人责任", "", "医疗费用先由第三人支付；不支付或找不到人的，办理“工伤保险先行支付”"))
    if payload["result"] == "revoked":
        changes.append(Change("请注意", "", "停付尚未支付的待遇；复议、诉讼期间不停止支付治疗费用（条例第三十一条）"))
    return changes


def _liable_text(payload: Payload) -> str:
    paid = f"首次缴费到账 {payload['insured_on']}" if payload.get("insured_on") else "没有工伤保险缴费到账"
    return f"{LIABLE[payload['liable']]}（{paid}）"


def apply(payload: Payload, *, by: By) -> int:
    """The case's id."""
    return _apply(payload, by)


def _apply(payload: Payload, by: By) -> int:
    recognition = actions.Recognised(
        payload["decision_no"],
        date.fromisoformat(payload["decided_on"]),
        payload["result"],
        date.fromisoformat(payload["applied_on"]),
        payload["late"],
        payload["third_party"] == YES,
        date.fromisoformat(payload["insured_on"]) if payload.get("insured_on") else None,
        payload["liable"],
    )
    if payload.get("case_id"):
        case = queries.case(payload["case_id"])
        if (case.person_id, case.happened_on.isoformat()) != (payload["person_id"], payload["happened_on"]):
            refuse("procedures.recognition", "案件编号、人员和事故日期对不上", "请从工伤案件页面进入办理。", "case_id")
        actions.recognise(case.id, recognition, by=by)
        return case.id
    happened = date.fromisoformat(payload["happened_on"])
    case_row = actions.NewCase(payload["person_id"], payload.get("employer_id"), payload.get("project", ""), happened, payload["kind"])
    return actions.open_case(case_row, recognition, by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a person."""
    return ("person", payload["person_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
