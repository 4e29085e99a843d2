"""Resuming the pensions of those who were suspended and have certified since (补认证恢复发放)."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.certification import queries as certification
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.schemes import MAIN
from shebao.agency.store.columns import Column, int_column
from shebao.base.finding import refuse
from shebao.base.months import month_text

KEY = "resume_certified"
TITLE = "补认证恢复发放"
LAW = "社会保险经办条例（国令第765号）第26条；人社厅发〔2018〕107号"
WORKING_DAYS = None
RISK = "low"
RESULT = "恢复发放告知书"
REVERSAL = "恢复有误的，重新告知并暂停；多发的另行追回。"
ROWS = PERSON
FIELDS = (
    SCHEME,
    Field("month", "恢复起始月", "month", help="自该月起正常发放；暂停期间的月份另行补发"),
    Field("rows", "名单", "file", required=False, help="不填则为全部已补认证的暂停人员"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """The list is fixed here: suspended for want of certification, and certified in the month. Refused where nobody is."""
    ready = ready_to_resume(payload["month"], scheme_of(payload))
    if payload.get("rows"):
        strangers = {row["person_id"] for row in payload["rows"]} - set(ready.tolist())
        if strangers:
            refuse_people("procedures.not_ready", sorted(strangers), "没有因未认证而暂停，或还没有补认证", "请从名单中去掉。", "rows")
    else:
        payload["rows"] = [{"person_id": person_id} for person_id in ready.tolist()]
    if not payload["rows"]:
        refuse("procedures.nobody", f"{month_text(payload['month'])} 没有已补认证待恢复的人员", "不需要办理。", "month")
    return payload


def ready_to_resume(month: int, scheme: str = MAIN) -> Column:
    """Ids of those suspended for want of certification whose certification holds in the month."""
    people = int_column(person for person, reason, _ in benefit_queries.suspended(scheme, month) if reason == "uncertified")
    if not people.size:
        return people
    return people[certification.valid_until(people, scheme, month) >= month]


def preview(payload: Payload) -> list[Change]:
    """How many pensions go on."""
    listed = int_column(row["person_id"] for row in payload["rows"])
    count = int(np.isin(listed, ready_to_resume(payload["month"], scheme_of(payload))).sum())
    return [Change("养老待遇", f"暂停 {count:,} 人", f"自 {month_text(payload['month'])} 起恢复，暂停期间另行补发")]


def notes(payload: Payload) -> list[RowNote]:
    """Until when each person's certification holds now, and the pension that goes on."""
    listed = int_column(row["person_id"] for row in payload["rows"])
    ready = set(ready_to_resume(payload["month"], scheme_of(payload)).tolist())
    until, fen = (
        certification.valid_until(listed, scheme_of(payload), payload["month"]).tolist(),
        benefit_queries.monthly_fen(listed, scheme_of(payload)).tolist(),
    )
    return [
        RowNote("暂停", f"认证有效至 {month_text(month)}，恢复发放", amount, () if person in ready else ("情况有变，不能恢复",))
        for person, month, amount in zip(listed.tolist(), until, fen, strict=True)
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the resumptions."""
    people = int_column(row["person_id"] for row in payload["rows"])
    return benefits.resume(people, scheme_of(payload), payload["month"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE}：{month_text(payload['month'])}，{len(payload['rows']):,} 人")
