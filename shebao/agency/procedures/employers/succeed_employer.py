"""One employer that goes on where another was (合并、分立、转让承继): its people come over without a gap, with its arrears and its injuries."""

from __future__ import annotations

from datetime import date

from shebao.agency.contributions import months
from shebao.agency.declarations.actions import NewWage, declare_wages
from shebao.agency.declarations.kinds import FIRST
from shebao.agency.declarations.queries import wages_in
from shebao.agency.employers import actions as employers
from shebao.agency.employers import queries
from shebao.agency.employers.kinds import INSURANCES, SUCCESSIONS
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.employment import Hire, employ, release
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

KEY = "succeed_employer"
TITLE = "单位合并、分立、转让承继"
LAW = "社会保险法 第57条：自变更之日起 30 日内；工伤保险条例 第43条：承继单位承担原单位的工伤保险责任"
WORKING_DAYS = 10
RISK = "high"
RESULT = "单位承继变更核准表"
REVERSAL = "办错的再办一次，原单位和承继单位对调；两次的记录都保留。"
ROWS = PERSON
FIELDS = (
    Field("employer_id", "原单位", "employer"),
    Field("successor_id", "承继单位", "employer"),
    Field("kind", "种类", "choice", choices=tuple(SUCCESSIONS.items())),
    Field("on", "承继日期", "date", help="原单位缴到这个月，承继单位从下个月起缴"),
    Field("rows", "转移职工名册", "file", help="每行：身份证号码、姓名；合并的须是全部在保职工"),
    Field("takes_arrears", "原欠费", "choice", choices=(("yes", "由承继单位承担"), ("no", "没有欠费，或由原单位清偿"))),
    Field("document", "依据", longest=80, help="变更登记、承继协议的名称和文号"),
    scans_field("变更登记和承继协议扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a roster that is not the people insured there, schemes the successor lacks, a month that is not this one, arrears nobody takes."""
    former, successor, on = payload["employer_id"], payload["successor_id"], date.fromisoformat(payload["on"])
    if not add_months(month_of(day), -1) <= month_of(on) <= month_of(day):
        refuse("procedures.succession", f"承继日期 {payload['on']} 应在上月或本月", "更早的请先由稽核查明，再逐人办理补缴、减员。", "on")
    insured = enrolment.employees(former, month_of(day))
    listed = {row["person_id"] for row in payload["rows"]}
    if foreign := sorted(listed - set(insured)):
        refuse_people("procedures.succession", foreign, "没有在原单位参保", "请从名册中去掉。", "rows")
    if payload["kind"] == "merged" and (missing := sorted(set(insured) - listed)):
        refuse(
            "procedures.succession",
            f"合并须转移全部职工，名册少了 {len(missing):,} 人：{people.called(missing)}",
            "请补齐；已离职的先办理减员。",
            "rows",
        )
    lacking = {scheme for person in listed for scheme in insured[person]} - set(queries.insured_in(successor, _next(payload)))
    if lacking:
        titles = "、".join(INSURANCES[scheme] for scheme in sorted(lacking))
        refuse("procedures.succession", f"承继单位没有参加{titles}", "请先办理单位信息变更增加险种。", "successor_id")
    owed = sum(row.owed_fen for row in months.owed(former))
    if owed and payload["takes_arrears"] == "no" and payload["kind"] == "merged":
        refuse(
            "procedures.succession",
            f"原单位还欠缴 {grouped(owed)} 元，没有约定由谁承担",
            "合并的由承继单位承担，或先缴清。",
            "takes_arrears",
        )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Who goes where from which month, and what passes with them."""
    former, successor = queries.employer(payload["employer_id"]), queries.employer(payload["successor_id"])
    owed = sum(row.owed_fen for row in months.owed(former.id))
    return [
        Change(SUCCESSIONS[payload["kind"]], f"{former.name}，{former.uscc}", f"{successor.name}，{successor.uscc}"),
        Change(
            "职工",
            f"原单位缴到 {month_text(month_of(date.fromisoformat(payload['on'])))}",
            f"{len(payload['rows']):,} 人，承继单位自 {month_text(_next(payload))} 起，不断月",
        ),
        Change("缴费工资", "", "照原单位现行的工资"),
        Change("原欠费", f"{grouped(owed)} 元", "由承继单位承担" if payload["takes_arrears"] == "yes" else "由原单位清偿"),
        Change("工伤保险责任", former.name, f"由{successor.name}承担（工伤保险条例第43条）"),
        Change("依据", "", payload["document"]),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """The wage each comes over with."""
    ids = [row["person_id"] for row in payload["rows"]]
    wages = wages_in(_next(payload), int_column(ids), int_column([payload["employer_id"]] * len(ids))).tolist()
    return [RowNote(f"工资 {grouped(fen)}" if fen else "未申报", f"{month_text(_next(payload))} 起在承继单位") for fen in wages]


def apply(payload: Payload, *, by: By) -> None:
    """Release everybody at the one, employ them at the other with form, day of hiring and wage as they were, keep the succession."""
    former, successor, on = payload["employer_id"], payload["successor_id"], date.fromisoformat(payload["on"])
    listed = [row["person_id"] for row in payload["rows"]]
    insured, facts = enrolment.employees(former, month_of(by.day)), enrolment.employments(former)
    wages = dict(zip(listed, wages_in(_next(payload), int_column(listed), int_column([former] * len(listed))).tolist(), strict=True))
    owed = sum(row.owed_fen for row in months.owed(former))
    groups: dict[tuple[str, ...], list[int]] = {}
    for person in listed:
        groups.setdefault(tuple(insured[person]), []).append(person)
    for schemes, group in groups.items():
        release([(person, month_of(on)) for person in group], former, schemes, "succeeded", by=by)
        employ([Hire(person, _next(payload), *facts[person]) for person in group], successor, schemes, by=by)
    known = [NewWage(person, _next(payload), wages[person]) for person in listed if wages[person]]
    if known:
        declare_wages(known, successor, FIRST, by=by)
    takes = payload["takes_arrears"] == "yes"
    employers.succeed(
        former, successor, payload["kind"], on, len(listed), takes_arrears=takes, owed_fen=owed, document=payload["document"], by=by
    )


def heading(payload: Payload) -> str:
    """The matter's title."""
    names = (queries.employer(payload[name]).name for name in ("employer_id", "successor_id"))
    return f"{' → '.join(names)}：{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open succession an employer."""
    return ("employer", payload["employer_id"])


def _next(payload: Payload) -> int:
    """The month from which the successor pays."""
    return int(add_months(month_of(date.fromisoformat(payload["on"])), 1))
