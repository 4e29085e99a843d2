"""Clearing provisional pensions (预发待遇清算): what was paid for the months before this system paid, held against the final award month by month."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import reform
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, add_months, month_range, month_text, months_between

KEY = "settle_clearing"
TITLE = "预发待遇清算"
LAW = "人社部发〔2015〕28号；清算办法（文号待核）；社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "预发待遇清算通知书"
REVERSAL = "清算有误的，付款以前办理“撤回重新核定或调整”；付款以后办理“机关事业养老待遇核定更正”。"
ROWS = (
    *PERSON,
    Wanted("from_month", "预发起月", "month"),
    Wanted("to_month", "预发止月", "month"),
    Wanted("paid_fen", "每月预发（元）", "yuan", also=("每月预发",)),
)
FINAL = ("cleared", "adjusted", "corrected")
"""Reasons of a version that is no provisional one any more."""
FIELDS = (
    Field(
        "rows",
        "清算明细",
        "file",
        help="每行一段：身份证号码、姓名、起月、止月、每月预发；预发额变过的分几行；单位或财政垫付的另行归还，不列入",
    ),
    Field("document", "清算依据", longest=100),
    Field("file_name", "文件名", required=False),
    scans_field("清算明细扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for people whose final award is not decided, whose months do not add up, or who were paid more than is due."""
    spans = _spans(payload)
    twice = reform.cleared_before(list(spans), PUBLIC)
    if twice:
        refuse("procedures.clearing", f"名单中有 {len(twice)} 人已经清算过", "请从名单中去掉。", "rows", people=twice)
    known, stored = people.persons(spans), history.versions_of(list(spans), PUBLIC)
    for person, rows in spans.items():
        name, award = known[person].name, stored.get(person)
        if award is None or award.reason not in FINAL:
            refuse("procedures.clearing", f"{name}还没有最终核定", "请先办理“机关事业养老待遇核定”，再清算。", "rows")
        _refuse_gaps(name, rows, award.from_month, award.first_paid)
        due = _due(award, rows)
        if due < 0:
            refuse(
                "procedures.clearing",
                f"{name}预发多于应发 {grouped(-due)} 元",
                "多发的须先告知本人、听取陈述，另行追回，不在这里清算。",
                "rows",
                "社会保险经办条例 第46条",
            )
    return payload


def _spans(payload: Payload) -> dict[int, list[reform.Former]]:
    spans = defaultdict(list)
    for row in payload["rows"]:
        spans[row["person_id"]].append(reform.Former(row["person_id"], row["from_month"], row["to_month"], row["paid_fen"]))
    return {person: sorted(rows) for person, rows in spans.items()}


def _refuse_gaps(name: str, rows: list[reform.Former], first: Month, began: Month) -> None:
    """The spans of a person follow each other from the first month of the benefit to the month before this system paid."""
    expected = first
    for row in rows:
        if row.from_month != expected or row.to_month < row.from_month or row.monthly_fen < 0:
            advice = f"各段应从 {month_text(first)} 起首尾相接，到 {month_text(add_months(began, -1))} 止。"
            refuse(
                "procedures.clearing", f"{name}的预发月份从 {month_text(row.from_month)} 起，应接 {month_text(expected)}", advice, "rows"
            )
        expected = add_months(row.to_month, 1)
    if expected != began:
        advice = f"本系统自 {month_text(began)} 起发放，以前各月都要列明。"
        refuse("procedures.clearing", f"{name}的预发月份止于 {month_text(add_months(expected, -1))}", advice, "rows")


def _due(award: history.Versions, rows: list[reform.Former]) -> Fen:
    """Everything due for these months by the versions of the award less what was paid."""
    return sum(award.due_in(month) - row.monthly_fen for row in rows for month in month_range(row.from_month, row.to_month))


def preview(payload: Payload) -> list[Change]:
    """How many people and months, and what they come to."""
    spans = _spans(payload)
    months = sum(months_between(row.from_month, row.to_month) + 1 for rows in spans.values() for row in rows)
    stored = history.versions_of(list(spans), PUBLIC)
    due = sum(_due(stored[person], rows) for person, rows in spans.items())
    return [
        Change("清算人数", "", f"{len(spans):,} 人，{months:,} 人月"),
        Change("清算差额", "", f"{grouped(due)} 元，由基本养老保险基金在下一次补发批次中一次补发"),
        Change("职业年金", "", "年金部分由年金基金清算，不在其内"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """What each span comes to."""
    stored = history.versions_of(list(_spans(payload)), PUBLIC)
    spans = [reform.Former(row["person_id"], row["from_month"], row["to_month"], row["paid_fen"]) for row in payload["rows"]]
    return [
        RowNote(
            f"每月预发 {grouped(span.monthly_fen)} 元",
            f"{months_between(span.from_month, span.to_month) + 1} 个月",
            _due(stored[span.person_id], [span]),
        )
        for span in spans
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the former payments; the next back payment pays the difference, a cover a month."""
    return benefit_actions.record_former([row for rows in _spans(payload).values() for row in rows], PUBLIC, by=by)
