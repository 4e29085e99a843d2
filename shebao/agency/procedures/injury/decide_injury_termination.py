"""Deciding the lump sum at the end of employment (一次性工伤医疗补助金核定): the fund's by the place's rule, the employer's said beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.enrolment import queries as enrolment
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import GRADES, SEVERE
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped, scaled_text
from shebao.base.months import age_on, month_of
from shebao.core.policy.calculation import Answer

from . import _case
from ._case import CASE, WAGE, WAGE_PROOF, account_change, fen, law, paid_by_fund, wage_of, yuan

KEY = "decide_injury_termination"
TITLE = "一次性工伤医疗补助金核定"
LAW = "工伤保险条例 第三十六条、第三十七条；社会保险法 第三十八条；省、自治区、直辖市规定的标准"
WORKING_DAYS = None
RISK = "high"
RESULT = "一次性工伤医疗补助金核定表"
REVERSAL = "没有列入发放的，办理“撤销工伤待遇核定”；已经付出的，按多发追回。"
ENDERS = (("worker", "本人提出解除"), ("employer", "合同期满或单位解除"), ("worker_forced", "单位违法，本人被迫解除"))
_UNSURE = {"low": "（可信度低，请核对当地文件）", "unverified": "（未核实，请核对当地文件）", "medium": "（可信度中）"}
FIELDS = (
    CASE,
    Field("ended_on", "解除或终止日期", "date"),
    Field("ended_by", "原因", "choice", choices=ENDERS),
    Field("months_to_retirement", "距法定退休年龄月数", "number", help="按解除之日计算；已到龄的填 0"),
    WAGE,
    WAGE_PROOF,
    Field("wage_before_end_fen", "解除前 12 个月平均工资（元）", "yuan", required=False, help="按本人工资计发的地方填写"),
    Field("area_wage_fen", "解除时上年度职工月平均工资（元）", "yuan", required=False, help="按平均工资计发的地方填写"),
    scans_field("解除、终止劳动关系证明扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for grades one to four, at the legal age, while still insured with the employer, and a second time."""
    case = paid_by_fund(payload["case_id"])
    payload["accepted_on"] = day.isoformat()
    ended = date.fromisoformat(payload["ended_on"])
    if not case.grade or case.grade <= SEVERE:
        what = "一级至四级伤残职工保留劳动关系，退出工作岗位，没有这项补助" if case.grade else "没有伤残等级"
        refuse("procedures.termination", f"{case.name}{what}", "请核对鉴定结论。", "case_id", "工伤保险条例 第三十五条")
    if not case.happened_on <= ended <= day:
        refuse("procedures.termination", f"解除日期 {payload['ended_on']} 在受伤以前或今天以后", "请照证明核对。", "ended_on")
    if injury.standing_claims(case.id, "termination"):
        refuse("procedures.termination", f"{case.name}的一次性工伤医疗补助金已经核定", "同一用人单位只支付一次。", "case_id")
    if payload["months_to_retirement"] <= 0:
        refuse("procedures.termination", f"{case.name}已达到法定退休年龄", "到龄的不支付一次性补助金。", "months_to_retirement", LAW)
    still = [one for scheme, one, _, last in enrolment.employers_of(case.person_id) if scheme == INJURY and last is None]
    if case.employer_id in still:
        refuse("procedures.termination", f"{case.name}在原单位还没有减员", "请单位先办理职工减员。", "case_id")
    wage = wage_of(payload, case)
    payload["wage_fen"], payload["wage_origin"] = wage.fen, wage.origin
    if not _amounts(payload)[0]:
        refuse("procedures.termination", "按当地规定计算没有可以支付的金额", "请核对距退休月数和当地标准。", "months_to_retirement")
    simulated(lambda: _decide(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The fund's and the employer's sums with the documents they stand on; the relation ends with them."""
    case, answer = injury.case(payload["case_id"]), _answer(payload)
    medical, employment = _amounts(payload)
    origins = [
        Change(step.title, "", f"{step.value}（{step.source}）{_UNSURE.get(step.confidence, '')}")
        for step in answer.sheet.steps
        if step.name in ("termination_unit", "near_retirement_factor", "not_reduced", "occupational_factor")
    ]
    return [
        Change("伤残等级", "", GRADES[case.grade or 0]),
        Change("本人工资", "", f"{grouped(payload['wage_fen'])} 元（{payload['wage_origin']}）"),
        *origins,
        Change("一次性工伤医疗补助金", "", f"{grouped(medical)} 元，由工伤保险基金支付"),
        Change("一次性伤残就业补助金", "", f"{grouped(employment)} 元，由用人单位支付"),
        Change("工伤保险关系", "存续", "终止，以后的医疗费用基金不再支付"),
        *account_change(case.person_id),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The claim's id; a one-off run pays it."""
    return _decide(payload, by)


def _decide(payload: Payload, by: By) -> int:
    case = injury.case(payload["case_id"])
    medical, employment = _amounts(payload)
    facts = {name: payload[name] for name in ("ended_on", "ended_by", "months_to_retirement", "wage_fen")}
    claim_id = actions.claim(actions.NewClaim(case.id, "termination", medical, employment, case.grade or 0, facts), by=by)
    payout.owe([payout.Owed(0, case.person_id, "end_medical", month_of(by.day), medical, payout.of_claim(claim_id))], INJURY, by=by)
    return claim_id


def _amounts(payload: Payload) -> tuple[Fen, Fen]:
    """(the fund's sum, the employer's)."""
    answer = _answer(payload)
    return fen(answer, "medical_amount"), fen(answer, "employment_amount")


def _answer(payload: Payload) -> Answer:
    case, day = injury.case(payload["case_id"]), date.fromisoformat(payload["accepted_on"])
    ended = date.fromisoformat(payload["ended_on"])
    row = parameters.known_on(day).find("termination_unit", installation.place(), ended)
    unit = str(row.value) if row is not None else ""
    years = scaled_text(payload["months_to_retirement"] * 10_000 // 12, 4)
    facts: dict[str, Any] = {
        "accident_date": case.happened_on.isoformat(),
        "end_date": payload["ended_on"],
        "grade": str(case.grade),
        "own_wage": yuan(payload["wage_fen"]),
        "years_to_retirement": years,
        "ended_by": payload["ended_by"],
    }
    if case.kind == "disease":
        facts["occupational_disease"] = "true"
    if payload.get("wage_before_end_fen") and unit == "own_wage_months":
        facts["wage_before_end"] = yuan(payload["wage_before_end_fen"])
    if payload.get("area_wage_fen"):
        facts["avg_wage"] = yuan(payload["area_wage_fen"])
    if unit == "area_wage_by_age":
        facts["age"] = str(age_on(people.person(case.person_id).birth_date, ended))
    return law("injury_termination_lump_sums", day, facts)


subject = _case.subject


def heading(payload: Payload) -> str:
    """The matter's title."""
    return _case.heading(TITLE, payload)
