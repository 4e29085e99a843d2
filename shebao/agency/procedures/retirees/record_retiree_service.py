"""Visits, groups, courses and cards of retired people (退休人员服务登记): a list of who was served, when, with what."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.register_book import Book, day_of, kind_field
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewLine, NewRecord
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "record_retiree_service"
TITLE = "退休人员服务登记"
LAW = "当地文件（标准未核对）；社会保险经办条例（国令第765号）第五章"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "服务登记表"
REVERSAL = "登记有误的，办理“撤销台账登记”，再登记正确的。"
_NO_LIMIT = 10**15
_SIGNED = {"yes": "已签收"}
_VISITS = ("aged", "illness", "hardship", "death", "festival")
ROWS = (
    *PERSON,
    Wanted("on", "日期", "date"),
    Wanted("place", "地点", required=False, longest=60),
    Wanted("amount_fen", "金额（元）", "yuan", required=False, also=("慰问额", "补助额")),
    Wanted("signed", "签收", required=False, choices={"是": "yes", "否": "no"}, also=("本人或家属签收",)),
    Wanted("by_whom", "经办或走访人", required=False, longest=40),
)
FIELDS = (
    Field("rows", "名单", "file", help="每行：身份证号码、姓名、日期、地点、金额、签收（是、否）、经办或走访人"),
    kind_field("service", "事项", required=True),
    Field("on", "登记日期", "date"),
    Field("group", "小组", required=False, longest=60),
    Field("from_age", "高龄慰问起始年龄", "number", required=False, help="照当地文件填写，例如 90；不到年龄的不能登记高龄慰问"),
    Field("most_fen", "每人标准上限（元）", "yuan", required=False, help="当地文件的标准；超过的不能登记"),
    Field("file_name", "文件名", required=False),
    scans_field("签收表、签到表或照片扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    rows, kind = payload["rows"], payload["kind"]
    total = sum(row.get("amount_fen") or 0 for row in rows)
    lines = tuple(
        NewLine(
            "　".join(filter(None, (row.get("place") or "", row.get("by_whom") or "", _SIGNED.get(row.get("signed") or "", "")))),
            row["person_id"],
            _on(row),
            row.get("amount_fen") or 0,
        )
        for row in rows
    )
    title = f"{REGISTERS['service'].kinds[kind]} {len(rows):,} 人次"
    party = payload.get("group", "")
    return [NewRecord(kind, day_of(payload), title, party=party, amount_fen=total, heads=len(rows), lines=lines)]


def _on(row: Payload) -> date:
    value = row["on"]
    return value if isinstance(value, date) else date.fromisoformat(value)


def _judge(payload: Payload, day: date) -> None:
    rows, kind = payload["rows"], payload["kind"]
    most = payload.get("most_fen", _NO_LIMIT)
    over = [row["person_id"] for row in rows if (row.get("amount_fen") or 0) > most]
    if over:
        refuse_people("procedures.standard", over, f"金额超过每人 {grouped(most)} 元的标准", "请照标准改正。", "rows")
    ids = [row["person_id"] for row in rows]
    unsigned = [row["person_id"] for row in rows if (row.get("amount_fen") or 0) and row.get("signed") == "no"]
    if unsigned:
        refuse_people("procedures.signed", unsigned, "没有签收，不能登记发放", "请补签收，或把金额改为 0。", "rows")
    _judge_people(payload, ids)
    title = REGISTERS["service"].kinds[kind]
    if kind in (*_VISITS, "college", "card") and len(set(ids)) != len(ids):
        refuse("procedures.twice", f"名单里同一人有两行{title}", "请合并成一行。", "rows")
    if kind in ("aged", "illness", "hardship", "death", "college"):
        again = queries.listed_before("service", day_of(payload).year, ids, kind)
        if again:
            refuse_people("procedures.twice", sorted(again), f"本年已经登记过{title}", "同类慰问和补助每年一次，请去掉。", "rows")


def _judge_people(payload: Payload, ids: list[int]) -> None:
    """A visit after a death is about somebody who died, every other service about the living; the aged have reached the age."""
    kind, on = payload["kind"], day_of(payload)
    gone = people.deaths(ids)
    if kind == "death":
        alive = sorted(set(ids) - set(gone))
        if alive:
            refuse_people("procedures.alive", alive, "没有登记死亡", "死亡慰问先办理死亡登记，或改选别的事项。", "rows")
        return
    dead = [row["person_id"] for row in payload["rows"] if row["person_id"] in gone and gone[row["person_id"]] < _on(row)]
    if dead:
        refuse_people("procedures.dead", dead, "在这之前已经死亡", "请核对日期，或改登死亡慰问。", "rows")
    if kind == "aged" and payload.get("from_age"):
        born = people.persons(ids)
        young = [one for one in ids if on.year - born[one].birth_date.year < payload["from_age"]]
        if young:
            refuse_people("procedures.age", young, f"{on.year} 年内不满 {payload['from_age']} 周岁", "不在高龄慰问范围内，请去掉。", "rows")


def notes(payload: Payload) -> list[RowNote]:
    """Each person: the day, and the amount."""
    return [RowNote("", f"{_on(row).isoformat()} {row.get('place') or ''}".strip(), row.get("amount_fen") or 0) for row in payload["rows"]]


BOOK = Book("service", TITLE, FIELDS, _record, judge=_judge)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
