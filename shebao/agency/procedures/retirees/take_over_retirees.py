"""Taking over retired people and their files from an enterprise (退休人员移交接收): people and files are counted on both sides."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.register_book import Book, day_of
from shebao.agency.registers.actions import NewLine, NewRecord
from shebao.base.finding import refuse

KEY = "take_over_retirees"
TITLE = "退休人员移交接收"
LAW = "当地文件（未核对）；社会保险经办条例（国令第765号）第五章"
WORKING_DAYS = None
RISK = "high"
AREA = "register"
RESULT = "移交接收清单"
REVERSAL = "接收有误或退回的，办理“撤销台账登记”，再按改好的名单接收。"
ROWS = (
    *PERSON,
    Wanted("community", "社区", longest=60, also=("村（社区）",)),
    Wanted("retired_on", "退休时间", "date"),
    Wanted("file_number", "档案卷号", longest=40),
    Wanted("party_member", "党员", required=False, longest=4),
)
FIELDS = (
    Field("rows", "名单", "file", help="每行：身份证号码、姓名、社区、退休时间、档案卷号、是否党员"),
    Field("number", "协议编号", longest=60),
    Field("party", "移交单位", longest=80),
    Field("on", "接收日期", "date"),
    Field("files", "实收档案卷数", "number", help="与人数不符的不能接收，先补齐或另立缺卷清单"),
    Field("file_name", "文件名", required=False),
    scans_field("移交协议扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    rows = payload["rows"]
    lines = tuple(
        NewLine(
            f"{row['file_number']}　{row['community']}" + ("　党员" if row.get("party_member") == "是" else ""),
            row["person_id"],
            _retired(row),
        )
        for row in rows
    )
    details = (("实收档案", f"{payload['files']:,} 卷"),)
    title = f"{payload['party']}移交 {len(rows):,} 人"
    return [NewRecord("batch", day_of(payload), title, payload["number"], payload["party"], heads=len(rows), details=details, lines=lines)]


def _retired(row: Payload) -> date:
    value = row["retired_on"]
    return value if isinstance(value, date) else date.fromisoformat(value)


def _judge(payload: Payload, day: date) -> None:
    rows = payload["rows"]
    if payload["files"] != len(rows):
        refuse("procedures.files", f"名单 {len(rows):,} 人，档案 {payload['files']:,} 卷，不一致", "请补齐缺卷或把缺卷的人另办。", "files")
    numbers = [row["file_number"] for row in rows]
    if len(set(numbers)) != len(numbers):
        refuse("procedures.files", "名单里有相同的档案卷号", "请核对，一人一卷号。", "rows")
    gone = people.deaths([row["person_id"] for row in rows])
    if gone:
        refuse_people("procedures.dead", list(gone), "已经死亡", "请从名单中去掉。", "rows")


def notes(payload: Payload) -> list[RowNote]:
    """Each person: community and file."""
    return [RowNote("", f"{row['community']}，档案 {row['file_number']}") for row in payload["rows"]]


BOOK = Book("takeover", TITLE, FIELDS, _record, judge=_judge)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
