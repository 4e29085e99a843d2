"""Who reaches the age in a month, told before (居民到龄告知名单): found by the system, with years, account and the pension to expect.

Telling decides nothing: the claim itself is decided by three people as every other.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.residents import actions, queries
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import Column, int_column
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import add_months, age_months, last_day, month_of, month_text, months_between

KEY = "propose_resident_claims"
TITLE = "居民到龄告知名单"
LAW = "社会保险经办条例（国令第765号）第26条、第29条；国发〔2014〕8号 第七条（未核对原文）"
WORKING_DAYS = None
RISK = "low"
RESULT = "到龄告知书"
REVERSAL = "告知不改变待遇；名单里的人还要本人确认、三人核定。告知有误的，重新告知并在核定时更正。"
AHEAD = 3
"""How many months ahead people may be told."""
ROWS = PERSON
FIELDS = (
    Field("month", "到龄月", "month", help=f"本月起 {AHEAD} 个月以内满领取年龄的"),
    Field("rows", "名单", "file", required=False, help="不填则由系统列出全部到龄、没有告知过的参保人员"),
    Field("file_name", "文件名", required=False),
)


class Expected(NamedTuple):
    """What somebody who comes of age has and may expect."""

    person_id: int
    paid_years: int
    lacking_years: int
    account_fen: Fen
    monthly_fen: Fen


def check(payload: Payload, day: date) -> Payload:
    """The list is fixed here: those of the month, or of those given the ones that are. Refused where nobody is."""
    if not 0 <= months_between(month_of(day), payload["month"]) <= AHEAD:
        refuse("procedures.coming_of_age", f"{month_text(payload['month'])} 不在本月起 {AHEAD} 个月以内", "请核对月份。", "month")
    reaching = _reaching(payload["month"])
    if payload.get("rows"):
        strangers = sorted({row["person_id"] for row in payload["rows"]} - set(reaching.tolist()))
        if strangers:
            why = f"不是 {month_text(payload['month'])} 到龄、没有告知过的居民参保人员"
            refuse_people("procedures.coming_of_age", strangers, why, "请从名单中去掉。", "rows")
    else:
        payload["rows"] = [{"person_id": person} for person in reaching.tolist()]
    if not payload["rows"]:
        refuse("procedures.coming_of_age", f"{month_text(payload['month'])} 没有到龄而未告知的参保人员", "不需要办理。", "month")
    return payload


def _reaching(month: int) -> Column:
    """Ids of the insured who complete the age in a month, live, draw no pension of any scheme and were not told."""
    place, places = installation.place(), parameters.places()
    age = int(str(places.value("resident_claim_age_years", place, last_day(month)).value))
    insured = enrolment.insured_columns(RESIDENT, month)
    ids = insured["person_id"][age_months(insured["birth_month"], month) == age * 12]
    ids = np.setdiff1d(ids, queries.told_of_age(month))
    ids = ids[people.death_months(ids) == 0] if ids.size else ids
    for scheme in schemes.titles():
        if ids.size:
            ids = np.setdiff1d(ids, benefits.in_state_among(ids, scheme, "active", "suspended"))
    return ids


def _expected(payload: Payload) -> list[Expected]:
    """Each person's years, account and pension, by the law of the month after the age is reached."""
    ids = int_column(sorted(row["person_id"] for row in payload["rows"]))
    month, place, places = add_months(payload["month"], 1), installation.place(), parameters.places()
    years, balance = contributions.paid_years(ids, RESIDENT), accounts.balances(ids, RESIDENT)
    born = int_column(month_of(row.birth_date) for _, row in sorted(people.persons(ids).items()))
    facts = {"birth_month": born, "paid_years": years, "account_at_claim_fen": balance}
    facts["applied_month"] = np.full_like(ids, payload["month"])
    computed = schemes.of(RESIDENT).decision(facts, month, place, places, claim=True)
    lacking = np.maximum(computed.columns["required_years"] - years, 0)
    columns = (ids, years, lacking, balance, computed.amounts.total_fen)
    return [Expected(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def preview(payload: Payload) -> list[Change]:
    """How many may claim at once, and how many lack years."""
    rows = _expected(payload)
    short = sum(row.lacking_years > 0 for row in rows)
    return [
        Change(f"{month_text(payload['month'])} 到龄", "", f"{len(rows):,} 人"),
        Change("年限已够", "", f"{len(rows) - short:,} 人，通知本人确认后办理“养老待遇核定”"),
        Change("年限不够", "", f"{short:,} 人，通知本人选择补缴"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's years, what lacks, and the pension to expect."""
    rows = {row.person_id: row for row in _expected(payload)}
    return [_note(rows[row["person_id"]]) for row in payload["rows"]]


def _note(row: Expected) -> RowNote:
    flags = (*((f"还缺 {row.lacking_years} 年",) if row.lacking_years else ()), *(() if row.account_fen else ("个人账户为 0",)))
    return RowNote(f"缴费 {row.paid_years} 年", "预计月养老金" if not row.lacking_years else "补缴后再算", row.monthly_fen, flags)


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the notices."""
    told = [actions.Told(row.person_id, row.paid_years, row.lacking_years) for row in _expected(payload)]
    return actions.tell_of_age(payload["month"], told, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{month_text(payload['month'])} {TITLE}：{len(payload['rows']):,} 人"
