"""Services to people as the registers hold them: health-check campaigns, files and groups of retired people, ratings, service points."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from shebao.agency.store.columns import Column, among, among_texts, int_column, total
from shebao.base.money import Fen, parse_yuan

from .kinds import UNDONE
from .models import RecordLine, RecordStep
from .queries import records, standing

BELOW_AGE, PRICE, HOSPITALS, SCHEME = "年龄上限（不含）", "每人价格", "体检机构", "险种"
"""Titles under which a plan keeps what its settlement is held to."""
_MATTER = re.compile(r"(?<!\d)\d{4}-\d{6}(?!\d)")
"""How a matter's number is written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A year's health checks of retired people: who may come (below an age at the end of the year), where, at what price a head."""

    id: int
    year: int
    number: str
    below_age: int
    price_fen: Fen
    hospitals: tuple[str, ...]
    scheme: str
    eligible: int
    closed: bool


@dataclass(frozen=True, slots=True)
class AtHospital:
    """One hospital of a campaign: people booked there, people who came, what is owed for them and what was paid of it (fen)."""

    hospital: str
    booked: int
    came: int
    amount_fen: Fen
    paid_fen: Fen

    @property
    def left_fen(self) -> Fen:
        """Settled and not paid yet."""
        return self.amount_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of retired people as its last list has it: its leader and helpers by name of role → ids, and its members."""

    id: int
    name: str
    kind: str
    community: str
    since: date
    roles: Mapping[str, tuple[int, ...]]

    @property
    def heads(self) -> int:
        """How many people are in it, whatever their role."""
        return sum(len(ids) for ids in self.roles.values())


def plan_of(year: int) -> Plan | None:
    """The year's plan that stands; None where there is none."""
    row = (
        standing("plan")
        .filter(number=plan_number(year))
        .order_by("-id")
        .values("id", "number", "amount_fen", "heads", "details", "state")
        .first()
    )
    if row is None:
        return None
    details = dict(json.loads(row["details"]))
    return Plan(
        row["id"],
        year,
        row["number"],
        int(details[BELOW_AGE]),
        parse_yuan(details[PRICE]),
        tuple(details[HOSPITALS].split("、")),
        details[SCHEME],
        row["heads"],
        row["state"] == "done",
    )


def plan_number(year: int) -> str:
    """The number under which a year's plan stands; there is one a year."""
    return f"{year} 年体检"


def plan_years() -> list[int]:
    """Years that have a plan or a settlement, the newest first."""
    days = [*standing("plan").values_list("day", flat=True), *standing("checkup").values_list("day", flat=True)]
    return sorted({day.year for day in days}, reverse=True)


def eligible(plan: Plan) -> Column:
    """The people a plan was drawn for, ascending."""
    return int_column(RecordLine.objects.filter(record_id=plan.id).order_by("person_id").values_list("person_id", flat=True))


def _lines(register: str, year: int, *, done: bool = True) -> list[tuple[int, str, date | None]]:
    rows = RecordLine.objects.filter(record_id__in=standing(register, year).values("id"), person_id__gt=0)
    rows = rows.filter(done=True) if done else rows
    return list(rows.order_by("id").values_list("person_id", "text", "day"))


def bookings(year: int) -> dict[int, tuple[str, date | None]]:
    """Person → (hospital, day) of the last booking of a year."""
    return {person: (hospital, day) for person, hospital, day in _lines("booking", year)}


def attended_ids(year: int) -> Column:
    """The people whose check of a year was settled, ascending, once each."""
    return int_column(sorted({person for person, _, _ in _lines("checkup", year)}))


def by_hospital(year: int) -> list[AtHospital]:
    """Each hospital of a year: booked, came, owed; the ones with most people first."""
    booked = Counter(hospital for hospital, _ in bookings(year).values())
    settled = {
        row["party"]: row for row in standing("checkup", year).order_by().values("party").annotate(came=Sum("heads"), fen=Sum("amount_fen"))
    }
    owners = dict(standing("checkup", year).values_list("id", "party"))
    paid: Counter[str] = Counter()
    for key, fen in paid_by_record(owners).items():
        paid[owners[key]] += fen
    rows = [
        AtHospital(name, booked.get(name, 0), settled.get(name, {}).get("came", 0), settled.get(name, {}).get("fen", 0), paid[name])
        for name in dict.fromkeys([*settled, *booked])
    ]
    return sorted(rows, key=lambda row: (-row.came, -row.booked, row.hospital))


def paid_by_record(record_ids: Iterable[int]) -> dict[int, Fen]:
    """Settlement of health checks → fen paid of it so far; those of which nothing was paid are left out."""
    rows = RecordStep.objects.filter(record_id__in=among(record_ids), step="paid").order_by()
    return dict(rows.values_list("record_id").annotate(fen=total("amount_fen")))


