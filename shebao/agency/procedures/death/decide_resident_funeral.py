"""Deciding the funeral subsidy of a resident who died (居民丧葬补助金核定): by the place's own standard on the day of death, paid to the heirs."""

from __future__ import annotations

from datetime import date

from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.core.policy.calculation import Answer, calculate

from .estate import SET_OFF, check_estate, heading_of, owe_heirs, preview_estate, wants_set_off

KEY = "decide_resident_funeral"
TITLE = "居民丧葬补助金核定"
LAW = "国发〔2014〕8号：有条件的地方可以建立丧葬补助金制度；标准按当地文件"
WORKING_DAYS = None
RISK = "high"
RESULT = "丧葬补助金核定表"
REVERSAL = "款项列入批次以前有误的，办理“撤销身后应付”再重新核定；已列入没有送盘的批次先退回；付出后有误的，按多发追回。"
_CONFIDENCE = {"high": "", "medium": "（可信度中）", "low": "（可信度低，请核对当地文件）", "unverified": "（未核实，请核对当地文件）"}
FIELDS = (
    Field("person_id", "死者", "person"),
    SET_OFF,
    scans_field("材料扫描件", "火化证明或死亡医学证明，抵扣同意书；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no heir is registered, the dead was not insured, or the place has no standard on file."""
    person_id = payload["person_id"]
    died_on = check_estate(person_id, "funeral", RESIDENT)
    if not enrolment.ended_last_by(person_id, RESIDENT, "died"):
        refuse("procedures.not_insured", "死亡时没有参加城乡居民基本养老保险，没有丧葬补助金", "请核对参保记录。", "person_id")
    if not _fen(_law(died_on)):
        refuse(
            "procedures.no_standard",
            f"{died_on.isoformat()} 当地没有丧葬补助金标准，或标准没有录入",
            "请由参数管理岗照当地文件录入“居民丧葬补助金”的月数或定额，再来办理；当地没有这项待遇的，不需要办理。",
            "person_id",
        )
    payload["died_on"] = died_on.isoformat()
    return payload


def preview(payload: Payload) -> list[Change]:
    """The amount with its documents, and what each heir is paid."""
    answer = _law(date.fromisoformat(payload["died_on"]))
    origins = [
        Change(step.title, "", f"{step.value}（{step.source}）{_CONFIDENCE.get(step.confidence, '')}")
        for step in answer.sheet.steps
        if step.name in ("funeral_months", "funeral_fixed", "basic_standard")
    ]
    return [*origins, *preview_estate(payload["person_id"], _fen(answer), "丧葬补助金", RESIDENT, set_off=wants_set_off(payload))]


def apply(payload: Payload, *, by: By) -> None:
    """Enter what each heir is owed."""
    amount = _fen(_law(date.fromisoformat(payload["died_on"])))
    owe_heirs({payload["person_id"]: amount}, "funeral", RESIDENT, set_off=wants_set_off(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def _law(died_on: date) -> Answer:
    return calculate("resident_pension", installation.place(), {"death_date": died_on.isoformat()}, parameters.places())


def _fen(answer: Answer) -> Fen:
    amount = answer.values["funeral"].fraction * 100
    assert amount.denominator == 1, "the law rounds to the fen"
    return int(amount)


def standard_known(person_id: int) -> bool:
    """Whether the place has a standard for somebody's day of death, for pages that offer the matter."""
    died_on = people.deaths([person_id]).get(person_id)
    return died_on is not None and bool(_fen(_law(died_on)))
