"""Applications for government information (政府信息公开): answered within 20 working days, extended by 20 at most."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, kind_field, record_of, what_field, what_of
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord, NewStep
from shebao.base.finding import refuse
from shebao.base.workdays import add_workdays

KEY = "disclose_information"
TITLE = "政府信息公开申请"
LAW = "政府信息公开条例（国令第711号）第33条；社会保险法 第81条；社会保险经办条例（国令第765号）第49条"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "信息公开答复书"
REVERSAL = "复议改变的，办理本事项“重新办理”；登记有误的“撤销登记”。"
ANSWER_WORKDAYS, MOST_EXTENDED_WORKDAYS = 20, 20
FIELDS: tuple[Field, ...] = (
    what_field("disclosure"),
    RECORD,
    kind_field("disclosure", "渠道"),
    Field("on", "收到或答复日期", "date"),
    Field("party", "申请人", required=False, longest=80),
    Field("title", "申请公开的内容", required=False, longest=200),
    Field("days", "延长工作日", "number", required=False, help="最多 20 个工作日，须告知申请人"),
    Field("note", "答复说明", required=False, longest=200, help="不予公开、部分公开的写明理由；涉及个人隐私的先征求意见"),
    scans_field("申请表扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    received = day_of(payload)
    due = add_workdays(received, ANSWER_WORKDAYS)
    details = (("答复期限", f"{due.isoformat()}（收到之日起 20 个工作日内，第33条）"),)
    return [NewRecord(payload["kind"], received, payload["title"], party=payload["party"], due_on=due, details=details)]


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    what, on, note = payload["what"], day_of(payload), payload.get("note", "")
    if what in ("amended", "reopen"):
        return NewStep(what, on, note, add_workdays(on, ANSWER_WORKDAYS))
    if what == "extended":
        assert row.current_due is not None
        return NewStep(what, on, f"延长 {payload['days']} 个工作日：{note}", add_workdays(row.current_due, payload["days"]))
    return NewStep(what, on, note)


def _judge(payload: Payload, day: date) -> None:
    if what_of(payload) != "extended":
        return
    if not 1 <= payload["days"] <= MOST_EXTENDED_WORKDAYS:
        refuse("procedures.extended", f"延长 {payload['days']} 个工作日，最多 20 个", "政府信息公开条例第33条。", "days")
    if any(step.step == "extended" for step in queries.steps_of(record_of(payload, "disclosure").id)):
        refuse("procedures.extended", "这件申请已经延长过一次", "请在延长后的期限内答复。", "days")


BOOK = Book(
    "disclosure",
    TITLE,
    FIELDS,
    _record,
    _step,
    {
        NEW: ("kind", "party", "title"),
        "extended": ("days", "note"),
        "partly": ("note",),
        "missing": ("note",),
        "refused": ("note",),
        "reopen": ("note",),
        "undo": ("note",),
    },
    _judge,
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
