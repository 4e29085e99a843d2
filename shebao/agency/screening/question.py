"""What a feed of the rules' tables is asked: for which day, how far back, of whom, in which schemes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Got = TypeVar("Got")


@dataclass(frozen=True, slots=True)
class Asked:
    """For which day (YYYYMMDD) the tables are asked, since which month, of whom: everybody where `ids` is None.

    drawn: the schemes in which anybody asked of has or had a benefit. What several tables rest on is read once for all of them.
    """

    today: int
    since: int
    ids: list[int] | None
    drawn: frozenset[str]
    _read: dict[str, Any] = field(default_factory=dict, compare=False)

    def once(self, name: str, read: Callable[[], Got]) -> Got:
        """What `read` gives, read the first time only."""
        if name not in self._read:
            self._read[name] = read()
        result: Got = self._read[name]
        return result
