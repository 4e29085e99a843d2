"""Standing awards: decided once and paid month by month until another version holds; which version holds in a month, and with what.

A later version speaks of every month from its own first month on, also of those that were paid by the one before: the
difference is paid or claimed. The version with the highest number among those that have begun in a month holds in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db import transaction

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import each_once, refuse_people
from shebao.agency.schemes import Amounts, Awarded
from shebao.agency.store.columns import Column, Columns, among, int_column, look_up, narrowed, read_columns, read_rows
from shebao.base.canonical import canonical
from shebao.base.dated import Places
from shebao.base.money import yuan_text
from shebao.base.months import add_months, month_text, month_title

from .decisions import Versions, entitlements_of, facts_of, refuse_dead, refuse_second, write
from .models import Decision, DecisionPart
from .reasons import PENSION, VERSIONS


class Award(NamedTuple):
    """One person's award as it is posted. from_month: the first month of the benefit; effective_month: of this version."""

    person_id: int
    from_month: int
    effective_month: int
    awarded: Awarded


class InForce(NamedTuple):
    """What holds in a month for some people, in their order: the decision (0: none has begun) and its amounts."""

    decision_id: Column
    amounts: Amounts


def award(
    rows: Sequence[Award], scheme: str, *, month: int, provisional: bool, by: By, body: dict[str, Any], insured: bool = True
) -> Entry:
    """Post the first awards of people who claimed. month: the first one a regular run pays; earlier ones are owed.

    insured: False where the benefit is not the insured person's own, or outlives the insurance (a dependant's, a disabled
    worker's). Refused whole where somebody is not insured, has died or has a benefit, or where it begins later than it is paid.
    """
    people = each_once("benefits", [row.person_id for row in rows])
    late = people[int_column(row.from_month for row in rows) > month]
    if late.size:
        refuse_people("benefits.too_early", late, f"的起领月份晚于{month_title(month)}。", "请改定首次发放月份。", "month")
    with transaction.atomic():
        take_turn()
        if insured:
            facts_of(people, scheme)
        else:
            refuse_dead(people)
        before = entitlements_of(people, scheme)
        refuse_second(people, before)
        return write(_versions(rows, scheme, provisional), scheme, before, month, "decided", "benefits.award", by=by, body=body)


class HandedOver(NamedTuple):
    """Awards that another system made, a row each: since when, months paid, and `columns`: one a part and `account_balance`, in fen."""

    people: Column
    starts: Column
    paid_months: Column
    columns: Columns
    inputs: Sequence[str] = ()
    """What a later adjustment asks of each, as canonical JSON; () for what every pension's adjustment asks."""


def take_over_awards(
    rows: HandedOver, scheme: str, *, month: int, place: str, places: Places, provisional: bool = False, insured: bool = True, by: By
) -> Entry:
    """Take over awards that another system made; their amounts hold from `month`, the first one this system pays. insured: as in `award`."""
    people, starts, columns = rows.people, rows.starts, rows.columns
    each_once("benefits", people)
    late = people[starts > month]
    if late.size:
        advice = "这些人应在本系统核定。"
        refuse_people("benefits.taken_over_late", late, f"的起领月份晚于接收月份{month_title(month)}。", advice, "from_month")
    with transaction.atomic():
        take_turn()
        if insured:
            facts_of(people, scheme)
        else:
            refuse_dead(people)
        before = entitlements_of(people, scheme)
        refuse_second(people, before)
        computed = schemes.of(scheme).handed_over(columns, month, place, places)
        inputs = rows.inputs or [
            _handed_facts(*row) for row in zip(starts.tolist(), rows.paid_months.tolist(), columns["account_balance"].tolist(), strict=True)
        ]
        versions = Versions(
            people,
            computed.amounts,
            rows.paid_months // 12,
            columns["account_balance"],
            starts,
            np.full_like(people, month),
            computed.sheets,
            (computed.wording,),
            inputs,
            provisional,
        )
        body = {"place": place, "month": month}
        return write(versions, scheme, before, month, "taken_over", "benefits.take_over", by=by, body=body)


def _handed_facts(start: int, months: int, account_fen: int) -> str:
    """What later adjustments ask of an award that another system made."""
    facts = {"month": month_text(add_months(start, -1)), "paid_months": str(months), "account_balance": yuan_text(account_fen)}
    return canonical(facts)


def revise(
    rows: Sequence[Award], scheme: str, reason: str, *, month: int, by: By, body: dict[str, Any], provisional: bool = False
) -> Entry:
    """Post a new version of awards that stand, whatever state they are in; the old versions stay. month: the first one it pays.

    reason: one of `reasons.VERSIONS`; provisional: one that is taken back may leave a provisional award behind. Refused whole where somebody has no award.
    """
    assert reason in VERSIONS, reason
    people = each_once("benefits", [row.person_id for row in rows])
    with transaction.atomic():
        take_turn()
        before = entitlements_of(people, scheme)
        absent = people[before["id"] == 0]
        if absent.size:
            refuse_people("benefits.nothing_to_correct", absent, "没有核定过的待遇。", "请核对名单。", "person_ids")
        return write(_versions(rows, scheme, provisional), scheme, before, month, reason, "benefits.revise", by=by, body=body)


