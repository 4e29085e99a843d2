"""The yearly health checks of retired people (退休人员体检): who may, who came, and what is owed to the hospital by the agency's own budget."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.register_book import Book, day_of
from shebao.agency.registers import queries, services
from shebao.agency.registers.actions import NewLine, NewRecord
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "run_health_checks"
TITLE = "退休人员年度体检"
LAW = "当地文件（年龄和标准写在表单上，未核对）；社会保险经办条例（国令第765号）第五章"
WORKING_DAYS = None
RISK = "high"
AREA = "register"
RESULT = "体检结算单"
REVERSAL = "结算有误的，办理“撤销台账登记”，再按医院改好的名单结算；已付的由本单位财务退回。"
ROWS = (*PERSON, Wanted("on", "到检日期", "date", required=False), Wanted("attended", "到检", choices={"是": "yes", "否": "no"}))
FIELDS = (
    Field("rows", "名单", "file", help="每行：身份证号码、姓名、到检日期、到检（是、否）；没有到检的不结算"),
    Field("year", "年度", "year"),
    Field("number", "合同编号", longest=60),
    Field("party", "体检机构", longest=80),
    Field("below_age", "年龄上限（不含）", "number", help="照当地文件填写，例如 65"),
    Field("price_fen", "每人价格（元）", "yuan"),
    Field("on", "结算日期", "date"),
    Field("file_name", "文件名", required=False),
    scans_field("合同和结算清单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    price, rows = payload["price_fen"], payload["rows"]
    came = sum(row["attended"] == "yes" for row in rows)
    lines = tuple(
        NewLine(
            "到检" if row["attended"] == "yes" else "未到检",
            row["person_id"],
            _on(row),
            price if row["attended"] == "yes" else 0,
            row["attended"] == "yes",
        )
        for row in rows
    )
    details = (
        ("应检人数", f"{len(rows):,} 人"),
        ("到检人数", f"{came:,} 人"),
        ("结算", f"{came:,} 人 × {grouped(price)} 元 = {grouped(came * price)} 元，由本单位经费支付，不动基金"),
        ("年龄", f"不满 {payload['below_age']} 周岁"),
    )
    title = f"{payload['year']} 年体检：{payload['party']}，到检 {came:,} 人"
    return [
        NewRecord(
            "year",
            day_of(payload),
            title,
            payload["number"],
            payload["party"],
            amount_fen=came * price,
            heads=came,
            details=details,
            lines=lines,
        )
    ]


def _on(row: Payload) -> date | None:
    value = row.get("on")
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _judge(payload: Payload, day: date) -> None:
    rows = payload["rows"]
    ids = [row["person_id"] for row in rows]
    if payload["price_fen"] <= 0 or payload["below_age"] <= 0:
        refuse("procedures.price", "价格和年龄上限应大于零", "请照合同和文件填写。", "price_fen")
    if payload["year"] != day_of(payload).year:
        refuse("procedures.year", "年度和结算日期不是同一年", "请核对；跨年结算的按结算日期的年度登记。", "year")
    if len(set(ids)) != len(ids):
        refuse("procedures.twice", "名单里同一人有两行", "每人每年一次，请合并。", "rows")
    gone = people.deaths(ids)
    came = [row["person_id"] for row in rows if row["attended"] == "yes"]
    dead = [one for one in came if one in gone and gone[one] < day_of(payload)]
    if dead:
        refuse_people("procedures.dead", dead, "已经死亡，名单却写到检", "请与体检机构核对。", "rows")
    again = queries.listed_before("checkup", payload["year"], came)
    if again:
        refuse_people("procedures.twice", sorted(again), f"{payload['year']} 年已经体检过", "每人每年一次，请从名单中去掉。", "rows")
    _as_planned(payload, ids)
    born = people.persons(ids)
    old = [one for one in ids if payload["year"] - born[one].birth_date.year >= payload["below_age"]]
    if old:
        refuse_people(
            "procedures.age", old, f"{payload['year']} 年内已满 {payload['below_age']} 周岁", "不在体检范围内，请从名单中去掉。", "rows"
        )


def _as_planned(payload: Payload, ids: list[int]) -> None:
    """A settlement of a year that has a plan keeps to it: its price, its age, its hospitals, its people."""
    plan = services.plan_of(payload["year"])
    if plan is None:
        return
    if (payload["price_fen"], payload["below_age"]) != (plan.price_fen, plan.below_age):
        planned = f"{grouped(plan.price_fen)} 元、不满 {plan.below_age} 周岁"
        refuse("procedures.planned", f"价格或年龄和当年方案不一样，方案是 {planned}", "请照方案和合同填写。", "price_fen")
    if payload["party"] not in plan.hospitals:
        refuse("procedures.hospital", f"“{payload['party']}”不在当年方案里", f"方案里的机构：{'、'.join(plan.hospitals)}。", "party")
    entitled = set(services.eligible(plan).tolist())
    others = [one for one in ids if one not in entitled]
    if others:
        refuse_people("procedures.entitled", others, f"不在 {plan.year} 年应检名单里", "请核对，或从名单中去掉。", "rows")


def notes(payload: Payload) -> list[RowNote]:
    """Each person: came or not, and what it costs."""
    return [
        RowNote("", "到检" if row["attended"] == "yes" else "未到检，不结算", payload["price_fen"] if row["attended"] == "yes" else 0)
        for row in payload["rows"]
    ]


BOOK = Book("checkup", TITLE, FIELDS, _record, judge=_judge)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
