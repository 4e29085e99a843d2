"""Questions about months of contribution: one person's grid, what an employer owes, what an assessment holds, and whether sums agree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from django.db.models import Count, F, Max, Q

from shebao.agency import schemes
from shebao.agency.store.columns import Column, Columns, among, look_up, read_columns, read_rows, total

from .kinds import TOGETHER, WRITTEN_OFF
from .models import Adjustment, MonthPayment, PersonMonth


@cache
def code_of(scheme: str) -> int:
    """The national code of a scheme, by which its months are kept."""
    return int(schemes.of(scheme).CODE)


@cache
def scheme_of(code: int) -> str:
    """The scheme with a national code."""
    return next(key for key, one in schemes.catalogue().items() if int(one.CODE) == code)


class MonthRow(NamedTuple):
    """One month of one person in one scheme, in fen; paid_month 0: not paid in full."""

    scheme: str
    month: int
    employer_id: int
    turn: int
    base_fen: int
    unit_fen: int
    person_fen: int
    paid_unit_fen: int
    paid_person_fen: int
    paid_month: int
    entry_id: int

    @property
    def owed_fen(self) -> int:
        """What has not been paid of it."""
        return self.unit_fen + self.person_fen - self.paid_unit_fen - self.paid_person_fen


def of_person(person_id: int, scheme: str = "") -> list[MonthRow]:
    """One person's months, the newest first."""
    rows = PersonMonth.objects.filter(person_id=person_id)
    if scheme:
        rows = rows.filter(scheme=code_of(scheme))
    listed = read_rows(rows.order_by("-month", "scheme", "employer_id", "turn"), *MonthRow._fields)
    return [MonthRow(scheme_of(row[0]), *row[1:]) for row in listed]


def of_employer(employer_id: int, month: int) -> list[tuple[int, MonthRow]]:
    """(person, their month) of everyone assessed at an employer for a month, by person and scheme."""
    rows = PersonMonth.objects.filter(employer_id=employer_id, month=month).order_by("person_id", "scheme", "turn")
    listed = read_rows(rows, "person_id", *MonthRow._fields)
    return [(row[0], MonthRow(scheme_of(row[1]), *row[2:])) for row in listed]


class Owed(NamedTuple):
    """What an employer owes for one scheme and month, and for how many people."""

    scheme: str
    month: int
    people: int
    unit_fen: int
    person_fen: int
    owed_fen: int
    owed_person_fen: int

    @property
    def due_fen(self) -> int:
        """What is due of it, both parts."""
        return self.unit_fen + self.person_fen


def owed(employer_id: int) -> list[Owed]:
    """Months of an employer that are assessed and not paid in full, the oldest first."""
    rows = PersonMonth.objects.filter(employer_id=employer_id).filter(UNPAID).order_by("month", "scheme").values("month", "scheme")
    owing = total(F("unit_fen") + F("person_fen") - F("paid_unit_fen") - F("paid_person_fen"))
    sums = rows.annotate(
        people=Count("person_id", distinct=True, filter=Q(person_id__gt=TOGETHER)),
        unit=total("unit_fen"),
        person=total("person_fen"),
        owed=owing,
    )
    sums = sums.annotate(own=total(F("person_fen") - F("paid_person_fen")))
    return [
        Owed(scheme_of(scheme), month, *amounts)
        for month, scheme, *amounts in read_rows(sums, "month", "scheme", "people", "unit", "person", "owed", "own")
    ]


UNPAID = Q(paid_month=0) & (Q(unit_fen__gt=F("paid_unit_fen")) | Q(person_fen__gt=F("paid_person_fen")))
_PAYABLE = ("id", "person_id", "employer_id", "month", "unit_fen", "person_fen", "paid_unit_fen", "paid_person_fen")


def payable(blocks: Sequence[tuple[int, int]]) -> Columns:
    """Every month of some assessments, each (first id, rows), that is not paid in full, by month and id: ids, whose, due and paid, in fen."""
    parts = [
        read_columns(PersonMonth.objects.filter(id__range=(first, first + rows - 1)).filter(UNPAID).order_by("id"), *_PAYABLE)
        for first, rows in blocks
    ]
    whole = {name: np.concatenate([part[name] for part in parts]) if parts else np.empty(0, dtype=np.int64) for name in _PAYABLE}
    order = np.lexsort((whole["id"], whole["month"]))
    return {name: column[order] for name, column in whole.items()}


def assessed_pairs(scheme: str, month: int, people: Column) -> tuple[Column, Column]:
    """(person, employer) of the rows some people have already for a month of a scheme."""
    rows = PersonMonth.objects.filter(scheme=code_of(scheme), month=month, turn=0, person_id__in=among(people))
    columns = read_columns(rows, "person_id", "employer_id")
    return columns["person_id"], columns["employer_id"]


