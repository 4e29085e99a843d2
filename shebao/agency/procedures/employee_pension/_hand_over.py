"""Taking over pensions in payment of a scheme whose awards stand (在发待遇移交): people, insurance, account, the amounts part by part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from shebao.agency import schemes
from shebao.agency.accounts import queries as account_queries
from shebao.agency.accounts.actions import open_accounts
from shebao.agency.benefits import actions as benefit_actions
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification.actions import record_events
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.actions import enrol
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import check_new, register
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import BANK_IF_KNOWN, OLD_PERSON, PHONE, VILLAGE
from shebao.agency.procedures.registration._take_over_rows import number_problems
from shebao.agency.procedures.registration.register_person import new_person
from shebao.agency.schemes import Part
from shebao.agency.store.columns import Columns, int_column
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, add_months, month_text

LAW = "社会保险经办条例（国令第765号）：参保、缴费、待遇记录完整保存"
MOST_PEOPLE = 150_000
FIELDS = (
    Field("rows", "移交名单", "file", help="每行一人：各项养老金照原系统最后一个月的数填写；15 位旧号码旁边要填出生日期"),
    Field("month", "接收月份", "month", help="本系统第一次发放的月份；以前的待遇由原系统发放，这里不补"),
    Field("file_name", "文件名", required=False),
)


def columns_of(scheme: str) -> tuple[Wanted, ...]:
    """The columns of the list: who, where, to which account, since when, for how many months, and a column a part."""
    return (
        *OLD_PERSON,
        *VILLAGE,
        PHONE,
        *BANK_IF_KNOWN,
        Wanted("pension_from", "待遇起始月", "month"),
        Wanted("paid_months", "累计缴费月数（含视同）", "count", also=("累计缴费月数",)),
        Wanted("balance_fen", "个人账户余额（元）", "yuan", also=("个人账户余额",)),
        *(Wanted(_column(part), f"{part.title}（元/月）", "yuan", required=False, also=(part.title,)) for part in schemes.of(scheme).PARTS),
        Wanted("certified_on", "最近认证日期", "date", required=False),
    )


def _column(part: Part) -> str:
    return f"{part.key}_fen"


def complete(rows: list[Payload]) -> dict[int, str]:
    """Index of a row that contradicts itself → why."""
    return {i: "；".join(problems) for i, row in enumerate(rows) if (problems := number_problems(row))}


def check(scheme: str, payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row that does not fit together, then for what the register would refuse."""
    rows = payload["rows"]
    if len(rows) > MOST_PEOPLE:
        refuse("procedures.take_over", f"名单有 {len(rows):,} 人，一份最多 {MOST_PEOPLE:,} 人", "请分成几份提交。", "rows")
    problems: list[Problem] = [
        (number, reason) for number, row in enumerate(rows, 1) for reason in _wrong(scheme, row, payload["month"], day)
    ]
    known = _known(rows) if not problems else []
    problems += [(number, reason) for number, reason in _wrong_in_register(scheme, rows, known)]
    if problems:
        refuse_rows("procedures.take_over", "接收", len(rows), sorted(problems))
    check_new([new_person(row) for row, person in zip(rows, known, strict=True) if not person], day)
    payload["accepted_on"] = day.isoformat()
    return payload


def _known(rows: list[Payload]) -> list[int]:
    """For each row the id of its person, 0 for whoever is not in the register yet."""
    return [person or 0 for person in people_queries.find_many([row["citizen_number"] for row in rows])]


def _wrong_in_register(scheme: str, rows: list[Payload], known: list[int]) -> Iterator[Problem]:
    """What stands against taking over somebody who is in the register: another name, a death, a pension, an account of this scheme."""
    persons = people_queries.persons(person for person in known if person)
    ids = int_column(persons)
    states = {other: dict(zip(ids.tolist(), benefits.states_of(ids, other), strict=True)) for other in schemes.titles()}
    accounts = set(account_queries.with_account(ids, scheme).tolist())
    for number, (row, person) in enumerate(zip(rows, known, strict=True), 1):
        if not person:
            continue
        if persons[person].name != row["name"]:
            yield number, "姓名与登记的不一致"
        if persons[person].death_date is not None:
            yield number, "已登记死亡"
        for other, title in schemes.titles().items():
            if states[other].get(person) in ("active", "suspended"):
                yield number, f"已有{title}待遇，一个人只领一份"
        if person in accounts:
            yield number, f"已有{schemes.title(scheme)}个人账户，应在本系统核定"


