"""What taking over monthly injury benefits shares (工伤定期待遇移交): who is in the register, the case that stands behind each benefit,
and the amounts as the former system paid them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification.actions import record_events
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import INJURIES
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.people.actions import check_new, register
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import BANK_IF_KNOWN, OLD_PERSON, PHONE, VILLAGE
from shebao.agency.procedures.registration._take_over_rows import number_problems
from shebao.agency.procedures.registration.register_person import new_person
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.schemes.work_injury import PARTS
from shebao.agency.store.columns import int_column
from shebao.base.canonical import canonical
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, month_text

LAW = "社会保险经办条例（国令第765号）：参保、缴费、待遇记录完整保存；工伤保险条例 第三十四条至第三十九条"
MOST_ROWS = 1_000
"""Each row opens a case and posts its own records; a county has some hundreds."""
FIELDS = (
    Field("rows", "移交名单", "file", help="每行一人：各项待遇照原系统最后一个月的数填写；15 位旧号码旁边要填出生日期"),
    Field("month", "接收月份", "month", help="本系统第一次发放的月份；以前的待遇由原系统发放，这里不补"),
    Field("file_name", "文件名", required=False),
)
WHO = (*OLD_PERSON, *VILLAGE, PHONE, *BANK_IF_KNOWN)
CASE = (
    Wanted("kind", "类别", choices={title: key for key, title in INJURIES.items()}),
    Wanted("happened_on", "事故或诊断日期", "date"),
    Wanted("decision_no", "认定决定书编号", longest=60),
    Wanted("decided_on", "认定日期", "date"),
)
SINCE = Wanted("pension_from", "待遇起始月", "month")
CERTIFIED = Wanted("certified_on", "最近认证日期", "date", required=False)


def amount(key: str, title: str, *, required: bool = False) -> Wanted:
    """The column of a part of the benefit."""
    return Wanted(f"{key}_fen", f"{title}（元/月）", "yuan", required=required, also=(title,))


def complete(rows: list[Payload]) -> dict[int, str]:
    """Index of a row that contradicts itself → why."""
    return {i: "；".join(problems) for i, row in enumerate(rows) if (problems := number_problems(row))}


def total(row: Payload) -> Fen:
    """A row's monthly sum."""
    return sum(row.get(f"{part.key}_fen", 0) for part in PARTS)


def known(numbers: Sequence[str]) -> list[int]:
    """For each number the id of its person, 0 for whoever is not in the register yet."""
    return [person or 0 for person in people.find_many(numbers)]


def check(payload: Payload, problems: list[Problem], day: date) -> None:
    """Refused with the reason for each row: what the kind found, and what stands against taking somebody over."""
    rows = payload["rows"]
    if len(rows) > MOST_ROWS:
        refuse("procedures.take_over_injury", f"名单有 {len(rows):,} 人，一份最多 {MOST_ROWS:,} 人", "请分成几份提交。", "rows")
    listed = problems + [(number, reason) for number, row in enumerate(rows, 1) for reason in _wrong(row, payload["month"], day)]
    ids = known([row["citizen_number"] for row in rows])
    listed += _wrong_in_register(rows, ids)
    if listed:
        refuse_rows("procedures.take_over_injury", "接收", len(rows), sorted(listed))
    new = [new_person(row) for row, person in zip(rows, ids, strict=True) if not person]
    if new:
        check_new(new, day)
    payload["accepted_on"] = day.isoformat()


def _wrong(row: Payload, month: Month, day: date) -> Iterator[str]:
    yield from number_problems(row)
    if total(row) <= 0 or min(row.get(f"{part.key}_fen", 0) for part in PARTS) < 0:
        yield "各项待遇之和应大于零，且没有一项为负"
    if row["pension_from"] > month:
        yield f"待遇起始月 {month_text(row['pension_from'])} 晚于接收月份，应在本系统核定"
    if not row["happened_on"] <= row["decided_on"] <= day.isoformat():
        yield "日期次序不对：应为事故（诊断）、认定、今天"
    if row["happened_on"][:7] > month_text(row["pension_from"]):
        yield f"待遇起始月早于事故（诊断）日期 {row['happened_on']}"
    if row.get("certified_on", "") > day.isoformat():
        yield f"最近认证日期 {row['certified_on']} 晚于今天"


