"""Suspending the pensions of those whose certification ran out (逾期未认证暂停), never ending them."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.certification import queries as certification
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.store.columns import Column, int_column
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_text

KEY = "suspend_overdue"
TITLE = "逾期未认证暂停发放"
LAW = "社会保险经办条例（国令第765号）第26条；人社厅发〔2018〕107号"
WORKING_DAYS = None
RISK = "low"
ROWS = PERSON
FIELDS = (
    SCHEME,
    Field("month", "暂停起始月", "month", help="自该月起不发；补认证后恢复并补发"),
    Field("rows", "名单", "file", required=False, help="不填则为该月全部逾期人员"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """The list is fixed here: everyone overdue in the month, or of those given, the ones that are. Refused where nobody is."""
    payload["accepted_on"] = day.isoformat()
    overdue = _overdue(payload)
    if payload.get("rows"):
        people = {row["person_id"] for row in payload["rows"]}
        strangers = people - set(overdue.tolist())
        if strangers:
            refuse_people(
                "procedures.not_overdue", sorted(strangers), f"在 {month_text(payload['month'])} 没有逾期", "请从名单中去掉。", "rows"
            )
    else:
        payload["rows"] = [{"person_id": person_id} for person_id in overdue.tolist()]
    if not payload["rows"]:
        refuse("procedures.nobody", f"{month_text(payload['month'])} 没有逾期未认证的领取人员", "不需要办理。", "month")
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many pensions stop; whoever was certified meanwhile makes the preview differ, and the matter goes back."""
    listed = int_column(row["person_id"] for row in payload["rows"])
    still = set(_overdue(payload).tolist())
    count = sum(1 for person_id in benefit_queries.in_state_among(listed, scheme_of(payload), "active").tolist() if person_id in still)
    return [Change("养老待遇", f"在发 {count:,} 人", f"自 {month_text(payload['month'])} 起暂停，补认证后恢复并补发")]


def notes(payload: Payload) -> list[RowNote]:
    """Until when each person's certification held, and the pension that stops; whoever was certified meanwhile is flagged."""
    listed = int_column(row["person_id"] for row in payload["rows"])
    until, overdue = certification.valid_until(listed).tolist(), set(_overdue(payload).tolist())
    return [
        RowNote(
            f"认证有效至 {month_text(month)}" if month else "没有认证记录",
            "暂停",
            fen,
            () if person in overdue else ("受理后已认证或已停发",),
        )
        for person, month, fen in zip(listed.tolist(), until, benefit_queries.monthly_fen(listed, scheme_of(payload)).tolist(), strict=True)
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the suspensions."""
    people = int_column(row["person_id"] for row in payload["rows"])
    return benefits.suspend(people, scheme_of(payload), payload["month"], "uncertified", by=by)


def _overdue(payload: Payload) -> Column:
    """Those whose certification has run out on the day of acceptance and for the month; who may still certify in time is not among them."""
    return certification.overdue(scheme_of(payload), min(payload["month"], month_of(date.fromisoformat(payload["accepted_on"]))))


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE}：{month_text(payload['month'])}，{len(payload['rows']):,} 人")
