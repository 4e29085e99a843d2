"""Questions about the hall: who waits, who is served where, who is next, free appointments, and how long people waited."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import NamedTuple

from shebao.agency.store.columns import among
from shebao.base.finding import refuse

from .kinds import CANCELLED, DONE, LATE, PURPOSES, SERVING, STEPS, WAITING, WALK, opens
from .models import Hours, Ticket, TicketStep

FIRST = -1
"""The place in the queue of who was handed over from another counter: before everybody else."""


class HoursRow(NamedTuple):
    """The hours in force; minutes of the day."""

    opens: int
    pauses: int
    resumes: int
    closes: int
    late_until: int
    slot_minutes: int
    per_slot: int
    wait_minutes: int


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A number as it stands: its state, the purpose it waits for now, since when, and the counter that has or had it."""

    id: int
    day: date
    number: str
    purpose: str
    way: str
    slot: int
    party: str
    person_id: int
    state: str
    since: int
    counter: int
    handed: bool
    waited: int
    served: int
    matter_number: str

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the queue: handed over, then appointments by their slot, then the others by the time they came."""
        if self.handed:
            return FIRST, self.since
        return (0, self.slot * 60) if self.way != WALK else (1, self.since)


def number_of(purpose: str, serial: int) -> str:
    """A012."""
    return f"{purpose}{serial:03d}"


def clock(minute: int) -> str:
    """09:30, of a minute of the day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def hours() -> HoursRow | None:
    """The hours in force; None before any were entered."""
    row = Hours.objects.order_by("-id").values_list(*HoursRow._fields).first()
    return HoursRow(*row) if row else None


def tickets(first: date, last: date | None = None) -> list[TicketRow]:
    """Every number of a day, or of the days between two, in the order they were given out."""
    rows = list(Ticket.objects.filter(day__range=(first, last or first)).order_by("id"))
    steps: dict[int, list[TicketStep]] = {}
    for step in TicketStep.objects.filter(ticket_id__in=among([row.id for row in rows])).order_by("id"):
        steps.setdefault(step.ticket_id, []).append(step)
    return [_row(row, steps.get(row.id, [])) for row in rows]


def _row(ticket: Ticket, steps: Iterable[TicketStep]) -> TicketRow:
    # What was booked, perhaps on another day, begins to wait when it arrives.
    state, purpose, since, counter, handed = opens(ticket.way), ticket.purpose, ticket.second if not ticket.slot else 0, 0, False
    waited = served = 0
    matter = ""
    for step in steps:
        if step.step == "called":
            waited, counter = waited + step.second - since, step.counter
        elif state == SERVING and step.step in ("handed", "finished"):
            served += step.second - since
        handed = step.step == "handed" or (handed and step.step == "called")
        purpose, matter = step.purpose or purpose, step.matter_number or matter
        state, since = STEPS[step.step].leaves, step.second
    number = number_of(ticket.purpose, ticket.serial)
    return TicketRow(
        ticket.id, ticket.day, number, purpose, ticket.way, ticket.slot, ticket.party, ticket.person_id, state, since, counter, handed,
        waited, served, matter,
    )  # fmt: skip


def ticket(ticket_id: int) -> TicketRow:
    """One number; refused where there is none."""
    row = Ticket.objects.filter(id=ticket_id).first()
    if row is None:
        refuse("hall.ticket", "没有这个号", "请从窗口页面进入。", "ticket_id")
    return _row(row, TicketStep.objects.filter(ticket_id=ticket_id).order_by("id"))


def queue(day: date, purposes: Collection[str] = ()) -> list[TicketRow]:
    """Who waits, in the order they are called, for some purposes or for any."""
    rows = [row for row in tickets(day) if row.state == WAITING and (not purposes or row.purpose in purposes)]
    return sorted(rows, key=lambda row: row.place)


def served_at(day: date, counter: int) -> TicketRow | None:
    """The number a counter serves now; None where it is free."""
    return next((row for row in tickets(day) if row.state == SERVING and row.counter == counter), None)


def slots(of: HoursRow, *, late: bool = False) -> list[int]:
    """Minutes of the day at which appointments begin: in hours, or in the pause and after closing."""
    spans = ((of.pauses, of.resumes), (of.closes, of.late_until)) if late else ((of.opens, of.pauses), (of.resumes, of.closes))
    return [minute for first, last in spans for minute in range(first, last - of.slot_minutes + 1, of.slot_minutes)]


def free_slots(day: date, purpose: str) -> list[tuple[int, bool, int]]:
    """(minute, whether out of hours, places left) of every slot of a day with a place left for a purpose."""
    of = hours()
    if of is None:
        return []
    taken: dict[int, int] = {}
    for row in tickets(day):
        if row.slot and row.state != CANCELLED and row.number[0] == purpose:
            taken[row.slot] = taken.get(row.slot, 0) + 1
    rows = [(minute, late, of.per_slot - taken.get(minute, 0)) for late in (False, True) for minute in slots(of, late=late)]
    return sorted(row for row in rows if row[2] > 0)


@dataclass(frozen=True, slots=True)
class Waits:
    """How it went for some numbers: given out, done, not come or left, waits in seconds (middle, nine of ten, longest), over the promise."""

    title: str
    given: int
    done: int
    lost: int
    handed: int
    middle: int
    ninth: int
    longest: int
    over: int
    served: int
    """Seconds of service a number, on average."""

    @property
    def kept_e4(self) -> int:
        """Share of those called within the promised wait, in ten-thousandths; 0 where nobody was called."""
        called = self.done or 0
        return (called - min(self.over, called)) * 10_000 // called if called else 0


def waits(first: date, last: date) -> list[Waits]:
    """Each purpose between two days, and all of them last."""
    rows, promise = tickets(first, last), hours()
    limit = promise.wait_minutes * 60 if promise else 0
    parts = [(title, [row for row in rows if row.number[0] == key]) for key, (title, _) in PURPOSES.items()]
    return [_waits(title, mine, limit) for title, mine in parts if mine] + ([_waits("合计", rows, limit)] if rows else [])


def _waits(title: str, rows: list[TicketRow], limit: int) -> Waits:
    done = [row for row in rows if row.state == DONE]
    waited = sorted(row.waited for row in done)
    return Waits(
        title,
        len(rows),
        len(done),
        sum(row.state in (CANCELLED, "absent") for row in rows),
        sum(row.purpose != row.number[0] for row in rows),
        int(median(waited)) if waited else 0,
        waited[(len(waited) * 9 + 9) // 10 - 1] if waited else 0,
        waited[-1] if waited else 0,
        sum(one > limit for one in waited) if limit else 0,
        sum(row.served for row in done) // len(done) if done else 0,
    )


def by_counter(first: date, last: date) -> list[tuple[int, int, int]]:
    """(counter, numbers done, seconds of service a number) between two days."""
    sums: dict[int, list[int]] = {}
    for row in tickets(first, last):
        if row.state == DONE:
            sums.setdefault(row.counter, []).append(row.served)
    return [(counter, len(served), sum(served) // len(served)) for counter, served in sorted(sums.items())]


def by_way(first: date, last: date) -> dict[str, int]:
    """Way → numbers given out between two days: walked in, booked, booked out of hours."""
    ways = list(Ticket.objects.filter(day__range=(first, last)).values_list("way", flat=True))
    return {way: ways.count(way) for way in (WALK, "booked", LATE)}
