"""Working days of the State Council's holiday notices, one data file a year; a year without a notice stops the count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from shebao.base.finding import refuse
from shebao.base.unique_yaml import read_yaml


@dataclass(frozen=True, slots=True)
class Calendar:
    """One year's holidays and make-up working days (调休上班), with the notice that set them."""

    year: int
    document: str
    confidence: str
    holidays: frozenset[date]
    makeup_days: frozenset[date]


@cache
def calendar_of(year: int) -> Calendar:
    """The holiday calendar of a year; raises `Refused` when its notice has not been loaded."""
    source = files("shebao.base").joinpath("data", f"workdays_{year}.yaml")
    if not source.is_file():
        refuse(
            "workdays.missing",
            f"没有 {year} 年的放假安排，无法计算工作日",
            f"请把国务院办公厅 {year} 年放假通知录入 workdays_{year}.yaml。",
        )
    data = read_yaml(source.read_text(encoding="utf-8"))
    return Calendar(
        year=year,
        document=data["document"],
        confidence=data["confidence"],
        holidays=frozenset(_days(data["holidays"])),
        makeup_days=frozenset(_days(data["makeup_days"])),
    )


def is_workday(day: date) -> bool:
    """Whether offices are open on a day: a weekday that is no holiday, or a weekend day made up for."""
    calendar = calendar_of(day.year)
    if day in calendar.makeup_days:
        return True
    return day.weekday() < 5 and day not in calendar.holidays


def add_workdays(day: date, count: int) -> date:
    """The day `count` working days after `day`; the starting day itself is not counted (民法典 第201条)."""
    assert count >= 0
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 if end is not after start."""
    days = (start + timedelta(days=k) for k in range(1, (end - start).days + 1))
    return sum(map(is_workday, days))


def _days(spans: list[str]) -> list[date]:
    """Read "2023-01-21" and "2023-01-21/2023-01-27" as lists of days."""
    items: list[date] = []
    for span in spans:
        first, _, last = span.partition("/")
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
        items += [start + timedelta(days=k) for k in range((end - start).days + 1)]
    return items
