"""Questions about matters: what waits for whom, one matter with its steps, and what is about an object."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum

from shebao.agency.staff.queries import names
from shebao.agency.store.columns import among, among_texts, read_rows

from .actions import content_of
from .kind import Change
from .models import Matter, Step
from .transitions import OPEN, STATES, VERBS


class MatterRow(NamedTuple):
    """A matter as lists show it."""

    id: int
    number: str
    kind: str
    title: str
    state: str
    state_title: str
    people: int
    maker_id: int
    maker: str
    accepted_on: date
    due_on: date | None
    closed_on: date | None


class StepRow(NamedTuple):
    """What one person did, and the content they saw."""

    verb: str
    verb_title: str
    member_id: int
    member: str
    at: datetime
    day: date
    comment: str
    content_digest: str


class MatterDetail(NamedTuple):
    """One matter in full, without what is sealed."""

    row: MatterRow
    subject: tuple[str, int] | None
    payload: dict[str, Any]
    preview: list[Change]
    content_digest: str
    steps: list[StepRow]
    applied_entry_id: int | None


def matter(matter_id: int) -> MatterDetail | None:
    """One matter; None where there is none."""
    stored = Matter.objects.filter(id=matter_id).first()
    if stored is None:
        return None
    steps = list(Step.objects.filter(matter=stored).order_by("id"))
    called = names(step.member_id for step in steps)
    return MatterDetail(
        _rows(Matter.objects.filter(id=matter_id))[0],
        (stored.subject_kind, stored.subject_id) if stored.subject_id is not None else None,
        json.loads(stored.payload),
        [Change(*line) for line in json.loads(stored.preview)],
        stored.content_digest,
        [StepRow(s.verb, VERBS[s.verb], s.member_id, called.get(s.member_id, ""), s.at, s.day, s.comment, s.content_digest) for s in steps],
        stored.applied_entry_id,
    )


def by_number(number: str) -> int | None:
    """The id behind a matter number."""
    return Matter.objects.filter(number=number.strip()).values_list("id", flat=True).first()


def titles(matter_ids: Iterable[int]) -> dict[int, str]:
    """Matter → its title and number, for lists of other counters that lead to it."""
    rows = Matter.objects.filter(id__in=sorted(set(matter_ids))).values_list("id", "title", "number")
    return {matter_id: f"{title}（{number}）" for matter_id, title, number in rows}


def states(matter_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Matter → (its number, its state)."""
    rows = Matter.objects.filter(id__in=among(matter_ids)).values_list("id", "number", "state")
    return {matter_id: (number, state) for matter_id, number, state in rows}


def applied_titles(numbers: Iterable[str]) -> dict[str, str]:
    """Number → title of those matters that have taken effect."""
    return dict(Matter.objects.filter(number__in=among_texts(numbers), state="applied").values_list("number", "title"))


def accepted_titles(numbers: Iterable[str]) -> dict[str, str]:
    """Number → title of those matters that there are, whatever their state."""
    return dict(Matter.objects.filter(number__in=among_texts(numbers)).values_list("number", "title"))


def served_people(first: date, last: date) -> list[int]:
    """Who had a matter of their own done between two days, ascending, once each."""
    rows = Matter.objects.filter(state="applied", subject_kind="person", closed_on__range=(first, last))
    return sorted({int(key) for key in rows.values_list("subject_id", flat=True) if key})


def kind_of(matter_id: int) -> str | None:
    """The kind's key of a matter."""
    return Matter.objects.filter(id=matter_id).values_list("kind", flat=True).first()


def kinds_made_by(member_id: int, most: int = 300) -> Counter[str]:
    """How often each kind occurs among the last matters a member accepted."""
    return Counter(Matter.objects.filter(maker_id=member_id).order_by("-id").values_list("kind", flat=True)[:most])


def count_accepted(member_id: int, day: date) -> int:
    """How many matters a member accepted on a day."""
    return Matter.objects.filter(maker_id=member_id, accepted_on=day).count()


def maker_of(matter_id: int) -> int:
    """The member who accepted a matter."""
    return int(Matter.objects.values_list("maker_id", flat=True).get(id=matter_id))


def listed(
    *,
    states: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    maker_id: int | None = None,
    text: str = "",
    after: int | None = None,
    most: int = 50,
) -> list[MatterRow]:
    """Matters, the newest first. `text`: a piece of the number or title; `after`: id of the last one already shown."""
    rows = Matter.objects.all()
    if states is not None:
        rows = rows.filter(state__in=list(states))
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    if maker_id is not None:
        rows = rows.filter(maker_id=maker_id)
    if text.strip():
        rows = rows.filter(Q(number__contains=text.strip()) | Q(title__contains=text.strip()))
    if after is not None:
        rows = rows.filter(id__lt=after)
    return _rows(rows.order_by("-id")[:most])


def people_by(maker_id: int, kinds: Iterable[str], since: date) -> dict[str, int]:
    """Kind → how many people's requests a member accepted since a day, whatever became of them; kinds without any are left out."""
    rows = Matter.objects.filter(maker_id=maker_id, kind__in=list(kinds), accepted_on__gte=since).order_by()
    return {kind: int(n) for kind, n in rows.values_list("kind").annotate(n=Sum("people"))}


