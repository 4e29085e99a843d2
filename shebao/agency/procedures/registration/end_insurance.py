"""Ending the insurance of persons who leave (终止参保): moved away, joined the employees' scheme, settled abroad, insured twice."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.benefits.reasons import ENDINGS
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.enrolment.schemes import LEAVING
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_text

KEY = "end_insurance"
TITLE = "中断或终止参保"
LAW = "社会保险经办条例（国令第765号）：注销登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
RESULT = "中断或终止参保告知书"
REVERSAL = "以后再参保的，办理“恢复参保”，缴费年数和个人账户接着算；终止有误的，同样办理“恢复参保”。"
ROWS = PERSON
FIELDS = (
    Field("rows", "人员名单", "file", help="每行：身份证号码、姓名"),
    Field(
        "reason",
        "终止原因",
        "choice",
        choices=tuple((key, title) for key, title in LEAVING.items() if key != "died"),
        help="死亡请办理死亡登记",
    ),
    Field("to_month", "终止月", "month", required=False, help="最后一个参保月；不填则为受理当月"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where somebody is not insured; rows have person_id."""
    payload.setdefault("to_month", month_of(day))
    people = int_column(row["person_id"] for row in payload["rows"])
    absent = set(people.tolist()) - set(enrolment_queries.open_among(people, RESIDENT).tolist())
    if absent:
        refuse_people("procedures.not_insured", sorted(absent), "没有参保", "请从名单中去掉。", "rows")
    if payload["reason"] not in ENDINGS and benefit_queries.in_state_among(people, RESIDENT, "active", "suspended").size:
        refuse(
            "procedures.still_paid",
            f"名单中有人正在领取待遇，不能以“{LEAVING[payload['reason']]}”终止",
            "请先处理其待遇，或另选终止原因。",
            "reason",
        )
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many insurances and how many pensions end."""
    people = int_column(row["person_id"] for row in payload["rows"])
    month = month_text(payload["to_month"])
    return [
        Change("参保", f"参保中 {enrolment_queries.open_among(people, RESIDENT).size:,} 人", f"{month} 终止：{LEAVING[payload['reason']]}"),
        Change("养老待遇", f"领取中 {benefit_queries.in_state_among(people, RESIDENT, 'active', 'suspended').size:,} 人", f"发至 {month}"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """What is left in each person's account, and whose pension ends too."""
    listed = int_column(row["person_id"] for row in payload["rows"])
    drawing = set(benefit_queries.in_state_among(listed, RESIDENT, "active", "suspended").tolist())
    return [
        RowNote("参保中", f"{month_text(payload['to_month'])} 终止", fen, ("正在领取待遇，同时停发",) if person in drawing else ())
        for person, fen in zip(listed.tolist(), accounts.balances(listed, RESIDENT).tolist(), strict=True)
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the ended insurances; pensions in payment end with the same month."""
    people = int_column(row["person_id"] for row in payload["rows"])
    entry = enrolment.end(people, RESIDENT, payload["to_month"], payload["reason"], by=by)
    paid = benefit_queries.in_state_among(people, RESIDENT, "active", "suspended")
    if paid.size:
        benefits.end(paid, RESIDENT, payload["to_month"], payload["reason"], by=by)
    return entry


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 人（{LEAVING[payload['reason']]}）"
