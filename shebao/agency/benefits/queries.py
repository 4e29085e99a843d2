"""Questions about benefits: who is in payment with what, what changed, and one person's decisions with their sheets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from shebao.agency import schemes
from shebao.agency.store.columns import Column, Columns, MonthOf, among, int_column, look_up, narrowed, read_columns, read_rows
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse
from shebao.base.months import month_range
from shebao.core.policy.decisions import rebuild
from shebao.core.sheet import Sheet

from .models import Decision, DecisionPart, Entitlement, RuleText, StateChange
from .reasons import ACTIVE, ENDED, PENSION, STATES, SUSPENDED, VERSIONS, reason_title

_PAYABLE = (
    "person_id",
    "decision_id",
    "birth_month",
    "village_id",
    "from_month",
    "paid_years",
    "account_at_claim_fen",
)


class PartRow(NamedTuple):
    """One part of a decision: key, title, the line of the sheet it stands on, and the monthly amount."""

    key: str
    title: str
    rule: str
    fen: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change of state: when it takes effect, from what to what, why, and the journal entry."""

    person_id: int
    month: int
    before: str
    after: str
    reason: str
    title: str
    entry_id: int


def in_payment(scheme: str, month: int) -> Columns:
    """Whole-number columns of everyone due in a month's regular run, in order of the person.

    `person_id`, `decision_id`, `birth_month`, `village_id`, `from_month`, `paid_years`, `account_at_claim_fen`.
    Suspended from a later month on, or ended with a last month not before this one, is still due. It answers for the run
    being made, from the states as they are now; months gone by are known from their runs.
    """
    rows = _due(scheme, month)
    return with_facts(rows.exclude(id__in=_ended_while_suspended(scheme, month)).order_by("person_id"))


def people_in_payment(scheme: str, month: int) -> Column:
    """The ids of `in_payment` alone, which are much quicker to get."""
    rows = _due(scheme, month).exclude(id__in=_ended_while_suspended(scheme, month)).order_by("person_id")
    return read_columns(rows, "person_id")["person_id"]


def with_facts(rows: QuerySet[Entitlement]) -> Columns:
    """The columns of `in_payment` for some entitlements."""
    joined = rows.annotate(
        birth_month=MonthOf("person__birth_date"),
        village_id=F("person__village_id"),
        from_month=F("decision__from_month"),
        paid_years=F("decision__paid_years"),
        account_at_claim_fen=F("decision__account_at_claim_fen"),
    )
    return read_columns(joined, *_PAYABLE)


def facts_of_decisions(scheme: str) -> Columns:
    """The columns of `in_payment` for everybody with a pension of a scheme, whatever state it is in."""
    return with_facts(Entitlement.objects.filter(scheme=scheme, benefit=PENSION).order_by("person_id"))


def totals_decided(decision_ids: Column) -> Columns:
    """`id`, `total_fen` of some decisions, in order of the id."""
    return read_columns(Decision.objects.filter(id__in=among(np.unique(decision_ids))).order_by("id"), "id", "total_fen")


def _due(scheme: str, month: int) -> QuerySet[Entitlement]:
    """Entitlements whose state makes them due in a month; those that were suspended when they ended are among them."""
    due = Q(state=ACTIVE, since_month__lte=month) | Q(state=SUSPENDED, since_month__gt=month) | Q(state=ENDED, last_month__gte=month)
    return Entitlement.objects.filter(due, scheme=scheme, benefit=PENSION, decision__from_month__lte=month)


def _ended_while_suspended(scheme: str, month: int) -> list[int]:
    """Entitlements still due by their last month but not paid: they were suspended when they ended."""
    ended = Entitlement.objects.filter(scheme=scheme, benefit=PENSION, state=ENDED, last_month__gte=month)
    people = dict(read_rows(ended, "person_id", "id"))
    if not people:
        return []
    ends = StateChange.objects.filter(scheme=scheme, benefit=PENSION, after=ENDED, person_id__in=list(people)).order_by("id")
    before = dict(read_rows(ends, "person_id", "before"))
    return [people[person] for person, state in before.items() if state == SUSPENDED]