def _versions(rows: Sequence[Award], scheme: str, provisional: bool) -> Versions:
    parts = schemes.of(scheme).PARTS
    amounts = schemes.amounts(parts, {part.key: int_column(row.awarded.parts.get(part.key, 0) for row in rows) for part in parts})
    return Versions(
        int_column(row.person_id for row in rows),
        amounts,
        int_column(row.awarded.paid_years for row in rows),
        int_column(row.awarded.account_fen for row in rows),
        int_column(row.from_month for row in rows),
        int_column(row.effective_month for row in rows),
        [row.awarded.sheet for row in rows],
        [row.awarded.wording for row in rows],
        [row.awarded.inputs for row in rows],
        provisional,
    )


def in_force(people: Column, scheme: str, month: int) -> InForce:
    """The version that holds for each of these people in a month, as things are known now."""
    begun = Decision.objects.filter(scheme=scheme, benefit=PENSION, effective_month__lte=month).order_by("version")
    decisions = _last_of_each(read_columns(narrowed(begun, people), "id", "person_id"))
    ids = look_up(decisions["person_id"], decisions["id"], people)
    return InForce(ids, amounts_of(ids, scheme))


def _last_of_each(decisions: Columns) -> Columns:
    """Of decisions in rising order of their version, each person's last."""
    people, at = np.unique(decisions["person_id"][::-1], return_index=True)
    return {"person_id": people, "id": decisions["id"][::-1][at]}


def amounts_of(decision_ids: Column, scheme: str) -> Amounts:
    """The monthly amounts of decisions, in their order; nothing for 0."""
    parts = schemes.of(scheme).PARTS
    ids = np.unique(decision_ids)
    rows = read_columns(narrowed(DecisionPart.objects.filter(decision__scheme=scheme), ids, "decision_id"), "id", "fen")
    columns = schemes.part_columns(ids, rows["id"], rows["fen"], [part.key for part in parts])
    return schemes.amounts(parts, {key: look_up(ids, fen, decision_ids) for key, fen in columns.items()})


def monthly(people: Columns, scheme: str, month: int, place: str, places: Places) -> InForce:
    """What people (columns of `queries.in_payment`) are due in a month and by which decision: by the month's standard where the
    scheme computes it anew, by the version in force where its awards stand."""
    chosen = schemes.of(scheme)
    if chosen.month is not None:
        return InForce(people["decision_id"], chosen.month(people, month, place, places))
    return in_force(people["person_id"], scheme, month)


def law_digest(scheme: str, month: int, place: str, places: Places) -> str:
    """The digest of the law by which a month is computed; "" where awards stand, which no later law changes by itself."""
    chosen = schemes.of(scheme)
    return chosen.law_digest(month, place, places) if chosen.law_digest is not None else ""


def amounts_paid(people: Column, paid_fen: Column, scheme: str) -> tuple[Amounts, Column]:
    """How what was paid to people for a month is divided: (amounts, 1 where that is known).

    Nothing was paid, or the sum of one of their versions; of any other sum nobody can say which parts it was.
    """
    rows = narrowed(Decision.objects.filter(scheme=scheme, benefit=PENSION).order_by("version"), people)
    decisions = read_columns(rows, "id", "person_id", "total_fen")
    same = decisions["total_fen"] == look_up(people, paid_fen, decisions["person_id"])
    last = _last_of_each({name: column[same] for name, column in decisions.items()})
    ids = np.where(paid_fen > 0, look_up(last["person_id"], last["id"], people), 0)
    return amounts_of(ids, scheme), ((paid_fen == 0) | (ids > 0)).astype(np.int64)


def reasons_of(decision_ids: Column) -> list[str]:
    """Why each of these decisions was made, in their order."""
    known = dict(read_rows(Decision.objects.filter(id__in=among(decision_ids)), "id", "reason"))
    return [str(known.get(decision, "")) for decision in decision_ids.tolist()]


def versions(scheme: str) -> Columns:
    """Every decision of a scheme: `id`, `person_id`, `version`, `effective_month` and `total_fen`."""
    return read_columns(Decision.objects.filter(scheme=scheme).order_by("id"), "id", "person_id", "version", "effective_month", "total_fen")


def count_of_reason(scheme: str, reason: str) -> int:
    """Of how many people a version of the award was made for a reason (a key of `reasons.VERSIONS`)."""
    return Decision.objects.filter(scheme=scheme, reason=reason).values("person_id").distinct().count()