def paid_by_adjustments(scheme: str) -> int:
    """What adjustments paid to months of a scheme, both parts: nought, but for money that went back and months of old papers."""
    sums = Adjustment.objects.filter(scheme=scheme).aggregate(fen=total(F("unit_fen") + F("person_fen")))
    return int(sums["fen"])


def assessed_rows(scheme: str, employer_id: int, first: int, last: int, people: Column) -> Columns:
    """`person_id`, `month`, `turn`, base and amounts of everything assessed for some people of an employer in a span of months."""
    rows = PersonMonth.objects.filter(employer_id=employer_id, month__range=(first, last), scheme=code_of(scheme))
    names = ("person_id", "month", "turn", "base_fen", "unit_fen", "person_fen")
    return read_columns(rows.filter(person_id__in=among(people)).order_by("month", "person_id", "turn"), *names)


def any_assessed(scheme_keys: Sequence[str], people: Column, after: int) -> Columns:
    """`person_id` and `month` of months later than one that are assessed already for some people."""
    codes = [code_of(scheme) for scheme in scheme_keys]
    rows = PersonMonth.objects.filter(scheme__in=codes, person_id__in=among(people), month__gt=after)
    return read_columns(rows, "person_id", "month")


def block(first_id: int, rows: int) -> Columns:
    """The rows of one assessment by their ids: `id`, whose, base, due, paid, in order."""
    names = (*_PAYABLE, "base_fen", "paid_month")
    return read_columns(PersonMonth.objects.filter(id__range=(first_id, first_id + rows - 1)).order_by("id"), *names)


def posted_payments(entry_id: int, scheme: str) -> Columns:
    """`id`, `person_id`, `person_fen`, `paid_month` of the payments one journal entry posted to months of a scheme."""
    payments = read_columns(MonthPayment.objects.filter(entry_id=entry_id).order_by("id"), "id", "month_id", "person_fen", "paid_month")
    ids, place = np.unique(payments["month_id"], return_inverse=True)
    owners = read_columns(PersonMonth.objects.filter(id__in=among(ids)).order_by("id"), "person_id", "scheme")
    people, codes = owners["person_id"][place], owners["scheme"][place]
    mine = (codes == code_of(scheme)) & (people > TOGETHER)
    columns = {"id": payments["id"], "person_id": people, "person_fen": payments["person_fen"], "paid_month": payments["paid_month"]}
    return {name: column[mine] for name, column in columns.items()}


def paid_own(scheme: str) -> Columns:
    """`id`, `person_id`, `person_fen` of every payment that brought a person's own part of a month of a scheme, by id; what was given
    up brought nothing."""
    owners = read_columns(PersonMonth.objects.filter(scheme=code_of(scheme), person_id__gt=TOGETHER).order_by("id"), "id", "person_id")
    given_up = Adjustment.objects.filter(kind=WRITTEN_OFF).annotate(source=-F("id")).values("source")
    brought = MonthPayment.objects.exclude(person_fen=0).exclude(receipt_id__in=given_up)
    payments = read_columns(brought.order_by("id"), "id", "month_id", "person_fen")
    mine = np.isin(payments["month_id"], owners["id"])
    people = look_up(owners["id"], owners["person_id"], payments["month_id"][mine])
    return {"id": payments["id"][mine], "person_id": people, "person_fen": payments["person_fen"][mine]}


def paid_sums(scheme: str) -> tuple[int, int]:
    """(employers' part, people's part) of everything paid to months of a scheme, in fen."""
    sums = PersonMonth.objects.filter(scheme=code_of(scheme)).aggregate(unit=total("paid_unit_fen"), person=total("paid_person_fen"))
    return int(sums["unit"]), int(sums["person"])


def due_by_part(scheme: str) -> dict[str, int]:
    """What all assessed months of a scheme have due, in fen, by the part of a contribution; people without an employer pay alone."""
    rows = PersonMonth.objects.filter(scheme=code_of(scheme))
    employed, alone = (
        mine.aggregate(unit=total("unit_fen"), person=total("person_fen"))
        for mine in (rows.exclude(employer_id=0), rows.filter(employer_id=0))
    )
    return {"unit": int(employed["unit"]), "person": int(employed["person"]), "flexible": int(alone["unit"] + alone["person"])}


def paid_months(person_ids: Column, scheme: str) -> Columns:
    """`person_id`, `month`, `base_fen` of the months some people have paid in full, by person and month: corrections of a month are
    added to it, and one that was taken back is none."""
    rows = PersonMonth.objects.filter(scheme=code_of(scheme), person_id__in=among(person_ids)).values("person_id", "month")
    sums = rows.annotate(base=total("base_fen", Q(paid_month__gt=0)), assessed=Max("paid_month", filter=Q(turn=0)))
    columns = read_columns(sums.order_by("person_id", "month"), "person_id", "month", "base", "assessed")
    counted = (columns["assessed"] > 0) & (columns["base"] > 0)
    return {"person_id": columns["person_id"][counted], "month": columns["month"][counted], "base_fen": columns["base"][counted]}


