"""A retired person's file (退休人员档案): entered by itself, moved to another place, sent away for good."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, name_of, plain_step, record_of, what_field, what_of
from shebao.agency.registers import queries, services
from shebao.agency.registers.actions import NewRecord
from shebao.base.finding import refuse

KEY = "move_retiree_file"
TITLE = "退休人员档案登记与移存"
LAW = "当地文件（未核对）；社会保险业务档案管理规定（人社部、国家档案局令第3号，未核对条号）"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "档案登记（移存）单"
REVERSAL = "移错的，再办理一次移存；转出的档案退回的，按新收的登记；登记有误的“撤销登记”。"
FIELDS: tuple[Field, ...] = (
    what_field("file", "登记新收的一卷"),
    RECORD,
    Field("on", "日期", "date"),
    Field("person_id", "人员", "person", required=False),
    Field("number", "档案卷号", required=False, longest=60),
    Field("party", "存放社区或库位", required=False, longest=80),
    Field("source", "来源", required=False, longest=80, help="原单位、人才中心、外地转入等"),
    Field("pages", "页数", "number", required=False),
    Field("note", "移到哪里、转给谁、原因", required=False, longest=200),
    scans_field("交接单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    details = [("来源", payload["source"])]
    if payload.get("pages"):
        details.append(("页数", f"{payload['pages']:,}"))
    title = f"退休人员档案，{payload['source']}"
    return [
        NewRecord(
            "kept",
            day_of(payload),
            title,
            payload["number"],
            payload["party"],
            payload["person_id"],
            details=(("姓名", name_of(payload["person_id"])), *details),
        )
    ]


def _judge(payload: Payload, day: date) -> None:
    what = what_of(payload)
    if what == NEW:
        stored = services.files_of([payload["person_id"]])
        if payload["person_id"] in stored:
            number = stored[payload["person_id"]][1]
            refuse(
                "procedures.twice",
                f"{people.called([payload['person_id']])} 的档案已经在库，卷号 {number}",
                "一人一卷；增补材料请办理移存并写明。",
                "person_id",
            )
        if payload.get("pages", 1) < 1:
            refuse("procedures.pages", "页数至少为 1", "请填写实际页数，不清楚的不填。", "pages")
    elif queries.lent(record_of(payload, "file").number):
        refuse("procedures.lent", "这一卷正借出，没有归还", "请先登记归还。", "record_id")


BOOK = Book(
    "file",
    TITLE,
    FIELDS,
    _record,
    plain_step,
    {NEW: ("person_id", "number", "party", "source"), "moved": ("note",), "sent": ("note",), "undo": ("note",)},
    _judge,
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
