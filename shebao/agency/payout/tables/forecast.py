"""What legal values would do before they are entered: to the next month's pensions, to the months already paid, and at the guard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import owed as benefits_owed
from shebao.agency.benefits import queries as benefits
from shebao.agency.payout.holds.thresholds import thresholds_on
from shebao.agency.payout.models import Run
from shebao.agency.payout.tables import facts
from shebao.agency.payout.tables.back_pay import Law, months_behind
from shebao.agency.store.columns import Column, int_column, look_up, summed
from shebao.base.dated import Places
from shebao.base.money import Fen
from shebao.base.months import Month


@dataclass(frozen=True, slots=True)
class NextMonth:
    """A month under the values as they are and as they would be; `waiting`: how many the guard would hold for so large a change."""

    people: int
    before_fen: Fen
    after_fen: Fen
    changed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Behind:
    """What the months already paid would lack, or have too much, by people and money; `waits`: the back pay would wait at the guard."""

    people: int
    fen: Fen
    overpaid_people: int
    overpaid_fen: Fen
    waits: bool


@dataclass(frozen=True, slots=True)
class Where:
    """Which payout is meant: the scheme, the place, the month to be paid, the business day."""

    scheme: str
    place: str
    month: Month
    day: date


def next_month(where: Where, before: Places, after: Places) -> NextMonth:
    """The month to be paid, with and without the values."""
    scheme, limit = schemes.of(where.scheme), thresholds_on(where.day, where.scheme)
    who = benefits.in_payment(where.scheme, where.month)
    old, new = (scheme.month(who, where.month, where.place, places).total_fen for places in (before, after))
    moved = np.abs(new - old)
    far = (moved * 100 > old * limit("law_percent")) | (moved > limit("law_fen")) | (new > limit("regular_fen"))
    far &= (old > 0) & (moved > 0)
    return NextMonth(old.size, int(old.sum()), int(new.sum()), int(np.count_nonzero(moved)), int(np.count_nonzero(far)))


def months_paid_again(where: Where, before: Places, after: Places) -> Behind:
    """The months already paid, as the values would have them less as they are now."""
    limit = thresholds_on(where.day, where.scheme)
    (people, due, over), (others, due_before, over_before) = _behind(where, after), _behind(where, before)
    more = due - look_up(others, due_before, people)
    too_much = over - look_up(others, over_before, people)
    count, fen = int(np.count_nonzero(more > 0)), int(more[more > 0].sum())
    waits = count > limit("operation_people") or fen > limit("operation_fen")
    return Behind(count, fen, int(np.count_nonzero(too_much > 0)), int(too_much[too_much > 0].sum()), waits)


def _behind(where: Where, places: Places) -> tuple[Column, Column, Column]:
    """(people, what they would be owed, what they would have had too much) over all months behind, under some values."""
    run = Run(scheme=where.scheme, place=where.place, month=where.month, kind="back_pay", business_day=where.day)
    law = Law(run, schemes.of(where.scheme), places)
    ids, due, over = [], [], []
    for month, people in months_behind(law, benefits_owed.owed_periods(where.scheme, where.month)):
        entitled = law.scheme.month(people, month, where.place, places).total_fen
        paid = facts.paid_for(where.scheme, month, people["person_id"])
        missing = entitled - summed(paid["person_id"], paid["total_fen"], people["person_id"])
        ids.append(people["person_id"])
        due.append(np.maximum(missing, 0))
        over.append(np.maximum(-missing, 0))
    if not ids:
        return int_column([]), int_column([]), int_column([])
    everybody, place = np.unique(np.concatenate(ids), return_inverse=True)
    sums = np.zeros((2, everybody.size), dtype=np.int64)
    np.add.at(sums[0], place, np.concatenate(due))
    np.add.at(sums[1], place, np.concatenate(over))
    return everybody, sums[0], sums[1]
