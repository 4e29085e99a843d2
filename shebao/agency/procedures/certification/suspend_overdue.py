"""Suspending the pensions of those whose certification ran out (逾期未认证暂停), never ending them: only after the deadline, and after
a notice that reached them a month before."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.certification import queries as certification
from shebao.agency.certification.kinds import NOTICE_DAYS
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
RISK = "high"
RESULT = "暂停发放告知书"
REVERSAL = "补认证以后办理“补认证恢复发放”，暂停期间的月份全部补发；暂停有误的，同样恢复并补发。"
ROWS = PERSON
FIELDS = (
    SCHEME,
    Field("month", "暂停起始月", "month", help="自该月起不发；补认证后恢复并补发"),
    Field("rows", "名单", "file", required=False, help="不填则为该月全部逾期人员"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """The list is fixed here: everyone overdue in the month who was told in time, or of those given, the ones that are and were.
    Refused where nobody is."""
    payload["accepted_on"] = day.isoformat()
    overdue = _overdue(payload)
    told = certification.noticed(overdue, payload["month"], scheme_of(payload))
    if payload.get("rows"):
        people = {row["person_id"] for row in payload["rows"]}
        strangers = people - set(overdue.tolist())
        if strangers:
            refuse_people(
                "procedures.not_overdue", sorted(strangers), f"在 {month_text(payload['month'])} 没有逾期", "请从名单中去掉。", "rows"
            )
        untold = people - set(told)
        if untold:
            refuse_people(
                "procedures.not_told",
                sorted(untold),
                f"没有送达满 {NOTICE_DAYS} 天的到期告知，不能从 {month_text(payload['month'])} 起暂停",
                "请先办理“认证到期告知”，满期后再暂停。",
                "rows",
            )
    else:
        payload["rows"] = [{"person_id": person_id} for person_id in overdue.tolist() if person_id in told]
    if not payload["rows"] and overdue.size:
        refuse(
            "procedures.not_told",
            f"{month_text(payload['month'])} 逾期的 {overdue.size:,} 人都没有送达满 {NOTICE_DAYS} 天的到期告知，不能暂停",
            "请先办理“认证到期告知”，满期后再暂停。",
            "month",
        )
    if not payload["rows"]:
        refuse("procedures.nobody", f"{month_text(payload['month'])} 没有逾期未认证的领取人员", "不需要办理。", "month")
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many pensions stop, and how many are left alone for want of a notice; whoever was certified meanwhile makes the preview
    differ, and the matter goes back."""
    listed, overdue = int_column(row["person_id"] for row in payload["rows"]), _overdue(payload)
    still = set(overdue.tolist())
    count = sum(1 for person_id in benefit_queries.in_state_among(listed, scheme_of(payload), "active").tolist() if person_id in still)
    changes = [Change("养老待遇", f"在发 {count:,} 人", f"自 {month_text(payload['month'])} 起暂停，补认证后恢复并补发")]
    untold = overdue.size - len(certification.noticed(overdue, payload["month"], scheme_of(payload)))
    if untold:
        changes.append(Change("没有告知满期的逾期人员", f"{untold:,} 人", "照常发放；先办理“认证到期告知”"))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """Until when each person's certification held, when and how they were told, and the pension that stops; whoever was certified
    meanwhile is flagged."""
    listed = int_column(row["person_id"] for row in payload["rows"])
    until, overdue = certification.valid_until(listed, scheme_of(payload), payload["month"]).tolist(), set(_overdue(payload).tolist())
    told = certification.noticed(listed, payload["month"], scheme_of(payload))
    result = []
    for person, month, fen in zip(listed.tolist(), until, benefit_queries.monthly_fen(listed, scheme_of(payload)).tolist(), strict=True):
        notice = f"，{told[person][0]} 告知" if person in told else ""
        before = (f"认证有效至 {month_text(month)}" if month else "没有认证记录") + notice
        result.append(RowNote(before, "暂停", fen, () if person in overdue else ("受理后已认证或已停发",)))
    return result


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