def recipients(scheme: str, month: int) -> int:
    """How many people are due in a month's regular run, as things stand now (for months gone by: `recipients_by_month`)."""
    return _due(scheme, month).count() - len(_ended_while_suspended(scheme, month))


def recipients_by_month(scheme: str, from_month: int, to_month: int) -> dict[int, int]:
    """Month → people in payment then, as each month's run saw it: a death reported later counts until it was reported."""
    changes = read_rows(
        StateChange.objects.filter(scheme=scheme, benefit=PENSION, month__lte=to_month).order_by("month", "id"),
        "month",
        "person_id",
        "after",
    )
    active: set[int] = set()
    result: dict[int, int] = {}
    at = 0
    for month in month_range(from_month, to_month):
        while at < len(changes) and changes[at][0] <= month:
            (active.add if changes[at][2] == ACTIVE else active.discard)(changes[at][1])
            at += 1
        result[month] = len(active)
    return result


def entitled(scheme: str) -> dict[str, int]:
    """State → people now."""
    rows = Entitlement.objects.filter(scheme=scheme, benefit=PENSION).values_list("state").annotate(n=Count("id")).order_by("state")
    return {ACTIVE: 0, SUSPENDED: 0, ENDED: 0} | {str(state): int(n) for state, n in rows}


def suspended(scheme: str, month: int) -> list[tuple[int, str, int]]:
    """(person, reason, since) of everyone suspended in a month, by person: the excluded of that month's run."""
    rows = Entitlement.objects.filter(scheme=scheme, benefit=PENSION, state=SUSPENDED, since_month__lte=month).order_by("person_id")
    return [(int(person), str(reason), int(since)) for person, reason, since in read_rows(rows, "person_id", "reason", "since_month")]


def states_of(person_ids: Column, scheme: str) -> list[str]:
    """For each person the state of the pension, "" where there is none."""
    rows = narrowed(Entitlement.objects.filter(scheme=scheme, benefit=PENSION), person_ids)
    result = dict(read_rows(rows, "person_id", "state"))
    return [str(result.get(person, "")) for person in person_ids.tolist()]


def in_state_among(person_ids: Column, scheme: str, *states: str) -> Column:
    """Those of the given people whose pension is in one of the states ("active", "suspended", "ended"), in the order given."""
    return person_ids[np.isin(states_of(person_ids, scheme), states)]


def changes_between(scheme: str, from_month: int, to_month: int, among_people: Column | None = None) -> list[Change]:
    """Changes of state that take effect in the months from … to, both included, in order of their posting; of some people or of all."""
    rows = StateChange.objects.filter(scheme=scheme, benefit=PENSION, month__range=(from_month, to_month)).order_by("id")
    return _changes(rows if among_people is None else narrowed(rows, among_people))


def latest_reason(person_ids: Column, scheme: str) -> list[str]:
    """For each person the reason of the last change of state, "" where there is none; a run explains its changes with it.

    A new version of a decision is no change of state.
    """
    changes = StateChange.objects.filter(scheme=scheme, benefit=PENSION).exclude(reason__in=VERSIONS)
    rows = narrowed(changes.order_by("id"), person_ids)
    result = dict(read_rows(rows, "person_id", "reason"))
    return [str(result.get(person, "")) for person in person_ids.tolist()]


def _changes(rows: QuerySet[StateChange]) -> list[Change]:
    return [
        Change(person, month, before, after, reason, reason_title(reason), entry)
        for person, month, before, after, reason, entry in read_rows(rows, "person_id", "month", "before", "after", "reason", "entry_id")
    ]


def flows(scheme: str, month: int) -> dict[str, int]:
    """Reason → people whose state changes with effect from a month."""
    rows = (
        StateChange.objects.filter(scheme=scheme, benefit=PENSION, month=month)
        .values_list("reason")
        .annotate(n=Count("id"))
        .order_by("reason")
    )
    return {str(reason): int(n) for reason, n in rows}