def waiting(states: Iterable[str], kinds: Iterable[str], *, not_by: Iterable[int] = (), most: int = 50) -> list[MatterRow]:
    """Matters that wait for a decision, the most urgent first; those made by the given members are left out."""
    rows = Matter.objects.filter(state__in=list(states), kind__in=list(kinds)).exclude(maker_id__in=list(not_by))
    return _rows(rows.order_by("due_on", "id")[:most])


def reviewers(matter_ids: Iterable[int]) -> dict[int, set[int]]:
    """Members who ever reviewed each matter; none of them approves it."""
    members: dict[int, set[int]] = {}
    for matter_id, member_id in Step.objects.filter(matter_id__in=list(matter_ids), verb="review").values_list("matter_id", "member_id"):
        members.setdefault(matter_id, set()).add(member_id)
    return members


def members_of(matter_ids: Iterable[int]) -> dict[int, set[int]]:
    """Everybody who did anything with each matter, its maker included."""
    wanted = sorted(set(matter_ids))
    members: dict[int, set[int]] = {}
    for matter_id, member_id in Matter.objects.filter(id__in=among(wanted)).values_list("id", "maker_id"):
        members.setdefault(matter_id, set()).add(member_id)
    for matter_id, member_id in Step.objects.filter(matter_id__in=among(wanted)).values_list("matter_id", "member_id"):
        members.setdefault(matter_id, set()).add(member_id)
    return members


def about(kind: str, object_id: int, most: int = 50) -> list[MatterRow]:
    """Matters about one object ("person", id), the newest first."""
    return _rows(Matter.objects.filter(subject_kind=kind, subject_id=object_id).order_by("-id")[:most])


class OpenMatter(NamedTuple):
    """A matter that is not decided yet, and the people it names."""

    id: int
    number: str
    kind: str
    person_ids: tuple[int, ...]


def open_about_people(kinds: Iterable[str]) -> list[OpenMatter]:
    """The open matters of some kinds with everybody they name, in the form's own field or in the rows of a list."""
    matters = Matter.objects.filter(state__in=OPEN, kind__in=list(kinds)).order_by("id")
    return [OpenMatter(matter.pk, matter.number, matter.kind, _people_of(content_of(matter))) for matter in matters]


def _people_of(content: dict[str, Any]) -> tuple[int, ...]:
    rows = content.get("rows", [content])
    return tuple(sorted({int(row["person_id"]) for row in rows if row.get("person_id")}))


def counts() -> dict[str, int]:
    """How many matters are in each open state."""
    numbers = dict(Matter.objects.filter(state__in=OPEN).values_list("state").annotate(n=Count("id")))
    return {state: numbers.get(state, 0) for state in OPEN}


def overdue(day: date, most: int = 50) -> list[MatterRow]:
    """Open matters past their limit."""
    return _rows(Matter.objects.filter(state__in=OPEN, due_on__lt=day).order_by("due_on", "id")[:most])


def closed_between(first: date, last: date) -> list[tuple[str, int, int]]:
    """(kind, matters applied in time, matters applied late) between two days, for the yearly report."""
    late = Count("id", filter=Q(due_on__lt=F("closed_on")))
    rows = (
        Matter.objects.filter(state="applied", closed_on__range=(first, last))
        .values_list("kind")
        .annotate(n=Count("id"), late=late)
        .order_by("kind")
    )
    return [(kind, n - overdue_count, overdue_count) for kind, n, overdue_count in rows]


class StepOfMonth(NamedTuple):
    """A step taken between two days, with its matter's kind and subject."""

    matter_id: int
    number: str
    kind: str
    subject_kind: str
    subject_id: int | None
    verb: str
    member_id: int
    at: datetime


def steps_between(first: date, last: date) -> list[StepOfMonth]:
    """Every step of the matters that took effect between two days, by matter and step."""
    rows = Step.objects.filter(matter__state="applied", matter__closed_on__range=(first, last)).order_by("matter_id", "id")
    names = ("matter_id", "matter__number", "matter__kind", "matter__subject_kind", "matter__subject_id", "verb", "member_id", "at")
    return [StepOfMonth(*row) for row in rows.values_list(*names)]


def applied_between(first: date, last: date) -> list[tuple[int, str, int]]:
    """(matter, kind, people) of what took effect between two days, by number."""
    rows = Matter.objects.filter(state="applied", closed_on__range=(first, last)).order_by("id")
    return read_rows(rows, "id", "kind", "people")


def _rows(matters: QuerySet[Matter]) -> list[MatterRow]:
    columns = matters.values_list(
        "id", "number", "kind", "title", "state", "people", "maker_id", "maker__name", "accepted_on", "due_on", "closed_on"
    )
    return [
        MatterRow(key, number, kind, title, state, STATES[state], people, maker_id, maker, accepted_on, due_on, closed_on)
        for key, number, kind, title, state, people, maker_id, maker, accepted_on, due_on, closed_on in columns
    ]


def rows() -> QuerySet[Matter, Any]:
    """Matters as rows for a list that pages, filters and sorts by itself."""
    return Matter.objects.values(
        "id", "number", "kind", "title", "state", "people", "maker_id", "maker__name", "accepted_on", "due_on", "closed_on"
    )


def matching(matters: QuerySet[Matter, Any], text: str) -> QuerySet[Matter, Any]:
    """Those of `rows` whose number or title holds a piece of text."""
    return matters.filter(Q(number__contains=text) | Q(title__contains=text))


def open_of_kinds(kinds: Iterable[str]) -> int:
    """How many matters of some kinds are not closed."""
    return Matter.objects.filter(kind__in=list(kinds), state__in=OPEN).count()
