"""Deciding what a graded worker is paid (伤残待遇核定): the lump sum of the grade once, and every month the allowance and nursing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import AGAIN_DAYS, GRADES, NURSING, SEVERE
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.schemes.work_injury import PARTS
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import add_months, month_of, month_text, months_between

from . import _case
from ._case import (
    AREA_DOCUMENT,
    AREA_WAGE,
    CASE,
    NO,
    WAGE,
    WAGE_PROOF,
    YES,
    YES_OR_NO,
    account_change,
    fen,
    law,
    liable_change,
    paid_by_fund,
    wage_of,
    yuan,
)

KEY = "decide_injury_disability"
TITLE = "伤残待遇核定"
LAW = "工伤保险条例 第三十四条至第三十七条、第六十四条；社会保险法 第三十八条、第四十条"
WORKING_DAYS = None
RISK = "high"
RESULT = "工伤伤残待遇核定表"
REVERSAL = "没有列入发放的，办理“撤销工伤待遇核定”；按月待遇有误或复查后等级有变的，再核定一次，立新版本，差额补发或追回。"
FIELDS = (
    CASE,
    WAGE,
    WAGE_PROOF,
    AREA_WAGE,
    AREA_DOCUMENT,
    Field("minimum_wage_fen", "最低工资（元）", "yuan", required=False, help="一至四级；参数没有录入的照当地文件填写"),
    Field("from_month", "按月待遇起月", "month", required=False, help="不填则为鉴定结论作出的次月"),
    Field("final", "双方书面表示不申请再次鉴定", "choice", choices=YES_OR_NO),
    Field("retired", "已领取基本养老金", "choice", choices=YES_OR_NO),
    Field("pension_fen", "月基本养老金（元）", "yuan", required=False, help="已领取养老金的填写；只补低于伤残津贴的差额"),
    Field("month", "首次发放月", "month", required=False, help="不填则为受理次月；以前各月另行补发"),
    scans_field("鉴定结论、工资依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused without a grade, while another grading may be asked for, and for somebody who has died."""
    case = paid_by_fund(payload["case_id"])
    payload["accepted_on"] = day.isoformat()
    if not case.grade or case.served_on is None or case.concluded_on is None:
        what = "没有鉴定结论" if case.grade is None else "未达伤残等级"
        refuse("procedures.disability", f"{case.name}{what}，没有伤残待遇", "请先办理“劳动能力鉴定结论登记”。", "case_id")
    if people.deaths([case.person_id]):
        refuse("procedures.disability", f"{case.name}已登记死亡", "请按工亡待遇或继承办理。", "case_id")
    open_until = case.served_on + timedelta(days=AGAIN_DAYS)
    if day <= open_until and payload["final"] == NO:
        refuse(
            "procedures.disability",
            f"鉴定结论 {case.served_on.isoformat()} 送达，{open_until.isoformat()} 以前可以申请再次鉴定",
            "请过期以后再核定，或由双方书面表示不申请再次鉴定。",
            "final",
            "工伤保险条例 第二十六条",
        )
    if payload["retired"] == YES and not payload.get("pension_fen"):
        refuse("procedures.disability", "已领取基本养老金，没有填写养老金数额", "请照养老金核定填写。", "pension_fen")
    payload.setdefault("from_month", add_months(month_of(case.concluded_on), 1))
    payload["month"] = max(payload.get("month") or add_months(month_of(day), 1), payload["from_month"])
    payload["first"] = not injury.standing_claims(case.id, "disability")
    wage = wage_of(payload, case)
    payload["wage_fen"], payload["wage_origin"] = wage.fen, wage.origin
    _decide(payload, By(None, day), trial=True)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The wage, the lump sum, every part of the month, what is owed for months behind, and what the employer pays."""
    case, day = injury.case(payload["case_id"]), date.fromisoformat(payload["accepted_on"])
    once, employers, awarded = _amounts(payload, case, day)
    grade = case.grade or 0
    changes = [
        *liable_change(case),
        Change("伤残等级", "", f"{GRADES[grade]}，{NURSING[case.nursing]}"),
        Change("本人工资", "", f"{grouped(payload['wage_fen'])} 元（{payload['wage_origin']}）"),
        Change("平均工资", "", f"{grouped(payload['area_wage_fen'])} 元（{payload['area_document']}）"),
        Change("一次性伤残补助金", "", f"{grouped(once)} 元" if once else _no_lump_sum(payload, case)),
    ]
    if employers:
        changes.append(Change("由用人单位支付", "", f"一次性伤残补助金 {grouped(employers)} 元"))
    if awarded is not None:
        changes += _monthly_changes(payload, case, awarded)
    if grade in (5, 6):
        changes.append(Change("伤残津贴", "", "难以安排工作的，由用人单位按月支付，不在这里核定"))
    return [*changes, *account_change(case.person_id)]


def _monthly_changes(payload: Payload, case: injury.CaseRow, awarded: Awarded) -> list[Change]:
    titles = {part.key: part.title for part in PARTS}
    now = benefits.monthly_fen(int_column([case.person_id]), INJURY).tolist()[0]
    late = max(months_between(payload["from_month"], payload["month"]), 0)
    changes = [Change(titles[key], "", f"{grouped(amount)} 元/月") for key, amount in awarded.parts.items()]
    before = f"{grouped(now)} 元/月" if now else "未核定"
    changes.append(Change("按月待遇", before, f"{grouped(awarded.total_fen)} 元/月，自 {month_text(payload['from_month'])} 起"))
    if late:
        changes.append(Change("以前各月", "", f"{late} 个月，由补发批次按应发减已发一次补发"))
    return changes


def _no_lump_sum(payload: Payload, case: injury.CaseRow) -> str:
    return "已经核定过，等级变动不再支付" if not payload["first"] else "由用人单位支付"


def apply(payload: Payload, *, by: By) -> int:
    """The claim's id; a one-off run pays the lump sum, regular runs the months."""
    return _decide(payload, by)


