"""Taking over retired people and their files from an enterprise (退休人员移交接收): people and files are counted on both sides."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.register_book import Book, day_of
from shebao.agency.registers import actions as registers
from shebao.agency.registers import queries
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
    Field("files", "实收档案卷数", "number", help="与人数不符的不能接收，先补齐，或者附双方签字的缺卷清单"),
    Field(
        "missing", "缺卷的档案卷号", required=False, longest=200, help="双方签字的缺卷清单上的卷号，几卷的用顿号隔开；清单扫描件一并上传"
    ),
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
    missing = missing_of(payload)
    details = (("实收档案", f"{payload['files']:,} 卷"), *((("缺卷", "、".join(missing)),) if missing else ()))
    title = f"{payload['party']}移交 {len(rows):,} 人"
    return [NewRecord("batch", day_of(payload), title, payload["number"], payload["party"], heads=len(rows), details=details, lines=lines)]


def missing_of(payload: Payload) -> list[str]:
    """Numbers of the files that did not come, as the list signed by both sides has them."""
    return [one.strip() for one in payload.get("missing", "").replace("，", "、").split("、") if one.strip()]


def _files(payload: Payload) -> list[NewRecord]:
    """One record a file that came; those that are missing stand only in the hand-over."""
    missing = set(missing_of(payload))
    return [
        NewRecord(
            "kept",
            day_of(payload),
            f"退休人员档案，{payload['party']}移交",
            row["file_number"],
            row["community"],
            row["person_id"],
            details=(("移交单位", payload["party"]), ("协议编号", payload["number"]), ("党员", row.get("party_member") or "")),
        )
        for row in payload["rows"]
        if row["file_number"] not in missing
    ]


def apply(payload: Payload, *, by: By) -> list[int]:
    """The id of the hand-over; its files enter the register of retired people's files with it."""
    keys: list[int] = BOOK.apply(payload, by=by)
    registers.enter("file", _files(payload), by=by)
    return keys


def _retired(row: Payload) -> date:
    value = row["retired_on"]
    return value if isinstance(value, date) else date.fromisoformat(value)


def _judge(payload: Payload, day: date) -> None:
    rows = payload["rows"]
    numbers, missing = [row["file_number"] for row in rows], missing_of(payload)
    strange = [number for number in missing if number not in set(numbers)]
    if strange:
        refuse("procedures.missing", f"缺卷清单上的“{strange[0]}”不在名单里", "请核对档案卷号。", "missing")
    if payload["files"] + len(missing) != len(rows):
        more = f"，缺卷清单 {len(missing):,} 卷" if missing else ""
        refuse(
            "procedures.files",
            f"名单 {len(rows):,} 人，档案 {payload['files']:,} 卷{more}，不一致",
            "请补齐缺卷，或者附双方签字的缺卷清单。",
            "files",
        )
    if missing and not payload.get("scans"):
        refuse("procedures.missing", "有缺卷，没有上传双方签字的缺卷清单", "请扫描签字的清单再接收。", "scans")
    if len(set(numbers)) != len(numbers):
        refuse("procedures.files", "名单里有相同的档案卷号", "请核对，一人一卷号。", "rows")
    used = queries.filed(numbers)
    if used:
        refuse("procedures.files", f"档案卷号“{min(used)}”已经在库", "请核对卷号；重号的与移交单位商定新号。", "rows")
    gone = people.deaths([row["person_id"] for row in rows])
    if gone:
        refuse_people("procedures.dead", list(gone), "已经死亡", "请从名单中去掉。", "rows")


def notes(payload: Payload) -> list[RowNote]:
    """Each person: community and file."""
    return [RowNote("", f"{row['community']}，档案 {row['file_number']}") for row in payload["rows"]]


BOOK = Book("takeover", TITLE, FIELDS, _record, judge=_judge)

check, preview = BOOK.check, BOOK.preview
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
