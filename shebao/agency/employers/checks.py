"""What must always be true of the register of employers, worked out again from the journal: for `shebao verify`."""

from __future__ import annotations

import json
from datetime import date

from shebao.agency.journal import queries as journal
from shebao.agency.journal.later import Moves, add_move, check_later
from shebao.agency.store.columns import read_rows, total

from .models import Employer, Insurance, Project, ProjectChange, ProjectPayment, ProjectWorker
from .projects import check_roster_open as check_roster_open

Checked = tuple[int, list[str]]


def check_employers() -> Checked:
    """Every employer stands, or left with the month and for the reason that the journal says."""
    moves: Moves = {}
    for *_, body in journal.told("employers.cancel"):
        entry = json.loads(body)
        add_move(moves, entry["employer"], (None, ""), (entry["month"], entry["reason"]))
    return check_later(Employer, moves)


def check_insurances() -> Checked:
    """Every part of an employer in a scheme is open, or ended with the month that the journal says."""
    moves: Moves = {}
    for *_, body in journal.told("employers.cancel", "employers.end_insurance"):
        for insurance, month in json.loads(body)["insurances"]:
            add_move(moves, insurance, (None,), (month,))
    return check_later(Insurance, moves)


def check_projects() -> Checked:
    """Every project stands, or ended with the day and for the reason that the journal says; none was paid more than is due of it."""
    moves: Moves = {}
    for *_, body in journal.told("employers.end_project"):
        entry = json.loads(body)
        add_move(moves, entry["project"], (None, ""), (date.fromisoformat(entry["on"]), entry["what"]))
    examined, problems = check_later(Project, moves)
    due = dict(read_rows(Project.objects.all(), "id", "due_fen"))
    for rows, sign in ((ProjectChange.objects, 1), (ProjectPayment.objects, -1)):
        name = "due_fen" if sign > 0 else "fen"
        for key, fen in read_rows(rows.values("project_id").order_by("project_id").annotate(sum=total(name)), "project_id", "sum"):
            due[key] += sign * fen
    return examined, problems + [f"建设项目{key}：已缴多于应缴。" for key, left in due.items() if left < 0]


def check_roster() -> Checked:
    """Everybody of a roster is on the site, or left on the day that the journal says."""
    moves: Moves = {}
    for *_, body in journal.told("employers.leave_project"):
        for key, day in json.loads(body)["workers"]:
            add_move(moves, key, (None,), (date.fromisoformat(day) if day else None,))
    return check_later(ProjectWorker, moves)
