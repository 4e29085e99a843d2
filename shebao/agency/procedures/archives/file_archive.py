"""Archiving files of business (业务档案归档): one row a file, with its box, its pages and how long it is kept."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.procedures.register_book import Book, day_of
from shebao.agency.registers.actions import NewRecord
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.finding import refuse

KEY = "file_archive"
TITLE = "业务档案归档"
LAW = "社会保险业务档案管理规定（人社部、国家档案局令第3号）第7条、第8条；社会保险法 第74条"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "归档文件目录"
REVERSAL = "归档有误的，办理“撤销台账登记”，再归档正确的。"
RETENTION = {title: key for key, title in REGISTERS["archive"].kinds.items()}
ROWS = (
    Wanted("number", "归档号", longest=60),
    Wanted("title", "题名或办件", longest=160),
    Wanted("category", "类目", longest=60),
    Wanted("pieces", "件数", "count"),
    Wanted("pages", "页数", "count"),
    Wanted("box", "盒号", longest=20),
    Wanted("retention", "保管期限", choices=RETENTION | {title.replace(" ", ""): key for title, key in RETENTION.items()}),
)
FIELDS = (
    Field("rows", "名单", "file", help="每行：归档号、题名或办件、类目、件数、页数、盒号、保管期限（永久、100年、50年、30年、10年）"),
    Field("on", "归档日期", "date"),
    Field("file_name", "文件名", required=False),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    return [
        NewRecord(
            row["retention"],
            day_of(payload),
            row["title"],
            row["number"],
            heads=row["pieces"],
            details=(("类目", row["category"]), ("盒号", row["box"]), ("页数", f"{row['pages']:,}")),
        )
        for row in payload["rows"]
    ]


def _judge(payload: Payload, day: date) -> None:
    empty = [row["number"] for row in payload["rows"] if row["pieces"] < 1 or row["pages"] < 1]
    if empty:
        refuse("procedures.pieces", f"{empty[0]} 没有件数或页数", "归档的卷至少一件一页；缺件的补齐再归档。", "rows")


def notes(payload: Payload) -> list[RowNote]:
    """Each file: where it lies and for how long."""
    kinds = REGISTERS["archive"].kinds
    return [RowNote("", f"{row['category']}，{row['box']} 盒，{kinds[row['retention']]}") for row in payload["rows"]]


BOOK = Book("archive", TITLE, FIELDS, _record, judge=_judge)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