def groups() -> list[GroupRow]:
    """Every group as its last list has it, by name."""
    last: dict[str, dict[str, object]] = {
        row["number"]: row for row in standing("group").order_by("id").values("id", "number", "kind", "party", "day")
    }
    lines: dict[int, dict[str, list[int]]] = {}
    keys = [int(str(row["id"])) for row in last.values()]
    for key, person, role in (
        RecordLine.objects.filter(record_id__in=among(keys)).order_by("id").values_list("record_id", "person_id", "text")
    ):
        lines.setdefault(key, {}).setdefault(role, []).append(person)
    result = []
    for name, row in sorted(last.items()):
        key, day = int(str(row["id"])), row["day"]
        assert isinstance(day, date)
        roles = {role: tuple(ids) for role, ids in lines.get(key, {}).items()}
        result.append(GroupRow(key, name, str(row["kind"]), str(row["party"]), day, roles))
    return result


def files_of(person_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Person → (record, number) of the retired person's file that is kept here."""
    rows = standing("file").filter(person_id__in=among(person_ids)).order_by("id").values_list("person_id", "id", "number")
    return {person: (key, number) for person, key, number in rows}


def files_taken_over(takeover_id: int) -> list[int]:
    """Records of the files that came with a hand-over and are still kept."""
    numbers = [text.split("\u3000")[0] for text in RecordLine.objects.filter(record_id=takeover_id).values_list("text", flat=True)]
    return list(standing("file").filter(number__in=among_texts(numbers)).order_by("id").values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Ratings of a period: how many, by level (5 best), and how many of them satisfied (level 3 and above)."""

    count: int
    levels: Mapping[str, int]

    @property
    def satisfied(self) -> int:
        """Ratings of 基本满意 and better."""
        return sum(n for level, n in self.levels.items() if level >= "3")


def satisfaction(first: date, last: date) -> Satisfaction:
    """Ratings of matters between two days."""
    rows = standing("rating").filter(day__range=(first, last)).order_by().values_list("kind").annotate(n=Count("id"))
    levels = dict(rows)
    return Satisfaction(sum(levels.values()), {level: levels.get(level, 0) for level in "54321"})


def rated(numbers: Iterable[str]) -> set[str]:
    """Which of some matters have a rating that stands."""
    return set(standing("rating").filter(number__in=among_texts(numbers)).values_list("number", flat=True))


def points() -> list[dict[str, object]]:
    """Service points and terminals in use: record, number, name, kind, place, state, and how often they were used in all."""
    rows = list(
        records("point")
        .exclude(state=UNDONE)
        .order_by("party", "id")
        .values("id", "number", "title", "kind", "party", "state", "last_step")
    )
    used: Counter[str] = Counter()
    for number, heads in standing("use").values_list("party", "heads"):
        used[number] += heads
    return [row | {"used": used.get(row["number"], 0)} for row in rows]


def point_numbers() -> dict[str, str]:
    """Number → name of every service point that was not closed."""
    return dict(records("point").exclude(state=UNDONE).values_list("number", "title"))


def visited(year: int) -> dict[str, tuple[int, Fen]]:
    """Kind of service to retired people → (people served, fen) in a year."""
    rows = standing("service", year).order_by().values("kind").annotate(heads=Sum("heads"), fen=Sum("amount_fen"))
    return {row["kind"]: (row["heads"] or 0, row["fen"] or 0) for row in rows}


def boxes(text: str = "") -> list[tuple[str, str, int, int]]:
    """(category, box, files, pages) of what is archived and was not disposed of, as the details say it."""
    result: dict[tuple[str, str], list[int]] = {}
    rows = standing("archive").exclude(last_step="disposed")
    rows = rows.filter(Q(title__icontains=text) | Q(number__icontains=text) | Q(details__icontains=text)) if text else rows
    for details in rows.values_list("details", flat=True):
        row = dict(json.loads(details))
        sums = result.setdefault((row.get("类目", ""), row.get("盒号", "")), [0, 0])
        sums[0] += 1
        sums[1] += int(row.get("页数", "0").replace(",", ""))
    return [(category, box, files, pages) for (category, box), (files, pages) in sorted(result.items())]


def archived_matters() -> set[str]:
    """Numbers of matters that stand in the titles of archived files."""
    titles = standing("archive").exclude(last_step="disposed").values_list("title", flat=True)
    return {number for title in titles for number in _MATTER.findall(title)}


def expired(day: date, years: Mapping[str, int]) -> list[dict[str, object]]:
    """Archived files whose retention has run out before a day: the period runs from the year after the one of archiving."""
    rows = standing("archive").exclude(last_step="disposed").order_by("day", "id").values("id", "number", "title", "kind", "day", "details")
    return [
        row | {"ended": row["day"].year + years[row["kind"]], "box": dict(json.loads(row["details"])).get("盒号", "")}
        for row in rows
        if row["kind"] in years and row["day"].year + years[row["kind"]] < day.year
    ]
