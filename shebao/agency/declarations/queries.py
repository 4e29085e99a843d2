"""Questions to declarations: the wage that holds in a month, assessments, batches, receipts, and differences that are open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Count, F, Q, QuerySet

from shebao.agency.store.columns import Column, among, narrowed, read_columns, total

from .models import Assessment, BatchPart, Difference, Receipt, ReceiptFile, ReconciledDifference, Reconciliation, TaxBatch, Wage


def wages_in(month: int, people: Column, employer_ids: Column) -> Column:
    """The wage in fen that holds in a month for each person at their employer; 0 where none is declared."""
    rows = Wage.objects.filter(from_month__lte=month, to_month__gte=month).order_by("id")
    declared = read_columns(narrowed(rows, people), "person_id", "employer_id", "wage_fen")
    keys = declared["person_id"] * 10_000_000 + declared["employer_id"]
    # Of several that cover the month the last entered holds: read backwards, the first of each pair.
    unique, first = np.unique(keys[::-1], return_index=True)
    fen = declared["wage_fen"][::-1][first]
    wanted = people * 10_000_000 + employer_ids
    if not unique.size:
        return np.zeros(people.size, dtype=np.int64)
    at = np.minimum(np.searchsorted(unique, wanted), unique.size - 1)
    return np.where(unique[at] == wanted, fen[at], 0)


class WageRow(NamedTuple):
    """One wage declared."""

    employer_id: int
    from_month: int
    to_month: int
    wage_fen: int
    kind: int
    reason: str


def wages_of(person_id: int) -> list[WageRow]:
    """The wages declared for one person, the newest first."""
    rows = Wage.objects.filter(person_id=person_id).order_by("-id")
    return [WageRow(*row) for row in rows.values_list(*WageRow._fields)]


def assessments(month: int = 0) -> QuerySet[Assessment, Any]:
    """Assessments as rows for a list, of a month or all."""
    rows = Assessment.objects.annotate(total_fen=F("unit_fen") + F("person_fen"), batch=F("sent__batch__number"))
    rows = rows.filter(month=month) if month else rows
    return rows.values(
        "id", "month", "scheme", "turn", "rows", "employers", "lifted", "capped", "base_fen", "unit_fen", "person_fen", "total_fen", "batch"
    )


def assessment(assessment_id: int) -> Assessment | None:
    """One assessment."""
    return Assessment.objects.filter(id=assessment_id).first()


def assessed(month: int, scheme: str) -> list[Assessment]:
    """The assessments of a month of a scheme, in order."""
    return list(Assessment.objects.filter(month=month, scheme=scheme).order_by("turn"))


def blocks_in(scheme: str, first: int, last: int) -> list[tuple[int, int]]:
    """(first id, rows) of the assessments of a scheme in a span of months: where their rows stand among the months."""
    rows = Assessment.objects.filter(scheme=scheme, month__range=(first, last)).order_by("first_id")
    return list(rows.values_list("first_id", "rows"))


def waiting(month: int) -> list[Assessment]:
    """Assessments of a month, and of months before it, that have not gone to the tax office."""
    return list(Assessment.objects.filter(month__lte=month, sent=None).order_by("id"))


def reconciled(scheme: str, month: int) -> bool:
    """Whether a month of a scheme was reconciled; then it is closed to assessment."""
    return Reconciliation.objects.filter(scheme=scheme, month=month).exists()


def credit_blocks(scheme: str) -> list[tuple[int, int]]:
    """(first id, rows) of the assessments of a scheme that take back what was assessed too much."""
    rows = Assessment.objects.filter(scheme=scheme).filter(Q(unit_fen__lt=0) | Q(person_fen__lt=0)).order_by("first_id")
    return list(rows.values_list("first_id", "rows"))


def batches() -> QuerySet[TaxBatch, Any]:
    """Batches as rows for a list."""
    rows = TaxBatch.objects.annotate(total_fen=F("unit_fen") + F("person_fen"))
    return rows.values("id", "number", "month", "rows", "unit_fen", "person_fen", "total_fen", "digest", "receipt")


def batch(batch_id: int) -> tuple[TaxBatch, list[Assessment]] | None:
    """A batch with its assessments, in order."""
    one = TaxBatch.objects.filter(id=batch_id).first()
    if one is None:
        return None
    return one, [part.assessment for part in BatchPart.objects.filter(batch=one).select_related("assessment").order_by("assessment_id")]


def files() -> QuerySet[ReceiptFile, Any]:
    """Lists of receipts as rows for a list, with how much of each settled months."""
    rows = ReceiptFile.objects.annotate(settled=total("receipts__settled_fen"))
    return rows.values("id", "name", "on", "rows", "total_fen", "settled")


def file_known(digest: str) -> date | None:
    """The day of a list that was taken already; None for a new one."""
    return ReceiptFile.objects.filter(digest=digest).values_list("on", flat=True).first()


def open_differences(scheme: str = "") -> QuerySet[Difference, Any]:
    """Differences that are not closed, as rows for a list."""
    rows = Difference.objects.filter(closed_on=None)
    rows = rows.filter(scheme=scheme) if scheme else rows
    return rows.annotate(
        ticket=F("receipt__ticket"),
        employer_id=F("receipt__employer_id"),
        person_id=F("receipt__person_id"),
        month=F("receipt__from_month"),
    ).values("id", "kind", "scheme", "fen", "owner", "opened_on", "ticket", "employer_id", "person_id", "month")


class OpenDifference(NamedTuple):
    """A difference that is not closed."""

    id: int
    kind: str
    scheme: str
    fen: int
    ticket: str


def open_difference(difference_id: int) -> OpenDifference | None:
    """One difference that is not closed; None where there is none of this number."""
    rows = Difference.objects.filter(id=difference_id, closed_on=None)
    row = rows.values_list("id", "kind", "scheme", "fen", "receipt__ticket").first()
    return OpenDifference(*row) if row else None


def open_sums() -> dict[str, tuple[int, int]]:
    """Scheme → (how many differences are open, how much they come to)."""
    rows = Difference.objects.filter(closed_on=None).values("scheme").order_by("scheme").annotate(n=Count("id"), sum=total("fen"))
    return {row["scheme"]: (int(row["n"]), int(row["sum"])) for row in rows}


def received_by_file(scheme: str) -> dict[int, int]:
    """List of receipts → everything the treasury has of it for a scheme, in fen."""
    rows = Receipt.objects.filter(scheme=scheme).values("file_id").order_by("file_id")
    sums = rows.annotate(fen=total(F("unit_fen") + F("person_fen") + F("late_fee_fen") + F("interest_fen")))
    return {int(row["file_id"]): int(row["fen"]) for row in sums}


def reconciliations(month: int) -> list[tuple[Reconciliation, list[ReconciledDifference]]]:
    """The reconciliations of a month that hold, scheme by scheme, with their differences."""
    latest: dict[str, Reconciliation] = {}
    for one in Reconciliation.objects.filter(month=month).order_by("scheme", "version"):
        latest[one.scheme] = one
    by_id: dict[int, list[ReconciledDifference]] = {one.pk: [] for one in latest.values()}
    for row in ReconciledDifference.objects.filter(reconciliation_id__in=list(by_id)).order_by("id"):
        by_id[row.reconciliation_id].append(row)
    return [(one, by_id[one.pk]) for one in latest.values()]


class ReceivedSums(NamedTuple):
    """What the tax office's lists say of a scheme, in fen."""

    unit_fen: int
    person_fen: int
    late_fee_fen: int
    interest_fen: int
    settled_fen: int


