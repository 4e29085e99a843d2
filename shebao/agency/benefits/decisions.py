"""Deciding benefits: eligibility and amount of many people in one calculation, each with its sheet; handing over; correcting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import each_once, refuse_people
from shebao.agency.people.queries import called, death_months
from shebao.agency.schemes import Amounts, Decided
from shebao.agency.store.bulk import bulk_insert, next_id
from shebao.agency.store.columns import Column, Columns, among, change_rows, int_column, look_up, read_columns
from shebao.agency.store.digest import sm3
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.base.months import add_months, month_of, month_title

from .models import Decision, DecisionPart, Entitlement, RuleText
from .queries import states_of
from .reasons import ACTIVE, ENDED, NONE, PENSION, SUSPENDED, VERSIONS
from .states import post_changes


class TakenOver(NamedTuple):
    """A pension the former system decided: from which month it has run, and the account's balance at that claim."""

    person_id: int
    from_month: int
    account_at_claim_fen: int


def decide(
    person_ids: Iterable[int] | Column,
    scheme: str,
    *,
    place: str,
    places: Places,
    by: By,
    month: int | None = None,
    applied_month: int | Sequence[int] | Column | None = None,
    urban: bool = False,
) -> Entry:
    """Decide the pension of people who applied; the entry is that of the decisions.

    applied_month: when they applied (one for all or one each); None: the month of `day`. month: the first month a regular
    run pays; None: the month after `day`. Months from the legal first month up to it are owed and paid as back pay.
    Refused whole, naming people and reasons, where somebody is not insured, has died, is not eligible or has a pension.
    """
    people = _people(person_ids, scheme)
    month = month or add_months(month_of(by.day), 1)
    applied = month_of(by.day) if applied_month is None else applied_month
    with transaction.atomic():
        take_turn()
        facts = facts_of(people, scheme)
        facts |= {
            "paid_years": contributions.paid_years(people, scheme),
            "account_at_claim_fen": accounts.balances(people, scheme),
            "applied_month": np.broadcast_to(np.asarray(applied, dtype=np.int64), people.shape),
        }
        before = entitlements_of(people, scheme)
        refuse_second(people, before)
        computed = schemes.of(scheme).decision(facts, month, place, places, claim=True, urban=urban)
        _refuse_ineligible(people, facts, computed.columns)
        late = people[computed.columns["first_month"] > month]
        if late.size:
            refuse_people(
                "benefits.too_early",
                late,
                f"的起领月份晚于{month_title(month)}。",
                "请到起领月份再核定，或改定首次发放月份。",
                "month",
            )
        versions = of_computed(people, computed, facts, computed.columns["first_month"])
        return write(versions, scheme, before, month, "decided", "benefits.decide", by=by, body={"place": place, "month": month})


def take_over(rows: Sequence[TakenOver | tuple[int, int, int]], scheme: str, *, month: int, place: str, places: Places, by: By) -> Entry:
    """Take over pensions that the former system decided: eligibility is not judged again, the amount is computed anew.

    month: the first month this system pays; the months before it were paid by the former one and are not owed.
    """
    listed = [TakenOver(*row) for row in rows]
    people = _people([row.person_id for row in listed], scheme)
    starts, at_claim = int_column(row.from_month for row in listed), int_column(row.account_at_claim_fen for row in listed)
    late = people[starts > month]
    if late.size:
        refuse_people(
            "benefits.taken_over_late",
            late,
            f"的起领月份晚于接收月份{month_title(month)}。",
            "这些人应在本系统核定。",
            "from_month",
        )
    with transaction.atomic():
        take_turn()
        facts = facts_of(people, scheme) | {"paid_years": contributions.paid_years(people, scheme), "account_at_claim_fen": at_claim}
        before = entitlements_of(people, scheme)
        refuse_second(people, before)
        computed = schemes.of(scheme).decision(facts, month, place, places, claim=False)
        versions = of_computed(people, computed, facts, starts)
        return write(versions, scheme, before, month, "taken_over", "benefits.take_over", by=by, body={"place": place, "month": month})