def _wrong(scheme: str, row: Payload, month: Month, day: date) -> Iterator[str]:
    yield from number_problems(row)
    amounts = [row.get(_column(part), 0) for part in schemes.of(scheme).PARTS]
    if sum(amounts) <= 0 or min(amounts) < 0:
        yield "各项养老金之和应大于零，且没有一项为负"
    if row["balance_fen"] < 0 or row["paid_months"] <= 0:
        yield "个人账户余额不能为负，累计缴费月数应大于零"
    if row["pension_from"] > month:
        yield f"待遇起始月 {month_text(row['pension_from'])} 晚于接收月份，应在本系统核定"
    if row.get("certified_on", "") > day.isoformat():
        yield f"最近认证日期 {row['certified_on']} 晚于今天"


def preview(scheme: str, payload: Payload) -> list[Change]:
    """People, accounts and their sum, and what the pensions come to by part."""
    rows, columns = payload["rows"], _columns(scheme, payload["rows"])
    parts = [(part, int(columns[part.key].sum())) for part in schemes.of(scheme).PARTS]
    return [
        Change(
            "人员", f"已登记 {sum(map(bool, _known(rows))):,} 人", f"{len(rows):,} 人，自 {month_text(payload['month'])} 起由本系统发放"
        ),
        Change("个人账户", "无", f"{len(rows):,} 个，移交余额 {grouped(int(columns['account_balance'].sum()))} 元"),
        *(Change(part.title, "", f"每月合计 {grouped(fen)} 元") for part, fen in parts if fen),
        Change("月养老金合计", "", f"{grouped(sum(fen for _, fen in parts))} 元"),
    ]


def notes(scheme: str, payload: Payload) -> list[RowNote]:
    """Each person's monthly sum."""
    return [RowNote("原系统发放", month_text(row["pension_from"]) + " 起领", _total(scheme, row)) for row in payload["rows"]]


def _total(scheme: str, row: Payload) -> Fen:
    return sum(row.get(_column(part), 0) for part in schemes.of(scheme).PARTS)


def apply(scheme: str, payload: Payload, by: By) -> list[int]:
    """The ids of the persons, in the order of the list."""
    rows, month = payload["rows"], payload["month"]
    ids = _known(rows)
    new = [at for at, person in enumerate(ids) if not person]
    for at, person in zip(new, register([new_person(rows[at]) for at in new], accounts_verified=True, by=by) if new else [], strict=True):
        ids[at] = person
    starts = int_column(row["pension_from"] for row in rows)
    since = np.array([add_months(start, -1) for start in starts.tolist()], dtype=np.int64)
    joining = ~np.isin(int_column(ids), enrolment.open_among(int_column(ids), scheme))
    if joining.any():
        enrol(int_column(ids)[joining], scheme, since[joining], by=by)
    open_accounts([(person, row["balance_fen"]) for person, row in zip(ids, rows, strict=True)], scheme, add_months(month, -1), by=by)
    handed = awards.HandedOver(int_column(ids), starts, int_column(row["paid_months"] for row in rows), _columns(scheme, rows))
    benefit_actions.take_over_awards(handed, scheme, month=month, place=installation.place(), places=parameters.places(), by=by)
    proofs = [
        (person, date.fromisoformat(row["certified_on"]), "handed_over")
        for person, row in zip(ids, rows, strict=True)
        if "certified_on" in row
    ]
    if proofs:
        record_events(proofs, by=by)
    return ids


def _columns(scheme: str, rows: list[Payload]) -> Columns:
    parts = {part.key: int_column(row.get(_column(part), 0) for row in rows) for part in schemes.of(scheme).PARTS}
    return parts | {"account_balance": int_column(row["balance_fen"] for row in rows)}
