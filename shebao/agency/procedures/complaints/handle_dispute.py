"""Reviews and lawsuits against the agency (复议、诉讼): the day to answer by stands in the paper that came."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, day_or_none, kind_field, what_field
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord, NewStep

KEY = "handle_dispute"
TITLE = "复议、诉讼和仲裁应对"
LAW = "社会保险法 第83条；社会保险经办条例（国令第765号）第52条；行政复议法 第20条；行政诉讼法 第46条"
WORKING_DAYS = None
RISK = "high"
AREA = "register"
RESULT = "争议案件登记表"
REVERSAL = "上诉的，办理本事项“上诉，重新应对”；登记有误的“撤销登记”。原办件按结论另行更正。"
FIELDS: tuple[Field, ...] = (
    what_field("dispute"),
    RECORD,
    kind_field("dispute"),
    Field("number", "案号", required=False, longest=60),
    Field("on", "收到或办理日期", "date"),
    Field("party", "申请人（原告）", required=False, longest=80),
    Field("title", "争议事项", required=False, longest=160, help="写明所争的办件编号"),
    Field("due_on", "答复期限", "date", required=False, help="以通知书、应诉通知书写明的日期为准"),
    Field("lawyer", "代理律师", required=False, longest=60),
    Field("note", "办理说明或结论", required=False, longest=200, help="结论写明维持、变更还是撤销，和执行它的办件"),
    Field("amount_fen", "法律费用（元）", "yuan", required=False),
    scans_field("文书和证据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    details = (("代理律师", payload["lawyer"]),) if payload.get("lawyer") else ()
    return [
        NewRecord(
            payload["kind"],
            day_of(payload),
            payload["title"],
            payload["number"],
            payload["party"],
            amount_fen=payload.get("amount_fen", 0),
            due_on=day_of(payload, "due_on"),
            details=details,
        )
    ]


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    return NewStep(payload["what"], day_of(payload), payload["note"], day_or_none(payload, "due_on"), payload.get("amount_fen", 0))


BOOK = Book(
    "dispute",
    TITLE,
    FIELDS,
    _record,
    _step,
    {
        NEW: ("kind", "number", "party", "title", "due_on"),
        "answered": ("note",),
        "ended": ("note",),
        "appealed": ("note", "due_on"),
        "undo": ("note",),
    },
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
