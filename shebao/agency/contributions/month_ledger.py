"""Posting months of contribution and the money that settles them: whole columns, the one place where a month changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from shebao.agency.journal.actions import Entry, post
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, Columns, among, change_rows, read_columns
from shebao.agency.store.crash import crashpoint
from shebao.base.months import month_of

from .models import Adjustment, MonthPayment, PersonMonth

DUE = ("person_id", "scheme", "month", "employer_id", "turn", "base_fen", "unit_fen", "person_fen")
PAID = ("month_id", "receipt_id", "paid_month", "unit_fen", "person_fen")
SETTLED = ("paid_unit_fen", "paid_person_fen", "paid_month")


def post_months(due: Columns, verb: str, *, by: By, body: dict[str, Any]) -> tuple[Entry, int]:
    """Post what is due, a row a person and month (columns of `DUE`); the entry, and the id of the first row."""
    start = next_id(PersonMonth)
    rows = [(*row, 0, 0, 0) for row in _numbered(start, due, DUE)]
    entry = post(PersonMonth, (*PersonMonth.SEALED, *SETTLED), rows, verb, by=by, body=body)
    crashpoint("contributions.months.posted")
    return entry, start


def post_payments(paid: Columns, verb: str, *, by: By, body: dict[str, Any]) -> Entry:
    """Post money that settles months (columns of `PAID`, at most one row a month and receipt), and move the months by it."""
    start = next_id(MonthPayment)
    entry = post(MonthPayment, MonthPayment.SEALED, _numbered(start, paid, PAID), verb, by=by, body=body)
    months, place = np.unique(paid["month_id"], return_inverse=True)
    unit, person = (_summed(place, paid[name], months.size) for name in ("unit_fen", "person_fen"))
    names = ("unit_fen", "person_fen", "paid_unit_fen", "paid_person_fen")
    stored = read_columns(PersonMonth.objects.filter(id__in=among(months)).order_by("id"), *names)
    after_unit, after_person = stored["paid_unit_fen"] + unit, stored["paid_person_fen"] + person
    full = (after_unit == stored["unit_fen"]) & (after_person == stored["person_fen"])
    last = np.zeros(months.size, dtype=np.int64)
    np.maximum.at(last, place, paid["paid_month"])
    change_rows(PersonMonth, months, paid_unit_fen=after_unit, paid_person_fen=after_person, paid_month=np.where(full, last, 0))
    crashpoint("contributions.payments.posted")
    return entry


def post_adjustment(kind: str, scheme: str, on: date, document: str, paid: Columns, *, by: By) -> tuple[int, Entry]:
    """Settle months of a scheme by other than a receipt (columns `month_id`, `unit_fen`, `person_fen`, a row a month); the
    adjustment's id, and the entry of its payments. paid_month is the month of `on`."""
    key, count = next_id(Adjustment), paid["month_id"].size
    unit, person = int(paid["unit_fen"].sum()), int(paid["person_fen"].sum())
    body = {"adjustment": key, "kind": kind, "scheme": scheme, "months": int(count), "unit_fen": unit, "person_fen": person}
    post(Adjustment, Adjustment.SEALED, [(key, kind, scheme, on, unit, person, document[:120])], "contributions.adjust", by=by, body=body)
    order = np.argsort(paid["month_id"], kind="stable")
    columns = {name: column[order] for name, column in paid.items()}
    columns |= {"receipt_id": np.full(count, -key, dtype=np.int64), "paid_month": np.full(count, month_of(on), dtype=np.int64)}
    return key, post_payments(columns, "contributions.adjust.payments", by=by, body=body)


def _numbered(start: int, columns: Columns, names: tuple[str, ...]) -> list[tuple[int, ...]]:
    count = columns[names[0]].size
    return list(zip(range(start, start + count), *(columns[name].tolist() for name in names), strict=True))


def _summed(place: Column, fen: Column, groups: int) -> Column:
    sums = np.zeros(groups, dtype=np.int64)
    np.add.at(sums, place, fen)
    return sums
