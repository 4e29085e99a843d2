"""Skill subsidies proposed before they are asked for (技能提升补贴免申即享): a list of certificates held against our own months and grants.

Whoever says yes has applied, with the certificate filled in; it is looked up, decided and paid by its own posts.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np

from shebao.agency.contributions import months as month_store
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.unemployment._claims import law
from shebao.agency.procedures.unemployment._grants import fen
from shebao.agency.procedures.unemployment._lists import rule_of
from shebao.agency.procedures.unemployment.decide_skill_subsidy import LEVELS
from shebao.agency.public import actions, queries
from shebao.agency.public.actions import NewMessage, NewProposal
from shebao.agency.public.kinds import SKILL
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.store.columns import int_column
from shebao.agency.unemployment import queries as granted
from shebao.base.dated import MissingValue
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

KEY = "propose_skill"
TITLE = "技能提升补贴免申即享告知"
LAW = "社会保险经办条例（国令第765号）第27条、第29条；人社部发〔2017〕40号；人社部发〔2024〕40号"
WORKING_DAYS = None
RISK = "low"
RESULT = "技能提升补贴免申即享名单"
REVERSAL = "告知不改变任何权益：本人回答“不要”即止；回答“要办”的照“技能提升补贴核定”查验证书、三人核定。"
ROWS = (
    *PERSON,
    Wanted("certificate_no", "证书编号"),
    Wanted("occupation", "职业（工种）"),
    Wanted("level", "等级", choices={key: key for key, _ in LEVELS}),
    Wanted("certified_on", "取证日期", "date"),
    Wanted("paid_months", "累计参保缴费月数", "count", required=False),
)
FIELDS = (
    Field("rows", "证书名单", "file", help="人社部门的证书比对结果，一行一张证书；不填缴费月数的由系统数"),
    Field("file_name", "文件名", required=False),
)


class Judged(NamedTuple):
    """A certificate: the subsidy by the law, or why there is none."""

    amount_fen: int
    rule: str
    months: int


def check(payload: Payload, day: date) -> Payload:
    """Every certificate is judged; refused where nobody on the list is entitled and not told."""
    payload["accepted_on"] = day.isoformat()
    for row in payload["rows"]:
        row["certificate_no"] = "".join(str(row["certificate_no"]).split()).upper()[:30]
        row["certified_on"] = row["certified_on"].isoformat() if isinstance(row["certified_on"], date) else row["certified_on"]
    judged = _judged(payload)
    if not any(one.amount_fen for one in judged):
        refuse("procedures.entitled", f"名单上没有一人符合条件（{judged[0].rule}）", "请核对名单和当年通知。", "rows")
    return payload


def _judged(payload: Payload) -> list[Judged]:
    """Every certificate with what the registers have of its holder, all read at once."""
    rows, day = payload["rows"], date.fromisoformat(payload["accepted_on"])
    ids = int_column(sorted({row["person_id"] for row in rows}))
    paid = month_store.paid_months(ids, SCHEME)
    pairs = np.unique(np.stack([paid["person_id"], paid["month"]]), axis=1)
    counts = dict(zip(*(column.tolist() for column in np.unique(pairs[0], return_counts=True)), strict=True)) if pairs.size else {}
    dead, told = people.deaths(ids), {person for person, _ in queries.proposed(SKILL, day.year)}
    taken = set(granted.standing_grants("skill").filter(key__in=[row["certificate_no"] for row in rows]).values_list("key", flat=True))
    before = granted.granted_to(ids.tolist(), "skill")
    result = []
    for row in rows:
        person, months = row["person_id"], int(row.get("paid_months") or counts.get(row["person_id"], 0))
        rule = "已登记死亡" if person in dead else "本年度已经告知" if person in told else ""
        rule = rule or ("这张证书已经领过补贴" if row["certificate_no"] in taken else "")
        result.append(Judged(0, rule, months) if rule else _one(row, months, before.get(person, []), day))
    return result


def _one(row: Payload, months: int, before: list[granted.GrantRow], day: date) -> Judged:
    facts: dict[str, Any] = {
        "month": month_text(month_of(day)),
        "levels": [row["level"]],
        "paid_months": str(months),
        "certified": month_text(month_of(date.fromisoformat(row["certified_on"]))),
        "claimed_this_year": str(sum(one.month // 100 == day.year for one in before)),
        "training_subsidy": "false",
    }
    same = [one.facts["level"] for one in before if one.facts["occupation"] == row["occupation"]]
    try:
        return Judged(fen(law("skill_subsidy", facts | ({"claimed_levels": same} if same else {}), day)), "", months)
    except MissingValue:
        raise
    except Refused as refused:
        return Judged(0, rule_of(refused.finding.message), months)


def preview(payload: Payload) -> list[Change]:
    """How many are told, what they may expect together, and which rule excludes how many."""
    rows = _judged(payload)
    counts: dict[str, int] = {}
    for one in rows:
        if one.rule:
            counts[one.rule] = counts.get(one.rule, 0) + 1
    good = [one for one in rows if one.amount_fen]
    return [
        Change("技能提升补贴", "", f"告知 {len(good):,} 人，预计合计 {grouped(sum(one.amount_fen for one in good))} 元"),
        *(Change("不告知的原因", "", f"{rule}：{many:,} 人") for rule, many in counts.items()),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """What each may expect, or the rule that excludes it."""
    return [RowNote("", f"不告知：{one.rule}" if one.rule else "告知", one.amount_fen or None) for one in _judged(payload)]


def apply(payload: Payload, *, by: By) -> Any:
    """The entry of the proposals."""
    names, rows = ("certificate_no", "occupation", "level", "certified_on"), []
    year = date.fromisoformat(payload["accepted_on"]).year
    for row, one in zip(payload["rows"], _judged(payload), strict=True):
        if not one.amount_fen:
            continue
        what = f"{row['occupation']}{row['level']}证书（{row['certified_on']} 取得），失业保险缴费 {one.months} 个月"
        text = f"您有一张{what}，可以领技能提升补贴 {grouped(one.amount_fen)} 元。要不要现在就申请？"
        message = NewMessage(row["person_id"], "您可以领技能提升补贴", text, "skill")
        facts = {name: row[name] for name in names}
        law_words = LAW.partition("；")[2]
        rows.append(NewProposal(SKILL, year, one.amount_fen, what, law_words, facts, person_id=row["person_id"], messages=(message,)))
    return actions.propose(rows, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 张证书"


def subject(payload: Payload) -> None:
    """Any number of lists may be under way."""