def correct(person_ids: Iterable[int] | Column, scheme: str, reason: str, *, month: int, place: str, places: Places, by: By) -> Entry:
    """Decide again from the records as they are now: a new version each, the old one stays.

    The account at claim is that of the last decision with what was credited or corrected since. month: the first month
    paid by the new version; what earlier months lack is owed (see `queries.owed_periods`). reason: words for the journal.
    """
    people = _people(person_ids, scheme)
    with transaction.atomic():
        take_turn()
        before = entitlements_of(people, scheme)
        absent = people[(before["id"] == 0) | (before["ended"] == 1)]
        if absent.size:
            refuse_people("benefits.nothing_to_correct", absent, "没有在发或暂停的待遇。", "请核对名单。", "person_ids")
        names = ("from_month", "account_at_claim_fen", "entry_id")
        last = read_columns(Decision.objects.filter(id__in=among(before["decision_id"])), "id", *names)
        starts, at_claim, since = (look_up(last["id"], last[name], before["decision_id"]) for name in names)
        facts = facts_of(people, scheme) | {
            "paid_years": contributions.paid_years(people, scheme),
            "account_at_claim_fen": at_claim + accounts.added_since(people, scheme, since),
        }
        computed = schemes.of(scheme).decision(facts, month, place, places, claim=False)
        versions = of_computed(people, computed, facts, starts)
        body = {"place": place, "month": month, "reason": reason}
        return write(versions, scheme, before, month, "corrected", "benefits.correct", by=by, body=body)


def _people(person_ids: Iterable[int] | Column, scheme: str) -> Column:
    if schemes.stands(scheme):
        refuse("benefits.award", f"{schemes.title(scheme)}逐人核定，不按名单统一计算。", "请用该险种自己的核定事项。", "scheme")
    return each_once("benefits", person_ids)


def facts_of(people: Column, scheme: str) -> Columns:
    """Birth months of the insured; refused for those who are not insured or have died."""
    known = enrolment.insured_people(people, scheme)
    birth = look_up(known["person_id"], known["birth_month"], people)
    absent = people[birth == 0]
    if absent.size:
        refuse_people("benefits.not_insured", absent, f"没有参加{schemes.title(scheme)}。", "请先办理参保登记。", "person_ids")
    refuse_dead(people)
    return {"birth_month": birth}


def refuse_dead(people: Column) -> None:
    """Refused for people who have died."""
    dead = people[death_months(people) > 0]
    if dead.size:
        refuse_people("benefits.dead", dead, "已登记死亡。", "请按死亡待遇办理。", "person_ids")


def entitlements_of(people: Column, scheme: str) -> Columns:
    """The entitlement of each, in their order: `id` (0: none), `decision_id`, `version` of its decision, `ended` (0 or 1), `state` of it."""
    rows = Entitlement.objects.filter(scheme=scheme, benefit=PENSION, person_id__in=among(people))
    kept = read_columns(rows, "id", "person_id", "decision_id", "decision__version")
    gone = read_columns(rows.filter(state=ENDED), "person_id")["person_id"]
    result = {name: look_up(kept["person_id"], kept[name], people) for name in ("id", "decision_id", "decision__version")}
    return {
        "id": result["id"],
        "decision_id": result["decision_id"],
        "version": result["decision__version"],
        "ended": np.isin(people, gone).astype(np.int64),
    }


def refuse_second(people: Column, before: Columns) -> None:
    second = people[(before["id"] > 0) & (before["ended"] == 0)]
    if second.size:
        refuse_people("benefits.second", second, "已有待遇，不能再次核定。", "需要改动的，请办理更正核定。", "person_ids")


def _refuse_ineligible(people: Column, facts: Columns, made: Mapping[str, Any]) -> None:
    """Name the people, and for each of the first few the years or the age they lack."""
    wrong = ~made["eligible"]
    if not wrong.any():
        return
    rows = np.flatnonzero(wrong)
    lacking = [
        f"缴费{paid}年，应缴{needed}年" if of_age else "未到领取年龄"
        for paid, needed, of_age in zip(facts["paid_years"][rows], made["required_years"][rows], made["has_reached_age"][rows], strict=True)
    ]
    said = [f"{who} {lack}" for who, lack in zip(called(people[rows[:5]]).split("、"), lacking[:5], strict=True)]
    more = f"；另有 {int(wrong.sum()) - 5} 人" if wrong.sum() > 5 else ""
    refuse(
        "benefits.ineligible",
        f"不符合领取条件：{'；'.join(said)}{more}。",
        "可补缴或继续缴费，到龄后再申请。",
        "person_ids",
        "国发〔2014〕8号 第七条",
        people=people[rows].tolist(),
        reasons=dict(zip(people[rows].tolist(), lacking, strict=True)),
    )


