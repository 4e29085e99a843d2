"""Entering what an audit or one's own check found wrong (审计问题登记): measure, who answers for it, and until when."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, day_or_none, kind_field, plain_step, what_field
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord, NewStep
from shebao.base.finding import refuse

KEY = "register_finding"
TITLE = "审计问题登记"
LAW = "审计法 第52条；社会保险基金行政监督办法（人社部令第48号，未核对条号）"
WORKING_DAYS = None
RISK = "low"
AREA = "audit"
RESULT = "整改清单"
REVERSAL = "问题登记有误或申诉后改了定性的，办理本事项“撤销登记”，再按改定的登记。"
FIELDS: tuple[Field, ...] = (
    what_field("finding", leave_out=("closed", "looked_back", "recurred", "lasting")),
    RECORD,
    kind_field("finding", "来源"),
    Field("number", "问题编号", required=False, longest=60, help="报告文号加序号，例如“某审报〔2022〕3号-1”；一个编号只登记一次"),
    Field("on", "报告或登记日期", "date"),
    Field("title", "问题", required=False, longest=200, help="照报告写"),
    Field("amount_fen", "涉及金额（元）", "yuan", required=False),
    Field("clause", "定性依据", required=False, longest=120, help="报告引用的条款"),
    Field("owner", "责任岗位和责任人", required=False, longest=80),
    Field("measure", "整改措施", required=False, longest=200),
    Field("due_on", "整改期限", "date", required=False),
    Field("note", "进展说明", required=False, longest=200),
    scans_field("报告或取证单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    details = (("定性依据", payload["clause"]), ("整改措施", payload["measure"]))
    return [
        NewRecord(
            payload["kind"],
            day_of(payload),
            payload["title"],
            payload["number"],
            payload["owner"],
            amount_fen=payload.get("amount_fen", 0),
            due_on=day_of(payload, "due_on"),
            details=details,
        )
    ]


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    return plain_step(payload, row)._replace(due_on=day_or_none(payload, "due_on"))


def _judge(payload: Payload, day: date) -> None:
    due = day_or_none(payload, "due_on")
    if due and due < day_of(payload):
        refuse("procedures.due", "整改期限早于登记日期", "请按整改通知填写期限。", "due_on")


BOOK = Book(
    "finding",
    TITLE,
    FIELDS,
    _record,
    _step,
    {
        NEW: ("kind", "number", "title", "clause", "owner", "measure", "due_on"),
        "working": ("note",),
        "delayed": ("note", "due_on"),
        "undo": ("note",),
    },
    _judge,
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
