"""Deciding a claim for unemployment benefit (失业保险金申领核定): months by the years paid, amount by the place, with the sheet of both."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import months as month_store
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures.counter_warnings import warned
from shebao.agency.procedures.employee_pension._claim import CATEGORIES, account_change
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import Awarded
from shebao.agency.schemes import unemployment as scheme
from shebao.agency.store.columns import int_column
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.agency.unemployment.kinds import REASONS
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import add_months, month_of, month_text

from ._claims import LEAST_MONTHS, last_month, months_owed, over_sixty_days

KEY = "decide_unemployment"
TITLE = "失业保险金申领核定"
LAW = "社会保险法 第四十五条至第四十七条、第五十条；社会保险经办条例（国令第765号）第24条：10 个工作日"
WORKING_DAYS = 10
RISK = "low"
RESULT = "失业保险待遇核定表"
REVERSAL = "核定有误的，办理“停领失业保险金”（原因选“核定有误”），再重新核定；多发的按多发追回。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("employer_id", "原用人单位", "employer", required=False),
    Field("left_on", "离职日期", "date", help="解除或终止劳动关系的日期"),
    Field("reason", "失业原因", "choice", choices=tuple(REASONS.items()), help="本人自愿离职的不能领取"),
    Field("registered_on", "失业登记日期", "date"),
    Field("category", "退休类别", "choice", choices=CATEGORIES, help="用来看领到哪个月为止"),
    Field("paid_months", "累计缴费月数", "number", help="上次申领以后重新计算"),
    Field("unused_months", "前次未领月数", "number", required=False, help="本系统有前次申领的不填，按保留月数；别处转来的照转移单填写"),
    Field("months_by_hand", "照当地文件核定的月数", "number", required=False, help="当地的月数办法没有收录、提示须照文件核定时填写"),
    Field("avg_base_fen", "前十二个月平均缴费基数（元）", "yuan", required=False, help="当地按本人缴费基数计发的填写"),
    Field("dibao_fen", "当地低保月标准（元）", "yuan", required=False, help="标准不能低于低保的地方填写"),
    Field("from_month", "起领月", "month", required=False, help="不填为失业登记当月；当地规定自次月起领的填次月"),
    scans_field("材料扫描件", "解除或终止劳动关系证明；能联网核验的可以不传。PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for somebody who has not paid a year, is at work, draws a pension, has died, or claims already."""
    person = people.person(payload["person_id"])
    left, registered = date.fromisoformat(payload["left_on"]), date.fromisoformat(payload["registered_on"])
    payload["accepted_on"] = day.isoformat()
    if not left <= registered <= day:
        refuse("procedures.claim", "日期应为离职、失业登记、受理先后", "请核对离职日期和失业登记日期。", "registered_on")
    if payload["paid_months"] < LEAST_MONTHS:
        refuse(
            "procedures.claim", f"累计缴费 {payload['paid_months']} 个月，不满 {LEAST_MONTHS} 个月", "不符合领取条件。", "paid_months",
            "社会保险法 第四十五条",
        )  # fmt: skip
    _refuse_standing(person.id, person.name)
    payload["unused_months"] = _unused(payload)
    start = payload.setdefault("from_month", month_of(registered))
    if start not in (month_of(registered), add_months(month_of(registered), 1)):
        refuse(
            "procedures.claim", "起领月应为失业登记当月或次月", "失业保险金自办理失业登记之日起计算。", "from_month", "社会保险法 第五十条"
        )
    payload["month"] = max(start, month_of(day))
    simulated(lambda: _decide(payload, By(None, day)), lambda: None)
    return payload


def _refuse_standing(person_id: int, name: str) -> None:
    """Refused while something stands that excludes a claim."""
    one = int_column([person_id])
    if people.person(person_id).death_date is not None:
        refuse("procedures.dead", f"{name}已登记死亡", "请核对人员。", "person_id")
    if enrolment.open_among(one, scheme.KEY).size:
        refuse("procedures.claim", f"{name}仍在单位参加失业保险", "请单位先办“职工参保减员”，再来申领。", "person_id")
    if enrolment.ended_last_by(person_id, scheme.KEY, "resigned"):
        refuse(
            "procedures.claim", f"单位减员时登记{name}是辞职", "本人自愿离职的不能领取；减员原因有误的，由单位更正后再申领。", "reason",
            "社会保险法 第四十五条",
        )  # fmt: skip
    if not enrolment.insured_people(one, scheme.KEY)["person_id"].size:
        refuse("procedures.not_insured", f"{name}没有参加过失业保险", "请核对参保记录；别处参保的，先办失业保险关系转入。", "person_id")
    for other in ("employee", "public_institution", "resident"):
        if benefits.in_state_among(one, other, "active", "suspended").size:
            refuse(
                "procedures.claim",
                f"{name}已有{schemes.title(other)}待遇",
                "领取养老待遇的不能领取失业保险金。",
                "person_id",
                "社会保险法 第五十一条",
            )


