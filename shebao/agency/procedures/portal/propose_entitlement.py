"""Telling people what they are entitled to and have not claimed (免申即享): found from the records, told in their mailbox with one question.

Who answers “yes” has applied; the claim itself is decided by three people as every other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.public import actions, queries
from shebao.agency.public.actions.messages import NewMessage
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import Column, int_column
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import age_months, last_day, month_of

KEY = "propose_entitlement"
TITLE = "免申即享告知"
LAW = "社会保险经办条例（国令第765号）第27条、第29条"
WORKING_DAYS = None
RISK = "low"
RESULT = "免申即享告知书"
REVERSAL = "告知有误的，办理本事项“关闭”，没有回答的问题随即关闭；已经回答的按各自的申请办理。"
TELL, CLOSE = "tell", "close"
OF_AGE = "age"
ROWS = PERSON
FIELDS = (
    Field("what", "办什么", "choice", choices=((TELL, "告知"), (CLOSE, "关闭"))),
    Field("rule", "规则", "choice", required=False, choices=((OF_AGE, "满 60 岁没有申领（城乡居民）"),), help="告知的填写"),
    Field("rows", "名单", "file", required=False, help="不填则由系统列出全部符合、没有告知过的人"),
    Field("message", "告知里另外要说的", required=False, longest=100),
    Field("entry", "告知的日志号", "number", required=False, help="关闭的填写"),
    Field("file_name", "文件名", required=False),
)


class Entitled(NamedTuple):
    """Somebody who may claim: the service “yes” applies for, what is told, and the monthly amount to expect."""

    person_id: int
    text: str
    monthly_fen: Fen
    lacking_years: int


class Rule(NamedTuple):
    """A rule: the title of its message, the service “yes” applies for, who is meant, and what each is told."""

    title: str
    service: str
    people: Callable[[date], Column]
    told: Callable[[Column, date], list[Entitled]]


def _reached_sixty(day: date) -> Column:
    """Living residents past the claim age who are insured and draw no pension of any scheme."""
    month = month_of(day)
    age = int(str(parameters.places().value("resident_claim_age_years", installation.place(), last_day(month)).value))
    insured = enrolment.insured_columns(RESIDENT, month)
    ids = insured["person_id"][age_months(insured["birth_month"], month) >= age * 12]
    ids = ids[people.death_months(ids) == 0] if ids.size else ids
    for scheme in schemes.titles():
        if ids.size:
            ids = np.setdiff1d(ids, benefits.in_state_among(ids, scheme, "active", "suspended"))
    return ids


def _told_of_age(ids: Column, day: date) -> list[Entitled]:
    """Years, account and the pension to expect, by the law of this month."""
    month, place, places = month_of(day), installation.place(), parameters.places()
    years, balance = contributions.paid_years(ids, RESIDENT), accounts.balances(ids, RESIDENT)
    born = int_column(month_of(row.birth_date) for _, row in sorted(people.persons(ids).items()))
    facts = {"birth_month": born, "paid_years": years, "account_at_claim_fen": balance, "applied_month": np.full_like(ids, month)}
    computed = schemes.of(RESIDENT).decision(facts, month, place, places, claim=True)
    lacking = np.maximum(computed.columns["required_years"] - years, 0)
    rows = zip(*(column.tolist() for column in (ids, years, balance, computed.amounts.total_fen, lacking)), strict=True)
    return [Entitled(person, _words(paid, account, fen, short), fen, short) for person, paid, account, fen, short in rows]


def _words(years: int, account_fen: Fen, monthly_fen: Fen, lacking: int) -> str:
    begin = f"您已满 60 岁，缴费 {years} 年，个人账户 {grouped(account_fen)} 元，还没有申领养老金。"
    if lacking:
        return f"{begin}年限还差 {lacking} 年，可以补缴以后领取。要不要我们帮您办？"
    return f"{begin}按现在的标准，每月约 {grouped(monthly_fen)} 元。要不要现在就为您申领？"


RULES: Mapping[str, Rule] = {OF_AGE: Rule("您可以领养老金了", "claim", _reached_sixty, _told_of_age)}


def check(payload: Payload, day: date) -> Payload:
    """The list is fixed here: everybody the rule finds, or of those given the ones it finds. Refused where nobody is."""
    payload["accepted_on"] = day.isoformat()
    if payload["what"] == CLOSE:
        if not payload.get("entry"):
            refuse("procedures.entitled", "没有填写告知的日志号", "在那次告知的办件页可以看到。", "entry")
        if not queries.messages_of(payload["entry"]):
            refuse("procedures.entitled", "那次告知没有还开着的问题", "请核对日志号。", "entry")
        return payload
    if not payload.get("rule"):
        refuse("procedures.entitled", "没有选择规则", "请选择按哪条规则找人。", "rule")
    rule = RULES[payload["rule"]]
    result = rule.people(day)
    told = queries.asked_of(result.tolist(), rule.service)
    open_ones = [person for person in result.tolist() if person not in told]
    if payload.get("rows"):
        strangers = sorted({row["person_id"] for row in payload["rows"]} - set(open_ones))
        if strangers:
            refuse_people("procedures.entitled", strangers, "不符合这条规则，或者已经告知过", "请从名单中去掉。", "rows")
    else:
        payload["rows"] = [{"person_id": person} for person in open_ones]
    if not payload["rows"]:
        refuse("procedures.entitled", "没有符合这条规则、还没有告知的人", "不需要办理。", "rule")
    return payload


def _entitled(payload: Payload) -> list[Entitled]:
    ids = int_column(sorted(row["person_id"] for row in payload["rows"]))
    return RULES[payload["rule"]].told(ids, date.fromisoformat(payload["accepted_on"]))


def preview(payload: Payload) -> list[Change]:
    """How many are told, and what they may expect together; or how many questions are closed."""
    if payload["what"] == CLOSE:
        return [Change("没有回答的问题", f"{len(queries.messages_of(payload['entry'])):,} 个", "关闭")]
    rows = _entitled(payload)
    able = [row for row in rows if not row.lacking_years]
    return [
        Change(RULES[payload["rule"]].title, "", f"告知 {len(rows):,} 人"),
        Change("年限已够", "", f"{len(able):,} 人，预计每月合计 {grouped(sum(row.monthly_fen for row in able))} 元"),
        Change("年限不够", "", f"{len(rows) - len(able):,} 人，告知可以补缴"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """What each is told."""
    if payload["what"] == CLOSE:
        return []
    rows = {row.person_id: row for row in _entitled(payload)}
    return [
        RowNote("没有申领", "告知", one.monthly_fen, (f"还缺 {one.lacking_years} 年",) if one.lacking_years else ())
        for one in (rows[row["person_id"]] for row in payload["rows"])
    ]


def apply(payload: Payload, *, by: By) -> Any:
    """The entry of the messages, or of their close."""
    if payload["what"] == CLOSE:
        return actions.close_messages(queries.messages_of(payload["entry"]), "告知有误", by=by)
    rule, more = RULES[payload["rule"]], payload.get("message") or ""
    rows = [NewMessage(one.person_id, rule.title, f"{one.text}{more}", rule.service) for one in _entitled(payload)]
    return actions.tell(rows, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    if payload["what"] == CLOSE:
        return f"关闭免申即享告知（日志第 {payload['entry']} 条）"
    return f"{RULES[payload['rule']].title}：{len(payload['rows']):,} 人"


def subject(payload: Payload) -> tuple[str, int] | None:
    """A list has no single subject."""
    return None


def count(payload: Payload) -> int:
    """How many are told."""
    return len(payload.get("rows", ())) or len(queries.messages_of(payload.get("entry") or 0))
