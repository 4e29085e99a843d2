"""Which months a list of receipts settles: each person's own month where it fits exactly, else the oldest months of its span first.

Employers' and people's parts are settled each by its own money. What settles nothing is left over and becomes a difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from shebao.agency.store.columns import Column, Columns, Mask

RECEIPT = ("employer_id", "person_id", "from_month", "to_month", "unit_fen", "person_fen")


class Settled(NamedTuple):
    """Payments side by side: index of the receipt, id of the month, and what of each part; and what each receipt has left over."""

    receipt: Column
    month_id: Column
    unit_fen: Column
    person_fen: Column
    left_unit_fen: Column
    left_person_fen: Column
    met: Mask
    """Whether anything was due at all in the receipt's span."""


class _Month:
    """A month that is not paid in full, and what is still due of it."""

    __slots__ = ("id", "month", "person", "unit")

    def __init__(self, key: int, month: int, unit: int, person: int) -> None:
        self.id, self.month, self.unit, self.person = key, month, unit, person


def allocate(receipts: Columns, due: Columns) -> Settled:
    """receipts: columns of `RECEIPT`; due: columns of `contributions.months.payable`, by month and id."""
    exact_receipt, exact_due = _exact(receipts, due)
    rest_of_due = np.setdiff1d(np.arange(due["id"].size), exact_due)
    rest = np.setdiff1d(np.arange(receipts["unit_fen"].size), exact_receipt)
    pairs, left_unit, left_person = (
        list(_in_order(receipts, rest, due, rest_of_due)),
        receipts["unit_fen"].copy(),
        receipts["person_fen"].copy(),
    )
    met = np.zeros(left_unit.size, dtype=np.bool_)
    left_unit[exact_receipt] = left_person[exact_receipt] = 0
    met[exact_receipt] = True
    for receipt, _, unit, person in pairs:
        left_unit[receipt] -= unit
        left_person[receipt] -= person
        met[receipt] = True
    more = np.array(pairs, dtype=np.int64).reshape(len(pairs), 4)
    return Settled(
        np.concatenate([exact_receipt, more[:, 0]]),
        np.concatenate([due["id"][exact_due], more[:, 1]]),
        np.concatenate([receipts["unit_fen"][exact_receipt], more[:, 2]]),
        np.concatenate([receipts["person_fen"][exact_receipt], more[:, 3]]),
        left_unit,
        left_person,
        met,
    )


def _exact(receipts: Columns, due: Columns) -> tuple[Column, Column]:
    """Receipts of one person and month that pay exactly what one month has due: their indexes, and those of the months."""
    unit = due["unit_fen"] - due["paid_unit_fen"]
    person = due["person_fen"] - due["paid_person_fen"]
    single = np.flatnonzero((receipts["person_id"] > 0) & (receipts["from_month"] == receipts["to_month"]))
    matched_receipts, matched_due = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for month in np.unique(receipts["from_month"][single]).tolist():
        mine = single[receipts["from_month"][single] == month]
        months = np.flatnonzero(due["month"] == month)
        wanted, offered = _key(receipts, mine), _key(due, months)
        # Only where both sides have the pair once: twice is for the careful way.
        once_wanted, once_offered = _once(wanted), _once(offered)
        mine, months, wanted, offered = mine[once_wanted], months[once_offered], wanted[once_wanted], offered[once_offered]
        _, at_receipt, at_due = np.intersect1d(wanted, offered, assume_unique=True, return_indices=True)
        mine, months = mine[at_receipt], months[at_due]
        fits = (receipts["unit_fen"][mine] == unit[months]) & (receipts["person_fen"][mine] == person[months])
        matched_receipts.append(mine[fits])
        matched_due.append(months[fits])
    return np.concatenate(matched_receipts), np.concatenate(matched_due)


def _in_order(receipts: Columns, rest: Column, due: Columns, months: Column) -> Iterator[tuple[int, int, int, int]]:
    """(receipt, month, unit, person) of the other receipts in their order, each settling the oldest months of its span first."""
    by_person: dict[tuple[int, int], list[_Month]] = defaultdict(list)
    by_employer: dict[int, list[_Month]] = defaultdict(list)
    columns = ("id", "month", "person_id", "employer_id", "unit_fen", "person_fen", "paid_unit_fen", "paid_person_fen")
    for key, month, person_id, employer_id, unit, person, paid_unit, paid_person in zip(
        *(due[name][months].tolist() for name in columns), strict=True
    ):
        one = _Month(key, month, unit - paid_unit, person - paid_person)
        by_person[person_id, employer_id].append(one)
        by_employer[employer_id].append(one)
    for receipt, employer_id, person_id, first, last, unit, person in zip(
        rest.tolist(), *(receipts[name][rest].tolist() for name in RECEIPT), strict=True
    ):
        candidates = by_person[person_id, employer_id] if person_id else by_employer[employer_id] if employer_id else []
        for one in candidates:
            if not first <= one.month <= last:
                continue
            paid_unit, paid_person = min(unit, one.unit), min(person, one.person)
            if paid_unit or paid_person:
                unit, person = unit - paid_unit, person - paid_person
                one.unit, one.person = one.unit - paid_unit, one.person - paid_person
                yield receipt, one.id, paid_unit, paid_person
            if not (unit or person):
                break


def _key(columns: Columns, rows: Column) -> Column:
    return columns["person_id"][rows] * 10_000_000 + columns["employer_id"][rows]


def _once(keys: Column) -> Mask:
    _, place, times = np.unique(keys, return_inverse=True, return_counts=True)
    once: Mask = times[place] == 1
    return once