def _unused(payload: Payload) -> int:
    """Months kept from the claim before: as the register has them, or as another agency's paper says."""
    before, typed = known.claim_of(payload["person_id"]), payload.get("unused_months")
    if before is None:
        return int(typed or 0)
    kept = before.kept if before.last_month else 0
    if typed not in (None, kept):
        refuse(
            "procedures.claim", f"前次申领保留 {kept} 个月，填写的是 {typed} 个月", "以登记的保留月数为准，请不要填写。", "unused_months"
        )
    return kept


def inputs_of(payload: Payload) -> dict[str, Any]:
    """What the calculation is given, as its words."""
    years, rest = divmod(payload["paid_months"], 12)
    facts = {
        "contribution_years": f"{years}年{rest}个月",
        "unused_months": str(payload["unused_months"]),
        "month": month_text(month_of(date.fromisoformat(payload["registered_on"]))),
    }
    if "months_by_hand" in payload:
        facts["months_by_hand"] = str(payload["months_by_hand"])
    for name, fact in (("avg_base_fen", "average_base"), ("dibao_fen", "dibao")):
        if name in payload:
            facts[fact] = yuan_text(payload[name])
    return facts


def preview(payload: Payload) -> list[Change]:
    """Months and amount, from when until when, what is paid back, and what does not agree with our own months."""

    def look() -> list[Change]:
        claim = known.claim_of(payload["person_id"])
        assert claim is not None
        until, why = last_month(claim, date.fromisoformat(payload["accepted_on"]))
        late = months_owed(payload["from_month"], payload["month"])
        stored = int(month_store.paid_months(int_column([claim.person_id]), scheme.KEY)["month"].size)
        left, registered = date.fromisoformat(payload["left_on"]), date.fromisoformat(payload["registered_on"])
        return [
            Change("失业原因", "", REASONS[claim.reason]),
            Change("单位减员", "", _left(claim.person_id)),
            Change("累计缴费", "", f"{claim.paid_months} 个月" + (f"；本系统记有 {stored} 个月" if stored else "")),
            Change("领取期限", "", f"{claim.granted} 个月" + (f"（含前次未领 {claim.unused_months} 个月）" if claim.unused_months else "")),
            Change("失业保险金", "未核定", f"{grouped(claim.monthly_fen)} 元/月"),
            Change(
                "领取起止",
                "",
                f"{month_text(claim.from_month)} 至 {month_text(until)}" + ("（法定退休年龄）" if why == "legal_age" else ""),
            ),
            *([Change("补发", "", f"{late} 个月，{grouped(late * claim.monthly_fen)} 元")] if late else []),
            *([Change("请留意", "", "离职六十日以后才登记；当地已放宽的照当地规定")] if over_sixty_days(left, registered) else []),
            *account_change(claim.person_id),
            *warned([payload["person_id"]]),
        ]

    return simulated(lambda: _decide(payload, By(None, date.fromisoformat(payload["accepted_on"]))), look)


def _left(person_id: int) -> str:
    """What the employer declared when the person left, as the register of insurance has it."""
    spell = next((row for row in enrolment.spells(person_id) if row.scheme == scheme.KEY), None)
    if spell is None or spell.to_month is None:
        return "没有登记"
    return f"{month_text(spell.to_month)} 止，{spell.end_reason}"


def apply(payload: Payload, *, by: By) -> int:
    """The id of the claim."""
    return _decide(payload, by)


def _decide(payload: Payload, by: By) -> int:
    _refuse_standing(payload["person_id"], people.person(payload["person_id"]).name)
    places, inputs = parameters.known_on(date.fromisoformat(payload["accepted_on"])), inputs_of(payload)
    awarded: Awarded = scheme.award(inputs, installation.place(), places)
    claim = claims.NewClaim(
        payload["person_id"],
        payload.get("employer_id"),
        date.fromisoformat(payload["left_on"]),
        payload["reason"],
        date.fromisoformat(payload["registered_on"]),
        payload["category"],
        payload["paid_months"],
        payload["unused_months"],
        scheme.months_of(inputs, installation.place(), places),
        payload["from_month"],
    )
    return claims.open_claim(claim, awarded, payload["month"], by=by)
