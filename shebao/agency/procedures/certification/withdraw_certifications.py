"""Taking back proofs of life that were entered by mistake (撤销认证记录): the validity is again what the others prove."""

from __future__ import annotations

from datetime import date

from shebao.agency.certification import queries as certification
from shebao.agency.certification.actions import withdraw_events
from shebao.agency.certification.kinds import KINDS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people.refusal import refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.months import month_text, parse_date

KEY = "withdraw_certifications"
TITLE = "撤销认证记录"
LAW = "社会保险经办条例（国令第765号）第26条、第46条"
WORKING_DAYS = None
RISK = "low"
RESULT = "撤销认证记录清单"
REVERSAL = "撤销有误的，重新登记认证；撤销不停发任何人的待遇，逾期的仍要先告知、到期才暂停。"
ROWS = (
    *PERSON,
    Wanted("on", "认证日期", "date", also=("发生日期",)),
    Wanted("kind", "认证方式", choices={kind.title: code for code, kind in KINDS.items()}),
)
FIELDS = (
    Field("rows", "认证名单", "file", help="每行：身份证号码、姓名、认证日期、认证方式，照登记时的填写"),
    Field("reason", "撤销原因", longest=120),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a row that nothing on record says, or that stands on the list twice."""
    payload["accepted_on"] = day.isoformat()
    for row in payload["rows"]:
        row["on"] = parse_date(str(row["on"])).isoformat()
    events = _events(payload)
    problems = [(number, "没有这一天这种方式的认证记录，或已经撤销") for number, event in enumerate(events, 1) if not event]
    problems += [(number, "名单里有相同的行") for number, event in enumerate(events, 1) if event and event in events[: number - 1]]
    if problems:
        refuse_rows("procedures.withdraw_certification", "撤销认证", len(payload["rows"]), problems)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many records go, and how many people are left without a proof."""
    people = int_column({row["person_id"] for row in payload["rows"]})
    before = certification.valid_until(people)
    after = simulated(
        lambda: _withdraw(payload, By(None, date.fromisoformat(payload["accepted_on"]))), lambda: certification.valid_until(people)
    )
    return [
        Change("认证记录", f"{len(payload['rows']):,} 条", f"撤销：{payload['reason']}"),
        Change("有效期提前的人员", "", f"{int((after < before).sum()):,} 人"),
        Change("没有其他认证的人员", "", f"{int((after == 0).sum()):,} 人，请及时告知并重新认证"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Until when each person's certification holds before and after."""
    people = int_column(row["person_id"] for row in payload["rows"])
    before = certification.valid_until(people).tolist()
    after = simulated(
        lambda: _withdraw(payload, By(None, date.fromisoformat(payload["accepted_on"]))), lambda: certification.valid_until(people).tolist()
    )
    return [
        RowNote(f"有效至 {month_text(was)}", f"有效至 {month_text(now)}" if now else "没有认证")
        for was, now in zip(before, after, strict=True)
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of what was withdrawn."""
    return _withdraw(payload, by)


def _events(payload: Payload) -> list[int]:
    return certification.events_like([(row["person_id"], date.fromisoformat(row["on"]), row["kind"]) for row in payload["rows"]])


def _withdraw(payload: Payload, by: By) -> Entry:
    return withdraw_events([event for event in _events(payload) if event], payload["reason"], by=by)
