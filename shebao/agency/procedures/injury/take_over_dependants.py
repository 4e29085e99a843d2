"""Taking over the dependants of dead workers from a former system (供养亲属在发待遇移交接收): the death's case, and a standing award each."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import RELATIONS
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.actions import record_deaths
from shebao.agency.people.refusal import Problem
from shebao.base.identity import birth_date_of, citizen_number_problem
from shebao.base.months import month_text

from . import _hand_over as hand_over
from ._case import NO, YES
from .decide_injury_death import TITLES

KEY = "take_over_dependants"
TITLE = "供养亲属在发待遇移交接收"
LAW = hand_over.LAW + "；因工死亡职工供养亲属范围规定（令第18号）"
WORKING_DAYS = None
RISK = "high"
RESULT = "供养亲属在发待遇移交接收单"
REVERSAL = "移交有误、尚未发放的，办理“撤销工伤待遇核定”再重新移交；已经发放的，办理“供养亲属资格变动”。"
SENSITIVE = ("rows",)
_WORKER = ("工亡职工身份证", "死亡职工身份证号码")
ROWS = (
    *hand_over.WHO,
    Wanted("relation", "与死者关系", choices=TITLES),
    Wanted("alone", "孤寡老人或孤儿", required=False, choices={"是": YES, "否": NO}),
    Wanted("unable", "完全丧失劳动能力", required=False, choices={"是": YES, "否": NO}),
    Wanted("worker_number", "工亡职工身份证号码", "citizen_number", also=_WORKER),
    Wanted("worker_name", "工亡职工姓名", "name"),
    Wanted("died_on", "死亡日期", "date"),
    *hand_over.CASE,
    hand_over.SINCE,
    hand_over.amount("dependant", "供养亲属抚恤金", required=True),
    hand_over.CERTIFIED,
)
FIELDS = hand_over.FIELDS
complete = hand_over.complete


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row: a worker who lives or is called otherwise, rows of one death that disagree."""
    hand_over.check(payload, [*_wrong_rows(payload["rows"], day), *_wrong_workers(payload["rows"])], day)
    return payload


def _wrong_rows(rows: list[Payload], day: date) -> list[Problem]:
    problems: list[Problem] = []
    deaths: dict[str, tuple[Any, ...]] = {}
    people_seen: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if wrong := citizen_number_problem(row["worker_number"]):
            problems.append((number, f"工亡职工身份证号码：{wrong}"))
        if not row["happened_on"] <= row["died_on"] <= day.isoformat():
            problems.append((number, "死亡日期应在事故（诊断）以后、今天以前"))
        if row["died_on"][:7] > month_text(row["pension_from"]):
            problems.append((number, "待遇起始月早于死亡日期"))
        if row["worker_number"] == row["citizen_number"]:
            problems.append((number, "供养亲属和工亡职工是同一个号码"))
        death = tuple(row[name] for name in ("worker_name", "died_on", "kind", "happened_on", "decision_no", "decided_on"))
        if deaths.setdefault(row["worker_number"], death) != death:
            problems.append((number, f"{row['worker_name']}的姓名、死亡或认定与名单前面的行不一致"))
        if (earlier := people_seen.setdefault(row["citizen_number"], number)) != number:
            problems.append((number, f"与第 {earlier} 行是同一个人"))
    return problems


def _wrong_workers(rows: list[Payload]) -> list[Problem]:
    """A worker of the register must be called so and may not be recorded as dead on another day; one whose death was decided here has his
    dependants from that decision."""
    ids = hand_over.known([row["worker_number"] for row in rows])
    persons = people.persons(person for person in ids if person)
    decided = {person for person in persons if any(injury.standing_claims(case.id, "death") for case in injury.cases_of(person))}
    problems: list[Problem] = []
    for number, (row, person) in enumerate(zip(rows, ids, strict=True), 1):
        if not person:
            continue
        if persons[person].name != row["worker_name"]:
            problems.append((number, "工亡职工姓名与登记的不一致"))
        death = persons[person].death_date
        if death is None:
            problems.append((number, f"{row['worker_name']}在本系统登记为健在，请先办理死亡登记"))
        elif death.isoformat() != row["died_on"]:
            problems.append((number, f"{row['worker_name']}登记的死亡日期是 {death.isoformat()}"))
        if person in decided:
            problems.append((number, f"{row['worker_name']}的工亡待遇已经核定，供养亲属随那次核定"))
    return problems


def preview(payload: Payload) -> list[Change]:
    """People, deaths, and what the pensions come to."""
    deaths = {row["worker_number"] for row in payload["rows"]}
    return hand_over.changes(payload, f"{len(deaths):,} 起工亡建档；丧葬补助金和一次性工亡补助金由原系统付过，这里不再核定")


def notes(payload: Payload) -> list[RowNote]:
    """Whose dependant each person is; children of age who can work are flagged."""
    return [
        RowNote("原系统发放", f"{row['worker_name']}的{RELATIONS[row['relation']][0]}", hand_over.total(row), _flags(row, payload))
        for row in payload["rows"]
    ]


def _flags(row: Payload, payload: Payload) -> tuple[str, ...]:
    born = birth_date_of(row["citizen_number"])
    grown = (born.year + 18) * 100 + born.month < payload["month"]
    child = row["relation"] in ("child", "grandchild", "sibling")
    return ("接收时已满 18 周岁，没有注明丧失劳动能力",) if child and grown and row.get("unable", NO) == NO else ()


def apply(payload: Payload, *, by: By) -> list[int]:
    """The ids of the dependants, in the order of the list."""
    rows = payload["rows"]
    ids = hand_over.register_all(rows, by=by)
    deaths: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        deaths.setdefault(row["worker_number"], []).append(at)
    workers = _workers([rows[at[0]] for at in deaths.values()], by)
    for worker, listed in zip(workers, deaths.values(), strict=True):
        case_id = hand_over.case_of(worker, rows[listed[0]], by=by)
        dependants = [
            actions.NewDependant(
                ids[at],
                rows[at]["relation"],
                rows[at].get("alone", NO) == YES,
                rows[at].get("unable", NO) == YES,
                hand_over.total(rows[at]),
            )
            for at in listed
        ]
        facts = {"handed_over": payload["month"], "died_on": rows[listed[0]]["died_on"]}
        actions.claim(actions.NewClaim(case_id, "death", 0, 0, 0, facts), dependants=dependants, by=by)
    hand_over.award_all(ids, payload, [{} for _ in rows], by=by)
    return ids


def _workers(rows: list[Payload], by: By) -> list[int]:
    """The dead workers, in order; whoever is not in the register comes into it, with his death."""
    before = hand_over.known([row["worker_number"] for row in rows])
    named = [{"citizen_number": row["worker_number"], "name": row["worker_name"], "village_id": row["village_id"]} for row in rows]
    ids = hand_over.register_all(named, by=by)
    new = [(person, date.fromisoformat(row["died_on"])) for person, was, row in zip(ids, before, rows, strict=True) if not was]
    if new:
        record_deaths(new, by=by)
    return ids
