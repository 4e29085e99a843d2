"""Questions about certification: until when it holds, who is overdue or due soon, where, and the rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, F, Max, Q, QuerySet

from shebao.agency.benefits.queries import in_payment, in_state, people_in_payment, persons_in_state
from shebao.agency.benefits.reasons import ACTIVE
from shebao.agency.people.queries import village_names
from shebao.agency.store.columns import Column, Columns, MonthOf, among, look_up, read_columns, read_rows
from shebao.base.money import half_up
from shebao.base.months import add_months, first_day, last_day, month_of

from .kinds import BY_OTHERS, CYCLE_MONTHS, FACE_TO_FACE, FRESH_DAYS, KINDS, MATCHED, NOTICE_DAYS, NOTICE_WAYS
from .models import Event, EventWithdrawn, Notice, OnlineReply, Validity
from .rounds import VillageProgress, first_months, held_until, left_in, newly_in_payment, progress, round_of, rounds, validity_months

__all__ = [
    "LISTED", "Rates", "VillageProgress", "by_township", "by_village", "check_replies", "check_validity", "counts_by_month", "counts_overdue",
    "days_certified", "due_soon", "events_like", "first_months", "freshness", "in_townships", "left_in", "listed", "newly_in_payment", "noticed",
    "of_person", "overdue", "progress", "rates", "round_of", "rounds", "seen_after", "standing_events", "still_untold", "untold", "valid_until", "validities", "validity_months",
    "ways_used",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rates:
    """Certified people among those in payment in a month, and how they were certified in the year up to it."""

    month: int
    in_payment: int
    certified: int
    by_kind: dict[str, int]

    @property
    def rate_e4(self) -> int:
        """Certified ÷ in payment in ten-thousandths, half up; 0 where nobody is in payment."""
        return half_up(self.certified * 10_000, self.in_payment) if self.in_payment else 0


def standing_events() -> QuerySet[Event]:
    """Every event that was not withdrawn."""
    return Event.objects.exclude(id__in=EventWithdrawn.objects.values("id"))


def valid_until(person_ids: Column, scheme: str = "", month: int = 0) -> Column:
    """For each person the last month in which the certification holds, 0 where there is none; in a scheme by its own rule of a month."""
    known = read_columns(Validity.objects.filter(person_id__in=among(person_ids)), "person_id", "valid_until")
    return look_up(known["person_id"], _shifted(known["valid_until"], scheme, month), person_ids)


def _shifted(until: Column, scheme: str, month: int) -> Column:
    """Stored validities, which count the usual cycle, by the rule of a scheme; 0 stays 0."""
    more = validity_months(scheme, month) - CYCLE_MONTHS if scheme else 0
    return np.where(until > 0, add_months(until, more), 0) if more else until


def _standing(scheme: str, month: int) -> Columns:
    """Those in payment in a month with `valid_until` beside them (0: never certified)."""
    result = in_payment(scheme, month)
    known = read_columns(Validity.objects.all(), "person_id", "valid_until")
    return result | {"valid_until": look_up(known["person_id"], _shifted(known["valid_until"], scheme, month), result["person_id"])}


def overdue(scheme: str, month: int) -> Column:
    """Ids of those in payment in a month whose certification ran out before it: to be suspended, never ended."""
    people = people_in_payment(scheme, month)
    known = read_columns(Validity.objects.filter(valid_until__gte=held_until(scheme, month)), "person_id")["person_id"]
    late = np.setdiff1d(people, known, assume_unique=True)
    new = newly_in_payment(scheme, month, first_day(month))
    if not new.size:
        return late
    ever = read_columns(Validity.objects.filter(valid_until__gt=0, person_id__in=among(new)), "person_id")["person_id"]
    return np.setdiff1d(late, np.setdiff1d(new, ever), assume_unique=True)


def noticed(person_ids: Column, month: int, scheme: str = "") -> dict[int, tuple[date, str]]:
    """Person → (day, title of the way) of the notice that lets a pension stop from a month: it speaks of the certification that ran
    out, and reached its person at least `NOTICE_DAYS` before the month begins. People without one are left out."""
    latest = first_day(month) - timedelta(days=NOTICE_DAYS)
    until = dict(zip(person_ids.tolist(), valid_until(person_ids, scheme, month).tolist(), strict=True))
    rows = Notice.objects.filter(person_id__in=among(person_ids), on__lte=latest).order_by("on", "id")
    return {
        person: (on, NOTICE_WAYS[way])
        for person, stop, way, on in read_rows(rows, "person_id", "month", "way", "on")
        if stop > until.get(person, 0)
    }


def untold(scheme: str, month: int) -> Column:
    """Ids of those in payment whose certification ends before a month and who were not told in time that the pension then stops, ascending."""
    ending = overdue(scheme, month)
    return np.setdiff1d(ending, np.fromiter(noticed(ending, month, scheme), dtype=np.int64), assume_unique=True)


def still_untold(scheme: str, month: int, person_ids: Column) -> list[int]:
    """Which of some that `untold` named a while ago it would still name, in the order given: those who certified, were told or left
    meanwhile are passed over. Reads of these people only."""
    rows = Validity.objects.filter(in_state(scheme, ACTIVE), person_id__in=among(person_ids), valid_until__lt=held_until(scheme, month))
    known = Validity.objects.filter(person_id__in=among(person_ids)).values_list("person_id", flat=True)
    late = set(rows.values_list("person_id", flat=True))
    never = set(persons_in_state(scheme, ACTIVE).filter(person_id__in=among(person_ids)).values_list("person_id", flat=True)) - set(known)
    told = noticed(person_ids, month, scheme)
    return [person for person in person_ids.tolist() if person in late | never and person not in told]


def due_soon(scheme: str, month: int, within_months: int = 1) -> Column:
    """Ids of those in payment whose certification still holds but ends within so many months after `month`."""
    standing = _standing(scheme, month)
    until = standing["valid_until"]
    return standing["person_id"][(until >= month) & (until <= add_months(month, within_months))]


def by_village(scheme: str, month: int) -> list[dict[str, int]]:
    """A row a village: `village_id`, `in_payment`, `overdue`, `due_soon` (ends this month or next)."""
    standing = _standing(scheme, month)
    until = standing["valid_until"]
    villages, place = np.unique(standing["village_id"], return_inverse=True)
    late = np.bincount(place[until < month], minlength=villages.size)
    soon = np.bincount(place[(until >= month) & (until <= add_months(month, 1))], minlength=villages.size)
    everyone = np.bincount(place, minlength=villages.size)
    return [
        {"village_id": int(v), "in_payment": int(n), "overdue": int(o), "due_soon": int(s)}
        for v, n, o, s in zip(villages, everyone, late, soon, strict=True)
    ]


def rates(scheme: str, month: int) -> Rates:
    """How many of those in payment are certified in a month, and the ways used in the twelve months up to it."""
    standing = _standing(scheme, month)
    span = (first_day(add_months(month, 1 - CYCLE_MONTHS)), last_day(month))
    rows = (
        standing_events()
        .filter(on__range=span, strong=True)
        .values_list("kind")
        .annotate(n=Count("person_id", distinct=True))
        .order_by("kind")
    )
    return Rates(
        month, int(standing["person_id"].size), int(np.count_nonzero(standing["valid_until"] >= month)), {k: int(n) for k, n in rows}
    )


def of_person(person_id: int) -> dict[str, Any]:
    """`{"valid_until": month or None, "events": [...]}`, events newest first."""
    validity = Validity.objects.filter(person_id=person_id).first()
    return {
        "valid_until": validity.valid_until if validity else None,
        "events": [
            {
                "on": e.on,
                "kind": e.kind,
                "title": KINDS[e.kind].title if e.kind in KINDS else e.kind,
                "strong": e.strong,
                "entry_id": e.entry_id,
            }
            for e in standing_events().filter(person_id=person_id).order_by("-on", "-id")
        ],
        "notices": [
            (notice.on, NOTICE_WAYS[notice.way], notice.month)
            for notice in Notice.objects.filter(person_id=person_id).order_by("-on", "-id")
        ],
    }


def seen_after(days: Mapping[int, date]) -> dict[int, list[tuple[date, str]]]:
    """Person → (day, title of the way) of every proof of life after a day, oldest first; people without one are left out."""
    seen: dict[int, list[tuple[date, str]]] = {}
    for person_id, on, kind in (
        standing_events().filter(person_id__in=among(days)).order_by("on", "id").values_list("person_id", "on", "kind")
    ):
        if on > days[person_id]:
            seen.setdefault(person_id, []).append((on, KINDS[kind].title if kind in KINDS else kind))
    return seen


def certified_by(kind: str, year: int) -> Column:
    """The people whose life was proved in one way in a year, ascending, once each."""
    rows = standing_events().filter(kind=kind, on__year=year).order_by("person_id")
    return np.unique(read_columns(rows, "person_id")["person_id"])


def counts_by_month(year: int) -> dict[int, int]:
    """Month → certification events of that month, for a year."""
    rows = (
        standing_events().filter(on__year=year).annotate(month=MonthOf("on")).values_list("month").annotate(n=Count("id")).order_by("month")
    )
    return {int(month): int(n) for month, n in rows}


def check_validity() -> tuple[int, list[str]]:
    """(people examined, problems): every validity worked out again from the strong events."""
    latest = read_columns(
        standing_events().filter(strong=True).values("person_id").annotate(month=MonthOf(Max("on"))), "person_id", "month"
    )
    kept = read_columns(Validity.objects.all(), "person_id", "valid_until")
    expected = add_months(latest["month"], CYCLE_MONTHS) if latest["month"].size else latest["month"]
    problems = [
        f"人员{person}：认证有效期登记为{until}，按认证记录应为{right or '无'}。"
        for person, until, right in zip(
            kept["person_id"].tolist(),
            kept["valid_until"].tolist(),
            look_up(latest["person_id"], expected, kept["person_id"]).tolist(),
            strict=True,
        )
        if until != right
    ]
    absent = np.setdiff1d(latest["person_id"], kept["person_id"])
    problems += [f"人员{person}：有认证记录但没有有效期。" for person in absent.tolist()]
    return int(kept["person_id"].size), problems


def counts_overdue(scheme: str, month: int) -> tuple[int, int]:
    """(people in payment whose certification ran out before a month, those whose certification ends with it), counted by the database."""
    month = held_until(scheme, month)
    ending = Validity.objects.filter(valid_until__lte=month, person_id__in=persons_in_state(scheme, ACTIVE))
    sums = ending.aggregate(overdue=Count("pk", filter=Q(valid_until__lt=month)), ending=Count("pk", filter=Q(valid_until=month)))
    return int(sums["overdue"]), int(sums["ending"])


LISTED = ("person_id", "person__name", "person__birth_date", "person__village__township", "person__village__name", "valid_until")
"""What a row of `listed` shows; read for the rows of a page only."""


def listed(scheme: str) -> QuerySet[Validity]:
    """Everyone in payment with the month their certification holds until, for a list that pages by itself."""
    return Validity.objects.filter(in_state(scheme, ACTIVE))


def by_township(scheme: str, month: int) -> list[dict[str, Any]]:
    """A row a township, counted by the database: `township`, `in_payment`, `overdue`, `ending` (this month or next)."""
    rows = Validity.objects.filter(person_id__in=persons_in_state(scheme, ACTIVE)).order_by().values(village=F("person__village_id"))
    month = held_until(scheme, month)
    late, soon = Q(valid_until__lt=month), Q(valid_until__range=(month, add_months(month, 1)))
    counted = rows.annotate(in_payment=Count("pk"), overdue=Count("pk", filter=late), ending=Count("pk", filter=soon))
    township_of = {village.id: village.township for village in village_names()}
    result: dict[str, dict[str, Any]] = {}
    for row in counted:
        township = township_of.get(row["village"], "未分村")
        town = result.setdefault(township, {"township": township, "in_payment": 0, "overdue": 0, "ending": 0})
        for name in ("in_payment", "overdue", "ending"):
            town[name] += row[name]
    return sorted(result.values(), key=lambda town: (-town["overdue"], town["township"]))


def in_townships(scheme: str, month: int) -> dict[str, list[dict[str, Any]]]:
    """Township → a row a village: `village`, `in_payment` (those never certified too), `certified`, `overdue`, `ending`."""
    rows = {row["village_id"]: row for row in by_village(scheme, month)}
    result: dict[str, list[dict[str, Any]]] = {}
    for village in village_names():
        if row := rows.get(village.id):
            line = {
                "village": village.name,
                "in_payment": row["in_payment"],
                "certified": row["in_payment"] - row["overdue"],
                "overdue": row["overdue"],
                "ending": row["due_soon"],
            }
            result.setdefault(village.township, []).append(line)
    return result


def ways_used(month: int) -> list[tuple[str, int]]:
    """(title, people) of the strong ways used in the twelve months up to a month, the most used first."""
    span = (first_day(add_months(month, 1 - CYCLE_MONTHS)), last_day(month))
    rows = (
        standing_events().filter(on__range=span, strong=True).order_by().values_list("kind").annotate(n=Count("person_id", distinct=True))
    )
    return sorted(((KINDS[kind].title if kind in KINDS else kind, int(n)) for kind, n in rows), key=lambda row: -row[1])


def days_certified(person_ids: Iterable[int] | None = None, *, seen: bool = False) -> Columns:
    """`person`, `on_day` (YYYYMMDD), `local` (1: face to face here) of every proof of life, or of those of some people. seen: without
    those that others gave for them."""
    rows = standing_events() if person_ids is None else standing_events().filter(person_id__in=among(person_ids))
    rows = (rows.exclude(kind__in=BY_OTHERS) if seen else rows).order_by("id")
    listed = read_rows(rows, "person_id", "on", "kind")
    table = [(person, int(str(on)[:10].replace("-", "")), int(kind in FACE_TO_FACE)) for person, on, kind in listed]
    whole = np.array(table, dtype=np.int64).reshape(-1, 3)
    return {"person": whole[:, 0], "on_day": whole[:, 1], "local": whole[:, 2]}


def validities(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `until_month`: until when each certification holds."""
    rows = Validity.objects.order_by("person_id") if person_ids is None else Validity.objects.filter(person_id__in=among(person_ids))
    known = read_columns(rows, "person_id", "valid_until")
    return {"person": known["person_id"], "until_month": known["valid_until"]}


