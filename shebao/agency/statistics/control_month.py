"""A month of internal control worked out from the rows: posts that may not be combined, rotation, hours, numbers seen, who decided on whose work.

None of it says that somebody did wrong: each row is something for the inspector to look at. 社会保险经办条例 第36条、第37条.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

from django.utils import timezone

from shebao.agency.inspection import queries as inspection
from shebao.agency.inspection.queries import SampleRow
from shebao.agency.journal import queries as journal
from shebao.agency.matters import queries as matters
from shebao.agency.matters.queries import StepOfMonth
from shebao.agency.people import queries as people
from shebao.agency.registers import queries as registers
from shebao.agency.staff import queries as staff
from shebao.agency.staff.posts import broken_by, title_of
from shebao.base.finding import Refused
from shebao.base.months import Month, first_day, last_day, month_of
from shebao.base.workdays import is_workday

OPENS, CLOSES = time(7, 30), time(20, 0)
"""Between them work is ordinary; before and after, and on days off, a change is looked at. Practice."""
QUICK_SECONDS = 60
"""A decision sooner after the step before is looked at: nobody reads a file so fast. Practice."""
SEEN = {"people.unmask": "看完整号码", "people.unmask_account": "看完整账号", "desk.export": "导出名单", "desk.download": "下载文件"}
DECIDING = ("review", "approve")
READING = ("staff.sign_in", *SEEN)
"""Entries that change nothing of the business."""


class RotationRow(NamedTuple):
    """Somebody who has held a post for longer than the agency allows."""

    name: str
    post: str
    since: date
    years: int


class HourRow(NamedTuple):
    """Changes one member made outside working hours: how many, on how many days, the last."""

    name: str
    changes: int
    days: int
    last: datetime


class SeenRow(NamedTuple):
    """How often one member saw numbers in full, exported or downloaded."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


class MatterNote(NamedTuple):
    """A matter to look at: whose steps, and why."""

    matter_id: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class ControlMonth:
    """What a month of internal control came to."""

    month: Month
    matters: int
    conflicts: tuple[str, ...]
    rotation_years: int | None
    rotation: tuple[RotationRow, ...]
    off_hours: tuple[HourRow, ...]
    seen: tuple[SeenRow, ...]
    both_steps: tuple[MatterNote, ...]
    quick: tuple[MatterNote, ...]
    same_name: tuple[MatterNote, ...]
    recusals: int
    sessions: int
    swaps: int
    sample: SampleRow | None
    findings_open: int
    findings_late: int

    @property
    def alarms(self) -> int:
        """Rows somebody must answer for."""
        return sum(map(len, (self.conflicts, self.rotation, self.both_steps, self.quick, self.same_name))) + self.findings_late


def control_month(month: Month, today: date) -> ControlMonth:
    """A month as the records have it; posts and findings as they are today."""
    first, last = first_day(month), last_day(month)
    steps = matters.steps_between(first, last)
    names, keys = _people_of(steps)
    years = staff.limit("rotation_years", today)
    due = [row for row in registers.board("finding") if row.state == "open"]
    return ControlMonth(
        month,
        len({step.matter_id for step in steps}),
        tuple(_conflicts()),
        years,
        tuple(_rotation(years, today)) if years else (),
        tuple(_off_hours(first, last)),
        tuple(_seen(first, last)),
        tuple(_both_steps(steps, names, keys)),
        tuple(_quick(steps, names)),
        tuple(_same_name(steps, names)),
        sum(month_of(day) == month for day in _days_of("staff.recuse")),
        sum(month_of(row.on) == month for row in staff.meetings()),
        sum(row.since <= last and row.until >= first for row in staff.swaps()),
        next((row for row in inspection.samples() if row.month == month), None),
        len(due),
        sum(row.current_due is not None and row.current_due < today for row in due),
    )


def _people_of(steps: Iterable[StepOfMonth]) -> tuple[dict[int, str], dict[int, str]]:
    members = {step.member_id for step in steps}
    return staff.names(members), staff.person_keys(members)


def _conflicts() -> Iterable[str]:
    """Rules that somebody breaks with the posts held now, under whatever accounts."""
    names = {row.person_key: row.name for row in staff.held_posts()}
    for key, posts in staff.posts_by_person().items():
        for finding in broken_by(posts):
            yield f"{names.get(key, key)}：{finding.message}"


