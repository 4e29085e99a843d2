"""Reporting deaths (死亡登记): recorded, insurance ended, benefits ended with the month of death, in that order.

One death comes by a form; a list, as the police or the funeral house send it, takes one person more to decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.certification import queries as certification
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Many, Payload, RowNote, Wanted, rows_of
from shebao.agency.payout import queries as payout_queries
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people_queries
from shebao.agency.procedures.claims_after_death import end_by_death as end_claims_by_death
from shebao.agency.procedures.columns import PERSON
from shebao.agency.store.columns import Column, int_column
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text, parse_date

from .debts import open_debts, owed_text

ENTITLEMENT_WORDS = {"active": "领取中", "suspended": "暂停发放", "ended": "已终止"}
KEY = "report_death"
TITLE = "死亡登记"
LAW = "社会保险经办条例（国令第765号）第25条：核实后停发；注销登记 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
RESULT = "停发和终止参保告知书"
REVERSAL = "登记错人或日期有误的，办理“撤销死亡登记”（三人），参保、账户、待遇照旧恢复，应补的补发。"
SOURCES = (
    ("relatives", "亲属申报"),
    ("village", "村（社区）报告"),
    ("funeral", "民政殡葬数据"),
    ("household", "公安户籍数据"),
    ("medical", "卫健死亡医学证明"),
)
_SOURCE = Field("source", "信息来源", "choice", choices=SOURCES)
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("died_on", "死亡日期", "date"),
    _SOURCE,
    Field("drawn_by", "死亡后的待遇由谁领取", required=False, help="死亡后还有待遇到账的填写：姓名和与死者的关系", longest=60),
    scans_field("死亡证明扫描件", "死亡医学证明、火化证明或户口注销证明；PDF、JPEG 或 PNG，最多 6 份"),
)
ROWS = (*PERSON, Wanted("died_on", "死亡日期", "date"))
MANY = Many(
    "report_deaths",
    "批量死亡登记",
    (Field("rows", "死亡名单", "file", help="每行：身份证号码、姓名、死亡日期"), _SOURCE, Field("file_name", "文件名", required=False)),
    risk="high",
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, with the reason for each, where a death is recorded already or its date cannot be; rows have person_id and died_on."""
    for row in rows_of(payload):
        row["died_on"] = parse_date(str(row["died_on"])).isoformat()
    people_actions.check_deaths(_deaths(payload), day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The register, the insurance and the pension, before and after; of a list, how many of each end."""
    people = int_column(row["person_id"] for row in rows_of(payload))
    insured, paid = _by_scheme(people)
    changes = _of_many(people, insured, paid) if "rows" in payload else _of_one(payload, insured, paid)
    return [*changes, *_late(payload)]


def notes(payload: Payload) -> list[RowNote]:
    """What each death ends, what was paid after it, and a proof of life that contradicts it."""
    people = int_column(row["person_id"] for row in payload["rows"])
    states = _states(people)
    debts, seen = _debts(payload), _seen(payload)
    return [
        RowNote(
            ENTITLEMENT_WORDS.get(state, "没有领取待遇"),
            f"发至 {month_text(month_of(died_on))}" if state in ("active", "suspended") else "",
            debts[person].fen if person in debts else None,
            (
                *((owed_text(debts[person]),) if person in debts else ()),
                *(f"{on} {way}，在死亡日期之后" for on, way in seen.get(person, ())),
            ),
        )
        for (person, died_on), state in zip(_deaths(payload), states, strict=True)
    ]


def _debts(payload: Payload) -> dict[int, payout_queries.Overpaid]:
    deaths = {person: month_of(died_on) for person, died_on in _deaths(payload)}
    return {person: debt for scheme in reversed(schemes.titles()) for person, debt in payout_queries.overpaid(deaths, scheme).items()}


def _seen(payload: Payload) -> dict[int, list[tuple[date, str]]]:
    return certification.seen_after(dict(_deaths(payload)))


def _late(payload: Payload) -> list[Change]:
    """What a death reported late leaves behind: money paid after it, and proofs of life that contradict it."""
    debts, seen = _debts(payload), _seen(payload)
    changes = []
    if len(debts) == 1 and "rows" not in payload:
        (debt,) = debts.values()
        changes.append(Change("死亡后已发待遇", "", owed_text(debt)))
        if debt.from_account_fen:
            changes.append(Change("其中个人账户支付", "", f"{grouped(debt.from_account_fen)} 元，批准后退回个人账户"))
    elif debts:
        total = sum(debt.fen for debt in debts.values())
        changes.append(Change("死亡后已发待遇", "", f"{len(debts):,} 人多发 {grouped(total)} 元，须追回"))
    if seen and "rows" not in payload:
        proofs = "、".join(f"{on} {way}" for on, way in next(iter(seen.values())))
        changes.append(Change("死亡日期之后的认证", "", f"{proofs}；与死亡日期矛盾，请核实"))
    elif seen:
        changes.append(Change("死亡日期之后的认证", "", f"{len(seen):,} 人在死亡日期之后有认证记录，请逐人核实"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the deaths."""
    drawn_by = {payload["person_id"]: payload["drawn_by"]} if payload.get("drawn_by") else {}
    return end_by_death(_deaths(payload), drawn_by, by=by)


def end_by_death(deaths: Sequence[tuple[int, date]], drawn_by: Mapping[int, str] = MappingProxyType({}), *, by: By) -> Entry:
    """All that a death changes at once: the register, the insurance, the pension (due up to and including the month of death), and
    the debt where months after it were paid. drawn_by: who drew them, as far as anybody knows."""
    people, months = int_column(person_id for person_id, _ in deaths), int_column(month_of(died_on) for _, died_on in deaths)
    entry = people_actions.record_deaths(deaths, by=by)
    insured, paid = _by_scheme(people)
    for scheme, some in insured.items():
        mine = np.isin(people, some)
        enrolment.end(people[mine], scheme, months[mine], "died", by=by)
    for scheme, some in paid.items():
        mine = np.isin(people, some)
        benefits.end(people[mine], scheme, months[mine], "died", by=by)
    end_claims_by_death(dict(deaths), by=by)
    open_debts(dict(deaths), drawn_by, by=by)
    return entry


def _by_scheme(people: Column) -> tuple[dict[str, Column], dict[str, Column]]:
    """(scheme → those insured in it, scheme → those who draw its pension), of the schemes that somebody has."""
    insured = {scheme: enrolment_queries.open_among(people, scheme) for scheme in schemes.titles()}
    paid = {scheme: benefit_queries.in_state_among(people, scheme, "active", "suspended") for scheme in schemes.titles()}
    return {scheme: some for scheme, some in insured.items() if some.size}, {scheme: some for scheme, some in paid.items() if some.size}


def _states(people: Column) -> list[str]:
    """For each person the state of the pension, of whichever scheme: one that is paid before one that has ended."""
    by_scheme = [benefit_queries.states_of(people, scheme) for scheme in schemes.titles()]
    return [min((state for state in states if state), default="") for states in zip(*by_scheme, strict=True)]


def heading(payload: Payload) -> str:
    """The matter's title."""
    if "rows" not in payload:
        return f"{people_queries.person(payload['person_id']).name}：{TITLE}"
    return f"{MANY.title}：{len(payload['rows']):,} 人（{dict(SOURCES)[payload['source']]}）"


def _deaths(payload: Payload) -> list[tuple[int, date]]:
    """The rows as the register takes them."""
    return [(row["person_id"], date.fromisoformat(row["died_on"])) for row in rows_of(payload)]


def _of_one(payload: Payload, insured: dict[str, Column], paid: dict[str, Column]) -> list[Change]:
    month = month_text(month_of(date.fromisoformat(payload["died_on"])))
    changes = [Change("人员状态", "在世", f"{payload['died_on']} 死亡")]
    changes += [Change(schemes.title(scheme), "参保中", f"{month} 终止") for scheme in insured]
    changes += [Change(schemes.benefit_title(one, "养老待遇"), "领取中", f"发至 {month}，次月起停发") for one in paid]
    return changes


def _of_many(people: Column, insured: dict[str, Column], paid: dict[str, Column]) -> list[Change]:
    insured_count, paid_count = (len(set().union(*(some.tolist() for some in one.values()))) for one in (insured, paid))
    return [
        Change("人员", "在世", f"死亡登记 {people.size:,} 人"),
        Change("参保", f"参保中 {insured_count:,} 人", "于死亡当月终止"),
        Change("养老待遇", f"领取中 {paid_count:,} 人", "发至死亡当月，次月起停发"),
    ]
