"""Giving out numbers, booking them, and what is done with one: each refused in a sentence where the hall is not in that state."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse

from . import queries
from .kinds import BOOKED, LATE, PURPOSES, SERVING, STATES, STEPS, WALK
from .models import Hours, Ticket, TicketStep

AHEAD_DAYS = 14
"""How many days ahead somebody may book (this product's own limit)."""


def _purpose(purpose: str) -> None:
    if purpose not in PURPOSES:
        refuse("hall.purpose", "没有选事由", "请选一个事由。", "purpose")


def take(purpose: str, second: int, *, by: By, party: str = "", person_id: int = 0) -> int:
    """Take a number now; the id of the ticket."""
    _purpose(purpose)
    with transaction.atomic():
        take_turn()
        return _give(by.day, purpose, WALK, 0, party, person_id, second, "hall.take", by)


def book(day: date, purpose: str, slot: int, second: int, *, by: By, party: str, person_id: int = 0) -> int:
    """Book a number for a day and a slot (minute of the day), in hours or out of them; the id of the ticket.

    Refused for a day that is past or too far, a slot there is not, and one that is full.
    """
    _purpose(purpose)
    if not party.strip():
        refuse("hall.party", "没有写预约人", "请写姓名或单位名称，到场时核对。", "party")
    if not by.day <= day <= by.day + timedelta(days=AHEAD_DAYS):
        refuse("hall.day", f"只能预约今天起 {AHEAD_DAYS} 天内", "请改选日期。", "day")
    with transaction.atomic():
        take_turn()
        free = {minute: late for minute, late, _ in queries.free_slots(day, purpose)}
        if queries.hours() is None:
            refuse("hall.hours", "还没有设定大厅服务时间，不能预约", "请先办理“设定大厅服务时间”。", "slot")
        if slot not in free:
            refuse("hall.slot", "这个时段已经约满，或不是服务时段", "请改选有空位的时段。", "slot")
        return _give(day, purpose, LATE if free[slot] else BOOKED, slot, party, person_id, second, "hall.book", by)


def _give(day: date, purpose: str, way: str, slot: int, party: str, person_id: int, second: int, verb: str, by: By) -> int:
    key = next_id(Ticket)
    serial = (Ticket.objects.filter(day=day, purpose=purpose).aggregate(last=Max("serial"))["last"] or 0) + 1
    row = (key, day, purpose, serial, way, slot, party.strip()[:40], person_id, second)
    body = {"day": day.isoformat(), "number": queries.number_of(purpose, serial), "way": way}
    post(Ticket, Ticket.SEALED, [row], verb, by=by, subject=("ticket", key), body=body)
    return key


def step(
    ticket_id: int, name: str, second: int, *, by: By, counter: int = 0, purpose: str = "", matter_number: str = "", text: str = ""
) -> Entry:
    """Take a step with a number of today. Refused where its state does not allow it, where the counter serves another number or this
    number is served at another counter, and for a hand-over that says not where to."""
    with transaction.atomic():
        take_turn()
        row = queries.ticket(ticket_id)
        one = STEPS[name]
        if row.day != by.day and name != "cancelled":
            refuse("hall.day", f"{row.number} 不是今天的号", "请核对日期。", "ticket_id")
        if row.state not in one.allowed:
            refuse(
                "hall.state",
                f"{row.number} 现在是“{STATES[row.state][0]}”，不能“{one.title}”",
                "别的窗口可能刚处理过，请刷新页面。",
                "ticket_id",
            )
        if name == "called":
            busy = queries.served_at(by.day, counter)
            if counter < 1 or busy:
                refuse(
                    "hall.busy",
                    f"{counter} 号窗口正在办 {busy.number}" if busy else "没有选窗口",
                    "先办完或转走手上的号，再叫下一个。",
                    "counter",
                )
        if row.state == SERVING and row.counter != counter:
            refuse("hall.counter", f"{row.number} 在 {row.counter} 号窗口办理", "请到那个窗口操作。", "counter")
        if name == "handed" and (purpose not in PURPOSES or purpose == row.purpose):
            refuse("hall.purpose", "没有选转到哪里，或就是现在的事由", "请选另一个事由。", "purpose")
        key = next_id(TicketStep)
        kept = (key, ticket_id, name, max(second, row.since), counter, purpose if name == "handed" else "", matter_number[:20], text[:120])
        body = {"number": row.number, "step": name, "counter": counter}
        return post(TicketStep, TicketStep.SEALED, [kept], "hall.step", by=by, subject=("ticket", ticket_id), body=body)


def call_next(counter: int, purposes: tuple[str, ...], second: int, *, by: By) -> int:
    """Call whoever is next for a counter that serves some purposes (none: all); the id of the ticket. Refused where nobody waits."""
    with transaction.atomic():
        take_turn()
        waiting = queries.queue(by.day, purposes)
        if not waiting:
            refuse("hall.nobody", "没有人在等候", "有人取号以后再叫。", "counter")
        step(waiting[0].id, "called", second, by=by, counter=counter)
        return waiting[0].id


def set_hours(new: queries.HoursRow, *, by: By) -> Entry:
    """Enter the hours from now on; they are the agency's own promise."""
    if not 0 < new.opens < new.pauses <= new.resumes < new.closes <= new.late_until < 24 * 60:
        refuse("hall.hours", "时间先后不对", "顺序是上午开始、上午结束、下午开始、下午结束、延时服务到。", "opens")
    if not 5 <= new.slot_minutes <= 120 or not 1 <= new.per_slot <= 200 or not 1 <= new.wait_minutes <= 240:
        refuse(
            "hall.hours", "每段分钟、每段人数或等候承诺不合常理", "每段 5 至 120 分钟，每段至少 1 人，等候 1 至 240 分钟。", "slot_minutes"
        )
    with transaction.atomic():
        take_turn()
        key = next_id(Hours)
        return post(Hours, Hours.SEALED, [(key, *new)], "hall.set_hours", by=by, subject=("hours", key))
