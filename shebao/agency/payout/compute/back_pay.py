"""Back pay: for each person and month what the law gives less what was paid, never an amount somebody typed.

Which months are looked at comes from approved facts: late decisions, lifted suspensions, corrections (benefits counter),
and a law that is not the one a month was computed by: standards published later, formulas corrected. Each month of a payment is kept as a cover, so nothing is paid twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from django.db.models import Q

from shebao.agency.benefits import owed as benefits_owed
from shebao.agency.benefits import queries as benefits
from shebao.agency.payout import due, gates
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.table import COVER_COLUMNS, KINDS, Mask, Table, empty
from shebao.agency.store.columns import Column, Columns, among, look_up, read_columns
from shebao.agency.store.digest import digest_of
from shebao.base.dated import Places
from shebao.base.months import Month, add_months, month_range, months_between


def table(run: Run) -> Table:
    """One line for everybody who was entitled to more than was paid in some earlier month."""
    places = due.places_known(run.business_day)
    owed = benefits_owed.owed_periods(run.scheme, run.month)
    looked_at = list(_months(run, owed, places))
    gaps = _gaps(run, looked_at, places)
    people, place, months = np.unique(gaps["person_id"], return_inverse=True, return_counts=True)
    total, account = _per_person(place, gaps["due_fen"], people.size), _per_person(place, gaps["account_fen"], people.size)
    first = np.full(people.size, 999912, dtype=np.int64)
    np.minimum.at(first, place, gaps["month"])
    monthly = np.zeros(people.size, dtype=np.int64)
    np.maximum.at(monthly, place, gaps["entitled_fen"])
    deaths = due.death_months(people)
    rows = {
        "person_id": people,
        "total_fen": total,
        "months": months.astype(np.int64),
        "operation": _operations(run, people),
        "monthly_fen": monthly,
        "year_fen": _last_year(run, people),
        "heirs": ((deaths > 0) & (deaths < run.month)).astype(np.int64),
        "payees": due.payees(people),
        "back_paid": _this_month(run, people),
        **due.accounts(people),
    }
    goes, out = gates.sort_out("back_pay", rows, run.scheme, run.month, run.business_day)
    none = np.zeros(people.size, dtype=np.int64)
    lines = {
        "kind": none + KINDS.index("back_pay"),
        "person_id": people,
        "month": none + run.month,
        "from_month": first,
        "decision_id": look_up(*_unique(owed["person_id"], owed["decision_id"]), people),
        "bank_account_id": rows["account_id"],
        "basic_fen": total - account,
        "seniority_fen": none,
        "account_fen": account,
        "age_addon_fen": none,
        "total_fen": total,
        "reissue_of": none,
        "due_id": none,
    }
    return Table(due.pick(lines, goes), out, covers=_covers(gaps, people, place, goes), rules_digest=_digest(run, looked_at, places))


def _unique(keys: Column, values: Column) -> tuple[Column, Column]:
    found, first = np.unique(keys, return_index=True)
    return found, values[first]


def _operations(run: Run, people: Column) -> Column:
    """The journal entry behind each person's last change of state: people changed by one operation share it."""
    changes = {c.person_id: c.entry_id for c in benefits.changes_between(run.scheme, add_months(run.month, -12), run.month, people)}
    return np.array([changes.get(person, 0) for person in people.tolist()], dtype=np.int64)


def _digest(run: Run, looked_at: Sequence[tuple[Month, Columns]], places: Places) -> str:
    """What the months looked at read and ran, month by month."""
    return digest_of([[month, due.law_digest(month, run.place, places)] for month, _ in looked_at])