def of_person(person_id: int) -> list[dict[str, Any]]:
    """One person's benefits: present state, every version of the decision (newest first), every change of state."""
    items = []
    for e in Entitlement.objects.filter(person_id=person_id).order_by("scheme", "benefit"):
        versions = Decision.objects.filter(person_id=person_id, scheme=e.scheme, benefit=e.benefit).order_by("-version").defer("sheet")
        changes = StateChange.objects.filter(person_id=person_id, scheme=e.scheme, benefit=e.benefit).order_by("-id")
        items.append(
            {
                "scheme": e.scheme,
                "benefit": e.benefit,
                "state": e.state,
                "state_title": STATES[e.state],
                "reason": e.reason,
                "reason_title": reason_title(e.reason),
                "since_month": e.since_month,
                "last_month": e.last_month,
                "decision_id": e.decision_id,
                "decisions": [described(d) for d in versions],
                "changes": _changes(changes),
            }
        )
    return items


def described(d: Decision) -> dict[str, Any]:
    parts = dict(DecisionPart.objects.filter(decision_id=d.id).values_list("part", "fen"))
    return {
        "id": d.id,
        "version": d.version,
        "from_month": d.from_month,
        "effective_month": d.effective_month,
        "reason": d.reason,
        "reason_title": reason_title(d.reason),
        "provisional": d.provisional,
        "paid_years": d.paid_years,
        "account_at_claim_fen": d.account_at_claim_fen,
        "parts": [
            PartRow(part.key, part.title, part.rule, parts.get(part.key, 0))
            for part in schemes.of(d.scheme).PARTS
            if part.key in parts or not (part.rest or schemes.stands(d.scheme))
        ],
        "total_fen": d.total_fen,
        "entry_id": d.entry_id,
    }


def decided_amounts(person_ids: Column, scheme: str) -> Columns:
    """Of those of the given people who have a decision in force: `person_id`, `decision_id`, `total_fen`, and a column a part (`…_fen`)."""
    held = Entitlement.objects.filter(scheme=scheme, benefit=PENSION, person_id__in=among(person_ids)).order_by("person_id")
    columns = read_columns(held.annotate(total_fen=F("decision__total_fen")), "person_id", "decision_id", "total_fen")
    rows = read_columns(DecisionPart.objects.filter(decision_id__in=among(columns["decision_id"])), "id", "fen")
    keys = [part.key for part in schemes.of(scheme).PARTS]
    parts = schemes.part_columns(columns["decision_id"], rows["id"], rows["fen"], keys)
    return columns | {f"{key}_fen": fen for key, fen in parts.items()}


def figures_in_force(person_ids: Column, scheme: str) -> dict[int, tuple[int, int, int, int]]:
    """Person → (first month, years paid, account at claim in fen, monthly total in fen) of the decision in force."""
    held = Entitlement.objects.filter(scheme=scheme, benefit=PENSION, person_id__in=among(person_ids))
    fields = ("decision__from_month", "decision__paid_years", "decision__account_at_claim_fen", "decision__total_fen")
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in held.values_list("person_id", *fields)}


def monthly_fen(person_ids: Column, scheme: str) -> Column:
    """For each person the monthly pension decided, 0 where there is none."""
    decided = decided_amounts(person_ids, scheme)
    return look_up(decided["person_id"], decided["total_fen"], person_ids)


def decision(decision_id: int) -> dict[str, Any]:
    """The figures of one decision with its person, scheme and benefit; refused where there is none."""
    row = Decision.objects.filter(id=decision_id).defer("sheet").first()
    if row is None:
        refuse("benefits.no_decision", f"没有编号为 {decision_id} 的核定。", "请核对编号。", "decision_id")
    return described(row) | {
        "person_id": row.person_id,
        "scheme": row.scheme,
        "benefit": row.benefit,
        "inputs": row.inputs,
        "standing": schemes.stands(row.scheme),
        "rules_digest": row.rules_digest,
    }


