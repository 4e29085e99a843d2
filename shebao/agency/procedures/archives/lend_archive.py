"""Reading, copying, lending and passing on a file (档案调阅、借出、转递): to whom, what for, until when."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, kind_field, plain_step, what_field, what_of
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord
from shebao.base.finding import refuse

KEY = "lend_archive"
TITLE = "档案调阅、借出、转递"
LAW = "社会保险业务档案管理规定（人社部、国家档案局令第3号，未核对条号）；个人信息保护法 第28条"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "调阅单"
REVERSAL = "归还的，办理本事项“归还”；登记有误的“撤销登记”。"
FIELDS: tuple[Field, ...] = (
    what_field("loan"),
    RECORD,
    Field("number", "归档号或退休人员档案卷号", required=False, longest=60),
    kind_field("loan", "方式"),
    Field("on", "借出或归还日期", "date"),
    Field("party", "调阅人或去向", required=False, longest=80, help="凭介绍信或本人身份证"),
    Field("purpose", "用途", required=False, longest=160),
    Field("due_on", "归还期限", "date", required=False),
    Field("note", "说明", required=False, longest=200),
    scans_field("介绍信扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    due = day_of(payload, "due_on")
    return [NewRecord(payload["kind"], day_of(payload), payload["purpose"], payload["number"], payload["party"], due_on=due)]


def _judge(payload: Payload, day: date) -> None:
    if what_of(payload) != NEW:
        return
    if not (queries.archived([payload["number"]]) or queries.filed([payload["number"]])):
        refuse("procedures.archive", f"没有归档号“{payload['number']}”的档案，或已经处置", "请核对归档号；没有归档的先归档。", "number")
    if queries.lent(payload["number"]):
        refuse("procedures.lent", f"归档号“{payload['number']}”还没有归还", "请先登记归还。", "number")
    if day_of(payload, "due_on") < day_of(payload):
        refuse("procedures.due", "归还期限早于借出日期", "请核对。", "due_on")


BOOK = Book("loan", TITLE, FIELDS, _record, plain_step, {NEW: ("number", "kind", "party", "purpose", "due_on"), "undo": ("note",)}, _judge)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
