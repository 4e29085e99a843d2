"""What heirs may claim after a registered death and have not (身后待遇免申即享): found from deaths, accounts and what is owed; heirs are told.

The claims themselves need papers and are decided by three people; the desk begins them from the list.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np

from shebao.agency.accounts import queries as accounts
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import queries as payout
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.public import actions, queries
from shebao.agency.public.actions import NewMessage, NewProposal
from shebao.agency.public.kinds import SURVIVORS
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_text
from shebao.core.policy.calculation import calculate

KEY = "propose_survivors"
TITLE = "身后待遇免申即享告知"
LAW = "社会保险经办条例（国令第765号）第27条、第29条；社会保险法 第十四条；国发〔2014〕8号"
WORKING_DAYS = None
RISK = "low"
RESULT = "身后待遇免申即享名单"
REVERSAL = "告知不改变任何权益；丧葬补助金、个人账户继承各按自己的事项由三人核定。"
FIELDS = (Field("since", "哪个月以来去世的", "month"), Field("note", "告知里另外要说的", required=False, longest=100))


class Left(NamedTuple):
    """What nobody claimed after a death: the funeral subsidy (0: none, or no standard on file) and the account."""

    person_id: int
    died_on: date
    funeral_fen: Fen
    account_fen: Fen


def check(payload: Payload, day: date) -> Payload:
    """Refused for a month to come, and where everything was claimed or told."""
    if payload["since"] > day.year * 100 + day.month:
        refuse("procedures.entitled", f"{month_text(payload['since'])} 还没有到", "请核对月份。", "since")
    if not _left(payload):
        refuse("procedures.entitled", "没有去世以后还没有人来办、还没有告知的", "不需要办理。", "since")
    return payload


def _left(payload: Payload) -> list[Left]:
    """Residents whose insurance ended by death since a month, with something nobody claimed; whole columns, no question in a loop."""
    ended = enrolment.ended_since(RESIDENT, ["died"], payload["since"])
    told = {person for person, _ in queries.proposed(SURVIVORS)}
    ids = np.setdiff1d(int_column(sorted(ended)), int_column(sorted(told)))
    if not ids.size:
        return []
    dead, owed = people.deaths(ids), payout.owed_at_deaths(ids.tolist(), RESIDENT)
    standards = {day: _funeral(day) for day in set(dead.values())}
    rows = []
    for person, balance in zip(ids.tolist(), accounts.balances(ids, RESIDENT).tolist(), strict=True):
        if person not in dead:
            continue
        entered = owed.get(person, set())
        funeral = 0 if "funeral" in entered else standards[dead[person]]
        account = 0 if "inheritance" in entered else balance
        if funeral or account:
            rows.append(Left(person, dead[person], funeral, account))
    return rows


def _funeral(died_on: date) -> Fen:
    """The place's standard on a day, 0 where it has none on file."""
    answer = calculate("resident_pension", installation.place(), {"death_date": died_on.isoformat()}, parameters.places())
    return int(answer.values["funeral"].fraction * 100)


def preview(payload: Payload) -> list[Change]:
    """How many deaths, how much, and for how many no heir is known."""
    rows = _left(payload)
    known = heirs.shares([row.person_id for row in rows])
    return [
        Change("去世以后没有人来办的", "", f"{len(rows):,} 人"),
        Change("丧葬补助金", "", f"{grouped(sum(row.funeral_fen for row in rows))} 元"),
        Change("个人账户余额", "", f"{grouped(sum(row.account_fen for row in rows))} 元"),
        Change("登记了继承人的", "", f"{len(known):,} 人，告知继承人；其余 {len(rows) - len(known):,} 人请村（社区）联系家属"),
    ]


def apply(payload: Payload, *, by: By) -> Any:
    """The entry of the proposals; every heir who is registered is told."""
    listed = _left(payload)
    known, names = heirs.shares([row.person_id for row in listed]), people.person_names([row.person_id for row in listed])
    rows, more = [], payload.get("note") or ""
    for row in listed:
        sums = [f"丧葬补助金 {grouped(row.funeral_fen)} 元"] if row.funeral_fen else []
        sums += [f"个人账户余额 {grouped(row.account_fen)} 元"] if row.account_fen else []
        why = f"{row.died_on.isoformat()} 去世，没有人来办：{'、'.join(sums)}"
        text = f"{names[row.person_id]}去世后，还可以领{'、'.join(sums)}。请在“办事”里选“家人去世”，或到窗口办理。{more}"
        told = tuple(NewMessage(heir, "您家人的身后待遇还没有领", text) for heir, _ in known.get(row.person_id, ()))
        facts = {"funeral_fen": row.funeral_fen, "account_fen": row.account_fen}
        total, law = row.funeral_fen + row.account_fen, LAW.partition("；")[2]
        period = row.died_on.year * 100 + row.died_on.month
        rows.append(NewProposal(SURVIVORS, period, total, why, law, facts, person_id=row.person_id, messages=told))
    return actions.propose(rows, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{month_text(payload['since'])} 以来 {len(_left(payload)):,} 人"


def subject(payload: Payload) -> None:
    """Any number of lists may be under way."""