def sheet(decision_id: int) -> dict[str, Any]:
    """The whole calculation sheet of a decision, in the shape of `shebao explain --json`, with `digest` and `decision`.

    Rebuilt from the stored values and wording, so it says what was decided then, whatever the rules say now.
    """
    rebuilt = stored_sheet(decision_id)
    return rebuilt.as_json() | {"digest": rebuilt.digest(), "decision": decision(decision_id), "notes": list(rebuilt.notes)}


def stored_sheet(decision_id: int) -> Sheet:
    """The calculation sheet of a decision as the core's noun, rebuilt from what was stored.

    AssertionError where the wording is not the one its digest names: somebody changed it.
    """
    figures = decision(decision_id)
    values = Decision.objects.values_list("sheet", flat=True).get(id=decision_id)
    text = RuleText.objects.values_list("text", flat=True).get(digest=figures["rules_digest"])
    assert sm3(text.encode()) == figures["rules_digest"], f"the wording of rule set {figures['rules_digest']} was changed"
    return rebuild(values, text)


def decided(scheme: str, ids: Column | None = None) -> Columns:
    """Every decision of a scheme (or those with these ids) as whole-number columns in order of its id: `id`, `birth_month`, `paid_years` and
    `account_at_claim_fen` as they were decided upon, `month` (the first paid by it), `total_fen`, and the `entry_id` of the journal."""
    rows = Decision.objects.filter(scheme=scheme).order_by("id")
    rows = rows if ids is None else rows.filter(id__in=among(ids))
    columns = read_columns(rows, "id", "paid_years", "account_at_claim_fen", "total_fen", "entry_id")
    sheets = [json.loads(sheet) for (sheet,) in read_rows(rows, "sheet")]
    return {**columns, **{name: int_column(values[name] for values in sheets) for name in ("birth_month", "month")}}


def people_entitled(scheme: str) -> Column:
    """Everybody who has or had a benefit of a scheme, whatever its state, ascending, once each."""
    rows = Entitlement.objects.filter(scheme=scheme).order_by("person_id")
    return np.unique(read_columns(rows, "person_id")["person_id"])


def states_by_person(person_ids: Sequence[int], scheme: str) -> dict[int, str]:
    """Person → state of the pension, for the persons on one page; those without a pension are left out."""
    return dict(
        Entitlement.objects.filter(scheme=scheme, benefit=PENSION, person_id__in=among(person_ids)).values_list("person_id", "state")
    )


def persons_in_state(scheme: str, state: str) -> QuerySet[Entitlement, int]:
    """Ids of the persons whose pension is in a state, to narrow a list by."""
    return Entitlement.objects.filter(scheme=scheme, benefit=PENSION, state=state).values_list("person_id", flat=True)


def in_state(scheme: str, state: str) -> Exists:
    """For rows of another counter that have a `person_id`: whether that person's pension is in a state."""
    return Exists(Entitlement.objects.filter(person_id=OuterRef("person_id"), scheme=scheme, benefit=PENSION, state=state))


def schemes_of(person_ids: Iterable[int]) -> list[str]:
    """The schemes in which some people have or had a benefit."""
    return sorted({row[0] for row in read_rows(Entitlement.objects.filter(person_id__in=among(person_ids)), "scheme")})


def spans(scheme: str, person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `from_month`, `to_month` of every benefit of a scheme; 0 where it goes on. A suspended one ends with the month before."""
    rows = Entitlement.objects.filter(scheme=scheme).order_by("id")
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    names = ("person_id", "decision__from_month", "state", "since_month", "last_month")
    table = [
        (person, first, 0 if state == ACTIVE else last if last is not None else since)
        for person, first, state, since, last in read_rows(rows, *names)
    ]
    whole = np.array(table, dtype=np.int64).reshape(-1, 3)
    return {"person": whole[:, 0], "from_month": whole[:, 1], "to_month": whole[:, 2]}
