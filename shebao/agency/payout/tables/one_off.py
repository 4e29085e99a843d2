"""A one-off run: what heirs are owed once (funeral subsidy, inherited account), as computed by the rule that owes it; each to the heir's own account.

What the living are owed by a list is held against all they got so in twelve months, and where one of a list is over the limit the
whole list waits: split or uneven, a wrong list does not go out in part.
"""

from __future__ import annotations

import numpy as np

from shebao.agency import schemes
from shebao.agency.payout.holds import gates
from shebao.agency.payout.kinds import LINE_NUMBER, LIVING
from shebao.agency.payout.models import Due, DueCancelled, Line, Run
from shebao.agency.payout.tables import causes, deductions
from shebao.agency.payout.tables.table import Table, lines_of
from shebao.agency.people import heirs
from shebao.agency.store.columns import Column, Mask, among, int_column, read_columns, read_rows
from shebao.base.months import add_months
from shebao.core.books.entries import BENEFITS


def table(run: Run) -> Table:
    """Every amount owed up to the run's month that no line pays yet."""
    paid = Line.objects.filter(due_id__isnull=False).exclude(run=run).values("due_id")
    dues = (
        Due.objects.filter(scheme=run.scheme, month__lte=run.month)
        .exclude(id__in=DueCancelled.objects.values("id"))
        .exclude(id__in=paid)
        .order_by("id")
    )
    owed = read_columns(dues, "id", "person_id", "month", "amount_fen", "entry_id")
    booked = read_rows(dues, "kind", "account")
    kinds = [kind for kind, _ in booked]
    living = np.array([kind in LIVING for kind in kinds], dtype=np.bool_)
    accounts = heirs.account_columns(owed["person_id"])
    rows = {
        "person_id": owed["person_id"],
        "total_fen": owed["amount_fen"],
        "year_fen": _in_a_year(run, owed["person_id"], owed["amount_fen"], living),
        **accounts,
    }
    listed = np.flatnonzero(living)
    parts = {gates.ONE_LIST.key: causes.parts_of_entries(listed, owed["entry_id"][listed], owed["amount_fen"][listed])}
    goes, out, measured = gates.sort_out("one_off", rows, run.scheme, run.month, run.business_day, parts)
    lines = lines_of(
        int_column(LINE_NUMBER[kind] for kind in kinds),
        {
            "person_id": owed["person_id"],
            "month": owed["month"],
            "bank_account_id": accounts["account_id"],
            "total_fen": owed["amount_fen"],
            "from_account_fen": owed["amount_fen"] * int_column(kind in ("inheritance", "exit") for kind in kinds),
            "due_id": owed["id"],
        },
        {},
    )
    chosen = lines.pick(goes)
    benefits = [(account or schemes.entry_of(run.scheme, kind)[0]) == BENEFITS for kind, account in booked]
    as_benefits = np.array(benefits, dtype=np.bool_)[goes].tolist()
    return Table(chosen, out, operations=measured, deductions=deductions.of_sums(run, chosen, as_benefits))


def _in_a_year(run: Run, people: Column, fen: Column, living: Mask) -> Column:
    """What else each row's person is owed by lists in this run, and was paid so in the twelve months before."""
    others: dict[int, int] = {}
    for person, amount in zip(people[living].tolist(), fen[living].tolist(), strict=True):
        others[person] = others.get(person, 0) + amount
    since = add_months(run.month, -12)
    before = Line.objects.filter(scheme=run.scheme, kind__in=list(LIVING), month__gt=since, run__sealed=True, person_id__in=among(others))
    for person, amount in read_rows(before.exclude(run=run), "person_id", "total_fen"):
        others[person] += amount
    return int_column(
        others[person] - amount if mine else 0 for person, amount, mine in zip(people.tolist(), fen.tolist(), living.tolist(), strict=True)
    )
