"""A disability allowance decided (病残津贴核定): by the whole pension's method or by that of the basic pension, for good or for so many months."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification.actions import record_events
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.employee import ALLOWANCE, expired
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped, scaled_text, yuan_text
from shebao.base.months import add_months, month_of, month_text
from shebao.core.policy.calculation import Answer, calculate

from ._claim import CATEGORIES, account_change, first_payment, refuse_other_pension
from ._conclusions import born

KEY = "decide_disability_allowance"
TITLE = "病残津贴核定"
LAW = "社会保险法 第十七条；人社部发〔2024〕72号 第三条、第四条"
WORKING_DAYS = None
RISK = "high"
RESULT = "病残津贴核定表"
REVERSAL = "核定有误、尚未发放的，办理“撤销未发放的养老待遇核定”；复查不再符合条件或恢复缴费的，办理“病残津贴停发”。"
FIELDS = (
    Field("person_id", "人员", "person", help="距法定退休年龄五年时重新核算的，也在这里办理"),
    Field("category", "退休类别", "choice", choices=CATEGORIES),
    Field("conclusion_no", "鉴定结论文号", longest=60, help="设区的市级以上劳动能力鉴定委员会：完全丧失劳动能力"),
    Field("concluded_on", "结论日期", "date"),
    Field("applied_month", "申请月", "month"),
    Field("from_month", "起发月", "month", required=False, help="不填则为申请次月；起发月的规定没有取得原文，请照当地"),
    Field("paid_months", "累计缴费月数（含视同）", "number"),
    Field("deemed_months", "其中视同缴费月数", "number", help="没有的填 0"),
    Field("avg_index", "平均缴费指数"),
    Field("account_fen", "个人账户储存额（元）", "yuan", required=False, help="本系统有账户的不填"),
    Field("transitional_fen", "过渡性养老金（人工核定，元）", "yuan", required=False, help="地方办法没有收录、提示须人工核定时填写"),
    Field("month", "首次正常发放月", "month", required=False, help="不填则为受理次月"),
    scans_field("鉴定结论和申请扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for another benefit, an age already reached, a conclusion to come, and a second computation that is not due."""
    person = payload["person_id"]
    payload["accepted_on"] = day.isoformat()
    if date.fromisoformat(payload["concluded_on"]) > day or payload["applied_month"] > month_of(day):
        refuse("procedures.allowance", "结论日期或申请月还没有到", "请照鉴定结论和申请填写。", "concluded_on")
    payload["again"] = _allowance_now(person)
    if not payload["again"]:
        refuse_other_pension(person, EMPLOYEE)
    payload.setdefault("from_month", add_months(payload["applied_month"], 1))
    _balance(payload)
    first_payment(payload, day)
    values = _law(payload).values
    if payload["again"] and not values["account_part_due"]:
        refuse("procedures.allowance", "距法定退休年龄还有五年以上，不到重新核算的时候", "满五年（六十个月）以内再办理。", "applied_month")
    if payload["again"] and history.award_of(person, EMPLOYEE)["from_month"] > payload["from_month"]:
        refuse("procedures.allowance", "重新核算的起发月早于津贴起领月", "请核对起发月。", "from_month")
    simulated(lambda: _decide(payload, By(None, day)), lambda: None)
    return payload


def _allowance_now(person_id: int) -> int:
    """The allowance in payment that is computed again: its decision's id, 0 where there is none."""
    if not benefits.in_state_among(int_column([person_id]), EMPLOYEE, "active", "suspended").size:
        return 0
    award = history.award_of(person_id, EMPLOYEE)
    return int(award["id"]) if any(part.key == "disability" and part.fen for part in award["parts"]) else 0


def _balance(payload: Payload) -> None:
    stored = accounts.of_person(payload["person_id"], EMPLOYEE)
    if stored is not None:
        payload["account_fen"] = stored.balance_fen
    elif payload.get("account_fen") is None:
        refuse("procedures.balance", "本系统没有此人的个人账户", "请照原账户清单填写储存额。", "account_fen")


