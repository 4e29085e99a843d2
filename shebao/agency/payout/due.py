"""The facts a run is computed from, as columns: who is in payment, what the law gives them, their accounts, what was paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Max, Q

from shebao.agency.benefits import queries as benefits
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.store.columns import Column, Columns, among, int_column, look_up, narrowed, read_columns, read_rows
from shebao.base.dated import Places
from shebao.base.months import Month
from shebao.core.policy.resident.columns import monthly_pension, pension_law

from .models import Cover, Exclusion, Line, Run, Withheld
from .table import AMOUNTS


def places_known(day: date) -> Places:
    """The legal values as they were known on a day, so that a later amendment does not change what is explained."""
    return parameters.known_on(day)


def in_payment(scheme: str, month: Month) -> Columns:
    """Everybody in payment for a month, in order of the person: person_id, decision_id, birth_month, paid_years,
    account_at_claim_fen, from_month."""
    return benefits.in_payment(scheme, month)


def pick(columns: Columns, rows: npt.NDArray[Any]) -> Columns:
    """Some rows of some columns."""
    return {name: column[rows] for name, column in columns.items()}


def pension(who: Columns, month: Month, place: str, places: Places) -> Columns:
    """One month's pension of these people under the law of the place: basic_fen … total_fen."""
    if not len(who["person_id"]):
        return {name: np.empty(0, dtype=np.int64) for name in AMOUNTS}
    return monthly_pension(who, month, places, place)


def law_digest(month: Month, place: str, places: Places) -> str:
    """The digest of what a month's pension reads and runs at the place, and of nothing else: a run keeps it."""
    return pension_law(month, places, place).digest()


def accounts(person_ids: Column) -> Columns:
    """account_id (0 = none) and verified, of the account each person is paid to now."""
    return people.account_columns(person_ids)


def payees(person_ids: Column) -> Column:
    """How many persons share each person's account, themselves included."""
    shared = [(person, len(group)) for group in people.shared_accounts(most=100_000) for person in group]
    return look_up(int_column([pair[0] for pair in shared]), int_column([pair[1] for pair in shared]), person_ids, missing=1)


def death_months(person_ids: Column) -> Column:
    """The month of death (YYYYMM) beside each person, 0 where none is recorded."""
    return people.death_months(person_ids)


def sealed_runs(scheme: str, month: Month, kind: str = "regular") -> list[Run]:
    """Sealed runs of a month, in their order."""
    return list(Run.objects.filter(scheme=scheme, month=month, kind=kind, sealed=True).order_by("part"))


def month_before(scheme: str, month: Month) -> Month | None:
    """The last earlier month with a sealed regular run."""
    found: Month | None = Run.objects.filter(scheme=scheme, kind="regular", sealed=True, month__lt=month).aggregate(m=Max("month"))["m"]
    return found


def regular_lines(scheme: str, month: Month) -> Columns:
    """The sealed regular lines of a month by person, with their amounts and accounts."""
    runs = [run.pk for run in sealed_runs(scheme, month)]
    rows = Line.objects.filter(run_id__in=runs).order_by("person_id")
    return read_columns(rows, "person_id", "decision_id", "bank_account_id", *AMOUNTS)


def paid_for(scheme: str, month: Month, person_ids: Column | None = None) -> Columns:
    """What was paid, or promised, for one month: person_id, total_fen, account_fen; lines withheld for good count as not paid.

    person_ids: the persons that matter; others may be among the answer. None for everybody.
    """
    void = Withheld.objects.filter(final=True).values("id")
    runs = [run.pk for run in sealed_runs(scheme, month)]
    lines = Line.objects.filter(run_id__in=runs).exclude(id__in=void)
    regular = read_columns(lines if person_ids is None else narrowed(lines, person_ids), "person_id", "total_fen", "account_fen")
    back = read_columns(
        Cover.objects.filter(run__scheme=scheme, run__sealed=True, month=month).exclude(line_id__in=void),
        "person_id",
        "due_fen",
        "account_fen",
    )
    return {
        "person_id": np.concatenate([regular["person_id"], back["person_id"]]),
        "total_fen": np.concatenate([regular["total_fen"], back["due_fen"]]),
        "account_fen": np.concatenate([regular["account_fen"], back["account_fen"]]),
    }


def summed(keys: Column, values: Column, wanted: Column) -> Column:
    """For each of `wanted` the sum of the values beside its key; keys may repeat."""
    unique, place = np.unique(keys, return_inverse=True)
    sums = np.zeros(unique.size, dtype=np.int64)
    np.add.at(sums, place, values)
    return look_up(unique, sums, wanted)


def last_paid_month(scheme: str, person_ids: Column, before: Month) -> Column:
    """The last month for which each person has a sealed line before a month, 0 for never."""
    rows = read_rows(
        Line.objects.filter(scheme=scheme, person_id__in=among(person_ids), month__lt=before, run__sealed=True)
        .order_by()
        .values("person_id")
        .annotate(last=Max("month")),
        "person_id",
        "last",
    )
    return look_up(int_column([row[0] for row in rows]), int_column([row[1] for row in rows]), person_ids)


def left_out(scheme: str, month: Month, *, before_part: int | None = None) -> dict[int, str]:
    """person → reason, of those held or excluded by the sealed regular runs of a month (before a part of it)."""
    runs = [run.pk for run in sealed_runs(scheme, month) if before_part is None or run.part < before_part]
    return dict(Exclusion.objects.filter(run_id__in=runs).order_by("id").values_list("person_id", "reason"))


def live(lines_of: Q) -> Q:
    """Of some lines, those that stand: not withheld for good."""
    return lines_of & ~Q(id__in=Withheld.objects.filter(final=True).values("id"))
