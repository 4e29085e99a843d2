"""A group of retired people (退休人员自管小组): its leader, helpers and members; a new list takes the place of the old one."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.register_book import Book, day_of, kind_field
from shebao.agency.registers import services
from shebao.agency.registers.actions import NewLine, NewRecord
from shebao.base.finding import refuse

KEY = "keep_retiree_group"
TITLE = "退休人员自管小组"
LAW = "当地文件（未核对）；社会保险经办条例（国令第765号）第五章"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "自管小组名册"
REVERSAL = "名册有变化的，再交一份新名册，后一份为准；登记有误的办理“撤销台账登记”。"
LEADER, HELPER, MEMBER = "组长", "协理员", "组员"
ROWS = (*PERSON, Wanted("role", "身份", choices={LEADER: LEADER, HELPER: HELPER, MEMBER: MEMBER}))
FIELDS = (
    Field("rows", "名单", "file", help="每行：身份证号码、姓名、身份（组长、协理员、组员）；整组名册一次交齐"),
    kind_field("group", "类别", required=True),
    Field("number", "小组名称", longest=60),
    Field("party", "社区", longest=80),
    Field("on", "登记日期", "date"),
    Field("file_name", "文件名", required=False),
    scans_field("推选记录扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    rows = payload["rows"]
    lines = tuple(NewLine(row["role"], row["person_id"]) for row in rows)
    title = f"{payload['number']}：{len(rows):,} 人"
    return [NewRecord(payload["kind"], day_of(payload), title, payload["number"], payload["party"], heads=len(rows), lines=lines)]


def _judge(payload: Payload, day: date) -> None:
    rows = payload["rows"]
    ids = [row["person_id"] for row in rows]
    if len(set(ids)) != len(ids):
        refuse("procedures.twice", "名单里同一人有两行", "一人一个身份，请合并。", "rows")
    leaders = sum(row["role"] == LEADER for row in rows)
    if leaders != 1:
        refuse("procedures.leader", f"名册里有 {leaders} 位组长", "每组一位组长，其余写协理员或组员。", "rows")
    gone = people.deaths(ids)
    if gone:
        refuse_people("procedures.dead", sorted(gone), "已经死亡", "请从名册中去掉。", "rows")


def notes(payload: Payload) -> list[RowNote]:
    """Each person: the role before and now."""
    old = next((group for group in services.groups() if group.name == payload["number"]), None)
    before = {person: role for role, ids in old.roles.items() for person in ids} if old else {}
    return [RowNote(before.get(row["person_id"], ""), row["role"]) for row in payload["rows"]]


BOOK = Book("group", TITLE, FIELDS, _record, judge=_judge)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
