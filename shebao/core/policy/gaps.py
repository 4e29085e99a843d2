"""What a place's law lacks in a year: values missing, run out or unverified, who supplies them, and what stops for want of them.

The place is asked the questions of `probes` month by month; every value they read, or try to read, is looked at. Where
one is missing, another place's stands in *for the search alone*, so that the next gap behind it is found too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shebao.base.dated import BEGINNING, FOREVER, NATIONAL, MissingValue, Places, Value
from shebao.base.finding import Refused
from shebao.base.months import Month, last_day, month_text
from shebao.base.reads import WatchedPlaces
from shebao.core.policy.calculation import calculate
from shebao.core.policy.keys import Key, all_keys
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.probes import LINES, PROBES, Probe

STATES: Mapping[str, str] = {
    "missing": "没有录入",
    "expired": "已到期，以后的没有录入",
    "floor": "当地的没有录入，按全国最低标准",
    "unverified": "已录入，未经核对",
}
SUPPLIERS: Mapping[str, str] = {
    "nation": "国家（人力资源社会保障部等）",
    "province": "省级人力资源社会保障部门",
    "city": "市级人力资源社会保障部门或政府",
    "county": "本县（区）",
}
MOST_GAPS = 40
"""Gaps behind one another in one question; more than a question reads."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One value over some months in a row: its state, the calculations that ask for it, and whether one of them refuses."""

    key: Key
    place: str
    first: Month
    last: Month
    state: str
    used_by: tuple[str, ...]
    refuses: bool
    note: str = ""

    @property
    def supplier(self) -> str:
        """Who has to supply the value."""
        return SUPPLIERS[self.key.supplier]

    def as_json(self) -> dict[str, Any]:
        """In the shape the command line promises."""
        return {
            "key": self.key.name,
            "title": self.key.title,
            "place": self.place,
            "from": month_text(self.first),
            "to": month_text(self.last),
            "state": self.state,
            "used_by": list(self.used_by),
            "refuses": self.refuses,
            "supplier": self.supplier,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in one month: what was read, what was missing first to last, and whether an answer came."""

    probe: Probe
    month: Month
    read: tuple[tuple[date, Value], ...]
    missing: tuple[MissingValue, ...]
    optional: tuple[str, ...]
    refusal: str

    @property
    def computed(self) -> bool:
        """Whether the question had an answer from what is on file."""
        return not self.missing and not self.refusal


def ask(probe: Probe, month: Month, place: str, places: Places) -> Asked:
    """Put one question; read on behind each missing value with a stand-in that no answer is taken from."""
    missing: dict[str, MissingValue] = {}
    optional: dict[str, None] = {}
    layered, refusal = places, ""
    first_read: tuple[tuple[date, Value], ...] = ()
    for attempt in range(MOST_GAPS):
        watched = WatchedPlaces.over(layered)
        stopped: MissingValue | None = None
        try:
            calculate(probe.calculation, place, probe.facts(month, layered, place), watched, strict=False)
        except MissingValue as problem:
            stopped = problem
        except Refused as problem:
            refusal = problem.finding.message if attempt == 0 else refusal
        if attempt == 0:
            first_read = tuple((day, row) for (_, at, day), row in watched.read.items() if at == place)
            optional.update(dict.fromkeys(key for key in watched.lacking if stopped is None or key != stopped.key))
        if stopped is None:
            break
        missing[stopped.key] = stopped
        stand_in = next((row.value for row in reversed(places.rows) if row.key == stopped.key and row.value is not None), None)
        if stand_in is None:
            break
        layered = layered.overlay([Value(stopped.key, place, BEGINNING, FOREVER, stand_in, "替代", "unverified")])
    return Asked(probe, month, first_read, tuple(missing.values()), tuple(optional), refusal)


def gaps(place: str, year: int, places: Places | None = None, probes: Iterable[Probe] = PROBES) -> tuple[Gap, ...]:
    """Every gap of a place in a year, those that stop a calculation first."""
    chosen = places or shipped_places()
    at = chosen.place_id(place)
    marks: dict[tuple[str, str], dict[Month, tuple[frozenset[str], bool, str]]] = {}
    for probe in probes:
        for month in months_of(year):
            if probe.asked_in(month):
                for key, state, refuses, note in _findings(ask(probe, month, at, chosen), at, chosen):
                    states = marks.setdefault((key, state), {})
                    for meant in months_of(year) if probe.yearly else (month,):
                        users, before, _ = states.get(meant, (frozenset(), False, note))
                        states[meant] = (users | {probe.calculation}, before or refuses, note)
    made = [gap for (key, state), months in marks.items() for gap in _joined(all_keys()[key], at, state, months)]
    return tuple(sorted(made, key=lambda gap: (not gap.refuses, list(STATES).index(gap.state), gap.key.chapter, gap.key.name, gap.first)))


def table(place: str, first: Month, last: Month, places: Places | None = None) -> Mapping[str, Mapping[Month, bool]]:
    """Line of work → month → whether every question of that month was answered from values on file."""
    chosen = places or shipped_places()
    at = chosen.place_id(place)
    result: dict[str, dict[Month, bool]] = {line: {} for line in LINES}
    for month in (month for year in range(first // 100, last // 100 + 1) for month in months_of(year) if first <= month <= last):
        for line in LINES:
            asked = [ask(probe, month, at, chosen) for probe in PROBES if probe.line == line and probe.asked_in(month)]
            result[line][month] = all(one.computed for one in asked)
    return result


def months_of(year: int) -> Iterator[Month]:
    """The twelve months of a year."""
    return (year * 100 + number for number in range(1, 13))


def _findings(asked: Asked, place: str, places: Places) -> Iterator[tuple[str, str, bool, str]]:
    """(key, state, whether the question stopped for it, note) of everything one question met."""
    for missing in asked.missing:
        yield missing.key, _state(missing.key, place, missing.day, places), True, _why(missing, asked.month)
    for key in asked.optional:
        yield key, _state(key, place, last_day(asked.month), places), False, "没有也能算，按其他规定"
    for _, row in asked.read:
        known = all_keys()[row.key]
        if known.local and known.floor and row.place == NATIONAL != place:
            yield row.key, "floor", False, row.document
        elif row.confidence in ("unverified", "low"):
            yield row.key, "unverified", False, row.document


def _state(key: str, place: str, day: date, places: Places) -> str:
    """Whether a missing value ran out or was never there."""
    rows = [row for at in places.line(place) for row in places.history(key, at) if row.value is not None]
    return "expired" if any(row.effective_to < day for row in rows) and not any(row.effective_from > day for row in rows) else "missing"


def _why(missing: MissingValue, month: Month) -> str:
    """Why it is missing, and of which year it is where that is not the year asked about (a death of 2026 reads the income of 2025)."""
    of = f"{missing.day.year} 年的数" if missing.day.year != month // 100 else ""
    return "；".join(text for text in (of, missing.note) if text)


def _joined(key: Key, place: str, state: str, months: Mapping[Month, tuple[frozenset[str], bool, str]]) -> Iterator[Gap]:
    """Months in a row with the same users as one gap; a value asked for once a year stands for its year."""
    run: list[Month] = []
    for month in sorted(months):
        if run and (month != run[-1] + 1 or months[month] != months[run[-1]]):
            yield _gap(key, place, state, run, months)
            run = []
        run.append(month)
    if run:
        yield _gap(key, place, state, run, months)


def _gap(key: Key, place: str, state: str, run: list[Month], months: Mapping[Month, tuple[frozenset[str], bool, str]]) -> Gap:
    users, refuses, note = months[run[-1]]
    return Gap(key, place, run[0], run[-1], state, tuple(sorted(users)), refuses, note)