def _wrong_in_register(rows: list[Payload], ids: list[int]) -> list[Problem]:
    """Another name, a death, or a monthly injury benefit that is decided already."""
    persons = people.persons(person for person in ids if person)
    column = int_column(persons)
    states = dict(zip(column.tolist(), benefits.states_of(column, INJURY), strict=True))
    result: list[Problem] = []
    for number, (row, person) in enumerate(zip(rows, ids, strict=True), 1):
        if not person:
            continue
        if persons[person].name != row["name"]:
            result.append((number, "姓名与登记的不一致"))
        if persons[person].death_date is not None:
            result.append((number, "已登记死亡"))
        if states[person] in ("active", "suspended"):
            result.append((number, "已有工伤定期待遇，一个人只领一份"))
    return result


def register_all(rows: Sequence[Payload], *, by: By) -> list[int]:
    """The ids of the people of the rows, in their order; whoever is not in the register comes into it, his account checked elsewhere."""
    ids = known([row["citizen_number"] for row in rows])
    new = [at for at, person in enumerate(ids) if not person]
    for at, person in zip(new, register([new_person(rows[at]) for at in new], accounts_verified=True, by=by) if new else [], strict=True):
        ids[at] = person
    return ids


def case_of(person_id: int, row: Payload, *, by: By) -> int:
    """The case behind a benefit: the one on file, or one opened by the recognition that the former system kept."""
    happened, decided = date.fromisoformat(row["happened_on"]), date.fromisoformat(row["decided_on"])
    for case in injury.cases_of(person_id):
        if case.happened_on == happened:
            return case.id
    recognition = actions.Recognised(row["decision_no"], decided, "recognised", decided, False, False, None, "fund")
    return actions.open_case(actions.NewCase(person_id, None, "", happened, row["kind"]), recognition, by=by)


def award_all(ids: Sequence[int], payload: Payload, facts: Sequence[dict[str, Any]], *, by: By) -> None:
    """Standing awards with the amounts handed over, and the last proof of life of whoever has one."""
    rows, month = payload["rows"], payload["month"]
    none = int_column(0 for _ in rows)
    columns = {part.key: int_column(row.get(f"{part.key}_fen", 0) for row in rows) for part in PARTS} | {"account_balance": none}
    inputs = [canonical({"handed_over": month_text(month), **more}) for more in facts]
    handed = awards.HandedOver(int_column(ids), int_column(row["pension_from"] for row in rows), none, columns, inputs)
    place, places = installation.place(), parameters.places()
    benefit_actions.take_over_awards(handed, INJURY, month=month, place=place, places=places, insured=False, by=by)
    proofs = [
        (person, date.fromisoformat(row["certified_on"]), "handed_over")
        for person, row in zip(ids, rows, strict=True)
        if row.get("certified_on")
    ]
    if proofs:
        record_events(proofs, by=by)


def changes(payload: Payload, cases: str) -> list[Change]:
    """People, cases, what the benefits come to by part."""
    rows = payload["rows"]
    there = sum(map(bool, known([row["citizen_number"] for row in rows])))
    sums = [(part.title, sum(row.get(f"{part.key}_fen", 0) for row in rows)) for part in PARTS]
    return [
        Change("人员", f"已登记 {there:,} 人", f"{len(rows):,} 人，自 {month_text(payload['month'])} 起由本系统发放"),
        Change("工伤案件", "", cases),
        *(Change(title, "", f"每月合计 {grouped(fen)} 元") for title, fen in sums if fen),
        Change("工伤定期待遇合计", "", f"每月 {grouped(sum(fen for _, fen in sums))} 元"),
    ]
