"""A campaign, training or other event that a report speaks of (宣传和活动登记): when, where, how many were reached."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, kind_field, plain_step, what_field
from shebao.agency.registers.actions import NewRecord
from shebao.base.finding import refuse

KEY = "record_work_event"
TITLE = "宣传和活动登记"
LAW = "当地文件（未核对）；社会保险经办条例（国令第765号）第五章"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "活动登记表"
REVERSAL = "登记有误的，办理本事项“撤销登记”，再登记正确的。"
FIELDS: tuple[Field, ...] = (
    what_field("event"),
    RECORD,
    kind_field("event"),
    Field("on", "日期", "date"),
    Field("place", "地点", required=False, longest=60),
    Field("party", "主办", required=False, longest=80),
    Field("heads", "服务或参加人数", "number", required=False, help="现场解答咨询、到场的人次"),
    Field("households", "入户户数", "number", required=False),
    Field("leaflets", "发放资料份数", "number", required=False),
    Field("title", "内容", required=False, longest=200),
    Field("amount_fen", "费用（元）", "yuan", required=False),
    Field("note", "撤销原因", required=False, longest=200),
    scans_field("照片、通知、签到扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    details = [("地点", payload["place"])]
    details += [(label, f"{payload[name]:,} {unit}") for name, label, unit in _COUNTS if payload.get(name)]
    return [
        NewRecord(
            payload["kind"],
            day_of(payload),
            payload["title"],
            f"{day_of(payload).isoformat()} {payload['place']}",
            payload["party"],
            amount_fen=payload.get("amount_fen", 0),
            heads=payload.get("heads", 0),
            details=tuple(details),
        )
    ]


_COUNTS = (("households", "入户", "户"), ("leaflets", "发放资料", "份"))


def _judge(payload: Payload, day: date) -> None:
    for name, label in (("heads", "人数"), ("households", "户数"), ("leaflets", "份数")):
        if payload.get(name, 0) < 0:
            refuse("procedures.count", f"{label}不能小于零", "请填写实际数。", name)


BOOK = Book("event", TITLE, FIELDS, _record, plain_step, {NEW: ("kind", "place", "party", "title"), "undo": ("note",)}, _judge)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
