"""Wages of a year declared by an employer (年度缴费基数申报): everyone it has insured, each with last year's monthly average."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations.actions import NewWage, declare_wages
from shebao.agency.declarations.kinds import YEARLY
from shebao.agency.declarations.queries import wages_in
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

from ._limits import base_of, limits_in

KEY = "declare_bases"
TITLE = "年度缴费基数申报"
LAW = "社会保险法 第12条、第60条；社会保险费征缴暂行条例 第10条"
WORKING_DAYS = None
RISK = "low"
RESULT = "年度缴费基数申报回执"
REVERSAL = "申报有误的，核定以前重新申报；核定以后办理“缴费基数更正”。"
ROWS = (*PERSON, Wanted("wage_fen", "上年月平均工资（元）", "yuan", also=("月平均工资", "上年月平均工资")))
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("year", "缴费年度", "year"),
    Field("rows", "工资名单", "file", help="每行：身份证号码、姓名、上年月平均工资（元）；在保职工一人一行"),
    Field("wage_total_fen", "月平均工资合计（元）", "yuan", help="单位盖章申报表上的合计"),
    Field("confirmed", "职工签字或公示", "choice", choices=(("yes", "已签字或已公示"), ("no", "没有"))),
    scans_field("申报材料扫描件", "职工签字的申报表或公示证明；PDF、JPEG 或 PNG，最多 6 份"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the list is not the people insured there, the sum is not the sheet's, or the staff were not shown."""
    employer_id, ids = payload["employer_id"], int_column(row["person_id"] for row in payload["rows"])
    if payload["year"] > day.year + 1:
        refuse("procedures.bases", f"{payload['year']} 年度还太远", "请核对缴费年度。", "year")
    if payload["confirmed"] != "yes":
        refuse("procedures.bases", "申报的工资没有经职工签字或公示", "请单位补办后再申报（社会保险法第4条、第60条）。", "confirmed")
    insured = set(enrolment.employees(employer_id, month_of(day)))
    if foreign := sorted(set(ids.tolist()) - insured):
        refuse_people("procedures.bases", foreign, "没有在这个单位参保", "请从名单中去掉，或先办理增员。", "rows")
    if missing := sorted(insured - set(ids.tolist())):
        refuse(
            "procedures.bases",
            f"在保职工 {len(insured):,} 人，名单少了 {len(missing):,} 人：{people.called(missing)}",
            "请补齐；已离职的先办理减员。",
            "rows",
        )
    listed = sum(row["wage_fen"] for row in payload["rows"])
    if listed != payload["wage_total_fen"]:
        refuse(
            "procedures.bases",
            f"名单合计 {grouped(listed)} 元，申报表合计 {grouped(payload['wage_total_fen'])} 元",
            "请核对名单和申报表。",
            "wage_total_fen",
        )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The employer, the sum, and how many are lifted to the floor or cut to the cap."""
    one, rows = employers.employer(payload["employer_id"]), payload["rows"]
    limits = limits_in(_first(payload))
    bases = [base_of(row["wage_fen"], limits) for row in rows]
    lifted = sum(base.fen > row["wage_fen"] for base, row in zip(bases, rows, strict=True))
    capped = sum(base.fen < row["wage_fen"] for base, row in zip(bases, rows, strict=True))
    changes = [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        Change("缴费年度", "", f"{payload['year']} 年 1 月起，直到下次申报"),
        Change("在保职工", "", f"{len(rows):,} 人"),
        Change("月平均工资合计", "", f"{grouped(payload['wage_total_fen'])} 元"),
    ]
    if limits is None:
        return [*changes, Change("上下限", "还没有录入", "录入本年缴费基数参考工资后，核定时按上下限计算")]
    floor, cap = limits
    return [
        *changes,
        Change("低于下限", f"{lifted:,} 人", f"按下限 {grouped(floor)} 元"),
        Change("高于上限", f"{capped:,} 人", f"按上限 {grouped(cap)} 元"),
        Change("缴费基数合计", "", f"{grouped(sum(base.fen for base in bases))} 元"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """The wage that held before, and the base this one makes."""
    limits, first = limits_in(_first(payload)), _first(payload)
    ids = int_column(row["person_id"] for row in payload["rows"])
    before = wages_in(first, ids, int_column([payload["employer_id"]] * ids.size)).tolist()
    bases = [base_of(row["wage_fen"], limits) for row in payload["rows"]]
    return [
        RowNote(f"工资 {grouped(fen)}" if fen else "未申报", f"缴费基数 {grouped(base.fen)}", flags=(base.note,) if base.note else ())
        for fen, base in zip(before, bases, strict=True)
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the wages."""
    wages = [NewWage(row["person_id"], _first(payload), row["wage_fen"]) for row in payload["rows"]]
    return declare_wages(wages, payload["employer_id"], YEARLY, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{employers.employer(payload['employer_id']).name}：{payload['year']} {TITLE}，{len(payload['rows']):,} 人"


def subject(payload: Payload) -> tuple[str, int]:
    """One open declaration an employer."""
    return ("employer", payload["employer_id"])


def _first(payload: Payload) -> int:
    return int(payload["year"]) * 100 + 1
