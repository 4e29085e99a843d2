"""What a member may ask for, what waits for them, and what they may do with each matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Kind
from shebao.agency.matters.transitions import RIGHTS, verbs_in
from shebao.agency.staff import queries as staff
from shebao.base.workdays import workdays_between

from .catalogue import catalogue, kind


class WorkRow(NamedTuple):
    """A matter in a worklist: the row, the kind's title, working days left (negative: late; None: no limit), what I may do."""

    matter: matters.MatterRow
    kind_title: str
    days_left: int | None
    verbs: tuple[str, ...]


def may_submit(member_id: int) -> list[Kind]:
    """Kinds whose requests a member may accept."""
    rights = staff.rights(member_id)
    return [one for one in catalogue().values() if f"{one.area}.create" in rights]


def worklist(member_id: int, day: date, most: int = 50) -> list[WorkRow]:
    """What waits for a member, the most urgent first: to decide, or returned to them to put right."""
    rights = staff.rights(member_id)
    rows: dict[int, matters.MatterRow] = {}
    for state, verbs in (("accepted", ("review", "approve")), ("reviewed", ("approve",))):
        kinds = [
            one.key
            for one in catalogue().values()
            for verb in verbs
            if verb in verbs_in(one.risk, state) and any(f"{one.area}.{right}" in rights for right in RIGHTS[(one.risk, verb)])
        ]
        rows |= {row.id: row for row in matters.waiting([state], kinds, not_by=[member_id], most=most)}
    rows |= {row.id: row for row in matters.listed(states=["returned"], maker_id=member_id, most=most)}
    return _work_rows(sorted(rows.values(), key=_urgency)[:most], member_id, day)


class Neighbours(NamedTuple):
    """The matters before and after one in a member's worklist, and how many wait besides it."""

    before: matters.MatterRow | None
    after: matters.MatterRow | None
    waiting: int


def neighbours(member_id: int, day: date, row: matters.MatterRow) -> Neighbours:
    """Where a member goes on from one matter: round the worklist, the most urgent first."""
    others = [work.matter for work in worklist(member_id, day) if work.matter.id != row.id]
    if not others:
        return Neighbours(None, None, 0)
    later = [other for other in others if _urgency(other) > _urgency(row)]
    earlier = [other for other in others if _urgency(other) < _urgency(row)]
    return Neighbours((earlier or others)[-1], (later or others)[0], len(others))


def _urgency(row: matters.MatterRow) -> tuple[date, int]:
    return row.due_on or date.max, row.id


def work_row(row: matters.MatterRow, member_id: int, day: date) -> WorkRow:
    """A matter with its kind's title, the days left, and what the member may do."""
    return _work_rows([row], member_id, day)[0]


def days_left(row: matters.MatterRow, day: date) -> int | None:
    """Working days until the limit; negative when it has passed, None without a limit or when the matter has ended."""
    if row.due_on is None or row.closed_on is not None:
        return None
    return workdays_between(day, row.due_on) if row.due_on >= day else -workdays_between(row.due_on, day)


def _work_rows(rows: Sequence[matters.MatterRow], member_id: int, day: date) -> list[WorkRow]:
    rights, reviewers = staff.rights(member_id), matters.reviewers(row.id for row in rows)
    keys = staff.person_keys({member_id, *(row.maker_id for row in rows), *(one for some in reviewers.values() for one in some)})
    me = keys[member_id]
    return [
        WorkRow(
            row,
            kind(row.kind).title,
            days_left(row, day),
            _verbs(row, rights, keys[row.maker_id] == me, me in {keys[one] for one in reviewers.get(row.id, ())}),
        )
        for row in rows
    ]


def _verbs(row: matters.MatterRow, rights: frozenset[str], own: bool, reviewed: bool) -> tuple[str, ...]:
    """What may be done with a matter now; the engine judges again when it is done."""
    one = kind(row.kind)
    return tuple(
        verb
        for verb in verbs_in(one.risk, row.state)
        if any(f"{one.area}.{right}" in rights for right in RIGHTS[(one.risk, verb)])
        and own == (verb in ("withdraw", "resubmit"))
        and not (verb == "approve" and reviewed)
    )
