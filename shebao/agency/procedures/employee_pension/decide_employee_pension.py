"""Deciding an employee's pension (企业职工养老待遇核定): a standing award from what the archive and the records say, made by three people."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.certification.actions import record_events
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.counter_warnings import warned
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import last_day, month_of, month_text, months_between

from ._claim import CATEGORIES, EARLY_ROADS, account_change, first_month, first_payment, refuse_other_pension, retirement_facts
from ._conclusions import born, refuse_otherwise

KEY = "decide_employee_pension"
TITLE = "企业职工养老待遇核定"
LAW = "社会保险法 第十五条、第十六条；国发〔2005〕38号 第六条；社会保险经办条例（国令第765号）第18条：20 个工作日"
WORKING_DAYS = 20
RISK = "high"
RESULT = "企业职工养老待遇核定告知书"
REVERSAL = "核定有误的，尚未发放时撤销；已经发放的，办理“企业职工养老待遇核定更正”。"
YES, NO = "true", "false"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("applied_on", "申请日期", "date"),
    Field("category", "退休类别", "choice", choices=CATEGORIES, help="照档案审核结论；女性按退休前岗位"),
    Field("road", "退休方式", "choice", choices=EARLY_ROADS),
    Field("retire_month", "退休年月", "month"),
    Field("archive", "档案审核结论", longest=200, help="出生、参加工作、岗位的认定和卷页号；与身份证不一致的写明依据"),
    Field("actual_months", "实际缴费月数", "number"),
    Field("deemed_months", "视同缴费月数", "number", help="没有的填 0"),
    Field("deemed_proof", "视同缴费依据", required=False, longest=200, help="有视同缴费的必填：每一段的起止、依据和卷页号"),
    Field("avg_index", "平均缴费指数", help="四位小数，例如 1.2287"),
    Field("account_fen", "个人账户储存额（元）", "yuan", required=False, help="本系统有账户的不填，按账户余额；没有的照原账户清单填写"),
    Field("account_proof", "储存额依据", required=False, longest=200, help="填写储存额的必填：清单名称和页号"),
    Field("transition_index", "过渡性养老金指数", required=False, help="省里另有指数的填；不填按平均缴费指数"),
    Field("transitional_fen", "过渡性养老金（人工核定，元）", "yuan", required=False, help="地方办法没有收录、提示须人工核定时填写"),
    Field("adjustment_fen", "调节金（人工核定，元）", "yuan", required=False, help="地方另有调节金、提示须人工核定时填写"),
    Field("one_child", "独生子女父母光荣证", "choice", required=False, choices=((YES, "有"), (NO, "没有")), help="地方有加发的填"),
    Field("month", "首次正常发放月", "month", required=False, help="不填则为受理次月；应领而未发的月份另行补发"),
    scans_field("核定材料扫描件", "档案审核意见、视同依据、账户清单；PDF、JPEG 或 PNG，最多 6 份"),
)


_BY_HAND = {"transitional_fen": "transitional_pension", "adjustment_fen": "adjustment_item"}


def check(payload: Payload, day: date) -> Payload:
    """Refused for a second pension, a month that does not fit, years short of the minimum, and facts without their proof."""
    person, applied = payload["person_id"], date.fromisoformat(payload["applied_on"])
    payload["accepted_on"] = day.isoformat()
    if applied > day:
        refuse("procedures.applied", f"申请日期 {applied.isoformat()} 晚于今天", "请核对申请日期。", "applied_on")
    refuse_other_pension(person, EMPLOYEE)
    refuse_otherwise(payload, EMPLOYEE)
    _refuse_unproved(payload)
    _balance(payload)
    months = payload["actual_months"] + payload["deemed_months"]
    payload["legal_month"] = retirement_facts(
        born(person, EMPLOYEE), payload["category"], payload["road"], payload["retire_month"], months, day
    )
    payload["from_month"] = first_month(payload["retire_month"], day)
    first_payment(payload, day)
    payload["provisional"] = _is_provisional(payload, day)
    simulated(lambda: _decide(payload, By(None, day)), lambda: None)
    return payload


def _refuse_unproved(payload: Payload) -> None:
    if payload["actual_months"] < 0 or payload["deemed_months"] < 0:
        refuse("procedures.months", "月数不能为负", "请核对月数。", "actual_months")
    if payload["deemed_months"] and not payload.get("deemed_proof"):
        refuse("procedures.proof", "有视同缴费而没有写明依据", "请写明每一段的起止、依据和卷页号。", "deemed_proof")


def _balance(payload: Payload) -> None:
    """The account of the records; typed only where there is none, with the page it was read from."""
    stored = accounts.of_person(payload["person_id"], EMPLOYEE)
    if stored is not None:
        if payload.get("account_fen") not in (None, stored.balance_fen):
            refuse(
                "procedures.balance",
                f"本系统的个人账户余额是 {grouped(stored.balance_fen)} 元，填写的是 {grouped(payload['account_fen'])} 元",
                "以账户余额为准，不要填写；账户有误的先办理更正。",
                "account_fen",
            )
        payload["account_fen"] = stored.balance_fen
    elif payload.get("account_fen") is None or not payload.get("account_proof"):
        refuse("procedures.balance", "本系统没有此人的个人账户", "请照原账户清单填写储存额，并写明清单名称和页号。", "account_fen")


def _is_provisional(payload: Payload, day: date) -> bool:
    """Whether the base of the year of retirement is not known on the day: last year's then stands in for it."""
    places, on = parameters.known_on(day), last_day(payload["retire_month"])
    return places.find("calc_base", installation.place(), on) is None


