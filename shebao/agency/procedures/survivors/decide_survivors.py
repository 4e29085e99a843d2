"""Deciding what survivors are paid once (职工遗属待遇核定): funeral subsidy and grant by the years paid and drawn, to the heirs by their parts."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import months as month_store
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.injury import queries as injury
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.death.estate import SET_OFF, check_estate, heading_of, owe_heirs, preview_estate, wants_set_off
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.employee import TITLE as OF_EMPLOYEES
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.schemes.public_institution import TITLE as OF_PUBLIC
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped, yuan_text
from shebao.base.months import month_text
from shebao.core.policy.calculation import Answer, calculate

KEY = "decide_survivors"
TITLE = "职工遗属待遇核定"
LAW = "人社部发〔2021〕18号 第三条至第五条；社会保险法 第十七条、第四十九条；社会保险经办条例（国令第765号）第19条"
WORKING_DAYS = None
RISK = "high"
RESULT = "遗属待遇核定表"
REVERSAL = "款项列入批次以前有误的，办理“撤销身后应付”（丧葬补助金、抚恤金各撤一次）再重新核定；付出后有误的，按多发追回。"
PENSION, INJURY_FUND, UNEMPLOYMENT_FUND = "pension", "injury", "unemployment"
FUNERALS = ((PENSION, "养老保险"), (INJURY_FUND, "工伤保险"), (UNEMPLOYMENT_FUND, "失业保险"))
SHORT_MONTHS = 60
_SHOWN = (
    "contribution_years",
    "pension_years_received",
    "monthly_income",
    "months_by_years",
    "months",
    "urban_income",
    "public_grant_months",
)
_CONFIDENCE = {"low": "（可信度低，请核对文件）", "unverified": "（未核实，请核对文件）"}
FIELDS = (
    Field("person_id", "死者", "person"),
    Field("scheme", "险种", "choice", choices=((EMPLOYEE, OF_EMPLOYEES), (PUBLIC, OF_PUBLIC))),
    Field("paid_months", "累计缴费月数（含视同）", "number", required=False, help="退休人员按核定时的月数；在职的填写档案和缴费记录合计"),
    Field("own_fen", "个人缴费之和（元）", "yuan", required=False, help="缴费不满五年的在职人员填写；灵活就业人员为记入个人账户部分"),
    Field("base_fen", "基本工资或基本离退休费（元）", "yuan", required=False, help="机关事业单位人员填写"),
    Field("proof", "年限和金额的依据", required=False, longest=100),
    Field("funeral", "丧葬补助金选领险种", "choice", choices=FUNERALS, help="同时符合几个险种条件的，只能选领一项"),
    SET_OFF,
    scans_field("死亡证明、年限证明、抵扣同意书扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


class Sums(NamedTuple):
    """What is owed once: the funeral subsidy and the grant, and the calculation they come from."""

    funeral_fen: Fen
    grant_fen: Fen
    answer: Answer


def check(payload: Payload, day: date) -> Payload:
    """Refused where no heir is registered, the death was at work, a funeral is owed already, or the years are not known."""
    payload["accepted_on"] = day.isoformat()
    person_id, scheme = payload["person_id"], payload["scheme"]
    died_on = check_estate(person_id, "bereavement", scheme)
    check_estate(person_id, "funeral", scheme)
    name = people.person(person_id).name
    one = int_column([person_id])
    pensioner = bool(benefits.in_state_among(one, scheme, "active", "suspended", "ended").size)
    if not enrolment.ended_last_by(person_id, scheme, "died") and not pensioner:
        refuse("procedures.not_insured", f"{name}死亡时没有参加{schemes.title(scheme)}", "请核对险种和参保记录。", "scheme")
    at_work = [case.id for case in injury.cases_of(person_id) if injury.standing_claims(case.id, "death")]
    if at_work:
        refuse(
            "procedures.survivors",
            f"{name}的工亡待遇已经核定",
            "因工死亡的不再领取养老保险遗属待遇。",
            "person_id",
            "人社部发〔2021〕18号 第二条",
        )
    _check_funeral(payload, name)
    payload["died_on"] = died_on.isoformat()
    if scheme == EMPLOYEE:
        _employee_facts(payload, one, died_on)
    elif not payload.get("base_fen"):
        refuse("procedures.survivors", "没有填写基本工资或基本离退休费", "请照工资审批表或离退休费核定填写。", "base_fen")
    if not sum(_sums(payload)[:2]):
        refuse("procedures.survivors", "计算结果为零", "请核对年限和个人缴费之和。", "paid_months")
    simulated(lambda: _owe(payload, By(None, day)), lambda: None)
    return payload


def _check_funeral(payload: Payload, name: str) -> None:
    """One funeral subsidy of all insurances."""
    owed = [title for key, title in schemes.titles().items() if "丧葬补助金" in runs.owed_at_death(payload["person_id"], key)]
    if owed and payload["funeral"] == PENSION:
        refuse(
            "procedures.survivors",
            f"{name}的丧葬补助金已在{'、'.join(owed)}登记应付",
            "只能选领一项：选“工伤保险”或“失业保险”，或先撤销那一项。",
            "funeral",
            "社会保险法 第四十九条",
        )


def _employee_facts(payload: Payload, one: Any, died_on: date) -> None:
    """The months paid and drawn, as this system knows them; what it does not know is asked for with its proof."""
    stored = history.award_facts(one, EMPLOYEE).get(payload["person_id"])
    versions = history.versions_of([payload["person_id"]], EMPLOYEE).get(payload["person_id"])
    if versions is not None:
        payload["pension_start"] = versions.from_month
        if stored is not None and not payload.get("paid_months"):
            payload["paid_months"] = int(stored[1]["paid_months"])
        elif stored is None and not payload.get("paid_months"):
            payload["paid_months"] = _months_of_award(payload["person_id"])
    elif not payload.get("paid_months"):
        paid = month_store.paid_months(one, EMPLOYEE)["month"]
        payload["paid_months"] = int(np.unique(paid).size)
    if not payload.get("paid_months"):
        refuse("procedures.survivors", "没有缴费月数", "请按档案和缴费记录填写，并写明依据。", "paid_months")
    if versions is None and payload["paid_months"] < SHORT_MONTHS and payload.get("own_fen") is None:
        what = "缴费不满五年，没有填写个人缴费之和"
        refuse("procedures.survivors", what, "遗属待遇不得超过个人缴费之和，请照缴费记录填写。", "own_fen", "人社部发〔2021〕18号 第五条")


def _months_of_award(person_id: int) -> int:
    """The months of an award that says years only."""
    return int(history.award_of(person_id, EMPLOYEE)["paid_years"]) * 12


def preview(payload: Payload) -> list[Change]:
    """Years, income, months and amounts with their documents, and what each heir is paid."""
    sums = _sums(payload)
    origins = [
        Change(step.title, "", f"{step.value}（{step.source}）{_CONFIDENCE.get(step.confidence, '')}")
        for step in sums.answer.sheet.steps
        if step.name in _SHOWN
    ]
    if payload.get("pension_start"):
        origins.insert(0, Change("养老金起领月", "", month_text(payload["pension_start"])))
    funeral = f"{grouped(sums.funeral_fen)} 元" if sums.funeral_fen else f"选领{dict(FUNERALS)[payload['funeral']]}"
    changes = [*origins, Change("丧葬补助金", "", funeral), Change("抚恤金", "", f"{grouped(sums.grant_fen)} 元")]
    total = sums.funeral_fen + sums.grant_fen
    return [*changes, *preview_estate(payload["person_id"], total, "遗属待遇合计", payload["scheme"], set_off=wants_set_off(payload))]


def apply(payload: Payload, *, by: By) -> None:
    """Enter what each heir is owed."""
    _owe(payload, by)


def _owe(payload: Payload, by: By) -> None:
    sums = _sums(payload)
    for kind, amount in (("bereavement", sums.grant_fen), ("funeral", sums.funeral_fen)):
        if amount:
            owe_heirs({payload["person_id"]: amount}, kind, payload["scheme"], set_off=wants_set_off(payload), by=by)


def _sums(payload: Payload) -> Sums:
    """The law's sums; where they may not pass the person's own contributions, the grant is what gives way."""
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    elsewhere = payload["funeral"] != PENSION
    if payload["scheme"] == PUBLIC:
        facts: dict[str, Any] = {"death_date": payload["died_on"], "monthly_base": yuan_text(payload["base_fen"])}
        answer = calculate("public_survivor_benefit", installation.place(), facts, places)
        return Sums(0 if elsewhere else _fen(answer, "public_funeral"), _fen(answer, "public_grant"), answer)
    facts = {"death_date": payload["died_on"], "contribution_months": str(payload["paid_months"])}
    facts["funeral_elsewhere"] = "true" if elsewhere else "false"
    if payload.get("pension_start"):
        facts["pension_start"] = month_text(payload["pension_start"])
    if payload.get("own_fen") is not None:
        facts["own_contributions"] = yuan_text(payload["own_fen"])
    answer = calculate("survivor_benefit", installation.place(), facts, places)
    total, funeral = _fen(answer, "total"), _fen(answer, "funeral")
    return Sums(min(funeral, total), max(total - funeral, 0), answer)


def _fen(answer: Answer, name: str) -> Fen:
    amount = answer.values[name].fraction * 100
    assert amount.denominator == 1, f"{name} is not whole fen"
    return int(amount)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)
