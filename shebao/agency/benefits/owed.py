"""Months owed: what a person was entitled to and no regular run paid, because the decision, the proof of life or a
correction came later. The amount is never typed: the payout counter computes it as entitled less paid, month by month."""

from __future__ import annotations

import numpy as np

from shebao.agency.store.columns import Column, Columns, among, look_up, read_rows
from shebao.base.months import add_months

from .models import Decision, Entitlement, StateChange
from .queries import with_facts
from .reasons import ACTIVE, ENDED, PENSION, SUSPENDED, SUSPENSIONS

KINDS: dict[int, str] = {1: "late_decision", 2: "resumed", 3: "died_suspended", 4: "corrected", 5: "reinstated"}
"""Kind of a period owed. Of "corrected" months the difference to what was paid is owed (it may be negative: recovery)."""

Period = tuple[int, int, int, int, int]
"""(person, first month, last month, kind, the journal entry by which it came to be owed)."""


def owed_periods(scheme: str, month: int, person_ids: Column | None = None) -> Columns:
    """Periods before a month that regular runs left out, of everyone or of some, since this system began.

    Columns: those of `queries.in_payment`, and `first_month`, `last_month` (both included, all before `month`), `kind` (a key of
    `KINDS`), `entry_id` (of the decision, the lifted suspension or the correction by which it came to be owed). A person may have
    several rows; what was already paid for these months is for the payout counter to take off. Months missed for custody are
    not owed. Periods of people who died while suspended are owed to the heirs.
    """
    periods = sorted(_late_decisions(scheme, month, person_ids) + _missed(scheme, month, person_ids))
    table = np.array(periods, dtype=np.int64).reshape(-1, 5)
    entitlements = Entitlement.objects.filter(scheme=scheme, benefit=PENSION, person_id__in=among(np.unique(table[:, 0])))
    facts = with_facts(entitlements)
    columns = {name: look_up(facts["person_id"], values, table[:, 0]) for name, values in facts.items()}
    names = ("person_id", "first_month", "last_month", "kind", "entry_id")
    return columns | {name: np.ascontiguousarray(table[:, i]) for i, name in enumerate(names)}


def _late_decisions(scheme: str, month: int, person_ids: Column | None) -> list[Period]:
    """From the legal first month to the month before the first regular payment."""
    changes = StateChange.objects.filter(scheme=scheme, benefit=PENSION, reason="decided", month__lte=month)
    if person_ids is not None:
        changes = changes.filter(person_id__in=among(person_ids))
    paid_from = {person: (when, entry) for person, when, entry in read_rows(changes.order_by("id"), "person_id", "month", "entry_id")}
    decisions = Decision.objects.filter(scheme=scheme, benefit=PENSION, person_id__in=among(np.fromiter(paid_from, dtype=np.int64)))
    starts = dict(read_rows(decisions.order_by("version"), "person_id", "from_month"))
    return [
        (person, starts[person], add_months(paid, -1), 1, entry) for person, (paid, entry) in paid_from.items() if starts[person] < paid
    ]


def _missed(scheme: str, month: int, person_ids: Column | None) -> list[Period]:
    """Suspensions that were lifted or ended by death, and months before a correction took effect."""
    changes = StateChange.objects.filter(scheme=scheme, benefit=PENSION, month__lte=month).exclude(before="none")
    entitlements = Entitlement.objects.filter(scheme=scheme, benefit=PENSION).exclude(last_month=None)
    if person_ids is not None:
        changes, entitlements = changes.filter(person_id__in=among(person_ids)), entitlements.filter(person_id__in=among(person_ids))
    last_due = dict(read_rows(entitlements, "person_id", "last_month"))
    began: dict[int, tuple[int, str]] = {}
    ended: dict[int, tuple[int, tuple[int, str] | None]] = {}
    corrected: list[tuple[int, int, int]] = []
    items: list[Period] = []
    for person, when, after, reason, entry in read_rows(changes.order_by("id"), "person_id", "month", "after", "reason", "entry_id"):
        if reason == "reinstated":
            stopped, waiting = ended.pop(person)
            if waiting is not None:
                began[person] = waiting
            elif stopped < when:
                items.append((person, stopped, add_months(when, -1), 5, entry))
            continue
        if after == SUSPENDED:
            began[person] = (when, reason)
            continue
        if reason == "corrected":
            corrected.append((person, when, entry))
            continue
        if after == ENDED:
            ended[person] = (when, began.get(person))
        since, why = began.pop(person, (0, ""))
        until = add_months(when, -1) if after == ACTIVE else min(last_due.get(person, 0), add_months(month, -1))
        if since and SUSPENSIONS[why].owed and since <= until:
            items.append((person, since, until, 2 if after == ACTIVE else 3, entry))
    return items + _before_corrections(scheme, corrected)


def _before_corrections(scheme: str, corrected: list[tuple[int, int, int]]) -> list[Period]:
    """From the first month this system paid to the month before the correction took effect."""
    if not corrected:
        return []
    people = among([person for person, _, _ in corrected])
    first = StateChange.objects.filter(scheme=scheme, benefit=PENSION, reason__in=("decided", "taken_over"), person_id__in=people)
    began = dict(read_rows(first.order_by("id"), "person_id", "month"))
    latest = {person: (until, entry) for person, until, entry in corrected}
    return [(person, began[person], add_months(until, -1), 4, entry) for person, (until, entry) in latest.items() if began[person] < until]
