"""Drawing by lot, so that anybody can draw it again: each one of a universe has as many tickets as its weight, the smallest tickets win.

A ticket is the SM3 of the seed, the one's number and the ticket's place: no generator, no floating point, the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shebao.agency.store.digest import sm3

MOST_TICKETS = 10


class Ticketed(NamedTuple):
    """One of a universe: its number and its weight, 1 to 10."""

    id: int
    weight: int = 1


def ticket(seed: int, number: int, place: int) -> str:
    """The ticket of one in a draw."""
    return sm3(f"{seed}:{number}:{place}".encode())


def draw(universe: Sequence[Ticketed], seed: int, size: int) -> list[int]:
    """The numbers drawn, in the order of their smallest tickets; everybody where the universe is not larger than `size`."""
    best = {one.id: min(ticket(seed, one.id, place) for place in range(min(max(one.weight, 1), MOST_TICKETS))) for one in universe}
    return sorted(best, key=lambda number: (best[number], number))[:size]
