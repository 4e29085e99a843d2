"""Taking people over from a former system (系统移交): with the years paid, the account, the pension in payment and the last proof of life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from shebao.agency import schemes
from shebao.agency.accounts.actions import open_accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.certification.actions import record_events
from shebao.agency.contributions.actions import carry_over
from shebao.agency.enrolment.actions import enrol
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people.actions import check_new, register
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import BANK_IF_KNOWN, OLD_PERSON, PHONE, VILLAGE
from shebao.agency.schemes import Amounts
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.collector import uncollected
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.identity import normalise_citizen_number
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

from ._ages import too_young
from ._take_over_rows import row_problems
from .register_person import new_person

KEY = "take_over"
TITLE = "移交人员接收"
LAW = "社会保险经办条例（国令第765号）：参保、缴费、待遇记录完整保存"
WORKING_DAYS = None
RISK = "high"
RESULT = "移交接收清单"
REVERSAL = "接收有误的，逐人办理相应的更正：账户、缴费、身份或待遇核定。"
SENSITIVE = ("rows",)
MOST_PEOPLE = 150_000
"""As many as were measured: looking at them takes five seconds, entering them fifteen of one processor and a gigabyte of memory."""
ROWS = (
    *OLD_PERSON,
    *VILLAGE,
    PHONE,
    *BANK_IF_KNOWN,
    Wanted("from_month", "参保月", "month"),
    Wanted("first_year", "首缴年度", "year", required=False),
    Wanted("last_year", "末缴年度", "year", required=False),
    Wanted("years", "缴费年数", "count", required=False),
    Wanted("balance_fen", "个人账户储存额（元）", "yuan", required=False, also=("个人账户储存额",)),
    Wanted("pension_from", "待遇起始月", "month", required=False),
    Wanted("at_claim_fen", "核定时储存额（元）", "yuan", required=False, also=("核定时储存额",)),
    Wanted("certified_on", "最近认证日期", "date", required=False),
)
FIELDS = (
    Field(
        "rows",
        "移交名单",
        "file",
        help="未领取的填到个人账户储存额；已领取的再填待遇起始月、核定时储存额、最近认证日期；15 位旧号码旁边要填出生日期。每份 10 万人以内为宜，最多 15 万人",
    ),
    Field("month", "接收月份", "month", help="本系统第一次发放的月份；以前的待遇由原系统发放，这里不补"),
    Field("file_name", "文件名", required=False),
)


def complete(rows: list[Payload]) -> dict[int, str]:
    """Index of a row that contradicts itself → why; first-generation numbers are widened, once the birth date beside them agrees."""
    return {i: "；".join(problems) for i, row in enumerate(rows) if (problems := row_problems(row))}


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row that does not fit together, then for what the counters would refuse.

    The counters are asked by their own rules and nothing is entered on trial: a whole county's list is looked at in
    seconds. Nobody on the list is in the register, so there is nothing of theirs that a counter could find in the way.
    """
    rows, latest = payload["rows"], add_months(month_of(day), 1)
    if len(rows) > MOST_PEOPLE:
        refuse("procedures.take_over", f"名单有 {len(rows):,} 人，一份最多 {MOST_PEOPLE:,} 人", "请分成几份提交。", "rows")
    problems: list[Problem] = [
        (number, reason) for number, row in enumerate(rows, 1) for reason in _wrong(row, payload["month"], day, latest)
    ]
    problems += too_young(rows, RESIDENT)
    if problems:
        refuse_rows("procedures.take_over", "接收", len(rows), problems)
    check_new([new_person(row) for row in rows], day)
    _pensions(payload)
    payload["accepted_on"] = day.isoformat()
    return payload


