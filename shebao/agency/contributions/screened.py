"""Years of bases, first months and months paid late as whole-number columns for the screening rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db.models import Count, F, IntegerField, Min, QuerySet
from django.db.models.expressions import ExpressionWrapper

from shebao.agency.store.columns import Columns, among, empty_columns, read_columns, total
from shebao.base.months import months_between

from .models import PersonMonth

LATE_MONTHS = 3
"""A month paid later than so many months after it is a back payment: the levy of a month may take until the next but one. Practice."""


def base_years(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `scheme` (its number), `year`, `months`, `base_fen` of the months paid in full, added up by the database."""
    year = ExpressionWrapper(F("month") / 100, output_field=IntegerField())
    rows = _paid(person_ids).annotate(year=year).order_by().values("person_id", "scheme", "year")
    names = ("person_id", "scheme", "year", "months", "base")
    known = read_columns(rows.annotate(months=Count("month", distinct=True), base=total("base_fen")), *names)
    known = known or empty_columns(*names)
    return {
        "person": known["person_id"],
        "scheme": known["scheme"],
        "year": known["year"],
        "months": known["months"],
        "base_fen": known["base"],
    }


def first_months(scheme: int, person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `month`: the first month paid in full of a scheme."""
    known = read_columns(
        _paid(person_ids).filter(scheme=scheme).order_by().values("person_id").annotate(first=Min("month")), "person_id", "first"
    )
    return {"person": known["person_id"], "month": known["first"]}


def paid_late(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `scheme`, `employer`, `paid_month`, `months`, `from_month`, `to_month`: months paid together long after they were due."""
    rows = (
        _paid(person_ids)
        .filter(paid_month__gt=F("month") + LATE_MONTHS)
        .order_by("person_id", "scheme", "employer_id", "paid_month", "month")
    )
    c = read_columns(rows, "person_id", "scheme", "employer_id", "paid_month", "month")
    late = months_between(c["month"], c["paid_month"]) > LATE_MONTHS if c["month"].size else np.zeros(0, dtype=bool)
    c = {name: values[late] for name, values in c.items()}
    keys = np.stack([c[name] for name in ("person_id", "scheme", "employer_id", "paid_month")], axis=1)
    starts = np.flatnonzero(np.r_[True, (keys[1:] != keys[:-1]).any(axis=1)]) if keys.size else np.zeros(0, dtype=np.int64)
    ends = np.r_[starts[1:], keys.shape[0]] if starts.size else starts
    groups = keys[starts]
    return {
        "person": groups[:, 0], "scheme": groups[:, 1], "employer": groups[:, 2], "paid_month": groups[:, 3], "months": ends - starts,
        "from_month": c["month"][starts], "to_month": c["month"][ends - 1],
    }  # fmt: skip


def insured_by_employer(month: int) -> Columns:
    """`employer`, `insured`: how many people each employer paid for in the newest twelve months up to one."""
    rows = PersonMonth.objects.filter(month__gt=month - 100, month__lte=month, person_id__gt=0, employer_id__gt=0, turn=0)
    known = read_columns(rows.order_by().values("employer_id").annotate(n=Count("person_id", distinct=True)), "employer_id", "n")
    return {"employer": known["employer_id"], "insured": known["n"]}


def _paid(person_ids: Iterable[int] | None) -> QuerySet[PersonMonth, Any]:
    rows = PersonMonth.objects.filter(paid_month__gt=0, turn=0, person_id__gt=0)
    return rows if person_ids is None else rows.filter(person_id__in=among(person_ids))