def _gaps(run: Run, looked_at: Sequence[tuple[Month, Columns]], places: Places) -> Columns:
    """Person-months with less paid than entitled: entitled_fen, paid_fen, due_fen, and the account's part of what is due."""
    gaps = []
    for month, people in looked_at:
        entitled = due.pension(people, month, run.place, places)
        ids = people["person_id"]
        paid = due.paid_for(run.scheme, month, ids)
        paid_fen = due.summed(paid["person_id"], paid["total_fen"], ids)
        short = entitled["total_fen"] > paid_fen
        part = np.maximum(entitled["account_fen"] - due.summed(paid["person_id"], paid["account_fen"], ids), 0)
        missing = (entitled["total_fen"] - paid_fen)[short]
        gaps.append(
            {
                "person_id": ids[short],
                "month": np.full(missing.size, month, dtype=np.int64),
                "entitled_fen": entitled["total_fen"][short],
                "paid_fen": paid_fen[short],
                "due_fen": missing,
                "account_fen": np.minimum(part[short], missing),
            }
        )
    return {name: np.concatenate([gap[name] for gap in gaps]) for name in COVER_COLUMNS[1:]} if gaps else empty(*COVER_COLUMNS[1:])


def _months(run: Run, owed: Columns, places: Places) -> Iterator[tuple[Month, Columns]]:
    """Each earlier month with the people to look at: those the benefits counter owes it to, and everybody paid for a month
    whose law, as known now, is not the one it was computed by: a value was published late, or a formula was corrected."""
    earlier = Run.objects.filter(scheme=run.scheme, kind="regular", sealed=True, month__lt=run.month, lines__gt=0)
    digests = {month: due.law_digest(month, run.place, places) for month in set(earlier.values_list("month", flat=True))}
    late = {month for month, digest in earlier.values_list("month", "rules_digest") if digest != digests[month]}
    months = set(late)
    if owed["person_id"].size:
        months |= set(month_range(int(owed["first_month"].min()), int(owed["last_month"].max())))
    for month in sorted(months):
        people = due.pick(owed, (owed["first_month"] <= month) & (owed["last_month"] >= month))
        people = due.pick(people, np.unique(people["person_id"], return_index=True)[1])
        if month in late:
            people = _with_all_paid(run, month, people)
        if people["person_id"].size:
            yield month, people


def _with_all_paid(run: Run, month: Month, people: Columns) -> Columns:
    """The people owed and everybody else who is still in payment and was paid for the month."""
    others = due.in_payment(run.scheme, run.month)
    paid = due.paid_for(run.scheme, month)["person_id"]
    others = due.pick(
        others, np.isin(others["person_id"], paid) & ~np.isin(others["person_id"], people["person_id"]) & (others["from_month"] <= month)
    )
    both = {name: np.concatenate([people[name], others[name]]) for name in others}
    return due.pick(both, np.argsort(both["person_id"]))


def _per_person(place: Column, values: Column, size: int) -> Column:
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, place, values)
    return sums


def _last_year(run: Run, people: Column) -> Column:
    """What each person got in back payments in the eleven months before this one, so that splitting a sum does not hide it."""
    since = add_months(run.month, -11)
    rows = read_columns(
        Line.objects.filter(
            due.live(Q(scheme=run.scheme, kind="back_pay", month__gte=since, month__lt=run.month)),
            person_id__in=among(people),
            run__sealed=True,
        ),
        "person_id",
        "total_fen",
        "month",
    )
    assert not rows["month"].size or months_between(int(rows["month"].min()), run.month) < 12
    return due.summed(rows["person_id"], rows["total_fen"], people)


def _this_month(run: Run, people: Column) -> Column:
    """1 for whoever an earlier part of this month's back pay has paid: there is one line a person and month."""
    mine = Line.objects.filter(scheme=run.scheme, kind="back_pay", month=run.month).exclude(run=run)
    return np.isin(people, read_columns(mine, "person_id")["person_id"]).astype(np.int64)


def _covers(gaps: Columns, people: Column, place: Column, goes: Mask) -> Columns:
    """The months behind the lines that go, each with the position of its line."""
    position = np.cumsum(goes) - 1
    kept = goes[place]
    order = np.lexsort((gaps["month"][kept], position[place[kept]]))
    return {"line": position[place[kept]][order], **{name: gaps[name][kept][order] for name in COVER_COLUMNS[1:]}}
