"""Employees enrolled by their employer (职工参保增员): insured in the employer's schemes from a month on, with their first wage."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import queries as benefits
from shebao.agency.declarations.actions import NewWage, declare_wages
from shebao.agency.declarations.kinds import FIRST, WITH_ACCOUNT
from shebao.agency.declarations.queries import reconciled
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.employment import Hire, employ
from shebao.agency.enrolment.schemes import FORMS
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Many, Payload, RowNote, Wanted, rows_of
from shebao.agency.people import queries as people
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

from ._limits import base_of, limits_in

KEY = "enrol_employees"
TITLE = "职工参保增员"
LAW = "社会保险法 第58条：自用工之日起 30 日内；社会保险经办条例（国令第765号）第6条、第9条：10 个工作日"
WORKING_DAYS = 10
RISK = "low"
RESULT = "职工参保增员回执"
REVERSAL = "增员有误的，办理“职工参保减员”；已核定的月份另按缴费基数更正处理。"
NOTICE_DAYS = 30
"""Days from hiring in which an employer must enrol. 社会保险法 第58条."""
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("person_id", "职工", "person"),
    Field("hired_on", "用工日期", "date"),
    Field("from_month", "参保月", "month", required=False, help="不填则为受理当月；更早的月份请办补缴"),
    Field("wage_fen", "首月工资（元）", "yuan"),
    Field("form", "用工形式", "choice", choices=tuple(FORMS.items())),
)
ROWS = (
    *PERSON,
    Wanted("hired_on", "用工日期", "date"),
    Wanted("from_month", "参保月", "month", required=False),
    Wanted("wage_fen", "首月工资（元）", "yuan", also=("首月工资",)),
    Wanted("form", "用工形式", choices={title: key for key, title in FORMS.items()}),
)
MANY = Many(
    "enrol_many_employees",
    "批量职工增员",
    (
        Field("employer_id", "用人单位", "employer"),
        Field("rows", "增员名单", "file", help="每行：身份证号码、姓名、用工日期、参保月、首月工资（元）、用工形式"),
        Field("file_name", "文件名", required=False),
    ),
    risk="low",
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, with every row's reasons, for the dead, the retired, those insured elsewhere, a month before hiring or too long ago."""
    one = employers.employer(payload["employer_id"])
    schemes = _schemes(payload["employer_id"], month_of(day))
    if not schemes:
        refuse("procedures.enrol", f"{one.name}没有参加任何险种或已注销", "请先办理单位参保登记或增加险种。", "employer_id")
    for row in rows_of(payload):
        row.setdefault("from_month", month_of(day))
    if problems := _problems(rows_of(payload), schemes, day):
        refuse_rows("procedures.enrol", "增员", len(rows_of(payload)), sorted(problems))
    payload["day"] = day.isoformat()
    simulated(lambda: _apply(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The employer, its schemes, who is enrolled from when, and wages that floor or cap will change."""
    one, rows = employers.employer(payload["employer_id"]), rows_of(payload)
    schemes = _schemes(one.id, month_of(date.fromisoformat(payload["day"])))
    months = sorted({row["from_month"] for row in rows})
    told = [note for note in notes(payload | {"rows": rows}) if note.flags]
    return [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        Change("参加险种", "", "、".join(INSURANCES[scheme] for scheme in schemes)),
        Change("职工", "未在本单位参保", f"{len(rows):,} 人，自 {'、'.join(map(month_text, months))} 起"),
        Change("首月工资合计", "", f"{grouped(sum(row['wage_fen'] for row in rows))} 元"),
        *(
            [Change("需要留意", "", f"{len(told):,} 人：{'；'.join(sorted({flag for note in told for flag in note.flags}))}")]
            if told
            else []
        ),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's base of the first month, and what whoever decides should look at."""
    day = date.fromisoformat(payload["day"])
    limits = {month: limits_in(month) for month in {row["from_month"] for row in payload["rows"]}}
    ids = int_column(row["person_id"] for row in payload["rows"])
    residents = set(enrolment.open_among(ids, RESIDENT).tolist())
    result = []
    for row in payload["rows"]:
        base = base_of(row["wage_fen"], limits[row["from_month"]])
        flags = [base.note] if base.note else []
        if (day - date.fromisoformat(row["hired_on"])).days > NOTICE_DAYS:
            flags.append(f"用工超过 {NOTICE_DAYS} 日才申报")
        if row["person_id"] in residents:
            flags.append("还在居民养老参保，请提醒本人办理衔接")
        result.append(RowNote(after=f"缴费基数 {grouped(base.fen)}", flags=tuple(flags)))
    return result


def apply(payload: Payload, *, by: By) -> None:
    """Insure everyone in the employer's schemes and keep their first wage."""
    _apply(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    name = employers.employer(payload["employer_id"]).name
    many = f"{len(payload['rows']):,} 人" if "rows" in payload else people.person(payload["person_id"]).name
    return f"{name}：{TITLE}，{many}"


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open enrolment a person; a list is the employer's."""
    return ("employer", payload["employer_id"]) if "rows" in payload else ("person", payload["person_id"])


def _apply(payload: Payload, by: By) -> None:
    rows, employer_id = rows_of(payload), payload["employer_id"]
    hires = [Hire(row["person_id"], row["from_month"], row["form"], date.fromisoformat(row["hired_on"])) for row in rows]
    employ(hires, employer_id, _schemes(employer_id, month_of(by.day)), by=by)
    declare_wages([NewWage(row["person_id"], row["from_month"], row["wage_fen"]) for row in rows], employer_id, FIRST, by=by)


def _schemes(employer_id: int, month: int) -> list[str]:
    return employers.insured_in(employer_id, month)


def _problems(rows: list[Payload], schemes: list[str], day: date) -> list[Problem]:
    ids = int_column(row["person_id"] for row in rows)
    persons = people.persons(ids)
    drawing = {person for scheme in WITH_ACCOUNT for person in benefits.in_state_among(ids, scheme, "active", "suspended").tolist()}
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        person, hired = persons[row["person_id"]], date.fromisoformat(row["hired_on"])
        if person.death_date is not None:
            problems.append((number, f"已于 {person.death_date.isoformat()} 死亡"))
        if person.id in drawing:
            problems.append((number, "已在领取职工养老待遇，不再参保"))
        if hired > day:
            problems.append((number, f"用工日期 {hired.isoformat()} 晚于今天"))
        if row["from_month"] < month_of(hired):
            problems.append((number, f"参保月 {month_text(row['from_month'])} 早于用工月"))
        if row["from_month"] < add_months(month_of(day), -1):
            problems.append((number, f"参保月 {month_text(row['from_month'])} 是以往月份，请办理补缴"))
        if any(reconciled(scheme, row["from_month"]) for scheme in schemes):
            problems.append((number, f"{month_text(row['from_month'])} 已经对账结账，以往的月份请办理补缴"))
        if row["wage_fen"] <= 0:
            problems.append((number, "首月工资应大于零"))
    for scheme in schemes:
        taken = set(enrolment.open_among(ids, scheme).tolist())
        problems += [
            (number, f"已在{INSURANCES[scheme]}参保，请原单位先办减员") for number, row in enumerate(rows, 1) if row["person_id"] in taken
        ]
    return problems
