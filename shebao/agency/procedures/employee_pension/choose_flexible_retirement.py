"""The month of a flexible retirement chosen (弹性退休选择登记): earlier with word to the unit, later by agreement; never backdated."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import conclusions
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_text
from shebao.core.policy.calculation import Answer, calculate

from ._claim import CATEGORIES
from ._conclusions import SCHEME, born, insured

KEY = "choose_flexible_retirement"
TITLE = "弹性退休选择登记"
LAW = "人社部发〔2024〕94号 第四条、第五条；全国人大常委会关于实施渐进式延迟法定退休年龄的决定"
WORKING_DAYS = None
RISK = "low"
RESULT = "弹性退休确认表"
REVERSAL = "提前退休的，在选定月份以前可以撤回；延迟期间双方协商一致，可以办理“撤销退休前认定”终止，不能再延长。"
POSTS = (("other", "其他职工"), ("civil_servant", "公务员"), ("manager", "国有企事业单位领导人员和其他管理人员"))
YES, NO = "yes", "no"
FIELDS = (
    Field("person_id", "人员", "person"),
    SCHEME,
    Field("category", "退休类别", "choice", choices=CATEGORIES),
    Field("post", "岗位身份", "choice", choices=POSTS, help="公务员和领导、管理人员不能延迟退休"),
    Field("month", "选择的退休年月", "month"),
    Field("signed_on", "书面告知或协议日期", "date", help="提前：至少提前 3 个月书面告知单位；延迟：至少提前 1 个月书面约定"),
    Field("employer_agree", "单位同意", "choice", required=False, choices=((YES, "同意"), (NO, "未约定")), help="延迟退休必须由双方约定"),
    Field("paid_months", "累计缴费月数（含视同）", "number"),
    scans_field("告知书或协议扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused outside the span the law gives, with too short notice, too few months, for posts that may not, and a second prolongation."""
    payload["accepted_on"] = day.isoformat()
    person = insured(payload["person_id"], payload["scheme"])
    if date.fromisoformat(payload["signed_on"]) > day:
        refuse("procedures.flexible", f"签署日期 {payload['signed_on']} 晚于今天", "请照告知书或协议填写。", "signed_on")
    if payload["month"] < month_of(day):
        refuse("procedures.flexible", f"选择的 {month_text(payload['month'])} 已经过去", "选择不能倒签。", "month")
    values = _law(payload).values
    late = values["kind"] == "延迟"
    if late and payload.get("employer_agree") != YES:
        refuse(
            "procedures.flexible", "延迟退休没有单位同意", "延迟须由单位与本人书面约定。", "employer_agree", "人社部发〔2024〕94号 第四条"
        )
    before = conclusions.standing(person.id, payload["scheme"], "flexible")
    if before and before.facts["kind"] == "延迟" and payload["month"] > before.facts["month"]:
        refuse(
            "procedures.flexible",
            f"已经约定延迟到 {month_text(before.facts['month'])}",
            "弹性延迟退休时间确定后不再延长。",
            "month",
            "人社部发〔2024〕94号 第四条",
        )
    payload["kind"] = str(values["kind"])
    return payload


def _law(payload: Payload) -> Answer:
    facts = {
        "category": payload["category"],
        "birth": month_text(month_of(born(payload["person_id"], payload["scheme"]))),
        "chosen_month": month_text(payload["month"]),
        "paid_months": str(payload["paid_months"]),
        "notice_month": payload["signed_on"][:7],
        "post": payload["post"],
    }
    return calculate("flexible_retirement", installation.place(), facts, parameters.known_on(date.fromisoformat(payload["accepted_on"])))


def preview(payload: Payload) -> list[Change]:
    """The legal month, the span in which one may choose, and the choice."""
    values = _law(payload).values
    span = f"{month_text(values['earliest_month'])} 至 {month_text(values['latest_month'])}"
    changes = [
        Change("法定退休年月", "", month_text(values["legal_retirement_month"])),
        Change("可以选择的范围", "", span),
        Change("选择", "", f"{values['kind']}退休，{month_text(payload['month'])}" if values["kind"] != "按法定年龄" else "按法定年龄退休"),
        Change("最低缴费月数", "", f"{values['minimum_months'].text()} 个月，已缴 {payload['paid_months']} 个月"),
    ]
    if values["kind"] == "延迟":
        changes.append(Change("延迟期间", "", "劳动关系和缴费延续；延迟时间确定后不再延长，协商一致可以提前终止"))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The id of the choice."""
    facts = {name: payload[name] for name in ("month", "kind", "signed_on", "category", "post")}
    facts["legal_month"] = int(_law(payload).values["legal_retirement_month"])
    return conclusions.conclude(payload["person_id"], payload["scheme"], "flexible", facts, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
