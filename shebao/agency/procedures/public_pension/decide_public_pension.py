"""Deciding a public institution's pension (机关事业养老待遇核定): the new standard, compared with the old one for ten years; or the final
award of somebody who drew a provisional one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards, reform
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification.actions import record_events
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures.employee_pension._claim import (
    CATEGORIES,
    ROADS,
    account_change,
    first_month,
    first_payment,
    refuse_other_pension,
    refuse_short,
    retirement_facts,
)
from shebao.agency.procedures.employee_pension._conclusions import born, refuse_otherwise
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import month_of, month_text

KEY = "decide_public_pension"
TITLE = "机关事业养老待遇核定"
LAW = "国发〔2015〕2号；人社部发〔2015〕28号；社会保险经办条例（国令第765号）第18条：20 个工作日"
WORKING_DAYS = 20
RISK = "high"
RESULT = "机关事业养老待遇核定告知书"
REVERSAL = "核定有误的，尚未发放时撤销；已经发放的，办理“机关事业养老待遇核定更正”。"
FIELDS = (
    Field("person_id", "人员", "person", help="正在预发的人也在这里核定，核定后按新数清算"),
    Field("applied_on", "申请日期", "date"),
    Field("category", "退休类别", "choice", choices=CATEGORIES),
    Field("road", "退休方式", "choice", choices=ROADS),
    Field("retire_month", "退休年月", "month"),
    Field("first_work", "参加工作年月", "month", help="照档案认定；2014 年 10 月以前参加工作的要先申报审核“中人”基础数据"),
    Field("archive", "退休审批和档案依据", longest=200, help="审批表文号、档案审核结论和卷页号"),
    Field("actual_months", "实际缴费月数", "number", help="2014 年 10 月以后"),
    Field("actual_index", "实际平均缴费指数"),
    Field("account_fen", "个人账户储存额（元）", "yuan"),
    Field("annuity_fen", "职业年金账户余额（元）", "yuan", required=False, help="已经做实的填；没有做实的不填，年金部分以后再核"),
    Field("growth", "历年工资增长率", required=False, longest=300, help="十年对比用，照省文件：2015=0.10，2016=0.10"),
    Field("month", "首次正常发放月", "month", required=False, help="不填则为受理次月"),
    scans_field("退休审批表等扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
REFORM = 201410
"""国发〔2015〕2号: the reform begins in October 2014."""
_GROWTH = re.compile(r"(20\d\d)\s*[=＝:：]\s*(0?\.\d+|0|1)")


def check(payload: Payload, day: date) -> Payload:
    """Refused for a second pension, a month that does not fit, and where the comparison has not what it needs."""
    person, applied = payload["person_id"], date.fromisoformat(payload["applied_on"])
    payload["accepted_on"] = day.isoformat()
    if applied > day:
        refuse("procedures.applied", f"申请日期 {applied.isoformat()} 晚于今天", "请核对申请日期。", "applied_on")
    payload["clears"] = _cleared_decision(person)
    if not payload["clears"]:
        refuse_other_pension(person, PUBLIC)
    refuse_otherwise(payload, PUBLIC)
    declared = reform.declared(person)
    if payload["first_work"] < REFORM and declared is None:
        what = f"{people.person(person).name}在改革前参加工作，还没有审核过“中人”基础数据"
        refuse("procedures.reform", what, "请先办理“中人”待遇计发基础数据申报审核。", "first_work", "人社部发〔2015〕28号")
    months = payload["actual_months"] + int((declared or {}).get("deemed_months", "0"))
    payload["legal_month"] = retirement_facts(
        born(person, PUBLIC), payload["category"], payload["road"], payload["retire_month"], months, day
    )
    refuse_short(payload["retire_month"], months, day)
    stored = history.award_of(person, PUBLIC)["from_month"] if payload["clears"] else 0
    payload["from_month"] = stored or first_month(payload["retire_month"], day)
    if payload["clears"] and payload["from_month"] <= payload["retire_month"]:
        refuse(
            "procedures.retirement",
            f"预发自 {month_text(stored)} 起，早于退休次月",
            "请核对退休年月，或先更正移交的起领月。",
            "retire_month",
        )
    first_payment(payload, day)
    simulated(lambda: _decide(payload, By(None, day)), lambda: None)
    return payload


def _cleared_decision(person_id: int) -> int:
    """The provisional award that the final one takes the place of; 0 where there is none."""
    if not benefits.in_state_among(int_column([person_id]), PUBLIC, "active", "suspended").size:
        return 0
    award = history.award_of(person_id, PUBLIC)
    return award["id"] if award["reason"] == "taken_over" else 0


def inputs_of(payload: Payload) -> dict[str, Any]:
    """What the calculation is given: the claim, and what was declared for the time before the reform."""
    declared = reform.declared(payload["person_id"]) or {}
    deemed = int(declared.get("deemed_months", "0"))
    facts: dict[str, Any] = {
        "month": month_text(payload["retire_month"]),
        "birth": month_text(month_of(born(payload["person_id"], PUBLIC))),
        "actual_years": years_text(payload["actual_months"]),
        "actual_index": payload["actual_index"],
        "account_balance": yuan_text(payload["account_fen"]),
        "annuity_balance": yuan_text(payload.get("annuity_fen", 0)),
        "paid_months": str(payload["actual_months"] + deemed),
    }
    facts |= facts_before_reform(declared)
    if deemed and payload.get("growth"):
        facts["G"] = growth_of(payload["growth"])
    return facts


def facts_before_reform(declared: Mapping[str, str]) -> dict[str, str]:
    """What the calculation reads of the time before the reform; nothing for whoever began after it."""
    if not declared:
        return {}
    facts = {name: value for name, value in declared.items() if name not in ("position", "grade", "deemed_months")}
    return facts | {"deemed_years": years_text(int(declared["deemed_months"]))}


def growth_of(text: str) -> dict[str, str]:
    """Year → growth of wages, from “2015=0.10，2016=0.10”."""
    return dict(_GROWTH.findall(text))


def years_text(months: int) -> str:
    """Months as years with two decimals, half up, as the award sheets print them."""
    hundredths = (months * 100 * 2 + 12) // 24
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def preview(payload: Payload) -> list[Change]:
    """New and old standard, what is released of the difference, what this fund pays and what the annuity fund."""
    day = date.fromisoformat(payload["accepted_on"])
    before = history.award_of(payload["person_id"], PUBLIC) if payload["clears"] else None

    def look() -> list[Change]:
        award = history.award_of(payload["person_id"], PUBLIC)
        lines = {step["name"]: step for step in benefits.sheet(award["id"])["steps"]}
        shown = ("new_standard", "old_standard", "release_ratio", "released_part", "payable", "annuity_monthly")
        return [
            *(Change(lines[name]["title"], "", f"{lines[name]['value']} {lines[name]['unit']}".strip()) for name in shown if name in lines),
            *(Change(part.title, "", f"{grouped(part.fen)} 元/月") for part in award["parts"] if part.fen),
            Change(
                "本基金每月支付",
                f"预发 {grouped(before['total_fen'])} 元" if before else "未核定",
                f"{grouped(award['total_fen'])} 元/月，自 {month_text(payload['month'])} 起正常发放；职业年金由年金基金支付，不在其内",
            ),
            *([] if payload.get("annuity_fen") else [Change("职业年金", "", "没有做实或没有余额，本次不计；做实后再核定年金待遇")]),
            *account_change(payload["person_id"]),
        ]

    return simulated(lambda: _decide(payload, By(None, day)), look)


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the award; whoever claims was seen."""
    entry = _decide(payload, by)
    record_events([(payload["person_id"], date.fromisoformat(payload["applied_on"]), "claim")], by=by)
    return entry


def _decide(payload: Payload, by: By) -> Entry:
    person = payload["person_id"]
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    awarded: Awarded = schemes.of(PUBLIC).award(inputs_of(payload), installation.place(), places)
    row = awards.Award(person, payload["from_month"], payload["from_month"], awarded)
    body = {"retire_month": payload["retire_month"], "archive": payload["archive"]}
    if payload["clears"]:
        if _cleared_decision(person) != payload["clears"]:
            refuse("procedures.clearing", "受理以后又有了新的核定", "请退回后重新受理。", "person_id")
        return benefit_actions.revise([row], PUBLIC, "cleared", month=payload["month"], by=by, body=body)
    refuse_other_pension(person, PUBLIC)
    return benefit_actions.award([row], PUBLIC, month=payload["month"], provisional=False, by=by, body=body)
