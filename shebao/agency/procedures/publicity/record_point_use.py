"""How often service points and terminals were used in a month (服务点使用量), by a list."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.procedures.register_book import Book, day_of
from shebao.agency.registers import services
from shebao.agency.registers.actions import NewRecord
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_text, parse_month

KEY = "record_point_use"
TITLE = "服务点使用量登记"
LAW = "社会保险经办条例（国令第765号）第28条、第29条"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "服务点使用量登记表"
REVERSAL = "登记有误的，办理“撤销台账登记”，再登记正确的。"
ROWS = (Wanted("number", "编号", longest=60), Wanted("times", "办理次数", "count"))
FIELDS = (
    Field("rows", "名单", "file", help="每行：服务点编号、办理次数；没有使用的写 0"),
    Field("month", "月份", "month"),
    Field("on", "登记日期", "date"),
    Field("file_name", "文件名", required=False),
)


def _month(payload: Payload) -> str:
    value = payload["month"]
    return month_text(parse_month(value) if isinstance(value, str) else value)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    names = services.point_numbers()
    return [
        NewRecord(
            "month",
            day_of(payload),
            f"{names.get(row['number'], row['number'])} {_month(payload)} 办理 {row['times']:,} 次",
            f"{row['number']} {_month(payload)}",
            row["number"],
            heads=row["times"],
        )
        for row in payload["rows"]
    ]


def _judge(payload: Payload, day: date) -> None:
    known = services.point_numbers()
    strange = [row["number"] for row in payload["rows"] if row["number"] not in known]
    if strange:
        refuse("procedures.point", f"没有编号为“{strange[0]}”的服务点，或已经停用", "请核对编号；新的服务点先登记。", "rows")
    month = payload["month"]
    if (parse_month(month) if isinstance(month, str) else month) > month_of(day_of(payload)):
        refuse("procedures.month", "使用月份晚于登记日期", "请核对月份。", "month")


def notes(payload: Payload) -> list[RowNote]:
    """Each point: what it is called."""
    names = services.point_numbers()
    return [RowNote("", names.get(row["number"], "")) for row in payload["rows"]]


BOOK = Book("use", TITLE, FIELDS, _record, judge=_judge)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
