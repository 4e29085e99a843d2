"""Taking people over from a former system (系统移交): with the years paid, the account, the pension in payment and the last proof of life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from shebao.agency.accounts.actions import open_accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.certification.actions import record_events
from shebao.agency.contributions.actions import ARREARS_FROM_YEAR, carry_over
from shebao.agency.enrolment.actions import enrol
from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people.actions import check_new, register
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.base.money import grouped
from shebao.base.months import add_months, month_text

from . import here
from .pensions import simulated
from .register_many import new_person

KEY = "take_over"
TITLE = "移交人员接收"
LAW = "社会保险经办条例（国令第765号）：参保、缴费、待遇记录完整保存"
WORKING_DAYS = None
RISK = "high"
SENSITIVE = ("rows",)
FIELDS = (
    Field("rows", "移交名单", "file", help="未领取的填到个人账户储存额；已领取的再填待遇起始月、核定时储存额、最近认证日期。每份不超过 2 万人为宜"),
    Field("month", "接收月份", "month", help="本系统第一次发放的月份；以前的待遇由原系统发放，这里不补"),
    Field("file_name", "文件名", required=False),
)
_YEARS = ("first_year", "last_year", "years")


def check(payload: Payload, day: date) -> Payload:
    """Refused with the reason for each row that does not fit together, then for what the counters would refuse."""
    rows = payload["rows"]
    problems: list[Problem] = [(number, reason) for number, row in enumerate(rows, 1) for reason in _wrong(row, payload["month"], day)]
    if problems:
        refuse_rows("services.take_over", "接收", len(rows), problems)
    check_new([new_person(row) for row in rows], day)
    payload["accepted_on"] = day.isoformat()
    simulated(lambda: _take_over(payload, None, day, None), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """People, accounts and their sum, pensions and what they come to in the first month."""
    rows, month = payload["rows"], payload["month"]
    drawing = [row for row in rows if "pension_from" in row]
    found = [Change("人员", "未登记", f"{len(rows):,} 人"),
             Change("个人账户", "无", f"{len(rows):,} 个，移交余额 {grouped(sum(row.get('balance_fen', 0) for row in rows))} 元"),
             Change("缴费年限", "无", f"{sum(row.get('years', 0) for row in rows):,} 年，{sum('years' in row for row in rows):,} 人")]
    if drawing:
        def look() -> dict[str, Any]:
            return benefit_queries.in_payment(RESIDENT, month)

        before = benefit_queries.recipients(RESIDENT, month)
        after = simulated(lambda: _take_over(payload, None, date.fromisoformat(payload["accepted_on"]), None), look)
        monthly = int((after["basic_fen"] + after["seniority_fen"] + after["account_pension_fen"]).sum())
        found.append(Change("待遇领取", f"在发 {before:,} 人", f"{len(after['person_id']):,} 人，自 {month_text(month)} 起由本系统发放"))
        found.append(Change("移交后月待遇合计", "", f"{grouped(monthly)} 元（不含高龄加发）"))
    return found


def apply(payload: Payload, *, actor_id: int, day: date, matter_id: int) -> list[int]:
    """The ids of the persons, in the order of the list."""
    return _take_over(payload, actor_id, day, matter_id)


def people(payload: Payload) -> int:
    """How many persons the matter is about."""
    return len(payload["rows"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 人"


def _wrong(row: Payload, month: int, day: date) -> list[str]:
    """What does not fit together in one row, said of the row: its person has no number yet that anybody would know."""
    found = []
    given = [name for name in _YEARS if name in row]
    if given and len(given) < len(_YEARS):
        found.append("首缴年度、末缴年度、缴费年数要么都填，要么都不填")
    elif given and not (1 <= row["years"] <= row["last_year"] - row["first_year"] + 1 and row["first_year"] >= ARREARS_FROM_YEAR and row["last_year"] <= day.year):
        found.append(f"缴费年数与首末年度不符：首缴年度不早于 {ARREARS_FROM_YEAR} 年，末缴年度不晚于今年，年数不超过两者的跨度")
    if row.get("certified_on", "") > day.isoformat():
        found.append(f"最近认证日期 {row['certified_on']} 晚于今天")
    if row.get("balance_fen", 0) < 0 or row.get("at_claim_fen", 0) < 0:
        found.append("储存额不能为负")
    if row["from_month"] >= month:
        found.append(f"参保月 {month_text(row['from_month'])} 不早于接收月份，请按新参保登记")
    if ("pension_from" in row) != ("at_claim_fen" in row):
        found.append("待遇起始月和核定时储存额要一起填")
    if "pension_from" in row and row["pension_from"] > month:
        found.append(f"待遇起始月 {month_text(row['pension_from'])} 晚于接收月份，应在本系统核定")
    if "certified_on" in row and "pension_from" not in row:
        found.append("没有领取待遇的人不填认证日期")
    return found


def _take_over(payload: Payload, actor_id: int | None, day: date, matter_id: int | None) -> list[int]:
    rows: Sequence[Payload] = payload["rows"]
    month, by = payload["month"], {"actor_id": actor_id, "day": day, "matter_id": matter_id}
    ids = register([new_person(row) for row in rows], accounts_verified=True, **by)  # type: ignore[arg-type]
    enrol(ids, RESIDENT, np.array([row["from_month"] for row in rows], dtype=np.int64), **by)  # type: ignore[arg-type]
    known = list(zip(ids, rows, strict=True))
    if carried := [(person, row["first_year"], row["last_year"], row["years"]) for person, row in known if "years" in row]:
        carry_over(carried, RESIDENT, **by)  # type: ignore[arg-type]
    open_accounts([(person, row.get("balance_fen", 0)) for person, row in known], RESIDENT, add_months(month, -1), **by)  # type: ignore[arg-type]
    if drawing := [(person, row["pension_from"], row["at_claim_fen"]) for person, row in known if "pension_from" in row]:
        benefits.take_over(drawing, RESIDENT, month=month, place=here.place(), places=here.places(), **by)  # type: ignore[arg-type]
    if proofs := [(person, date.fromisoformat(row["certified_on"]), "handed_over") for person, row in known if "certified_on" in row]:
        record_events(proofs, **by)  # type: ignore[arg-type]
    return ids
