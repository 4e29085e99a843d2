"""Holding whole operations: what one cause (a standard entered, a list, a matter) does to a run waits together.

A cause is a number: the first journal entry of the matter behind a change, or the entry itself where there was no matter; -1
where the product's own law was put right. What an operation does is measured in this run, however each person's state came to
be; whoever splits one operation into small ones is met by the limit on one maker. Two people let an operation through as large
as it was when they looked.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shebao.agency.payout.holds.thresholds import Thresholds
from shebao.agency.payout.models import OperationRelease
from shebao.agency.store.columns import Column, Mask
from shebao.base.months import Month

PRODUCT = -1
"""The cause of what no entry of this agency explains: a law or a formula that came with the product."""
OPERATION, OPERATOR, LAW_OPERATION, NEWCOMERS = "operation", "operator", "law_operation", "newcomers"
ONE_LIST = "one_list"
_SEVERAL = 5
"""So many new people make an average worth comparing."""


class Parts(NamedTuple):
    """What of each row comes from which cause: the row's place, the cause, whoever began it (0: the system), how much."""

    row: Column
    cause: Column
    maker: Column
    fen: Column


class Measured(NamedTuple):
    """One operation as a run meets it; held: 1 where its people wait."""

    cause: int
    gate: str
    people: int
    fen: int
    held: int


class Judgement(NamedTuple):
    """Which rows an operation holds, for which cause, and every operation that was measured."""

    held: Mask
    cause: Column
    operations: tuple[Measured, ...]


class Usual(NamedTuple):
    """What the month before paid: how many people, how much. A later part of a month is held against it too."""

    people: int
    fen: int


class _Groups(NamedTuple):
    """Causes with how many people and how much each moves; `place`: of each part among them."""

    causes: Column
    place: Column
    people: Column
    fen: Column


def merged(rows: Column, causes: Column, makers: Column, fen: Column) -> Parts:
    """Parts with each pair of row and cause once, amounts added up, in order of row and cause."""
    pairs, place = np.unique(np.stack([rows, causes]), axis=1, return_inverse=True)
    count = pairs.shape[1]
    amount, maker = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.add.at(amount, place.ravel(), fen)
    maker[place.ravel()] = makers
    return Parts(np.ascontiguousarray(pairs[0]), np.ascontiguousarray(pairs[1]), maker, amount)


def nobody() -> Parts:
    """No part of any row."""
    none = np.empty(0, dtype=np.int64)
    return Parts(none, none, none, none)


def main_cause(parts: tuple[Parts, ...], rows: int) -> Column:
    """For each row the cause that moves most of it, 0 where there is none."""
    best, cause = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    for some in parts:
        order = np.argsort(np.abs(some.fen), kind="stable")
        row, fen = some.row[order], np.abs(some.fen[order])
        more = fen > best[row]
        cause[row[more]], best[row[more]] = some.cause[order][more], fen[more]
    return cause


def judge(gate: str, parts: Parts, capped: Mask, usual: Usual, limit: Thresholds, month: Month) -> Judgement:
    """What one gate of operations holds. capped: rows that a cap of this gate stops, whatever else stops them too."""
    groups = _groups(parts)
    tainted = np.zeros(groups.causes.size, dtype=np.bool_)
    np.logical_or.at(tainted, groups.place, capped[parts.row])
    over = tainted | _RULES[gate](groups, usual, limit)
    over &= ~_let_through(groups, limit.scheme, gate, month)
    held, cause = np.zeros(capped.size, dtype=np.bool_), np.zeros(capped.size, dtype=np.int64)
    waiting = over[groups.place]
    held[parts.row[waiting]], cause[parts.row[waiting]] = True, parts.cause[waiting]
    listed = zip(groups.causes.tolist(), groups.people.tolist(), groups.fen.tolist(), over.tolist(), strict=True)
    return Judgement(held, cause, tuple(Measured(c, gate, n, fen, int(no)) for c, n, fen, no in listed if n > 1 or no))


def judge_makers(parts: Parts, judged: Judgement, usual: Usual, limit: Thresholds) -> Mask:
    """Rows of one maker whose many small operations together are more than one person may move unseen."""
    groups = _groups(parts)
    small = (parts.maker > 0) & ~_too_much(groups, usual, limit)[groups.place] & ~judged.held[parts.row]
    makers, place = np.unique(parts.maker[small], return_inverse=True)
    fen = np.zeros(makers.size, dtype=np.int64)
    np.add.at(fen, place, np.abs(parts.fen[small]))
    people = np.bincount(place, minlength=makers.size)
    over = (people > limit("operator_people")) | (fen > limit("operation_fen"))
    held = np.zeros(judged.held.size, dtype=np.bool_)
    held[parts.row[small][over[place]]] = True
    return held


def _groups(parts: Parts) -> _Groups:
    causes, place = np.unique(parts.cause, return_inverse=True)
    fen = np.zeros(causes.size, dtype=np.int64)
    np.add.at(fen, place, np.abs(parts.fen))
    return _Groups(causes, place, np.bincount(place, minlength=causes.size).astype(np.int64), fen)


def _too_much(groups: _Groups, usual: Usual, limit: Thresholds) -> Mask:
    """Back pay of more people, or more money, than one operation may move unseen."""
    return np.asarray((groups.people > limit("operation_people")) | (groups.fen > limit("operation_fen")), dtype=np.bool_)


def _never(groups: _Groups, usual: Usual, limit: Thresholds) -> Mask:
    """A standard moves everybody, a list of what is owed once pays many: their people wait only where one of them goes too far."""
    return np.zeros(groups.causes.size, dtype=np.bool_)


def _too_many_new(groups: _Groups, usual: Usual, limit: Thresholds) -> Mask:
    """New people of one operation: many beside last month's, much money, or far more each than people usually get."""
    many = (groups.people > limit("newcomer_people")) & (groups.people * 100 > usual.people * limit("newcomer_percent"))
    dear = (groups.people >= _SEVERAL) & (groups.fen * usual.people > groups.people * usual.fen * limit("newcomer_times"))
    return np.asarray(many | dear | (groups.fen > limit("operation_fen")), dtype=np.bool_)


_RULES = {OPERATION: _too_much, LAW_OPERATION: _never, NEWCOMERS: _too_many_new, ONE_LIST: _never}


def _let_through(groups: _Groups, scheme: str, gate: str, month: Month) -> Mask:
    """Operations that two people have let through, and that are no larger now."""
    rows = OperationRelease.objects.filter(scheme=scheme, gate=gate, from_month__lte=month, until_month__gte=month)
    result = np.zeros(groups.causes.size, dtype=np.bool_)
    for cause, people, fen in rows.values_list("cause", "people", "fen"):
        result |= (groups.causes == cause) & (groups.people <= people) & (groups.fen <= fen)
    return result
