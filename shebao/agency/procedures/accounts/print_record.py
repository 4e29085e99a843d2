"""A certificate of insurance and contributions (参保缴费证明): what the records say now, under a number with a code; free of charge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from shebao.agency import schemes
from shebao.agency.accounts import records
from shebao.agency.accounts.kinds import CERTIFICATES
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import months as contribution_months
from shebao.agency.contributions import queries as contributions
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

KEY = "print_record"
TITLE = "参保缴费证明打印"
LAW = "社会保险法 第七十四条；社会保险经办条例（国令第765号）第32条：免费查询、打印"
WORKING_DAYS = None
RISK = "low"
RESULT = "参保缴费证明"
REVERSAL = "打印有误的，办理“作废个人权益记录单或证明”，再重新打印。"
OWN, AGENT = "own", "agent"
FIELDS = (
    Field("kind", "证明种类", "choice", choices=tuple(CERTIFICATES.items())),
    Field("person_id", "人员", "person", required=False, help="个人的证明填写"),
    Field("employer_id", "用人单位", "employer", required=False, help="单位参保证明填写"),
    Field("from_month", "起月", "month", required=False, help="不填则全部"),
    Field("to_month", "止月", "month", required=False),
    Field("asked_by", "由谁申请", "choice", choices=((OWN, "本人或本单位"), (AGENT, "受托人"))),
    Field("authority", "委托书", required=False, longest=100, help="受托人申请的必填：委托书日期和受托人姓名"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused without the one it is about, for an agent without authority, and where the record says the opposite."""
    payload["accepted_on"] = day.isoformat()
    of_employer = payload["kind"] == "employer"
    if of_employer and not payload.get("employer_id"):
        refuse("procedures.certificate", "没有选择用人单位", "单位参保证明请选择单位。", "employer_id")
    if not of_employer and not payload.get("person_id"):
        refuse("procedures.certificate", "没有选择人员", "个人的证明请选择人员。", "person_id")
    if payload["asked_by"] == AGENT and not payload.get("authority"):
        refuse(
            "procedures.certificate", "受托人没有委托书", "他人的记录只凭委托书打印，请写明委托书。", "authority", "社会保险法 第八十一条"
        )
    if payload.get("from_month") and payload.get("to_month") and payload["to_month"] < payload["from_month"]:
        refuse("procedures.certificate", "止月早于起月", "请核对起止月。", "to_month")
    text_of(payload)
    return payload


def text_of(payload: Payload) -> dict[str, Any]:
    """The certificate as it would be printed now: title, whom it is about, and its rows."""
    kind, day = payload["kind"], payload["accepted_on"]
    if kind == "employer":
        about, rows = _of_employer(int(payload["employer_id"]), payload)
    else:
        about, rows = _of_person(payload["person_id"], kind, payload)
    return {"title": CERTIFICATES[kind], "about": about, "rows": rows, "on": day, "agency": installation.name()}


def _of_person(person_id: int, kind: str, payload: Payload) -> tuple[list[list[str]], list[list[str]]]:
    person, spells = people.person(person_id), enrolment.spells(person_id)
    about = [["姓名", person.name], ["公民身份号码", person.citizen_masked]]
    if kind == "none":
        if any(spell.to_month is None for spell in spells):
            refuse("procedures.certificate", f"{person.name}正在参保", "不能出具未参保证明。", "kind")
        return about, [["截至出具之日", "没有在本机构参加社会保险"]]
    if kind == "benefit":
        held = [row for row in benefits.of_person(person_id) if row["state"] in ("active", "suspended")]
        if not held:
            refuse("procedures.certificate", f"{person.name}没有在发的待遇", "请选择其他证明。", "kind")
        return about, [[schemes.title(row["scheme"]), _of_award(row)] for row in held]
    if not spells:
        refuse("procedures.certificate", f"{person.name}没有参保记录", "请选择“未参保证明”。", "kind")
    rows = [
        [spell.title, f"{month_text(spell.from_month)} 至 {month_text(spell.to_month) if spell.to_month else '今'}"] for spell in spells
    ]
    return about, rows + _paid(person_id, payload)


def _of_award(row: Mapping[str, Any]) -> str:
    award = row["decisions"][0]
    state = "" if row["state"] == "active" else f"，{row['state_title']}"
    return f"自 {month_text(award['from_month'])} 起，每月 {grouped(award['total_fen'])} 元{state}"


def _paid(person_id: int, payload: Payload) -> list[list[str]]:
    """Months and years paid, scheme by scheme."""
    first, last = payload.get("from_month", 0), payload.get("to_month", 999912)
    rows = []
    for scheme, title in schemes.titles().items():
        mine = [row for row in contribution_months.of_person(person_id, scheme) if first <= row.month <= last and row.paid_month]
        if mine:
            months = sorted({row.month for row in mine})
            rows.append([f"{title}缴费", f"{len(months)} 个月（{month_text(months[0])} 至 {month_text(months[-1])}）"])
    years = int(contributions.paid_years(np.array([person_id], dtype=np.int64), schemes.MAIN)[0])
    if years:
        rows.append([f"{schemes.title(schemes.MAIN)}缴费", f"{years} 年"])
    return rows


def _of_employer(employer_id: int, payload: Payload) -> tuple[list[list[str]], list[list[str]]]:
    one = employers.employer(employer_id)
    month = payload.get("to_month") or month_of(date.fromisoformat(payload["accepted_on"]))
    rows = [
        [schemes.title(row.scheme), f"{month_text(row.from_month)} 起参保" + (f"，至 {month_text(row.to_month)}" if row.to_month else "")]
        for row in employers.insurances(employer_id)
    ]
    listed = {person for person, _ in contribution_months.of_employer(employer_id, month)}
    return [["单位名称", one.name], ["统一社会信用代码", one.uscc]], [*rows, [f"{month_text(month)} 核定人数", f"{len(listed)} 人"]]


def preview(payload: Payload) -> list[Change]:
    """What the certificate will say."""
    text = text_of(payload)
    return [Change(what, "", said) for what, said in [*text["about"], *text["rows"]]]


def apply(payload: Payload, *, by: By) -> int:
    """The certificate's number."""
    employer = int(payload["employer_id"]) if payload.get("employer_id") and payload["kind"] == "employer" else None
    person = payload.get("person_id") if employer is None else None
    entry = records.print_certificate(payload["kind"], text_of(payload), person_id=person, employer_id=employer, by=by)
    return records.last_certificate(entry)


def subject(payload: Payload) -> None:
    """Any number of certificates may be asked for at once."""


def heading(payload: Payload) -> str:
    """The matter's title."""
    if payload["kind"] == "employer":
        return f"{employers.employer(int(payload['employer_id'])).name}：{CERTIFICATES['employer']}"
    return f"{people.person(payload['person_id']).name}：{CERTIFICATES[payload['kind']]}"
