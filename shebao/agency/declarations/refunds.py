"""Questions about contributions that go back: what may, what waits for the money, what left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from shebao.agency.contributions import month_totals
from shebao.agency.contributions.month_totals import MonthTotal
from shebao.agency.store.columns import among, total

from .kinds import PAID
from .models import Receipt, Refund, RefundLine


class Refundable(NamedTuple):
    """A month of a person, and what of each part was paid and may still go back, in fen."""

    month: MonthTotal
    unit_fen: int
    person_fen: int


def refundable(scheme: str, employer_id: int, wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Refundable]:
    """(person, month) → what may go back of it: paid, and not in a refund that waits."""
    if not wanted:
        return {}
    first, last = min(month for _, month in wanted), max(month for _, month in wanted)
    rows = month_totals.totals_of(scheme, employer_id, sorted({person for person, _ in wanted}), first, last)
    waiting = _waiting([row.first_id for row in rows])
    result = {}
    for row in rows:
        unit, person = waiting.get(row.first_id, (0, 0))
        result[row.person_id, row.month] = Refundable(row, row.paid_unit_fen - unit, row.paid_person_fen - person)
    return result


def _waiting(row_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = RefundLine.objects.filter(month_id__in=among(row_ids), refund__closed_on=None).values("month_id").order_by("month_id")
    sums = rows.annotate(unit=total("unit_fen"), own=total("person_fen"))
    return {row["month_id"]: (row["unit"], row["own"]) for row in sums}


def open_refund(refund_id: int) -> tuple[Refund, list[RefundLine]] | None:
    """A refund that waits for its money, with its months."""
    one = Refund.objects.filter(id=refund_id, closed_on=None).first()
    return (one, list(RefundLine.objects.filter(refund=one).order_by("id"))) if one else None


def listed_refunds() -> QuerySet[Refund, Any]:
    """Refunds as rows for a list."""
    rows = Refund.objects.annotate(total_fen=F("unit_fen") + F("person_fen"))
    return rows.values(
        "id", "scheme", "payee", "employer_id", "person_id", "unit_fen", "person_fen", "total_fen", "reason", "via", "closed_on", "outcome"
    )


def refund_sums() -> dict[int, tuple[str, int, bool]]:
    """Refund → (scheme, fen, whether the money left)."""
    rows = Refund.objects.values_list("id", "scheme", "unit_fen", "person_fen", "outcome")
    return {key: (scheme, unit + person, outcome.startswith(PAID)) for key, scheme, unit, person, outcome in rows}


def settled_projects() -> dict[int, int]:
    """Row of the tax office's lists → what of it settled a building project."""
    return dict(Receipt.objects.exclude(project_id=None).filter(settled_fen__gt=0).values_list("id", "settled_fen"))