class Versions(NamedTuple):
    """New versions of decisions, a row each, in the order of the people they are about."""

    people: Column
    amounts: Amounts
    paid_years: Column
    account_fen: Column
    starts: Column
    """First month of the benefit."""
    effective: Column
    """First month in which this version's amounts hold."""
    sheets: Sequence[str]
    wordings: Sequence[str]
    """One for all, or one each."""
    inputs: Sequence[str] = ()
    provisional: bool = False


def of_computed(people: Column, computed: Decided, facts: Columns, starts: Column) -> Versions:
    """The versions of a computation in columns, which holds from the first month of the benefit on."""
    wordings = (computed.wording,)
    return Versions(people, computed.amounts, facts["paid_years"], facts["account_at_claim_fen"], starts, starts, computed.sheets, wordings)


def write(versions: Versions, scheme: str, before: Columns, month: int, reason: str, verb: str, *, by: By, body: dict[str, Any]) -> Entry:
    """Post the decisions, point the entitlements at them, and post the changes of state."""
    people, total, count = versions.people, versions.amounts.total_fen, versions.people.size
    digests = _store_wordings(versions.wordings)
    first = next_id(Decision)
    ids = np.arange(first, first + count)
    rows = list(
        zip(
            ids.tolist(),
            people.tolist(),
            repeat(scheme, count),
            repeat(PENSION, count),
            (before["version"] + 1).tolist(),
            versions.starts.tolist(),
            versions.paid_years.tolist(),
            versions.account_fen.tolist(),
            total.tolist(),
            versions.effective.tolist(),
            repeat(reason, count),
            repeat(versions.provisional, count),
            versions.inputs or repeat("", count),
            versions.sheets,
            digests if len(digests) == count else repeat(digests[0], count),
            strict=True,
        )
    )
    body |= {"scheme": scheme, "people": int(count), "total_fen": int(total.sum()), "rules_digest": digests[0]}
    entry = post(Decision, Decision.SEALED, rows, verb, by=by, body=body, subject=("person", int(people[0])) if count == 1 else None)
    post(
        DecisionPart,
        DecisionPart.SEALED,
        schemes.part_rows(ids, versions.amounts.parts),
        f"{verb}.parts",
        by=by,
        body={"scheme": scheme, "decisions": entry.seq},
    )
    _point(people, scheme, ids, before["id"], month, revised=reason in VERSIONS)
    if reason in VERSIONS:
        _post_revised(people, scheme, month, reason, verb, by)
    else:
        post_changes(people, scheme, month, np.where(before["id"] > 0, ENDED, NONE).tolist(), ACTIVE, reason, verb=f"{verb}.state", by=by)
    return entry


def _post_revised(people: Column, scheme: str, month: int, reason: str, verb: str, by: By) -> None:
    """A new version leaves everybody in the state they are in, and says so."""
    states = np.array(states_of(people, scheme))
    for state in (ACTIVE, SUSPENDED, ENDED):
        some = people[states == state]
        if some.size:
            post_changes(some, scheme, month, [state] * some.size, state, reason, verb=f"{verb}.state", by=by)


def _store_wordings(texts: Sequence[str]) -> list[str]:
    """Keep each wording of these sheets once; their digests, in the order of the texts."""
    digests = {text: sm3(text.encode()) for text in dict.fromkeys(texts)}
    stored = set(RuleText.objects.filter(digest__in=list(digests.values())).values_list("digest", flat=True))
    RuleText.objects.bulk_create([RuleText(digest=digest, text=text) for text, digest in digests.items() if digest not in stored])
    return [digests[text] for text in texts]


def _point(people: Column, scheme: str, decision_ids: Column, entitlement_ids: Column, month: int, *, revised: bool) -> None:
    """Point the entitlements of people at new decisions, and open one for whoever has none (id 0)."""
    old = entitlement_ids > 0
    if old.any() and revised:
        change_rows(Entitlement, entitlement_ids[old], decision_id=decision_ids[old])
    elif old.any():
        again: dict[str, Any] = {"state": ACTIVE, "reason": "", "since_month": month, "last_month": None}
        change_rows(Entitlement, entitlement_ids[old], decision_id=decision_ids[old], **again)
    if old.all():
        return
    start = next_id(Entitlement)
    new = zip(people[~old].tolist(), decision_ids[~old].tolist(), strict=True)
    bulk_insert(
        Entitlement,
        ["id", "person_id", "scheme", "benefit", "decision_id", "state", "reason", "since_month", "last_month"],
        [(start + i, person, scheme, PENSION, decision, ACTIVE, "", month, None) for i, (person, decision) in enumerate(new)],
    )
