"""A month's regular pay: everybody in payment, under the law of the place, less who is stopped, explained against last month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shebao.agency.benefits import awards, confirmations
from shebao.agency.benefits import queries as benefits
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.holds import gates
from shebao.agency.payout.holds.gates import LeftOut
from shebao.agency.payout.holds.operations import Parts, Usual
from shebao.agency.payout.models import Cover, Line, Run, Withheld
from shebao.agency.payout.tables import causes, deductions, facts
from shebao.agency.payout.tables.explain import LastMonth, against_last_month, as_addition, law_change
from shebao.agency.payout.tables.table import Lines, Table, lines_of
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.schemes import Amounts
from shebao.agency.store.columns import Column, Columns, look_up, pick, read_columns
from shebao.base.dated import Places
from shebao.base.months import month_title


@dataclass(frozen=True, slots=True)
class Month:
    """What a regular run is computed from, fetched once: who is in payment, what the law gives them, what last month's run paid.

    A later part of a month is no change of the month before: it is guarded against it, but explained by itself.
    """

    run: Run
    places: Places
    people: Columns
    pay: Amounts
    last: LastMonth | None

    @property
    def compared(self) -> LastMonth | None:
        """The month the run is explained against."""
        return self.last if self.run.part == 1 else None

    def law_digest(self) -> str:
        """The digest of the law the run is computed by; "" where it computes nobody."""
        run = self.run
        return awards.law_digest(run.scheme, run.month, run.place, self.places) if len(self.people["person_id"]) else ""


def table(run: Run) -> Table:
    """The run's table; a later part of the month takes whoever the parts before did not pay."""
    month = month_of(run)
    law = law_change(run, month.people, month.pay, month.last)
    rows = _rows(month, law)
    usual = Usual(len(month.last.lines["person_id"]), month.last.total_fen) if month.last else Usual(0, 0)
    goes, out, operations = gates.sort_out("regular", rows, run.scheme, run.month, run.business_day, _causes(month, rows), usual)
    if run.part == 1:
        out = (*out, *_suspended(run))
    lines = _lines(run, pick(rows, goes), month.pay.pick(goes))
    last = month.compared
    told = against_last_month(run, last, lines, law.pick(goes), month.people, out) if last else as_addition(run, lines)
    return Table(
        lines,
        out,
        told.changes,
        previous_month=last.month if last else None,
        previous_fen=told.previous_fen,
        unexplained=told.unexplained,
        rules_digest=month.law_digest(),
        operations=operations,
        deductions=deductions.of_month(run, lines),
    )


def month_of(run: Run) -> Month:
    """Fetch what the run is computed from."""
    places = parameters.known_on(run.business_day)
    who = benefits.in_payment(run.scheme, run.month)
    if run.part > 1:
        who = _unpaid(run, who)
    due = awards.monthly(who, run.scheme, run.month, run.place, places)
    who = who | {"decision_id": due.decision_id}
    previous = facts.month_before(run.scheme, run.month)
    last = LastMonth(facts.sealed_runs(run.scheme, previous)[0], facts.regular_lines(run.scheme, previous)) if previous else None
    return Month(run, places, who, due.amounts, last)


def _rows(month: Month, law: Amounts) -> Columns:
    """Every column the gates of a regular run read, and what its lines are made of."""
    who = month.people["person_id"]
    return {
        **month.people,
        "total_fen": month.pay.total_fen,
        **heirs.account_columns(who),
        "payees": facts.payees(who),
        **_history(month.run, who, month.last),
        "law_fen": law.total_fen,
        "death_month": people.death_months(who),
        "covered": _covered(month.run, who),
        "confirmed": confirmations.confirmed(who, month.run.scheme, month.run.month),
    }


def _causes(month: Month, rows: Columns) -> dict[str, Parts]:
    """Which standard moves whose pension since last month, and which operation brought in whom; nothing in the very first run."""
    run, last = month.run, month.last
    if last is None:
        return {}
    law = causes.Law(run.scheme, run.place, run.business_day)
    return {
        gates.LAW_OPERATION.key: causes.parts_of_law(law, month.people, run.month, last.run, since=last.month),
        gates.NEWCOMERS.key: causes.parts_of_newcomers(run, rows["person_id"], rows["first"], rows["total_fen"]),
    }


def _suspended(run: Run) -> tuple[LeftOut, ...]:
    """Entitled but suspended: nobody is left out in silence."""
    return tuple(
        LeftOut(person, gates.EXCLUDED, reason, 0, f"自{month_title(since)}起暂停：{benefits.reason_title(reason)}。")
        for person, reason, since in benefits.suspended(run.scheme, run.month)
    )


def _lines(run: Run, rows: Columns, pay: Amounts) -> Lines:
    return lines_of(
        "regular",
        {
            "person_id": rows["person_id"],
            "month": np.full_like(rows["person_id"], run.month),
            "decision_id": rows["decision_id"],
            "bank_account_id": rows["account_id"],
            "total_fen": pay.total_fen,
            "from_account_fen": pay.from_account_fen,
        },
        pay.parts,
    )


def _unpaid(run: Run, who: Columns) -> Columns:
    """Of those in payment, the ones no sealed line of this month belongs to (a line withheld at file time still does)."""
    paid = read_columns(Line.objects.filter(run_id__in=[r.pk for r in facts.sealed_runs(run.scheme, run.month)]), "person_id")["person_id"]
    return pick(who, ~np.isin(who["person_id"], paid))


def _history(run: Run, who: Column, last: LastMonth | None) -> Columns:
    """last_fen: last month's amount (0 for none); last_month: the last month paid, for those not paid last month; first: 1 for
    whoever was never paid."""
    if last is None:
        return {"last_fen": np.zeros_like(who), "last_month": np.zeros_like(who), "first": np.ones_like(who)}
    before = look_up(last.lines["person_id"], last.lines["total_fen"], who)
    back = who[before == 0]
    months = facts.last_paid_month(run.scheme, back, run.month)
    last_month = look_up(back, months, who)
    return {"last_fen": before, "last_month": last_month, "first": ((before == 0) & (last_month == 0)).astype(np.int64)}


def _covered(run: Run, who: Column) -> Column:
    """1 for whoever was already paid this month through a back payment."""
    void = Withheld.objects.filter(final=True).values("id")
    paid = read_columns(
        Cover.objects.filter(run__scheme=run.scheme, run__sealed=True, month=run.month).exclude(line_id__in=void), "person_id"
    )
    return np.isin(who, paid["person_id"]).astype(np.int64)
