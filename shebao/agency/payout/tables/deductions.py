"""What lines are lessened by towards debts: by each decision in force, never below what any of them protects, never more than is still owed.

The account's part of a pension is the person's own and goes out whole; only what the fund bears is kept back. Decisions on the same
person come in the order of their dates. What sealed lines still keep back, unanswered or to be sent again, counts as promised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from shebao.agency.payout.deduction_states import Order, available_of_debts, orders_in_force
from shebao.agency.payout.models import LineDeduction, Run
from shebao.agency.payout.tables.table import DEDUCTION_FACTS, Lines
from shebao.agency.store.columns import Columns, among, empty_columns, int_column, read_rows
from shebao.base.money import Fen
from shebao.base.months import Month


class Payment(NamedTuple):
    """One month's payment of a line, or one sum owed once: the place of the line, who, for which month, what is due of it, and what of
    that the fund bears."""

    line: int
    person_id: int
    month: Month
    due_fen: Fen
    fund_fen: Fen


def of_month(run: Run, lines: Lines) -> Columns:
    """What the lines of a regular run are lessened by."""
    orders = orders_in_force(run.scheme, "monthly")
    mine = np.flatnonzero(np.isin(lines["person_id"], int_column({order.person_id for order in orders})))
    payments = [
        Payment(place, person, run.month, due, due - own)
        for place, person, due, own in zip(
            mine.tolist(), *(lines[name][mine].tolist() for name in ("person_id", "total_fen", "from_account_fen")), strict=True
        )
    ]
    return _kept_back(orders, payments, run)


def of_covers(run: Run, covers: Columns) -> Columns:
    """What lines of a back payment are lessened by: months of which nothing was paid before, each by itself."""
    orders = orders_in_force(run.scheme, "monthly")
    mine = np.flatnonzero(np.isin(covers["person_id"], int_column({order.person_id for order in orders})) & (covers["paid_fen"] == 0))
    names = ("line", "person_id", "month", "due_fen", "from_account_fen")
    rows = zip(*(covers[name][mine].tolist() for name in names), strict=True)
    return _kept_back(orders, [Payment(line, person, month, due, due - own) for line, person, month, due, own in rows], run)


def of_sums(run: Run, lines: Lines, booked_as_benefits: Sequence[bool]) -> Columns:
    """What sums owed once are lessened by; only what is booked as benefits of the fund."""
    orders = orders_in_force(run.scheme, "once")
    people = {order.person_id for order in orders}
    names = ("person_id", "month", "total_fen", "from_account_fen")
    payments = [
        Payment(place, person, month, due, due - own)
        for place, (person, month, due, own) in enumerate(zip(*(lines[name].tolist() for name in names), strict=True))
        if person in people and booked_as_benefits[place]
    ]
    return _kept_back(orders, payments, run)


def of_parents(parents: Mapping[int, int]) -> Columns:
    """What lines paid again are lessened by: exactly what the line before each was. parents: line before → place of the new line."""
    rows = read_rows(LineDeduction.objects.filter(line_id__in=among(parents)).order_by("id"), "line_id", "order_id", "fen")
    return _columns([(parents[line], order, fen) for line, order, fen in rows])


def _kept_back(orders: Sequence[Order], payments: Sequence[Payment], run: Run) -> Columns:
    if not orders or not payments:
        return empty_columns(*DEDUCTION_FACTS)
    left = available_of_debts({order.debt_id for order in orders}, besides=run.pk)
    by_person: dict[int, list[Order]] = {}
    for order in orders:
        by_person.setdefault(order.person_id, []).append(order)
    taken: dict[tuple[int, int], Fen] = {}
    for payment in payments:
        kept = 0
        standing = [order for order in by_person.get(payment.person_id, ()) if order.holds_in(payment.month)]
        protected = max((order.protected_fen for order in standing), default=0)
        for order in standing:
            most = min(payment.fund_fen - kept, payment.due_fen - kept - protected, left[order.debt_id])
            fen = min(order.wanted(payment.due_fen), most)
            if fen > 0:
                kept += fen
                left[order.debt_id] -= fen
                taken[payment.line, order.id] = taken.get((payment.line, order.id), 0) + fen
    return _columns([(line, order, fen) for (line, order), fen in taken.items()])


def _columns(rows: Sequence[tuple[int, int, Fen]]) -> Columns:
    whole = np.array(sorted(rows), dtype=np.int64).reshape(-1, len(DEDUCTION_FACTS))
    return {name: np.ascontiguousarray(whole[:, place]) for place, name in enumerate(DEDUCTION_FACTS)}