def _rotation(years: int, today: date) -> Iterable[RotationRow]:
    for row in staff.held_posts():
        held = (today.year - row.since.year) - ((today.month, today.day) < (row.since.month, row.since.day))
        if held >= years:
            yield RotationRow(row.name, title_of(row.post), row.since, held)


def _entries(first: date, last: date, verbs: Iterable[str] = ()) -> list[tuple[str, int, str]]:
    """(time, member, verb) of what members wrote in a month."""
    rows = journal.listed().filter(business_day__range=(first.isoformat(), last.isoformat()), actor_id__isnull=False)
    rows = rows.filter(verb__in=list(verbs)) if verbs else rows.exclude(verb__in=READING)
    return [(at, member, verb) for at, member, verb in rows.order_by("seq").values_list("at", "actor_id", "verb") if member is not None]


def _off_hours(first: date, last: date) -> list[HourRow]:
    moments: dict[int, list[datetime]] = {}
    for at, member, _ in _entries(first, last):
        local = timezone.localtime(datetime.fromisoformat(at))
        if not OPENS <= local.time() <= CLOSES or not _open_on(local.date()):
            moments.setdefault(member, []).append(local)
    names = staff.names(moments)
    rows = [HourRow(names.get(key, ""), len(mine), len({one.date() for one in mine}), max(mine)) for key, mine in moments.items()]
    return sorted(rows, key=lambda row: -row.changes)


def _open_on(day: date) -> bool:
    """Whether a day is worked; a weekday where the year's holidays are not known."""
    try:
        return is_workday(day)
    except Refused:
        return day.weekday() < 5


def _seen(first: date, last: date) -> list[SeenRow]:
    counts = Counter((member, verb) for _, member, verb in _entries(first, last, SEEN))
    names = staff.names({member for member, _ in counts})
    rows = [SeenRow(names.get(member, ""), tuple(counts[member, verb] for verb in SEEN)) for member in names]
    return sorted(rows, key=lambda row: -row.total)


def _of_matters(steps: Iterable[StepOfMonth]) -> dict[int, list[StepOfMonth]]:
    result: dict[int, list[StepOfMonth]] = {}
    for step in steps:
        result.setdefault(step.matter_id, []).append(step)
    return result


def _both_steps(steps: Iterable[StepOfMonth], names: dict[int, str], keys: dict[int, str]) -> Iterable[MatterNote]:
    """Matters of which one natural person made and decided, or reviewed and approved."""
    for key, mine in _of_matters(steps).items():
        roles: dict[str, set[str]] = {}
        for step in mine:
            roles.setdefault(keys[step.member_id], set()).add("submit" if step.verb == "resubmit" else step.verb)
        for step in mine:
            if step.verb in DECIDING and len(roles[keys[step.member_id]] & {"submit", *DECIDING}) > 1:
                yield MatterNote(key, step.number, f"{names[step.member_id]}办了其中两步")
                break


def _quick(steps: Iterable[StepOfMonth], names: dict[int, str]) -> Iterable[MatterNote]:
    for key, mine in _of_matters(steps).items():
        for before, step in pairwise(mine):
            seconds = int((step.at - before.at).total_seconds())
            if step.verb in DECIDING and seconds < QUICK_SECONDS:
                yield MatterNote(key, step.number, f"{names[step.member_id]}在上一步以后 {seconds} 秒决定")
                break


def _same_name(steps: Iterable[StepOfMonth], names: dict[int, str]) -> Iterable[MatterNote]:
    """Matters about somebody who has the name of whoever worked on them: themselves or kin, or nobody to do with them."""
    about = _of_matters(step for step in steps if step.subject_kind == "person" and step.subject_id)
    called = people.person_names(mine[0].subject_id or 0 for mine in about.values())
    for key, mine in about.items():
        name = called.get(mine[0].subject_id or 0, "")
        if name and name in {names[step.member_id] for step in mine}:
            yield MatterNote(key, mine[0].number, f"经办人和当事人同名：{name}")


def _days_of(verb: str) -> list[date]:
    return [date.fromisoformat(day) for day in journal.listed().filter(verb=verb).values_list("business_day", flat=True)]
