"""Merging two records of one human being (合并重复登记): insurance, years and account go on under the record that stays."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.contributions import actions as contributions
from shebao.agency.contributions import queries as contribution_queries
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

KEY = "merge_persons"
TITLE = "合并重复登记"
LAW = "社会保险经办条例（国令第765号）第10条、第28条；国发〔2014〕8号：一人一个账户"
WORKING_DAYS = 10
RISK = "high"
RESULT = "合并登记告知书"
REVERSAL = "合并生效后不能撤回，签署前请各自核对证件；有误的，账户用“更正个人账户”改回，另一条登记报稽核内控岗查明后处理。"
FIELDS = (
    Field("person_id", "保留的登记", "person", help="身份证号码正确的那一条"),
    Field("duplicate_id", "并入的登记", "person", help="多出来的那一条，并入以后不再使用"),
    scans_field("证明材料扫描件", "身份证、户口簿，号码变更的附公安机关证明；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the record that goes draws a pension, has years paid in this system, or years that the other has too."""
    payload["accepted_on"] = day.isoformat()
    duplicate = payload["duplicate_id"]
    simulated(lambda: people_actions.merge(duplicate, payload["person_id"], by=By(None, day)), lambda: None)
    if benefit_queries.of_person(duplicate):
        refuse(
            "procedures.merge_benefit",
            f"{people.called([duplicate])} 核定过待遇，不能并入别的登记",
            "请保留有待遇的那一条；两条都有待遇的，先查清重复领取。",
            "duplicate_id",
        )
    grid = contribution_queries.of_person(duplicate, RESIDENT)
    if any(row["kind"] != "correction" for row in grid.rows) and grid.paid_years > _carried(duplicate):
        refuse(
            "procedures.merge_paid",
            f"{people.called([duplicate])} 在本系统缴过费",
            "请先用“更正缴费（退费）”把这些缴费改记到保留的登记，再合并。",
            "duplicate_id",
        )
    if _carried(duplicate) and _carried(payload["person_id"]):
        refuse("procedures.merge_years", "两条登记都有移交的缴费年数", "请先核对移交年限，更正以后再合并。", "duplicate_id")
    simulated(lambda: _merge(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Years, balance and insurance of the record that stays, before and after."""
    stays, duplicate = payload["person_id"], payload["duplicate_id"]
    one, two = people.person(stays), people.person(duplicate)
    years = contribution_queries.of_person(stays, RESIDENT).paid_years
    balance, more = (int(account_queries.balances(int_column([person]), RESIDENT)[0]) for person in (stays, duplicate))
    return [
        Change("登记", f"{two.name} {two.citizen_masked}", f"并入 {one.name} {one.citizen_masked}"),
        Change("缴费年数", f"{years} 年", f"{years + _carried(duplicate)} 年"),
        Change("个人账户", f"{grouped(balance)} 元", f"{grouped(balance + more)} 元"),
        Change("并入登记的参保", "参保中" if _insured(duplicate) else "没有参保", "终止：重复参保" if _insured(duplicate) else "不变"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the merger."""
    return _merge(payload, by)


def _merge(payload: Payload, by: By) -> Entry:
    stays, duplicate = payload["person_id"], payload["duplicate_id"]
    entry = people_actions.merge(duplicate, stays, by=by)
    if _insured(duplicate):
        enrolment.end([duplicate], RESIDENT, month_of(by.day), "duplicate", by=by)
    carried = contribution_queries.of_person(duplicate, RESIDENT).carried_over
    if carried:
        row = contributions.CarriedRow(stays, carried["first_year"], carried["last_year"], carried["years"])
        contributions.carry_over([row], RESIDENT, by=by)
    if account_queries.of_person(duplicate, RESIDENT) is not None:
        accounts.move_balance(duplicate, stays, RESIDENT, month_of(by.day), by=by)
    return entry


def _carried(person_id: int) -> int:
    """The years handed over for a person."""
    carried = contribution_queries.of_person(person_id, RESIDENT).carried_over
    return carried["years"] if carried else 0


def _insured(person_id: int) -> bool:
    return bool(enrolment_queries.open_among(int_column([person_id]), RESIDENT).size)
