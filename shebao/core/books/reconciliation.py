"""Reconciling an account with its keeper's statement (余额调节表): what both have, what one of them has alone, and the adjusted balances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from shebao.base.money import Fen


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of an account: its slip's number, its day, its amount in fen (above zero came in, below went out), and what it was."""

    number: str
    on: date
    fen: Fen
    what: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The two balances, how many movements both have, and those that one side has alone."""

    our_balance_fen: Fen
    bank_balance_fen: Fen
    matched: int
    ours_alone: tuple[Movement, ...]
    """Booked by us, not on the statement (账上已记、银行未记)."""
    bank_alone: tuple[Movement, ...]
    """On the statement, not booked by us (银行已记、账上未记)."""

    @property
    def our_adjusted_fen(self) -> Fen:
        """Our balance with what the bank has alone."""
        return self.our_balance_fen + sum(movement.fen for movement in self.bank_alone)

    @property
    def bank_adjusted_fen(self) -> Fen:
        """The bank's balance with what we have alone."""
        return self.bank_balance_fen + sum(movement.fen for movement in self.ours_alone)

    @property
    def difference_fen(self) -> Fen:
        """Between the adjusted balances; anything but nought says that lines are missing or wrong."""
        return self.our_adjusted_fen - self.bank_adjusted_fen


def reconcile(our_balance: Fen, ours: Iterable[Movement], bank_balance: Fen, bank: Iterable[Movement]) -> Reconciliation:
    """Pair the movements by number and amount, then, what is left, by day and amount: a transfer between two accounts has two numbers."""
    left, right = list(ours), list(bank)
    total = len(left)
    left, right = _unpaired(left, right, lambda one: (one.number, one.fen))
    left, right = _unpaired(left, right, lambda one: (one.on, one.fen))
    return Reconciliation(our_balance, bank_balance, total - len(left), tuple(left), tuple(right))


def _unpaired(left: list[Movement], right: list[Movement], key: Callable[[Movement], Hashable]) -> tuple[list[Movement], list[Movement]]:
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for at, movement in enumerate(right):
        waiting[key(movement)].append(at)
    paired, alone = set(), []
    for movement in left:
        places = waiting.get(key(movement))
        if places:
            paired.add(places.pop(0))
        else:
            alone.append(movement)
    return alone, [movement for at, movement in enumerate(right) if at not in paired]
