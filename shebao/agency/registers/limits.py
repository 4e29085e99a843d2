"""Whether what has a limit was done within it: each step that closes a record is held against the day that was due before it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from .kinds import DONE, OPEN, REGISTERS, UNDONE
from .models import Record, RecordStep
from .queries import standing, step_texts

COMPLAINTS = ("petition", "report", "enquiry", "dispute", "disclosure")
"""The registers of complaints, in the order of the page."""
_WITH_LIMIT = tuple(key for key, one in REGISTERS.items() if one.opens == OPEN and key != "loan")


@dataclass(frozen=True, slots=True)
class Timeliness:
    """One register in a year, by the day records were received: how many, answered in time and late, open, of those late, reopened."""

    register: str
    received: int
    in_time: int
    late: int
    open: int
    open_late: int
    reopened: int


def timeliness(year: int, today: date) -> list[Timeliness]:
    """Every register with limits that has records of the year. A record that was closed twice is held against its limit twice."""
    rows = dict[int, tuple[str, date | None]]()
    for key, register, due in (
        Record.objects.filter(register__in=_WITH_LIMIT, day__year=year).order_by("id").values_list("id", "register", "due_on")
    ):
        rows[key] = (register, due)
    states = dict.fromkeys(rows, OPEN)
    dues: dict[int, date | None] = {key: due for key, (_, due) in rows.items()}
    counts: dict[str, Counter[str]] = {}
    for register, _ in rows.values():
        counts.setdefault(register, Counter())["received"] += 1
    steps = RecordStep.objects.filter(record__register__in=_WITH_LIMIT, record__day__year=year).order_by("id")
    for key, name, day, due in steps.values_list("record_id", "step", "day", "due_on"):
        register = rows[key][0]
        leaves, before = REGISTERS[register].steps[name].leaves, states[key]
        if leaves == UNDONE:
            counts[register]["received"] -= 1
        elif leaves == DONE and before == OPEN:
            limit = dues[key]
            counts[register]["late" if limit and day > limit else "in_time"] += 1
        elif leaves == OPEN and before == DONE:
            counts[register]["reopened"] += 1
        states[key], dues[key] = leaves, due or dues[key]
    for key, (register, _) in rows.items():
        if states[key] == OPEN:
            limit = dues[key]
            counts[register]["open"] += 1
            counts[register]["open_late"] += bool(limit and limit < today)
    names = ("received", "in_time", "late", "open", "open_late", "reopened")
    return [Timeliness(key, *(counts[key][name] for name in names)) for key in _WITH_LIMIT if key in counts]


def by_kind(year: int) -> list[tuple[str, str, int]]:
    """(register, kind in words, records) of the complaints of a year."""
    result = []
    for register in COMPLAINTS:
        kinds = Counter(standing(register, year).values_list("kind", flat=True))
        result += [(register, title, kinds[kind]) for kind, title in REGISTERS[register].kinds.items() if kinds[kind]]
    return result


def answers(year: int) -> dict[str, int]:
    """How those who asked were satisfied, by the word that stands in the last answer of each enquiry of a year."""
    keys = list(standing("enquiry", year).values_list("id", flat=True))
    last = dict(step_texts(keys, ("answered",)))
    words = Counter(text.rpartition("；")[2] for text in last.values())
    return {word: words.get(word, 0) for word in ("满意", "不满意", "没有评价")}