def _decide(payload: Payload, by: By, *, trial: bool = False) -> int:
    if trial:
        result: int = simulated(lambda: _decide(payload, by), lambda: 0)
        return result
    case = injury.case(payload["case_id"])
    once, employers, awarded = _amounts(payload, case, date.fromisoformat(payload["accepted_on"]))
    facts = {"wage_fen": payload["wage_fen"], "area_wage_fen": payload["area_wage_fen"], "area_document": payload["area_document"]}
    facts |= {"monthly_fen": awarded.total_fen if awarded else 0, "from_month": payload["from_month"], "nursing": case.nursing}
    claim_id = actions.claim(actions.NewClaim(case.id, "disability", once, employers, case.grade or 0, facts), by=by)
    if once:
        payout.owe([payout.Owed(0, case.person_id, "disability", month_of(by.day), once, payout.of_claim(claim_id))], INJURY, by=by)
    if awarded is not None:
        _award(case.person_id, payload, awarded, claim_id, by)
    return claim_id


def _award(person_id: int, payload: Payload, awarded: Awarded, claim_id: int, by: By) -> None:
    """A first award, or a new version of the one that stands."""
    one = int_column([person_id])
    if benefits.in_state_among(one, INJURY, "active", "suspended").size:
        start = history.award_of(person_id, INJURY)["from_month"]
        row = awards.Award(person_id, start, payload["from_month"], awarded)
        benefit_actions.revise([row], INJURY, "corrected", month=payload["month"], by=by, body={"claim": claim_id})
        return
    row = awards.Award(person_id, payload["from_month"], payload["from_month"], awarded)
    benefit_actions.award([row], INJURY, month=payload["month"], provisional=False, by=by, body={"claim": claim_id}, insured=False)


def _amounts(payload: Payload, case: injury.CaseRow, day: date) -> tuple[Fen, Fen, Awarded | None]:
    """(lump sum of the fund, lump sum of the employer, the month's award or None where the fund pays nothing monthly)."""
    facts: dict[str, Any] = {
        "accident_date": case.happened_on.isoformat(),
        "grade": str(case.grade),
        "own_wage": yuan(payload["wage_fen"]),
        "avg_wage": yuan(payload["area_wage_fen"]),
    }
    lump_sum = fen(law("injury_grade_benefit", day, facts), "lump_sum") if payload["first"] else 0
    once, employers = (lump_sum, 0) if case.liable == "fund" else (0, lump_sum)
    if (case.grade or 0) > SEVERE and case.nursing == "none":
        return once, employers, None
    if payload["retired"] == YES:
        facts |= {"retired": "true", "pension": yuan(payload["pension_fen"])}
    elif payload.get("minimum_wage_fen"):
        facts["minimum_wage"] = yuan(payload["minimum_wage_fen"])
    facts["nursing"] = case.nursing
    if (case.grade or 0) > SEVERE:
        facts = {name: value for name, value in facts.items() if name not in ("retired", "pension", "minimum_wage")}
    awarded: Awarded = schemes.of(INJURY).award(facts, installation.place(), parameters.known_on(day))
    return once, employers, awarded if awarded.total_fen else None


subject = _case.subject


def heading(payload: Payload) -> str:
    """The matter's title."""
    return _case.heading(TITLE, payload)