def inputs_of(payload: Payload) -> dict[str, Any]:
    """What the calculation is given, as its words."""
    facts = {
        "calculation": ALLOWANCE,
        "month": month_text(payload["applied_month"]),
        "birth": month_text(month_of(born(payload["person_id"], EMPLOYEE))),
        "category": payload["category"],
        "total_years": _years(payload["paid_months"]),
        "deemed_years": _years(payload["deemed_months"]),
        "avg_index": payload["avg_index"],
        "account_balance": yuan_text(payload["account_fen"]),
        "paid_months": str(payload["paid_months"]),
    }
    return facts | ({"transitional": yuan_text(payload["transitional_fen"])} if "transitional_fen" in payload else {})


def _years(months: int) -> str:
    return scaled_text((months * 200 + 12) // 24, 2)


def _law(payload: Payload) -> Answer:
    facts = {name: value for name, value in inputs_of(payload).items() if name not in ("calculation", "paid_months")}
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    return calculate(ALLOWANCE, installation.place(), facts, places)


def preview(payload: Payload) -> list[Change]:
    """By which method, the parts, from which month, for how long, and what follows."""
    values = _law(payload).values
    left, met = values["months_to_legal_age"].text(), values["minimum_met"]
    full = bool(values["account_part_due"])
    method = "基本养老金计发办法（含个人账户和过渡部分）" if full else "基础养老金计发办法（不计个人账户和过渡部分）"
    fen = int(values["allowance"].fraction * 100)
    changes = [
        Change("距法定退休年龄", "", f"{left} 个月，{'已达' if met else '未达'}最低缴费月数 {values['needed_months'].text()} 个月"),
        Change("计发办法", "", method),
        Change("月病残津贴", "重新核算" if payload["again"] else "未核定", f"{grouped(fen)} 元，自 {month_text(payload['from_month'])} 起"),
    ]
    if not met:
        last = month_text(_last(payload, values))
        changes.append(Change("发放月数", "", f"{values['months'].text()} 个月，末次 {last}；期满停发"))
    elif not full:
        changes.append(Change("以后", "", "距法定退休年龄五年时按基本养老金计发办法重新核算"))
    else:
        changes.append(Change("以后", "", "到法定退休年龄办理退休，基本养老金不再重新计算"))
    changes.append(Change("个人账户", "", "津贴从统筹基金列支，账户余额不变；是否从账户扣减的文件没有取得，未核实"))
    return [*changes, Change("停保", "", "领取期间不再缴费；恢复缴费的自次月起停发"), *account_change(payload["person_id"])]


def _last(payload: Payload, values: Any) -> int:
    return int(add_months(payload["from_month"], int(values["months"]) - 1))


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the award; whoever claims was seen."""
    entry = _decide(payload, by)
    record_events([(payload["person_id"], date.fromisoformat(payload["accepted_on"]), "claim")], by=by)
    return entry


def _decide(payload: Payload, by: By) -> Entry:
    person, start = payload["person_id"], payload["from_month"]
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    full = "true" if _law(payload).values["account_part_due"] else "false"
    awarded: Awarded = schemes.of(EMPLOYEE).award(inputs_of(payload) | {"full_pension": full}, installation.place(), places)
    body = {"conclusion": payload["conclusion_no"], "concluded_on": payload["concluded_on"]}
    if payload["again"]:
        if _allowance_now(person) != payload["again"]:
            refuse("procedures.allowance", "受理以后又有了新的核定", "请退回后重新受理。", "person_id")
        first = history.award_of(person, EMPLOYEE)["from_month"]
        row = awards.Award(person, first, start, awarded)
        return benefit_actions.revise([row], EMPLOYEE, "recalculated", month=payload["month"], by=by, body=body)
    refuse_other_pension(person, EMPLOYEE)
    row = awards.Award(person, start, start, awarded)
    entry = benefit_actions.award([row], EMPLOYEE, month=max(payload["month"], start), provisional=False, by=by, body=body)
    values = _law(payload).values
    if not values["minimum_met"]:
        after = add_months(_last(payload, values), 1)
        ended = awards.Award(person, start, after, expired(awarded, after, installation.place()))
        benefit_actions.revise([ended], EMPLOYEE, "term_over", month=after, by=by, body=dict(body))
    return entry