def freshness(day: date) -> list[dict[str, Any]]:
    """A row a source of matched data: `title`, `holds`, `newest` day of its events, `people` it proved in twelve months, whether `stale`."""
    newest = dict(standing_events().order_by().values_list("kind").annotate(on=Max("on")))
    since = first_day(add_months(month_of(day), 1 - CYCLE_MONTHS))
    rows = standing_events().filter(on__range=(since, day)).order_by().values_list("kind").annotate(n=Count("person_id", distinct=True))
    people = dict(rows)
    return [
        {
            "title": title,
            "holds": holds,
            "newest": newest.get(kind),
            "people": people.get(kind, 0),
            "stale": kind not in newest or (day - newest[kind]).days > FRESH_DAYS,
        }
        for kind, (title, holds) in MATCHED.items()
    ]


def events_like(rows: Sequence[tuple[int, date, str]]) -> list[int]:
    """For each (person, day, kind) the id of the standing event that says so, 0 where none does."""
    listed = standing_events().filter(person_id__in=among(person for person, _, _ in rows)).order_by("-id")
    known = {(person, on, kind): event for event, person, on, kind in read_rows(listed, "id", "person_id", "on", "kind")}
    return [known.get((person, on, kind), 0) for person, on, kind in rows]


def check_replies() -> tuple[int, list[str]]:
    """Every word of an online provider is an event of its own kind. For `verify`."""
    kinds: dict[int, str] = dict(read_rows(Event.objects.filter(id__in=OnlineReply.objects.values("event_id")), "id", "kind"))
    rows = read_rows(OnlineReply.objects.order_by("id"), "id", "event_id")
    return len(rows), [f"网上认证第{key}条：没有对应的认证记录。" for key, event in rows if kinds.get(event) != "self_service"]