def preview(payload: Payload) -> list[Change]:
    """People, accounts and their sum, pensions and what they come to in the first month."""
    rows, month = payload["rows"], payload["month"]
    changes = [
        Change("人员", "未登记", f"{len(rows):,} 人"),
        Change("个人账户", "无", f"{len(rows):,} 个，移交余额 {grouped(sum(row.get('balance_fen', 0) for row in rows))} 元"),
        Change("缴费年限", "无", f"{sum(row.get('years', 0) for row in rows):,} 年，{sum('years' in row for row in rows):,} 人"),
    ]
    drawn = _pensions(payload)
    if drawn is not None:
        there = benefit_queries.in_payment(RESIDENT, month)
        before, after = len(there["person_id"]), len(there["person_id"]) + len(drawn.total_fen)
        monthly = int(benefit_queries.decided_amounts(there["person_id"], RESIDENT)["total_fen"].sum()) + int(drawn.total_fen.sum())
        changes.append(Change("待遇领取", f"在发 {before:,} 人", f"{after:,} 人，自 {month_text(month)} 起由本系统发放"))
        changes.append(Change("移交后月待遇合计", "", f"{grouped(monthly)} 元（高龄加发按核定时的年龄）"))
    return changes


def apply(payload: Payload, *, by: By) -> list[int]:
    """The ids of the persons, in the order of the list."""
    with uncollected():
        return _take_over(payload, by)


def _pensions(payload: Payload) -> Amounts | None:
    """The pensions of the list as its counter will decide them in the first month, in columns; None where nobody draws one."""
    drawing = [row for row in payload["rows"] if "pension_from" in row]
    if not drawing:
        return None
    numbers = (normalise_citizen_number(row["citizen_number"]) for row in drawing)
    facts = {
        "birth_month": int_column(int(number[6:12]) for number in numbers),
        "paid_years": int_column(row.get("years", 0) for row in drawing),
        "account_at_claim_fen": int_column(row["at_claim_fen"] for row in drawing),
    }
    return schemes.of(RESIDENT).decision(facts, payload["month"], installation.place(), parameters.places(), claim=False).amounts


def _wrong(row: Payload, month: int, day: date, latest: int) -> list[str]:
    """What does not fit together in one row, said of the row: its person has no number yet that anybody would know. latest: the last month
    in which somebody's insurance may begin."""
    problems = row_problems(row)
    if row.get("last_year", 0) > day.year:
        problems.append(f"末缴年度 {row['last_year']} 晚于今年")
    if row.get("certified_on", "") > day.isoformat():
        problems.append(f"最近认证日期 {row['certified_on']} 晚于今天")
    if row["from_month"] >= month:
        problems.append(f"参保月 {month_text(row['from_month'])} 不早于接收月份，请按新参保登记")
    elif row["from_month"] > latest:
        problems.append(f"参保月 {month_text(row['from_month'])} 晚于下月")
    if row.get("pension_from", 0) > month:
        problems.append(f"待遇起始月 {month_text(row['pension_from'])} 晚于接收月份，应在本系统核定")
    return problems


def _take_over(payload: Payload, by: By) -> list[int]:
    rows: Sequence[Payload] = payload["rows"]
    month = payload["month"]
    ids = register([new_person(row) for row in rows], accounts_verified=True, by=by)
    enrol(ids, RESIDENT, np.array([row["from_month"] for row in rows], dtype=np.int64), by=by)
    known = list(zip(ids, rows, strict=True))
    if carried := [(person, row["first_year"], row["last_year"], row["years"]) for person, row in known if "years" in row]:
        carry_over(carried, RESIDENT, by=by)
    open_accounts([(person, row.get("balance_fen", 0)) for person, row in known], RESIDENT, add_months(month, -1), by=by)
    if drawing := [(person, row["pension_from"], row["at_claim_fen"]) for person, row in known if "pension_from" in row]:
        benefits.take_over(drawing, RESIDENT, month=month, place=installation.place(), places=parameters.places(), by=by)
    if proofs := [(person, date.fromisoformat(row["certified_on"]), "handed_over") for person, row in known if "certified_on" in row]:
        record_events(proofs, by=by)
    return ids