def owed_months(person_id: int, scheme: str) -> list[int]:
    """The months of one person that are assessed and not paid in full, in rising order."""
    rows = PersonMonth.objects.filter(person_id=person_id, scheme=code_of(scheme)).filter(UNPAID).order_by("month")
    return [month for (month,) in read_rows(rows, "month")]


def due_by_month(employer_id: int, last: int) -> list[tuple[int, str, int, int, int, int]]:
    """(month, scheme, people, base, due, paid) of an employer's assessed months up to one, the newest first."""
    rows = PersonMonth.objects.filter(employer_id=employer_id, month__lte=last).order_by("-month", "scheme").values("month", "scheme")
    sums = rows.annotate(
        people=Count("person_id", distinct=True),
        base=total("base_fen"),
        due=total(F("unit_fen") + F("person_fen")),
        paid=total(F("paid_unit_fen") + F("paid_person_fen")),
    )
    listed = read_rows(sums, "month", "scheme", "people", "base", "due", "paid")
    return [(month, scheme_of(scheme), people, base, due, paid) for month, scheme, people, base, due, paid in listed]


class Together(NamedTuple):
    """What an employer owes for its people together for a month, assessed without a declaration: both parts, and the entry that said so
    last; nought where it was taken back."""

    employer_id: int
    turn: int
    unit_fen: int
    person_fen: int
    entry_id: int


def assessed_together(scheme: str, month: int, employer_id: int | None = None) -> list[Together]:
    """The employers that were assessed for a month without a declaration, with what of it stands."""
    rows = PersonMonth.objects.filter(person_id=TOGETHER, scheme=code_of(scheme), month=month)
    if employer_id is not None:
        rows = rows.filter(employer_id=employer_id)
    sums = rows.values("employer_id").annotate(last=Max("turn"), unit=total("unit_fen"), person=total("person_fen"), entry=Max("entry_id"))
    return [Together(*row) for row in read_rows(sums.order_by("employer_id"), "employer_id", "last", "unit", "person", "entry")]


def due_of(employer_id: int, scheme: str, month: int) -> tuple[int, int]:
    """(employer's part, people's part) assessed at an employer for a month of a scheme, everything added up."""
    rows = PersonMonth.objects.filter(employer_id=employer_id, month=month, scheme=code_of(scheme))
    sums = rows.aggregate(unit=total("unit_fen"), person=total("person_fen"))
    return int(sums["unit"]), int(sums["person"])


def any_assessed_in(scheme: str, people: Sequence[int], first: int, last: int) -> list[tuple[int, int]]:
    """(person, month) in which some people have something assessed that was not taken back, at any employer."""
    rows = PersonMonth.objects.filter(scheme=code_of(scheme), person_id__in=among(people), month__range=(first, last))
    sums = rows.values("person_id", "month").annotate(base=total("base_fen"), due=total(F("unit_fen") + F("person_fen")))
    return [(person, month) for person, month, base, due in read_rows(sums, "person_id", "month", "base", "due") if base or due]


def standing_of_month(scheme: str, month: int) -> Columns:
    """`person_id`, `employer_id`, last `turn`, base and amounts of everybody insured through an employer who was assessed for a month,
    every turn added up, by person."""
    rows = PersonMonth.objects.filter(scheme=code_of(scheme), month=month, person_id__gt=TOGETHER, employer_id__gt=0)
    sums = rows.values("person_id", "employer_id").annotate(
        last=Max("turn"), base=total("base_fen"), unit=total("unit_fen"), own=total("person_fen")
    )
    columns = read_columns(sums.order_by("person_id", "employer_id"), "person_id", "employer_id", "last", "base", "unit", "own")
    named = {"last": "turn", "base": "base_fen", "unit": "unit_fen", "own": "person_fen"}
    return {named.get(name, name): column for name, column in columns.items()}


def paid_in_year(scheme: str, year: int) -> Columns:
    """`employer_id`, `month`, `due`, `paid`, in fen, of every employer's months of a year in a scheme, by employer and month."""
    rows = PersonMonth.objects.filter(scheme=code_of(scheme), month__range=(year * 100 + 1, year * 100 + 12), employer_id__gt=0)
    sums = rows.values("employer_id", "month").annotate(
        due=total(F("unit_fen") + F("person_fen")), paid=total(F("paid_unit_fen") + F("paid_person_fen"))
    )
    return read_columns(sums.order_by("employer_id", "month"), "employer_id", "month", "due", "paid")
