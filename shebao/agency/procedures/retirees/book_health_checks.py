"""Booking health checks (退休人员体检预约): who comes on which day to which hospital of the year's plan."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.register_book import Book, day_of
from shebao.agency.registers import services
from shebao.agency.registers.actions import NewLine, NewRecord
from shebao.base.finding import refuse

KEY = "book_health_checks"
TITLE = "退休人员体检预约"
LAW = "当地文件（未核对）；社会保险经办条例（国令第765号）第五章"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "体检预约单"
REVERSAL = "约错的，再交一份改好的名单，后一次预约为准；整份作废的办理“撤销台账登记”。"
ROWS = (*PERSON, Wanted("hospital", "体检机构", longest=80), Wanted("on", "预约日期", "date"))
FIELDS = (
    Field("rows", "名单", "file", help="每行：身份证号码、姓名、体检机构、预约日期；只收当年体检方案里的人和机构"),
    Field("on", "登记日期", "date"),
    Field("file_name", "文件名", required=False),
)


def _on(row: Payload) -> date:
    value = row["on"]
    return value if isinstance(value, date) else date.fromisoformat(value)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    rows = payload["rows"]
    lines = tuple(NewLine(row["hospital"], row["person_id"], _on(row)) for row in rows)
    return [NewRecord("list", day_of(payload), f"预约体检 {len(rows):,} 人", heads=len(rows), lines=lines)]


def _judge(payload: Payload, day: date) -> None:
    rows, year = payload["rows"], day_of(payload).year
    plan = services.plan_of(year)
    if plan is None or plan.closed:
        refuse("procedures.plan", f"{year} 年没有进行中的体检方案", "请先办理“退休人员体检方案”。", "on")
    ids = [row["person_id"] for row in rows]
    if len(set(ids)) != len(ids):
        refuse("procedures.twice", "名单里同一人有两行", "每人约一次，请合并。", "rows")
    unknown = sorted({row["hospital"] for row in rows} - set(plan.hospitals))
    if unknown:
        refuse("procedures.hospital", f"“{unknown[0]}”不在当年方案里", f"方案里的机构：{'、'.join(plan.hospitals)}。", "rows")
    entitled = set(services.eligible(plan).tolist())
    others = [one for one in ids if one not in entitled]
    if others:
        refuse_people("procedures.entitled", others, f"不在 {year} 年应检名单里", "请核对年龄和领取状态，或从名单中去掉。", "rows")
    came = set(services.attended_ids(year).tolist())
    again = [one for one in ids if one in came]
    if again:
        refuse_people("procedures.twice", again, f"{year} 年已经体检过", "每人每年一次，请从名单中去掉。", "rows")
    early = [row["person_id"] for row in rows if _on(row) < day_of(payload) or _on(row).year != year]
    if early:
        refuse_people("procedures.day", early, "预约日期不在今年登记日以后", "请核对预约日期。", "rows")


def notes(payload: Payload) -> list[RowNote]:
    """Each person: where and when, and the booking it takes the place of."""
    before = services.bookings(day_of(payload).year)
    result = []
    for row in payload["rows"]:
        hospital, on = before.get(row["person_id"], ("", None))
        result.append(RowNote(f"{hospital} {on or ''}".strip(), f"{row['hospital']} {_on(row).isoformat()}"))
    return result


BOOK = Book("booking", TITLE, FIELDS, _record, judge=_judge)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
