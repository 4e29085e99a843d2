"""Service points and terminals (服务点、自助终端与银行网点): where people are served besides the hall, and whether it works."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, kind_field, plain_step, what_field
from shebao.agency.registers.actions import NewRecord

KEY = "manage_service_point"
TITLE = "服务点和终端登记"
LAW = "社会保险经办条例（国令第765号）第28条、第29条"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "服务点登记表"
REVERSAL = "停用的办理本事项“停用”；登记有误的“撤销登记”，再登记正确的。"
FIELDS: tuple[Field, ...] = (
    what_field("point"),
    RECORD,
    kind_field("point"),
    Field("on", "启用或办理日期", "date"),
    Field("number", "编号", required=False, longest=60, help="本机构自己编的号，登记使用量时用"),
    Field("title", "名称", required=False, longest=120),
    Field("party", "乡镇、村（社区）", required=False, longest=80),
    Field("address", "地址", required=False, longest=120),
    Field("hours", "服务时间", required=False, longest=60),
    Field("keeper", "协议单位或负责人", required=False, longest=60),
    Field("note", "说明", required=False, longest=200),
    scans_field("协议扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    rows = (("地址", "address"), ("服务时间", "hours"), ("协议单位或负责人", "keeper"))
    details = tuple((label, payload[name]) for label, name in rows if payload.get(name))
    return [NewRecord(payload["kind"], day_of(payload), payload["title"], payload["number"], payload["party"], details=details)]


BOOK = Book(
    "point",
    TITLE,
    FIELDS,
    _record,
    plain_step,
    {
        NEW: ("kind", "number", "title", "party", "address"),
        "broken": ("note",),
        "mended": ("note",),
        "closed": ("note",),
        "undo": ("note",),
    },
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
