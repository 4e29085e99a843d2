"""Reports of breaches (举报投诉): who reports may stay secret; what is not ours is handed over in writing."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, day_or_none, kind_field, plain_step, what_field
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord, NewStep

KEY = "handle_report"
TITLE = "举报投诉办理"
LAW = "社会保险法 第82条；社会保险经办条例（国令第765号）第51条"
WORKING_DAYS = None
RISK = "low"
AREA = "audit"
SENSITIVE = ("informant",)
RESULT = "举报投诉答复"
REVERSAL = "答复有误或有新证据的，办理本事项“重新办理”；登记有误的“撤销登记”。"
FIELDS: tuple[Field, ...] = (
    what_field("report"),
    RECORD,
    kind_field("report", "渠道"),
    Field("on", "收到或办理日期", "date"),
    Field("confidential", "要求保密", "choice", required=False, choices=(("yes", "要求保密，台账不写举报人"), ("no", "不要求保密"))),
    Field("informant", "举报人", required=False, longest=80, help="加密保存；要求保密的不出现在台账、通知和导出里"),
    Field("party", "被举报人或单位", required=False, longest=80),
    Field("title", "举报内容", required=False, longest=200),
    Field("due_on", "承诺办结日", "date", required=False, help="没有全国统一期限的，按本地承诺填写"),
    Field("note", "办理说明", required=False, longest=200, help="查证结果和答复；移交的写明移交给谁"),
    scans_field("材料扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    known = "要求保密" if payload["confidential"] == "yes" else payload.get("informant") or "没有留名"
    due = day_of(payload, "due_on")
    return [NewRecord(payload["kind"], day_of(payload), payload["title"], party=payload["party"], due_on=due, details=(("举报人", known),))]


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    return plain_step(payload, row)._replace(due_on=day_or_none(payload, "due_on"))


BOOK = Book(
    "report",
    TITLE,
    FIELDS,
    _record,
    _step,
    {
        NEW: ("kind", "confidential", "party", "title", "due_on"),
        "handed": ("note",),
        "working": ("note",),
        "replied": ("note",),
        "reopen": ("note", "due_on"),
        "undo": ("note",),
    },
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
