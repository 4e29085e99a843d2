"""The record of an inspection, what was told of it, and the opinion (稽核记录、告知与意见书): low bases become arrears, person by person."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shebao.agency.declarations.actions import NewWage, correct_wages
from shebao.agency.declarations.actions.correct import correction_drafts
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.inspection import actions as inspection
from shebao.agency.inspection import queries as cases
from shebao.agency.inspection.actions import NewCaseStep, NewFinding
from shebao.agency.inspection.kinds import CASE_STEPS, CLEAN_WORKDAYS, OPINION_WORKDAYS, STATES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped
from shebao.base.months import month_text
from shebao.base.workdays import add_workdays

KEY = "conclude_inspection"
TITLE = "稽核记录、告知与意见书"
LAW = "社会保险稽核办法（劳动保障部令第16号，条号未核对）；社会保险法 第60条、第63条；社会保险经办条例（国令第765号）第44条"
WORKING_DAYS = None
RISK = "high"
AREA = "audit"
RESULT = "社会保险稽核意见书"
REVERSAL = "结论有误的，办本事项“复查，重新查处”；已核定的少缴确有错的，办“缴费退费”，旧版保留。"
STEPS = ("recorded", "told", "opinion", "put_right", "reviewed")
ROWS = (
    *PERSON,
    Wanted("from_month", "所属期起", "month"),
    Wanted("to_month", "所属期止", "month"),
    Wanted("wage_fen", "应报月工资（元）", "yuan", also=("应报", "应报月工资")),
)
FIELDS = (
    Field("case_id", "案件编号", "number", help="从稽核案件页面进入会自动填好"),
    Field("what", "办什么", "choice", choices=tuple((key, CASE_STEPS[key].title) for key in STEPS)),
    Field("on", "日期", "date", help="现场记录、送达、改正的日期"),
    Field("ended_on", "稽核结束日", "date", required=False, help="告知和意见书的填写；5 个、10 个工作日从这天以后数"),
    Field(
        "signed",
        "签字",
        "choice",
        required=False,
        choices=(("both", "稽核人员和被稽核对象都已签字"), ("refused", "被稽核对象拒签，已注明")),
        help="现场记录的填写",
    ),
    Field(
        "rows",
        "查明的少报",
        "file",
        required=False,
        help="每行：身份证号码、姓名、所属期起、所属期止、应报月工资（元）；少缴多少由系统按当月的规定算",
    ),
    Field("amount_fen", "涉及金额（元）", "yuan", required=False, help="对象是人员或协议机构的填写；追回另办立债"),
    Field("due_on", "整改期限", "date", required=False, help="意见书的填写"),
    Field("document", "文书文号", required=False, longest=80),
    Field("note", "查明的事实和说明", longest=200),
    scans_field("记录、询问笔录、账证复印件扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
    Field("file_name", "文件名", required=False),
)
_NEEDS: dict[str, tuple[str, ...]] = {
    "recorded": ("signed",),
    "told": ("ended_on", "document"),
    "opinion": ("ended_on", "document", "due_on"),
}
_DAYS = {"told": CLEAN_WORKDAYS, "opinion": OPINION_WORKDAYS}


class Lack(NamedTuple):
    """What one month of one person of a scheme lacks."""

    person_id: int
    scheme: str
    month: int
    wage_fen: int
    unit_fen: int
    person_fen: int


def check(payload: Payload, day: date) -> Payload:
    """Refused without signatures, for an opinion without a person's months, months outside the period, and where nothing is lacking."""
    labels = {field.name: field.label for field in FIELDS}
    for name in _NEEDS.get(payload["what"], ()):
        if payload.get(name) in (None, ""):
            refuse(
                "procedures.inspection", f"没有填写{labels[name]}", f"办理“{CASE_STEPS[payload['what']].title}”要有{labels[name]}。", name
            )
    row = cases.case(payload["case_id"])
    if payload.get("rows") and (payload["what"] != "opinion" or row.subject_kind != "employer"):
        refuse("procedures.inspection", "只有用人单位的意见书附少报名单", "其他对象填涉及金额，追回另办立债。", "rows")
    if payload["what"] == "opinion":
        if row.subject_kind == "employer" and not (payload.get("rows") or payload.get("amount_fen")):
            refuse("procedures.inspection", "查出的问题没有逐人逐月列出", "少报基数的上传名单；不是少报的填涉及金额。", "rows")
        if date.fromisoformat(payload["due_on"]) <= date.fromisoformat(payload["on"]):
            refuse("procedures.inspection", "整改期限应在送达以后", "请核对日期。", "due_on")
    if payload.get("rows"):
        _check_rows(payload, row)
    if payload.get("ended_on") and date.fromisoformat(payload["ended_on"]) > date.fromisoformat(payload["on"]):
        refuse("procedures.inspection", "稽核结束日晚于送达日", "请核对日期。", "ended_on")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The state before and after, the law's day and whether it is kept, and what is lacking, scheme by scheme."""
    row, kind = cases.case(payload["case_id"]), CASE_STEPS[payload["what"]]
    changes = [Change(f"稽核案件第 {row.id} 号：{row.name}", STATES[row.state][0], f"{kind.title}：{STATES[kind.leaves][0]}")]
    legal = _legal_on(payload)
    if legal:
        late = "" if payload["on"] <= legal.isoformat() else "，已超过法定期限，请写明原因"
        changes.append(Change("法定期限", f"{legal.isoformat()}（{_DAYS[payload['what']]} 个工作日）", f"{payload['on']} 送达{late}"))
    if payload.get("due_on"):
        changes.append(Change("整改期限", "", payload["due_on"]))
    lacks = _lacks(payload, row)
    for scheme in dict.fromkeys(one.scheme for one in lacks):
        mine = [one for one in lacks if one.scheme == scheme]
        unit, person = sum(one.unit_fen for one in mine), sum(one.person_fen for one in mine)
        heads = f"{len({one.person_id for one in mine}):,} 人 {len(mine):,} 人月"
        changes.append(Change(f"{INSURANCES[scheme]}少缴", heads, f"单位 {grouped(unit)} 元，个人 {grouped(person)} 元"))
    if lacks:
        fen = sum(one.unit_fen + one.person_fen for one in lacks)
        changes.append(Change("少缴合计", "", f"{grouped(fen)} 元，成为应缴，随下一批应征数据传税务；滞纳金由税务按规定加收"))
    if payload.get("amount_fen"):
        changes.append(Change("涉及金额", "", f"{grouped(payload['amount_fen'])} 元"))
    return [*changes, Change("查明的事实和说明", "", payload["note"])]


