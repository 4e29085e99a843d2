"""Recording what the labour-ability committee concluded (劳动能力鉴定结论登记): grade, nursing, and which conclusion holds now."""

from __future__ import annotations

from datetime import date, timedelta

from shebao.agency.injury import actions, queries
from shebao.agency.injury.kinds import AGAIN_DAYS, CONCLUSIONS, GRADES, NURSING, SEVERE
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.base.finding import refuse
from shebao.base.money import grouped

from . import _case
from ._case import CASE, recognised

KEY = "record_grade"
TITLE = "劳动能力鉴定结论登记"
LAW = "工伤保险条例 第二十二条、第二十五条、第二十六条、第二十八条"
WORKING_DAYS = None
RISK = "low"
RESULT = "鉴定结论登记回执"
REVERSAL = "再次鉴定、复查鉴定的结论另行登记，最后登记的结论有效；登记错的，按结论书再登记一次。"
REVIEW_DAYS = 365
FIELDS = (
    CASE,
    Field("kind", "类别", "choice", choices=tuple(CONCLUSIONS.items())),
    Field("conclusion_no", "结论文号", longest=60),
    Field("concluded_on", "结论日期", "date"),
    Field("served_on", "送达日期", "date"),
    Field("grade", "伤残等级", "choice", choices=tuple((str(number), title) for number, title in sorted(GRADES.items()))),
    Field("nursing", "护理等级", "choice", choices=tuple(NURSING.items())),
    Field("fee_fen", "鉴定费（元）", "yuan", required=False, help="由工伤保险基金支付的，另办“工伤预防、鉴定费支付”"),
    scans_field("鉴定结论书扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for dates that cannot be, a first conclusion where there is one, and a review within a year."""
    case = recognised(payload["case_id"])
    concluded, served = date.fromisoformat(payload["concluded_on"]), date.fromisoformat(payload["served_on"])
    if not case.happened_on <= concluded <= served <= day:
        refuse("procedures.grade", "日期次序不对：应为事故、结论、送达、今天", "请照鉴定结论书核对。", "served_on")
    if (payload["kind"] == "first") != (case.grade is None):
        what = "已经登记过鉴定结论，不能再登记初次鉴定" if case.grade is not None else "还没有初次鉴定结论"
        refuse("procedures.grade", f"{case.name}{what}", "请核对类别。", "kind")
    if payload["kind"] == "review" and case.concluded_on and (concluded - case.concluded_on).days < REVIEW_DAYS:
        refuse(
            "procedures.grade",
            f"上一次结论是 {case.concluded_on.isoformat()}，还不满一年",
            "复查鉴定须自结论作出之日起满一年。",
            "concluded_on",
            "工伤保险条例 第二十八条",
        )
    if payload["grade"] == "0" and payload["nursing"] != "none":
        refuse("procedures.grade", "未达等级的没有护理等级", "请照鉴定结论书核对。", "nursing")
    return payload


def preview(payload: Payload) -> list[Change]:
    """The grade before and after, what follows from it, and until when another grading may be asked for."""
    case, grade = queries.case(payload["case_id"]), int(payload["grade"])
    before = "没有结论" if case.grade is None else f"{GRADES[case.grade]}，{NURSING[case.nursing]}"
    until = date.fromisoformat(payload["served_on"]) + timedelta(days=AGAIN_DAYS)
    changes = [
        Change("伤残等级", before, f"{GRADES[grade]}，{NURSING[payload['nursing']]}（{payload['conclusion_no']}）"),
        Change("再次鉴定", "", f"对结论不服的，{until.isoformat()} 以前可以申请；过后再核定待遇"),
        Change("停工留薪期待遇", "", "自评定伤残等级起停发，由用人单位支付到这时"),
    ]
    if 0 < grade <= SEVERE:
        changes.append(Change("伤残津贴", "", "一级至四级由工伤保险基金按月支付，请办理“伤残待遇核定”"))
    if grade in (5, 6):
        changes.append(Change("伤残津贴", "", "五级、六级难以安排工作的，由用人单位按月支付"))
    if payload.get("fee_fen"):
        changes.append(Change("鉴定费", "", f"{grouped(payload['fee_fen'])} 元"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the conclusion."""
    conclusion = actions.Conclusion(
        payload["kind"],
        payload["conclusion_no"],
        date.fromisoformat(payload["concluded_on"]),
        date.fromisoformat(payload["served_on"]),
        int(payload["grade"]),
        payload["nursing"],
        payload.get("fee_fen", 0),
    )
    return actions.grade(payload["case_id"], conclusion, by=by)


subject = _case.subject


def heading(payload: Payload) -> str:
    """The matter's title."""
    return _case.heading(TITLE, payload)
