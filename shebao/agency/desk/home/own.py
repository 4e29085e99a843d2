"""A member's own work on the first page: what they accepted today, and where their matters wait now."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shebao.agency.matters import queries as matters
from shebao.agency.matters.transitions import OPEN


class Own(NamedTuple):
    """How many matters a member accepted today, and those of theirs that wait at others' desks."""

    today: int
    waiting: list[matters.MatterRow]


def own(member_id: int, day: date, most: int = 6) -> Own:
    """A member's own work."""
    waiting = [row for row in matters.listed(states=OPEN, maker_id=member_id, most=most + 20) if row.state != "returned"]
    return Own(matters.count_accepted(member_id, day), waiting[:most])
