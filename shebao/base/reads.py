"""Places that remember which rows were read of them, so that the digest of a calculation covers these and no others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from shebao.base.canonical import canonical
from shebao.base.dated import MissingValue, Places, Value, plain


class LoggedPlaces(Places):
    """The same places; `log` grows with every row that is looked up."""

    log: dict[int, Value]

    def __post_init__(self) -> None:
        super().__post_init__()
        self.__dict__["log"] = {}

    @staticmethod
    def of(places: Places) -> LoggedPlaces:
        """These places with nothing read yet; their rows and index are shared, not copied."""
        fresh: LoggedPlaces = object.__new__(LoggedPlaces)
        fresh.__dict__.update(places.__dict__, log={})
        return fresh

    def find(self, key: str, place: str, on: date) -> Value | None:
        """As `Places.find`, remembered."""
        row = super().find(key, place, on)
        return row if row is None else self._remembered(row)

    def value(self, key: str, place: str, on: date) -> Value:
        """As `Places.value`, remembered."""
        return self._remembered(super().value(key, place, on))

    def history(self, key: str, place: str) -> tuple[Value, ...]:
        """As `Places.history`, remembered: whoever walks a history reads all of it."""
        return tuple(self._remembered(row) for row in super().history(key, place))

    def _remembered(self, row: Value) -> Value:
        self.log[id(row)] = row
        return row


class WatchedPlaces(LoggedPlaces):
    """Logged places that also remember by whom and for when a row was asked, and what was asked for in vain."""

    read: dict[tuple[str, str, date], Value]
    lacking: dict[str, MissingValue]

    @classmethod
    def over(cls, places: Places) -> WatchedPlaces:
        """These places, watched, with nothing asked yet."""
        watched: WatchedPlaces = object.__new__(cls)
        watched.__dict__.update(places.__dict__, log={}, read={}, lacking={})
        return watched

    def value(self, key: str, place: str, on: date) -> Value:
        """As `LoggedPlaces.value`, remembered by key, place and day; a missing one too."""
        try:
            row = super().value(key, place, on)
        except MissingValue as missing:
            self.lacking.setdefault(key, missing)
            raise
        self.read[key, place, on] = row
        return row


def digest_of_rows(rows: Iterable[Value]) -> str:
    """SHA-256 over what rows say: key, place, value and document; not until when they hold, which a later notice decides."""
    texts = {canonical([row.key, row.place, row.effective_from.isoformat(), plain(row.value), row.document]) for row in rows}
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()
