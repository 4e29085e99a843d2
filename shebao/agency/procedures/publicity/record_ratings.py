"""What people thought of a finished matter (办件评价, 好差评): ratings from paper, telephone or a terminal, by a list; one a matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.procedures.register_book import Book, day_of
from shebao.agency.registers import services
from shebao.agency.registers.actions import NewRecord
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.finding import refuse

KEY = "record_ratings"
TITLE = "办件评价登记"
LAW = "社会保险经办条例（国令第765号）第50条"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "办件评价登记表"
REVERSAL = "录错的，办理“撤销台账登记”，再登记正确的；评价本身不得改动。"
LEVELS = {title: key for key, title in REGISTERS["rating"].kinds.items()}
ROWS = (
    Wanted("number", "办件编号", longest=20),
    Wanted("level", "评价", choices=LEVELS | {key: key for key in LEVELS.values()}),
    Wanted("words", "意见", required=False, longest=160),
)
FIELDS = (
    Field("rows", "名单", "file", help="每行：办件编号、评价（非常满意、满意、基本满意、不满意、非常不满意，或 5 至 1）、意见"),
    Field("on", "评价日期", "date"),
    Field("channel", "方式", "choice", choices=tuple((one, one) for one in ("纸质", "电话回访", "短信", "评价器"))),
    Field("file_name", "文件名", required=False),
)


def rating(number: str, level: str, words: str, channel: str, day: date, title: str) -> NewRecord:
    """One rating of a matter as the register keeps it; whoever rated is not in it."""
    return NewRecord(level, day, title, number, details=(("意见", words), ("方式", channel)))


def _record(payload: Payload, day: date) -> list[NewRecord]:
    titles = finished(row["number"] for row in payload["rows"])
    return [
        rating(row["number"], row["level"], row.get("words") or "", payload["channel"], day_of(payload), titles.get(row["number"], ""))
        for row in payload["rows"]
    ]


def finished(numbers: Iterable[str]) -> dict[str, str]:
    """Number → title of those matters that are done."""
    return matters.applied_titles(list(numbers))


def _judge(payload: Payload, day: date) -> None:
    numbers = [row["number"] for row in payload["rows"]]
    titles = finished(numbers)
    strange = [number for number in numbers if number not in titles]
    if strange:
        refuse("procedures.matter", f"没有编号为“{strange[0]}”的已办结办件", "请核对办件编号；没有办结的不评价。", "rows")
    again = sorted(services.rated(numbers))
    if again:
        refuse("procedures.twice", f"办件 {again[0]} 已经评价过", "一件评价一次，请从名单中去掉。", "rows")


def notes(payload: Payload) -> list[RowNote]:
    """Each matter: what it was, and its rating."""
    titles = finished(row["number"] for row in payload["rows"])
    kinds = REGISTERS["rating"].kinds
    return [RowNote(titles.get(row["number"], ""), kinds[row["level"]]) for row in payload["rows"]]


BOOK = Book("rating", TITLE, FIELDS, _record, judge=_judge)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