def received(scheme: str, first: date | None = None, last: date | None = None) -> ReceivedSums:
    """The sums of a scheme's receipts, of all days or of a span."""
    rows = Receipt.objects.filter(scheme=scheme)
    if first:
        rows = rows.filter(file__on__gte=first)
    if last:
        rows = rows.filter(file__on__lte=last)
    sums = rows.aggregate(**{name: total(name) for name in ReceivedSums._fields})
    return ReceivedSums(**{name: int(value) for name, value in sums.items()})


def assessment_sums(assessment_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Assessment → (employer's part, person's part) of all its rows."""
    rows = Assessment.objects.filter(id__in=among(assessment_ids)).values_list("id", "unit_fen", "person_fen")
    return {key: (unit, person) for key, unit, person in rows}


class ReceiptRow(NamedTuple):
    """One tax receipt of an employer: the day it reached the treasury, its number, for which months, and the amounts in fen."""

    on: date
    ticket: str
    scheme: str
    from_month: int
    to_month: int
    unit_fen: int
    person_fen: int
    late_fee_fen: int
    interest_fen: int
    settled_fen: int

    @property
    def due_fen(self) -> int:
        """Contributions on it, both parts."""
        return self.unit_fen + self.person_fen

    @property
    def open_fen(self) -> int:
        """What of the contributions has settled no month yet."""
        return self.due_fen - self.settled_fen

    @property
    def total_fen(self) -> int:
        """Everything on it."""
        return self.due_fen + self.late_fee_fen + self.interest_fen


def receipts_of(employer_id: int, most: int = 500) -> list[ReceiptRow]:
    """What the tax office's lists have of an employer, the newest first."""
    rows = Receipt.objects.filter(employer_id=employer_id).exclude(employer_id=0).order_by("-file__on", "-id")
    return [ReceiptRow(*row) for row in rows.values_list("file__on", *ReceiptRow._fields[1:])[:most]]
