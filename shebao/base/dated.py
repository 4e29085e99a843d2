"""A legal value has a place, dates, a document and a confidence; asking for one that is not there stops the work.

Places form a line (county → province → nation). The first place on that line that answers for a parameter is the only
one asked: a place answers from its first row on, and a day its rows leave open is missing there, before the first row
as after the last. A row whose value is null says "the local document has not been obtained". Only a standard below
which no place may go (a floor) holds in places before their own first document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from shebao.base.finding import Finding, Refused, refuse

Confidence = Literal["high", "medium", "low", "unverified"]
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low", "unverified")
NATIONAL = "national"
BEGINNING, FOREVER = date(1900, 1, 1), date(9999, 12, 31)

Content = str | tuple[Any, ...] | Mapping[str, Any] | None
"""What a value holds: decimal text, or a tuple or mapping of such texts; None is "known to be missing"."""


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value. Numbers are kept as the text of the document, in its own unit; both dates are included."""

    key: str
    place: str
    effective_from: date
    effective_to: date
    value: Content
    document: str
    confidence: Confidence
    note: str = ""
    known_from: date = BEGINNING
    """The day from which the agency knew this row; for recomputing the past as it was known then."""
    carries_on: str = ""
    """The document that lets a yearly standard hold beyond its year; empty where none does."""
    entered: bool = field(default=False, compare=False)
    """Laid on top by an agency, not read from a place file."""

    def holds_on(self, day: date) -> bool:
        """Whether the row is valid on a day."""
        return self.effective_from <= day <= self.effective_to


LONGEST_YEAR = 366
"""Days of a row that is published anew each year; the next year's document is awaited."""


