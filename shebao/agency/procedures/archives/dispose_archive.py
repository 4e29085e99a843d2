"""Appraising files whose time is over (档案鉴定处置): kept on, handed over or destroyed, by a panel and a document; it cannot be undone."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.procedures.register_book import Book, day_of
from shebao.agency.registers import actions as registers
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewLine, NewRecord, NewStep
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.finding import refuse

KEY = "dispose_archive"
TITLE = "档案鉴定、移交与销毁"
LAW = "档案法实施条例 第24条；社会保险业务档案管理规定（人社部、国家档案局令第3号，未核对条号）"
WORKING_DAYS = None
RISK = "high"
AREA = "register"
RESULT = "鉴定处置清册"
REVERSAL = "销毁以后不能恢复；续存、移交登记有误而档案还在的，办理“撤销台账登记”。"
YEARS = {"100": 100, "50": 50, "30": 30, "10": 10}
ROWS = (
    Wanted("number", "归档号", longest=60),
    Wanted("opinion", "意见", choices={"续存": "keep", "移交": "pass", "销毁": "destroy"}),
)
FIELDS = (
    Field("rows", "名单", "file", help="每行：归档号、意见（续存、移交、销毁）"),
    Field("panel", "鉴定小组", longest=120, help="三人以上，用顿号隔开"),
    Field("document", "批准文件", longest=60),
    Field("on", "处置日期", "date"),
    Field("settled", "未结债务和诉讼", "choice", choices=(("none", "已核对，没有涉及"), ("some", "有涉及的"))),
    Field("file_name", "文件名", required=False),
    scans_field("鉴定报告、销毁清册扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    rows = payload["rows"]
    kinds = REGISTERS["disposal"].kinds
    return [
        NewRecord(
            kind,
            day_of(payload),
            f"{kinds[kind]} {len(mine):,} 卷",
            f"{payload['document']}（{kinds[kind]}）",
            payload["panel"],
            heads=len(mine),
            lines=tuple(NewLine(row["number"]) for row in mine),
        )
        for kind in kinds
        if (mine := [row for row in rows if row["opinion"] == kind])
    ]


def _judge(payload: Payload, day: date) -> None:
    panel = [one for one in payload["panel"].replace("，", "、").split("、") if one.strip()]
    if len(panel) < 3:
        refuse("procedures.panel", f"鉴定小组写了 {len(panel)} 人，至少三人", "请写全姓名，用顿号隔开。", "panel")
    if payload["settled"] != "none":
        refuse("procedures.unsettled", "涉及未结债务或诉讼的档案不能处置", "请先从名单中去掉这些卷。", "settled")
    numbers = [row["number"] for row in payload["rows"]]
    if len(set(numbers)) != len(numbers):
        refuse("procedures.twice", "名单里有相同的归档号", "请核对。", "rows")
    stored = queries.archived(numbers)
    for row in payload["rows"]:
        number = row["number"]
        if number not in stored:
            refuse("procedures.archive", f"没有归档号“{number}”的档案，或已经处置", "请核对归档号。", "rows")
        _, kind, archived_on = stored[number]
        # The period runs from the year after the one in which the file was archived.
        if row["opinion"] != "keep" and (kind not in YEARS or archived_on.year + YEARS[kind] >= day_of(payload).year):
            refuse("procedures.retention", f"{number} 的保管期限没有期满", "没有期满的只能续存。", "rows")


def apply(payload: Payload, *, by: By) -> list[int]:
    """The ids of the records; what is handed over or destroyed leaves the archive."""
    keys: list[int] = BOOK.apply(payload, by=by)
    stored = queries.archived([row["number"] for row in payload["rows"]])
    for row in payload["rows"]:
        if row["opinion"] != "keep":
            text = f"{REGISTERS['disposal'].kinds[row['opinion']]}，{payload['document']}"
            registers.take_step("archive", stored[row["number"]][0], NewStep("disposed", day_of(payload), text), by=by)
    return keys


def notes(payload: Payload) -> list[RowNote]:
    """Each file: what becomes of it."""
    return [RowNote("", REGISTERS["disposal"].kinds[row["opinion"]]) for row in payload["rows"]]


BOOK = Book("disposal", TITLE, FIELDS, _record, judge=_judge)
check, preview, subject, heading, count = BOOK.check, BOOK.preview, BOOK.subject, BOOK.heading, BOOK.count
