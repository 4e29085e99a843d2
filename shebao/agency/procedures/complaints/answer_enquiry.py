"""Enquiries and work orders (咨询、投诉工单): promised by a day, answered, opened again."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import (
    NEW,
    RECORD,
    Book,
    day_of,
    day_or_none,
    kind_field,
    name_of,
    what_field,
)
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord, NewStep
from shebao.base.finding import refuse

KEY = "answer_enquiry"
TITLE = "咨询和投诉工单"
LAW = "社会保险法 第74条；社会保险经办条例（国令第765号）第32条、第50条"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "答复单"
REVERSAL = "答复有误或本人不满意的，办理本事项“重新办理”；登记有误的“撤销登记”。"
FIELDS: tuple[Field, ...] = (
    what_field("enquiry"),
    RECORD,
    kind_field("enquiry", "渠道"),
    Field("on", "收到或答复日期", "date"),
    Field("person_id", "人员", "person", required=False, help="问本人数据的，须先验明身份"),
    Field("party", "来人或来电人", required=False, longest=80),
    Field("title", "咨询内容", required=False, longest=200),
    Field("due_on", "承诺答复日", "date", required=False, help="服务承诺；没有全国统一期限"),
    Field("note", "答复内容", required=False, longest=200),
    Field("satisfied", "是否满意", "choice", required=False, choices=(("满意", "满意"), ("不满意", "不满意"), ("没有评价", "没有评价"))),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    person = payload.get("person_id", 0)
    due, party = day_of(payload, "due_on"), payload.get("party", "") or (name_of(person) if person else "")
    return [NewRecord(payload["kind"], day_of(payload), payload["title"], party=party, person_id=person, due_on=due)]


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    note = "；".join(filter(None, (payload["note"], payload.get("satisfied", ""))))
    return NewStep(payload["what"], day_of(payload), note, day_or_none(payload, "due_on"))


def _judge(payload: Payload, day: date) -> None:
    due = day_or_none(payload, "due_on")
    if due and due < day_of(payload):
        refuse("procedures.due", "承诺答复日早于收到日期", "请核对。", "due_on")


BOOK = Book(
    "enquiry",
    TITLE,
    FIELDS,
    _record,
    _step,
    {NEW: ("kind", "title", "due_on"), "answered": ("note",), "reopen": ("note", "due_on"), "undo": ("note",)},
    _judge,
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