def apply(payload: Payload, *, by: By) -> int:
    """The step's id; what was declared too low is due from then on."""
    row = cases.case(payload["case_id"])
    findings: list[NewFinding] = []
    if payload.get("rows"):
        lacks, wages = _lacks(payload, row), _wages(payload)
        order = [(draft.scheme, draft.month) for draft in correction_drafts(wages, row.subject_id)]
        made = dict(zip(order, correct_wages(wages, row.subject_id, by=by), strict=True))
        findings = [NewFinding(*one, made[one.scheme, one.month]) for one in lacks]
    fen = sum(one.unit_fen + one.person_fen for one in findings) + payload.get("amount_fen", 0)
    due = date.fromisoformat(payload["due_on"]) if payload.get("due_on") else None
    signed = {"both": "双方签字；", "refused": "拒签，已注明；"}.get(payload.get("signed", ""), "")
    step = NewCaseStep(
        payload["what"],
        date.fromisoformat(payload["on"]),
        due,
        _legal_on(payload),
        amount_fen=fen,
        document=payload.get("document", ""),
        text=signed + payload["note"],
    )
    return inspection.take_case_step(row.id, step, findings, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{cases.case(payload['case_id']).name}：{CASE_STEPS[payload['what']].title}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a case."""
    return "case", payload["case_id"]


def _legal_on(payload: Payload) -> date | None:
    """The day by which the law wants the paper served; None where it sets none, or the year's holidays are not known."""
    if payload["what"] not in _DAYS or not payload.get("ended_on"):
        return None
    try:
        return add_workdays(date.fromisoformat(payload["ended_on"]), _DAYS[payload["what"]])
    except Refused:
        return None


def _check_rows(payload: Payload, row: cases.CaseRow) -> None:
    people = int_column(one["person_id"] for one in payload["rows"])
    known = {person for key in INSURANCES for person in enrolment.ever_employed_at(people, row.subject_id, key).tolist()}
    problems: list[Problem] = []
    spans: dict[int, list[tuple[int, int]]] = {}
    for number, one in enumerate(payload["rows"], 1):
        first, last, person = one["from_month"], one["to_month"], one["person_id"]
        if person not in known:
            problems.append((number, "没有在这个单位参保过；漏保的办“职工补缴”"))
        if not row.from_month <= first <= last <= row.to_month:
            problems.append((number, f"所属期不在检查期间 {month_text(row.from_month)} 至 {month_text(row.to_month)} 内"))
        if any(first <= end and start <= last for start, end in spans.get(person, ())):
            problems.append((number, "同一人的所属期有重叠"))
        spans.setdefault(person, []).append((first, last))
    if problems:
        refuse_rows("procedures.inspection", "登记", len(payload["rows"]), problems)
    if not _lacks(payload, row):
        refuse("procedures.inspection", "按应报工资重算，没有少缴", "请核对应报工资；没有问题的办“稽核情况告知”。", "rows")


def _wages(payload: Payload) -> list[NewWage]:
    reason = f"稽核意见书：{payload['document']}"[:60]
    return [NewWage(one["person_id"], one["from_month"], one["wage_fen"], one["to_month"], reason) for one in payload["rows"]]


def _lacks(payload: Payload, row: cases.CaseRow) -> list[Lack]:
    """What every month of everybody lacks, by the law of its month, as things are now."""
    if not payload.get("rows"):
        return []
    wage = {(one["person_id"], at): one["wage_fen"] for one in payload["rows"] for at in range(one["from_month"], one["to_month"] + 1)}
    result = []
    for draft in correction_drafts(_wages(payload), row.subject_id):
        columns = [draft.due[name].tolist() for name in ("person_id", "unit_fen", "person_fen")]
        result += [Lack(who, draft.scheme, draft.month, wage[who, draft.month], unit, own) for who, unit, own in zip(*columns, strict=True)]
    return result
