"""Employees who leave their employer (职工参保减员): the last insured month and the reason, which decides on unemployment benefit."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import months
from shebao.agency.declarations.kinds import MONTHLY
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.employment import release
from shebao.agency.enrolment.schemes import LEAVING_WORK
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Many, Payload, RowNote, Wanted, rows_of
from shebao.agency.people import queries as people
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.months import month_of, month_text

KEY = "withdraw_employees"
TITLE = "职工参保减员"
LAW = "社会保险经办条例（国令第765号）第9条；社会保险法 第50条：15 日内告知失业人员名单"
WORKING_DAYS = 10
RISK = "low"
RESULT = "职工参保减员回执"
REVERSAL = "减员有误的，重新办理“职工参保增员”，自断开的月份起接续。"
LAYOFF_SHARE = 30
"""Per cent of an employer's people leaving at once from which whoever decides is told to look at the layoff rate."""
_REASONS = tuple(LEAVING_WORK.items())
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("person_id", "职工", "person"),
    Field("to_month", "最后缴费月", "month", required=False, help="不填则为受理当月"),
    Field("reason", "减员原因", "choice", choices=_REASONS, help="退休、死亡要先有相应的办件"),
)
ROWS = (
    *PERSON,
    Wanted("to_month", "最后缴费月", "month", required=False),
    Wanted("reason", "减员原因", choices={title: key for key, title in LEAVING_WORK.items()}),
)
MANY = Many(
    "withdraw_many_employees",
    "批量职工减员",
    (
        Field("employer_id", "用人单位", "employer"),
        Field("rows", "减员名单", "file", help="每行：身份证号码、姓名、最后缴费月、减员原因"),
        Field("file_name", "文件名", required=False),
    ),
    risk="low",
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, with every row's reasons: months assessed already, retirement or death without its matter, not insured here."""
    for row in rows_of(payload):
        row.setdefault("to_month", month_of(day))
    if problems := _problems(payload):
        refuse_rows("procedures.withdraw", "减员", len(rows_of(payload)), sorted(problems))
    payload["day"] = day.isoformat()
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Who leaves, for what reasons, and whether it is many at once."""
    one, rows = employers.employer(payload["employer_id"]), rows_of(payload)
    before = enrolment.employed_count(one.id)
    reasons: dict[str, int] = {}
    for row in rows:
        reasons[row["reason"]] = reasons.get(row["reason"], 0) + 1
    changes = [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        Change("在保职工", f"{before:,} 人", f"{before - len(rows):,} 人"),
        Change("减员原因", "", "、".join(f"{LEAVING_WORK[key]} {count:,} 人" for key, count in reasons.items())),
    ]
    if before and len(rows) * 100 >= before * LAYOFF_SHARE:
        changes.append(Change("需要留意", "", f"一次减员占在保职工 {LAYOFF_SHARE}% 以上，影响稳岗返还的裁员率"))
    if reasons.get("dismissed"):
        changes.append(Change("失业名单", "", f"{reasons['dismissed']:,} 人可以申领失业保险金，请告知本人"))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """The last month of each."""
    return [RowNote(before="参保中", after=f"{month_text(row['to_month'])} 止") for row in payload["rows"]]


def apply(payload: Payload, *, by: By) -> None:
    """End what each has at this employer, reason by reason."""
    by_reason: dict[str, list[tuple[int, int]]] = {}
    for row in rows_of(payload):
        by_reason.setdefault(row["reason"], []).append((row["person_id"], row["to_month"]))
    for reason, leavers in by_reason.items():
        release(leavers, payload["employer_id"], MONTHLY, reason, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    name = employers.employer(payload["employer_id"]).name
    many = f"{len(payload['rows']):,} 人" if "rows" in payload else people.person(payload["person_id"]).name
    return f"{name}：{TITLE}，{many}"


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open withdrawal a person; a list is the employer's."""
    return ("employer", payload["employer_id"]) if "rows" in payload else ("person", payload["person_id"])


def _problems(payload: Payload) -> list[Problem]:
    rows = rows_of(payload)
    ids = int_column(row["person_id"] for row in rows)
    persons = people.persons(ids)
    first = min(row["to_month"] for row in rows)
    later = months.any_assessed(MONTHLY, ids, first)
    last: dict[int, int] = {}
    for person_id, month in zip(later["person_id"].tolist(), later["month"].tolist(), strict=True):
        last[person_id] = max(last.get(person_id, 0), month)
    employed = {scheme: set(enrolment.employed_at(ids, payload["employer_id"], scheme).tolist()) for scheme in INSURANCES}
    retired = {person for one in ("employee", "public_institution") for person in benefits.in_state_among(ids, one, "active").tolist()}
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        person = persons[row["person_id"]]
        if not any(person.id in some for some in employed.values()):
            problems.append((number, "没有在这个单位参保"))
        if last.get(person.id, 0) > row["to_month"]:
            problems.append((number, f"{month_text(last[person.id])} 已经核定，不能减到以前；多缴的请办理退费"))
        if row["reason"] == "died" and person.death_date is None:
            problems.append((number, "还没有登记死亡，请先办理死亡登记"))
        if row["reason"] == "retired" and person.id not in retired:
            problems.append((number, "还没有核定养老待遇，请先办理待遇核定，或另选减员原因"))
    return problems
