"""A month of a person with everything that was added to it or taken from it: what was assessed, paid, and when; and what employers owe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Max, Min

from shebao.agency.store.columns import among, read_rows, total

from .kinds import TOGETHER
from .models import Adjustment, MonthPayment, PersonMonth
from .months import UNPAID, code_of, scheme_of


class MonthTotal(NamedTuple):
    """All turns of a person's month at an employer added up, in fen; paid_month: the last in which money came, 0 for none."""

    first_id: int
    person_id: int
    month: int
    employer_id: int
    last_turn: int
    base_fen: int
    unit_fen: int
    person_fen: int
    paid_unit_fen: int
    paid_person_fen: int
    paid_month: int


def totals_of(scheme: str, employer_id: int, person_ids: Iterable[int], first: int, last: int) -> list[MonthTotal]:
    """The months of some people at an employer (0: their own) in a span, by person and month."""
    rows = PersonMonth.objects.filter(
        scheme=code_of(scheme), employer_id=employer_id, person_id__in=among(person_ids), month__range=(first, last)
    ).values("person_id", "month", "employer_id")
    sums = rows.annotate(
        first_row=Min("id"),
        last=Max("turn"),
        base=total("base_fen"),
        unit=total("unit_fen"),
        own=total("person_fen"),
        paid_unit=total("paid_unit_fen"),
        paid_own=total("paid_person_fen"),
        paid=Max("paid_month"),
    ).order_by("person_id", "month")
    names = ("first_row", "person_id", "month", "employer_id", "last", "base", "unit", "own", "paid_unit", "paid_own", "paid")
    return [MonthTotal(*row) for row in read_rows(sums, *names)]


def next_turns(scheme: str, employer_id: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """For each (person, month) the turn of a further row: after the last there is, and after those given to the pair before it."""
    if not pairs:
        return []
    months = [month for _, month in pairs]
    rows = totals_of(scheme, employer_id, sorted({person for person, _ in pairs}), min(months), max(months))
    last = {(row.person_id, row.month): row.last_turn for row in rows}
    turns = []
    for pair in pairs:
        last[pair] = last.get(pair, -1) + 1
        turns.append(last[pair])
    return turns


def totals_by_row(row_ids: Sequence[int]) -> dict[int, tuple[str, MonthTotal]]:
    """First row of a month → (scheme, the month with all its turns), of a few months."""
    result = {}
    for key, scheme, person, month, employer in read_rows(
        PersonMonth.objects.filter(id__in=among(row_ids)), "id", "scheme", "person_id", "month", "employer_id"
    ):
        (one,) = totals_of(scheme_of(scheme), employer, [person], month, month)
        result[key] = (scheme_of(scheme), one)
    return result


class DueRow(NamedTuple):
    """One row that an employer owes or owed, and by which journal entry it came to be."""

    id: int
    month: int
    unit_fen: int
    person_fen: int
    entry_id: int


def due_rows(employer_id: int, scheme: str, last: int) -> list[DueRow]:
    """Every row of an employer's months up to one that asked for money."""
    rows = PersonMonth.objects.filter(employer_id=employer_id, scheme=code_of(scheme), month__lte=last, unit_fen__gte=0, person_fen__gte=0)
    return [DueRow(*row) for row in read_rows(rows.order_by("month", "id"), "id", "month", "unit_fen", "person_fen", "entry_id")]


def payments_of(row_ids: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """(row, receipt or minus an adjustment, employer's part, person's part) of what settled some rows."""
    rows = MonthPayment.objects.filter(month_id__in=among(row_ids)).order_by("id")
    return [
        (month, receipt, unit, own) for month, receipt, unit, own in read_rows(rows, "month_id", "receipt_id", "unit_fen", "person_fen")
    ]


def days_of_adjustments(ids: Iterable[int]) -> dict[int, date]:
    """Adjustment → its day."""
    return dict(Adjustment.objects.filter(id__in=among(ids)).values_list("id", "paid_on"))


class Arrears(NamedTuple):
    """What one employer owes for one scheme up to a month: since which month, for how many, how much of each part."""

    employer_id: int
    scheme: str
    oldest: int
    months: int
    unit_fen: int
    person_fen: int

    @property
    def owed_fen(self) -> int:
        """Both parts."""
        return self.unit_fen + self.person_fen


def arrears(last: int, employer_ids: Iterable[int] | None = None) -> list[Arrears]:
    """Everything employers owe for months up to one, by employer and scheme."""
    rows = PersonMonth.objects.filter(UNPAID, month__lte=last, employer_id__gt=0)
    if employer_ids is not None:
        rows = rows.filter(employer_id__in=among(employer_ids))
    sums = rows.values("employer_id", "scheme").annotate(
        oldest=Min("month"),
        count=Count("month", distinct=True),
        unit=total(F("unit_fen") - F("paid_unit_fen")),
        own=total(F("person_fen") - F("paid_person_fen")),
    )
    names = ("employer_id", "scheme", "oldest", "count", "unit", "own")
    return [Arrears(row[0], scheme_of(row[1]), *row[2:]) for row in read_rows(sums.order_by("employer_id", "scheme"), *names)]


def year_of_employer(employer_id: int, year: int, person_ids: Iterable[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """(person, month) → (due, paid) of every scheme together, of some people of an employer in a year."""
    span = (year * 100 + 1, year * 100 + 12)
    rows = PersonMonth.objects.filter(employer_id=employer_id, month__range=span, person_id__in=among(person_ids))
    sums = rows.values("person_id", "month").annotate(
        due=total(F("unit_fen") + F("person_fen")), paid=total(F("paid_unit_fen") + F("paid_person_fen"))
    )
    return {(person, month): (due, paid) for person, month, due, paid in read_rows(sums, "person_id", "month", "due", "paid")}


def people_of_year(employer_id: int, year: int) -> list[int]:
    """Everybody assessed at an employer for a month of a year."""
    rows = PersonMonth.objects.filter(employer_id=employer_id, month__range=(year * 100 + 1, year * 100 + 12), person_id__gt=TOGETHER)
    return sorted(rows.values_list("person_id", flat=True).distinct())


def adjustment(adjustment_id: int) -> Adjustment | None:
    """One adjustment."""
    return Adjustment.objects.filter(id=adjustment_id).first()


def rows_of_adjustment(adjustment_id: int) -> list[tuple[int, int, int]]:
    """(row, employer's part, person's part) that an adjustment settled."""
    rows = MonthPayment.objects.filter(receipt_id=-adjustment_id).order_by("id")
    return [(key, unit, own) for key, unit, own in read_rows(rows, "month_id", "unit_fen", "person_fen")]


def recorded_of(person_id: int, kind: str) -> list[Adjustment]:
    """The adjustments of a kind that settled months of one person, the newest first."""
    mine = PersonMonth.objects.filter(person_id=person_id, person_id__gt=TOGETHER).values("id")
    sources = MonthPayment.objects.filter(month_id__in=mine, receipt_id__lt=0).values_list("receipt_id", flat=True).distinct()
    return list(Adjustment.objects.filter(kind=kind, id__in=[-source for source in sources]).order_by("-id"))
