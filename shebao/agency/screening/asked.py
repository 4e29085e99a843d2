"""What a feed of the rules' tables is asked: for which day, how far back, of whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """For which day (YYYYMMDD) the tables are asked, since which month, of whom: everybody where `ids` is None."""

    today: int
    since: int
    ids: list[int] | None
