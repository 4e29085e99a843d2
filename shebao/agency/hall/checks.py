"""What must always be true of the hall: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

from .kinds import PURPOSES, SERVING, STEPS, WAYS, opens
from .models import Ticket, TicketStep
from .queries import number_of

Checked = tuple[int, list[str]]


def check_tickets() -> Checked:
    """Every number is of a known purpose, each step was allowed by the state before, times never run back, a counter has one number."""
    problems: list[str] = []
    states: dict[int, tuple[str, int, str]] = {}
    busy: dict[tuple[object, int], int] = {}
    days = {}
    for row in Ticket.objects.order_by("id"):
        number = number_of(row.purpose, row.serial)
        if row.purpose not in PURPOSES or row.way not in WAYS:
            problems.append(f"{row.day} {number}：没有这种事由或方式。")
        # An appointment's booking lies on an earlier day, so its clock begins anew on its own day.
        states[row.id], days[row.id] = (opens(row.way), row.second if not row.slot else 0, number), row.day
    for step in TicketStep.objects.order_by("id"):
        state, since, number = states.get(step.ticket_id, ("", 0, ""))
        one = STEPS.get(step.step)
        if one is None or state not in one.allowed or step.second < since:
            problems.append(f"{days.get(step.ticket_id, '')} {number}：“{step.step}”不合它当时的状态或时间。")
            continue
        place = (days[step.ticket_id], step.counter)
        if one.leaves == SERVING:
            if place in busy:
                problems.append(f"{place[0]} {step.counter} 号窗口同时办两个号。")
            busy[place] = step.ticket_id
        elif state == SERVING:
            busy.pop(place, None)
        states[step.ticket_id] = (one.leaves, step.second, number)
    return len(states), problems
