"""A month's regular pay: everybody in payment, under the law of the place, less who is stopped, explained against last month."""

from __future__ import annotations

import numpy as np

from shebao.agency.benefits import queries as benefits
from shebao.agency.payout import due, gates
from shebao.agency.payout.explain import against_last_month, as_addition, law_change
from shebao.agency.payout.models import Cover, Line, Run, Withheld
from shebao.agency.payout.table import AMOUNTS, Out, Table
from shebao.agency.store.columns import Column, Columns, look_up, read_columns
from shebao.base.months import month_title

KIND = 0


def table(run: Run) -> Table:
    """The run's table; a later part of the month takes whoever the parts before did not pay."""
    places = due.places_known(run.business_day)
    who = due.in_payment(run.scheme, run.month)
    if run.part > 1:
        who = _unpaid(run, who)
    pay = due.pension(who, run.month, run.place, places)
    previous = due.month_before(run.scheme, run.month) if run.part == 1 else None
    last = due.regular_lines(run.scheme, previous) if previous else None
    law = law_change(run, who, pay, previous) if previous else {name: np.zeros_like(pay["total_fen"]) for name in AMOUNTS}
    rows = {
        **who,
        **pay,
        **due.accounts(who["person_id"]),
        "payees": due.payees(who["person_id"]),
        **_history(run, who, last),
        "law_fen": law["total_fen"],
        "death_month": due.death_months(who["person_id"]),
        "covered": _covered(run, who["person_id"]),
    }
    goes, out = gates.sort_out("regular", rows, run.scheme, run.month, run.business_day)
    if run.part == 1:
        out = (*out, *_suspended(run))
    lines = _lines(run, due.pick(rows, goes))
    told = (
        against_last_month(run, previous, last, lines, due.pick(law, goes), who, out)
        if previous and last is not None
        else as_addition(run, lines)
    )
    return Table(
        lines,
        out,
        told.changes,
        previous_month=previous,
        previous_fen=told.previous_fen,
        unexplained=told.unexplained,
        rules_digest=due.law_digest(run.month, run.place, places) if len(who["person_id"]) else "",
    )


def _suspended(run: Run) -> tuple[Out, ...]:
    """Entitled but suspended: nobody is left out in silence."""
    return tuple(
        (person, "excluded", reason, 0, f"自{month_title(since)}起暂停：{benefits.reason_title(reason)}。")
        for person, reason, since in benefits.suspended(run.scheme, run.month)
    )


def _lines(run: Run, rows: Columns) -> Columns:
    count = len(rows["person_id"])
    none = np.zeros(count, dtype=np.int64)
    return {
        "kind": none + KIND,
        "person_id": rows["person_id"],
        "month": none + run.month,
        "from_month": none,
        "decision_id": rows["decision_id"],
        "bank_account_id": rows["account_id"],
        **{name: rows[name] for name in AMOUNTS},
        "reissue_of": none,
        "due_id": none,
    }


def _unpaid(run: Run, who: Columns) -> Columns:
    """Of those in payment, the ones no sealed line of this month belongs to (a line withheld at file time still does)."""
    paid = read_columns(Line.objects.filter(run_id__in=[r.pk for r in due.sealed_runs(run.scheme, run.month)]), "person_id")["person_id"]
    left = ~np.isin(who["person_id"], paid)
    return due.pick(who, left)


def _history(run: Run, who: Columns, last: Columns | None) -> Columns:
    """last_fen: last month's amount (0 for none); last_month: the last month paid, for those not paid last month."""
    people = who["person_id"]
    if last is None:
        return {"last_fen": np.zeros_like(people), "last_month": np.zeros_like(people)}
    before = look_up(last["person_id"], last["total_fen"], people)
    back = people[before == 0]
    months = due.last_paid_month(run.scheme, back, run.month)
    return {"last_fen": before, "last_month": look_up(back, months, people)}


def _covered(run: Run, people: Column) -> Column:
    """1 for whoever was already paid this month through a back payment."""
    void = Withheld.objects.filter(final=True).values("id")
    paid = read_columns(
        Cover.objects.filter(run__scheme=run.scheme, run__sealed=True, month=run.month).exclude(line_id__in=void), "person_id"
    )
    return np.isin(people, paid["person_id"]).astype(np.int64)
