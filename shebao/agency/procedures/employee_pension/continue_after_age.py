"""Paying on after the legal age because years are missing (到龄延长缴费登记): month by month, or the gap at once where the law lets one."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import conclusions
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import month_of, month_text
from shebao.core.policy.calculation import Answer, calculate

from ._claim import CATEGORIES
from ._conclusions import born, insured

KEY = "continue_after_age"
TITLE = "到龄延长缴费登记"
LAW = "社会保险法 第十六条；人社部令第13号 第二条；国务院关于渐进式延迟法定退休年龄的办法 第二条"
WORKING_DAYS = None
RISK = "low"
RESULT = "延长缴费核准表"
REVERSAL = "停止延长缴费的，办理“撤销退休前认定”；已缴的月份保留。"
MONTHLY, ONCE = "延长缴费", "一次性缴费"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("category", "退休类别", "choice", choices=CATEGORIES),
    Field("option", "选择", "choice", choices=(("monthly", "逐月延长缴费"), ("once", "满五年后一次性缴清"))),
    Field("first_insured", "首次参保年月", "month"),
    Field("paid_months", "累计缴费月数（含视同）", "number"),
    Field("extended_months", "已延长缴费月数", "number", required=False, help="没有的不填"),
    Field("monthly_fen", "每月缴费额（元）", "yuan", required=False, help="一次性缴清的填写，照当地缴费基数和费率"),
    scans_field("本人申请扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused before the legal age, where no month is missing, and for the gap at once where it is not allowed."""
    payload["accepted_on"] = day.isoformat()
    insured(payload["person_id"], EMPLOYEE)
    if payload["first_insured"] > month_of(day):
        refuse("procedures.gap", "首次参保年月还没有到", "请核对。", "first_insured")
    legal = _legal(payload)
    if legal > month_of(day):
        refuse("procedures.gap", f"法定退休年月是 {month_text(legal)}，还没有到", "到龄以前照常缴费，不用延长。", "person_id")
    way = str(_law(payload).values["way"])
    if way not in (MONTHLY, ONCE):
        refuse("procedures.gap", f"累计缴费 {payload['paid_months']} 个月，{way}", "请办理退休待遇核定。", "paid_months")
    if payload["option"] == "once" and way != ONCE:
        why = _reason(payload)
        refuse("procedures.gap", f"不能一次性缴清：{why}", "请选择逐月延长缴费。", "option", "人社部令第13号 第二条")
    if payload["option"] == "once" and not payload.get("monthly_fen"):
        refuse("procedures.gap", "没有填写每月缴费额", "一次性缴清须算出金额，请照当地基数和费率填写。", "monthly_fen")
    return payload


def _reason(payload: Payload) -> str:
    return next(step.expression for step in _law(payload).sheet.steps if step.name == "way")


def _legal(payload: Payload) -> int:
    facts = {"category": payload["category"], "birth": month_text(month_of(born(payload["person_id"], EMPLOYEE)))}
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    return int(calculate("retirement_age", installation.place(), facts, places).values["legal_retirement_month"])


def _law(payload: Payload) -> Answer:
    facts = {
        "legal_retirement_month": month_text(_legal(payload)),
        "first_insured": month_text(payload["first_insured"]),
        "paid_months": str(payload["paid_months"]),
        "extended_months": str(payload.get("extended_months", 0)),
    }
    place, places = installation.place(), parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    answer = calculate("minimum_years_gap", place, facts, places)
    if payload["option"] == "once" and payload.get("monthly_fen") and answer.values["way"] == ONCE:
        return calculate("minimum_years_gap", place, facts | {"monthly_payment": yuan_text(payload["monthly_fen"])}, places)
    return answer


def preview(payload: Payload) -> list[Change]:
    """The months that are missing, and until when, or how much at once."""
    values = _law(payload).values
    changes = [
        Change("法定退休年月", "", month_text(_legal(payload))),
        Change("缴费月数", "", f"已缴 {payload['paid_months']} 个月，最低 {values['minimum_months'].text()} 个月"),
        Change("尚差", "", f"{values['missing_months'].text()} 个月"),
    ]
    if payload["option"] == "once":
        fen = int(values["lump_sum"].fraction * 100)
        return [*changes, Change("一次性缴清", "", f"{grouped(fen)} 元，由税务机关征收，到账后核定待遇")]
    until = values.get("extended_until")
    return [*changes, Change("逐月延长缴费", "", f"最早到 {month_text(until)}" if until else "缴满最低月数为止")]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the registration."""
    values = _law(payload).values
    facts = {
        "option": payload["option"],
        "missing": int(values["missing_months"]),
        "legal_month": _legal(payload),
        "until": int(values.get("extended_until") or 0),
    }
    return conclusions.conclude(payload["person_id"], EMPLOYEE, "continued", facts, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