class MissingValue(Refused):
    """A legal value that is not on file for a place and day; the message names all three, in words where they are given."""

    def __init__(self, key: str, place: str, day: date, title: str = "", note: str = "", *, place_name: str = "") -> None:
        self.key, self.place, self.day, self.note = key, place, day, note
        super().__init__(
            Finding(
                rule="dated.missing",
                message=f"缺少标准“{title or key}”：{place_name or place}，{day.isoformat()}，没有已录入的数值{f'（{note}）' if note else ''}",
                advice="请取得当地文件，由参数管理岗办“录入法定标准”，经复核、审批以后再计算；不会用其他年度或其他地区的数值代替。",
                values={"key": key, "place": place, "date": day.isoformat()},
            )
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its id (gansu_zhengning), its Chinese name, and the place above it ("" for the nation)."""

    id: str
    name: str
    parent: str


@dataclass(frozen=True)
class Places:
    """All places and their dated values, layered; immutable, so that a run can hold on to the one it started with."""

    places: Mapping[str, Place]
    rows: tuple[Value, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    floors: frozenset[str] = frozenset()
    """Parameters of which the nation's value is the least that is due everywhere."""

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], list[Value]] = {}
        for row in self.rows:
            index.setdefault((row.place, row.key), []).append(row)
        object.__setattr__(self, "_index", index)

    def place_id(self, name: str) -> str:
        """The id written as `gansu_zhengning` or `gansu/zhengning`; raises `Refused` for an unknown place."""
        known = name.strip().replace("/", "_").replace("-", "_").lower()
        if known not in self.places:
            near = "、".join(sorted(self.places))
            refuse("dated.place", f"没有地区“{name}”的参数文件", f"可用的地区：{near}。", "place")
        return known

    def line(self, place: str) -> tuple[str, ...]:
        """The place and those above it, nearest first."""
        items: list[str] = []
        at = self.place_id(place)
        while at:
            items.append(at)
            at = self.places[at].parent
        return tuple(items)

    def own_row(self, key: str, place: str, on: date) -> Value | None:
        """The row in force on a day at exactly this place, also one that is known to be missing; None where it has none."""
        return next((row for row in reversed(self._rows_of(place, key)) if row.holds_on(on)), None)

    def find(self, key: str, place: str, on: date) -> Value | None:
        """The row in force at a place on a day, from the nearest place that answers for it; None if there is none."""
        for at in self.line(place):
            row = self.own_row(key, at, on)
            if row is not None:
                return None if row.value is None else row
            if self._gap(at, key, on):
                return None
        return None

    def value(self, key: str, place: str, on: date) -> Value:
        """As `find`, but a value that is not there raises `MissingValue`."""
        for at in self.line(place):
            row = self.own_row(key, at, on)
            if row is not None:
                if row.value is None:
                    raise MissingValue(
                        key, place, on, self.titles.get(key, ""), row.note or row.document, place_name=self.places[place].name
                    )
                return row
            gap = self._gap(at, key, on)
            if gap:
                raise MissingValue(
                    key, place, on, self.titles.get(key, ""), f"{self.places[at].name}{gap}", place_name=self.places[place].name
                )
        raise MissingValue(key, place, on, self.titles.get(key, ""), place_name=self.places[place].name)

    def answers(self, key: str, place: str, on: date) -> bool:
        """Whether a place on the line has a row for the day, be it one that says the document is missing."""
        return any(self.own_row(key, at, on) is not None for at in self.line(place))

    def _gap(self, place: str, key: str, on: date) -> str:
        """Why the rows of one place leave a day open although the place answers for the parameter; empty: it does not.

        What an agency enters adds to what is known and takes nothing away, so its rows answer only from their first
        day on; a row of a place file says that the chapter begins there.
        """
        rows = self._rows_of(place, key)
        ended = max((row for row in rows if row.effective_to < on), key=lambda row: row.effective_to, default=None)
        if ended:
            last = f"最近一次规定执行到 {ended.effective_to.isoformat()}，以后的文件未取得：{ended.document}"
            yearly = (ended.effective_to - ended.effective_from).days <= LONGEST_YEAR
            return f"{last}；等待 {on.year} 年的同类通知" if yearly else last
        shipped = (row for row in rows if not row.entered)
        first = min(shipped, key=lambda row: row.effective_from, default=None)
        if first is None or key in self.floors:
            return ""
        return f"最早的规定自 {first.effective_from.isoformat()} 起：{first.document}"

    def history(self, key: str, place: str) -> tuple[Value, ...]:
        """All rows of a key at exactly this place, oldest first."""
        return tuple(sorted(self._rows_of(self.place_id(place), key), key=lambda row: row.effective_from))

    def keys(self) -> tuple[str, ...]:
        """Every key that any place has, sorted."""
        return tuple(sorted({row.key for row in self.rows}))

    def change_dates(self, keys: Iterable[str] | None = None) -> tuple[date, ...]:
        """Every day on which a value of these keys (all if None) begins or has just ended, sorted."""
        wanted = None if keys is None else set(keys)
        days: set[date] = set()
        for row in self.rows:
            if wanted is None or row.key in wanted:
                days.add(row.effective_from)
                if row.effective_to != FOREVER:
                    days.add(date.fromordinal(row.effective_to.toordinal() + 1))
        return tuple(sorted(days))

    def overlay(self, values: Iterable[Value]) -> Places:
        """These places with an agency's own values on top: at the same place and day, the value entered later wins."""
        added = tuple(replace(row, entered=True) for row in values)
        for row in added:
            self.place_id(row.place)
        return replace(self, rows=self.rows + added)

    def known_on(self, day: date) -> Places:
        """These places as they were known at the end of a day."""
        return replace(self, rows=tuple(row for row in self.rows if row.known_from <= day))

    def digest(self) -> str:
        """SHA-256 over every place and row in a fixed order, so that a stored decision can name what it was computed with."""
        known: str | None = self.__dict__.get("_digest")
        if known is None:
            known = self._computed_digest()
            object.__setattr__(self, "_digest", known)
        return known

    def _computed_digest(self) -> str:
        lines = [f"{p.id}|{p.parent}" for p in sorted(self.places.values(), key=lambda p: p.id)]
        lines += [
            json.dumps(
                [r.key, r.place, r.effective_from.isoformat(), r.effective_to.isoformat(), plain(r.value), r.document],
                ensure_ascii=False,
                sort_keys=True,
            )
            for r in self.rows
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _rows_of(self, place: str, key: str) -> list[Value]:
        index: dict[tuple[str, str], list[Value]] = self._index  # type: ignore[attr-defined]
        return index.get((place, key), [])


def plain(value: Content) -> Any:
    """The content of a row as lists and mappings that JSON can write."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    return value