def inputs_of(payload: Payload) -> dict[str, Any]:
    """What the calculation is given, as its words."""
    birth = born(payload["person_id"], EMPLOYEE)
    facts = {
        "month": month_text(payload["retire_month"]),
        "birth": month_text(month_of(birth)),
        "paid_months": str(payload["actual_months"] + payload["deemed_months"]),
        "deemed_months": str(payload["deemed_months"]),
        "avg_index": payload["avg_index"],
        "account_balance": yuan_text(payload["account_fen"]),
    }
    local = {name: payload[name] for name in ("transition_index", "one_child") if name in payload}
    by_hand = {fact: yuan_text(payload[name]) for name, fact in _BY_HAND.items() if name in payload}
    return facts | local | by_hand | ({"provisional": "true"} if payload["provisional"] else {})


def preview(payload: Payload) -> list[Change]:
    """Every part of the pension, from which month, what is paid at once, and what is not certain yet."""
    day = date.fromisoformat(payload["accepted_on"])

    def look() -> list[Change]:
        decision = history.award_of(payload["person_id"], EMPLOYEE)
        late = months_between(payload["from_month"], payload["month"])
        return [
            Change("法定退休年月", "", month_text(payload["legal_month"])),
            Change("起领月", "", month_text(decision["from_month"])),
            Change("缴费月数", "", f"实缴 {payload['actual_months']} 个月，视同 {payload['deemed_months']} 个月"),
            Change("个人账户储存额", "", f"{grouped(decision['account_at_claim_fen'])} 元"),
            *(Change(part.title, "", f"{grouped(part.fen)} 元/月") for part in decision["parts"] if part.fen),
            Change("月养老金", "未核定", f"{grouped(decision['total_fen'])} 元/月，自 {month_text(payload['month'])} 起正常发放"),
            *([Change("补发", "", f"{late} 个月，{grouped(late * decision['total_fen'])} 元")] if late > 0 else []),
            *([Change("预发", "", "当年计发基数未公布，按上年基数预发；公布后重新核定，多退少补")] if payload["provisional"] else []),
            *account_change(payload["person_id"]),
            *warned([payload["person_id"]]),
        ]

    return simulated(lambda: _decide(payload, By(None, day)), look)


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the award. Whoever claims was seen, so the first year's proof of life begins with the claim."""
    entry = _decide(payload, by)
    record_events([(payload["person_id"], date.fromisoformat(payload["applied_on"]), "claim")], by=by)
    return entry


def _decide(payload: Payload, by: By) -> Entry:
    refuse_other_pension(payload["person_id"], EMPLOYEE)
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    awarded: Awarded = schemes.of(EMPLOYEE).award(inputs_of(payload), installation.place(), places)
    row = awards.Award(payload["person_id"], payload["from_month"], payload["from_month"], awarded)
    body = {"retire_month": payload["retire_month"], "archive": payload["archive"]}
    return benefit_actions.award([row], EMPLOYEE, month=payload["month"], provisional=payload["provisional"], by=by, body=body)
