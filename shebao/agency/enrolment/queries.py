"""Questions about who is insured: how many, who they are, how old, where, who came and went, and who is assisted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count, F, Q, QuerySet

from shebao.agency import schemes
from shebao.agency.store.columns import Column, Columns, MonthOf, among, look_up, read_columns, read_rows
from shebao.base.months import age_years

from .models import Assistance, Employment, Spell
from .schemes import ENDINGS, GROUPS


@dataclass(frozen=True, slots=True)
class SpellRow:
    """A stretch of insurance of one person. Months are YYYYMM; to_month None: still insured."""

    scheme: str
    title: str
    from_month: int
    to_month: int | None
    end_reason: str
    entry_id: int


@dataclass(frozen=True, slots=True)
class Flows:
    """Who came and went in one month. A person insured up to and including the month before is counted as left."""

    month: int
    at_start: int
    joined: int
    left: dict[str, int]
    at_end: int


def _in_force(scheme: str, month: int) -> QuerySet[Spell]:
    return Spell.objects.filter(scheme=scheme, from_month__lte=month).filter(Q(to_month=None) | Q(to_month__gte=month))


def insured(scheme: str, month: int) -> int:
    """How many people are insured in the scheme in a month; the month in which insurance ends still counts."""
    return _in_force(scheme, month).count()


def insured_columns(scheme: str, month: int) -> Columns:
    """Columns `person_id`, `birth_month`, `from_month`, `village_id` of everyone insured in a month, by person."""
    rows = _in_force(scheme, month).annotate(birth_month=MonthOf("person__birth_date"), village_id=F("person__village_id"))
    return read_columns(rows.order_by("person_id"), "person_id", "birth_month", "from_month", "village_id")


def insured_by_age(scheme: str, month: int, claim_age_years: int) -> dict[str, int]:
    """`{"paying_age": n, "claim_age": m, "total": n + m}`: below the claim age at the end of the month, or not.

    claim_age_years comes from the law's parameters (see `core.policy`); who of the second group draws a pension is
    known to the benefits counter.
    """
    columns = insured_columns(scheme, month)
    old = int(np.count_nonzero(age_years(columns["birth_month"], month) >= claim_age_years))
    return {"paying_age": int(columns["person_id"].size) - old, "claim_age": old, "total": int(columns["person_id"].size)}


def paying_age(scheme: str, month: int, claim_age_years: int) -> Column:
    """Ids of the insured who have not reached the claim age by the end of a month."""
    columns = insured_columns(scheme, month)
    return columns["person_id"][age_years(columns["birth_month"], month) < claim_age_years]


def insured_by_village(scheme: str, month: int) -> dict[int, int]:
    """Village id → insured people in a month."""
    rows = _in_force(scheme, month).values_list("person__village_id").annotate(n=Count("id")).order_by("person__village_id")
    return {int(village): int(n) for village, n in rows}


def covered(person_ids: Column, scheme: str, year: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """For each person whether they were insured in the scheme in any month of a year."""
    rows = Spell.objects.filter(scheme=scheme, from_month__lte=year * 100 + 12, person_id__in=among(person_ids))
    columns = read_columns(rows.filter(Q(to_month=None) | Q(to_month__gte=year * 100 + 1)), "person_id")["person_id"]
    return np.isin(person_ids, columns)


def is_insured(person_id: int, scheme: str, month: int) -> bool:
    """Whether one person is insured in a month."""
    return _in_force(scheme, month).filter(person_id=person_id).exists()


def spells(person_id: int) -> list[SpellRow]:
    """All stretches of insurance of one person, newest first."""
    return [
        SpellRow(
            s.scheme,
            schemes.titles().get(s.scheme, s.scheme),
            s.from_month,
            s.to_month,
            ENDINGS.get(s.end_reason, s.end_reason),
            s.entry_id,
        )
        for s in Spell.objects.filter(person_id=person_id).order_by("-from_month", "-id")
    ]


def ended_last_by(person_id: int, scheme: str, reason: str) -> bool:
    """Whether a person's last stretch of insurance has ended, for this reason (a key of `schemes.LEAVING`)."""
    last = Spell.objects.filter(person_id=person_id, scheme=scheme).order_by("-from_month", "-id").first()
    return last is not None and last.to_month is not None and last.end_reason == reason


def flows(scheme: str, month: int) -> Flows:
    """Who came and went in a month: at_start + joined − left = at_end. Leaving is counted in the last insured month."""
    started_before = Spell.objects.filter(scheme=scheme, from_month__lt=month)
    at_start = started_before.filter(Q(to_month=None) | Q(to_month__gte=month)).count()
    joined = Spell.objects.filter(scheme=scheme, from_month=month).count()
    left = {
        str(reason): int(n)
        for reason, n in Spell.objects.filter(scheme=scheme, to_month=month)
        .values_list("end_reason")
        .annotate(n=Count("id"))
        .order_by("end_reason")
    }
    return Flows(month, at_start, joined, left, at_start + joined - sum(left.values()))


def assisted(year: int) -> tuple[Column, list[str]]:
    """(person ids, their group) of everyone in a group whose contribution the government pays in a year, by person."""
    rows = Assistance.objects.filter(from_year__lte=year).filter(Q(to_year=None) | Q(to_year__gte=year)).order_by("person_id")
    result = read_rows(rows, "person_id", "group")
    return np.array([person for person, _ in result], dtype=np.int64), [group for _, group in result]


def assisted_counts(year: int) -> dict[str, int]:
    """Group → people in it in a year; every group is there."""
    rows = Assistance.objects.filter(from_year__lte=year).filter(Q(to_year=None) | Q(to_year__gte=year))
    return dict.fromkeys(GROUPS, 0) | {str(g): int(n) for g, n in rows.values_list("group").annotate(n=Count("id")).order_by("group")}


def assistance_of(person_id: int) -> list[dict[str, Any]]:
    """The groups one person is or was in, newest first."""
    return [
        {"group": a.group, "title": GROUPS.get(a.group, a.group), "from_year": a.from_year, "to_year": a.to_year}
        for a in Assistance.objects.filter(person_id=person_id).order_by("-from_year")
    ]


def insured_people(person_ids: Column, scheme: str) -> Columns:
    """Columns `person_id`, `birth_month`, `death_month` (0: living) of those who are or were insured in the scheme."""
    rows = Spell.objects.filter(scheme=scheme, person_id__in=among(person_ids)).annotate(
        birth_month=MonthOf("person__birth_date"), death_month=MonthOf("person__death_date")
    )
    return read_columns(rows.order_by("person_id").distinct(), "person_id", "birth_month", "death_month")


def first_month(person_ids: Column, scheme: str) -> Column:
    """For each person the first month of insurance in the scheme, 0 where there is none."""
    rows = read_columns(
        Spell.objects.filter(scheme=scheme, person_id__in=among(person_ids)).order_by("person_id", "from_month"), "person_id", "from_month"
    )
    unique, first = np.unique(rows["person_id"], return_index=True)
    return look_up(unique, rows["from_month"][first], person_ids)


def open_among(person_ids: Column, scheme: str) -> Column:
    """Those of the given people whose insurance in the scheme has not ended, in the order given."""
    still = read_columns(Spell.objects.filter(scheme=scheme, to_month=None, person_id__in=among(person_ids)), "person_id")["person_id"]
    return person_ids[np.isin(person_ids, still)]


def employed_columns(scheme: str, month: int) -> Columns:
    """`person_id`, `employer_id`, `from_month` of everyone who is insured in a scheme through an employer in a month, by person."""
    rows = Employment.objects.filter(spell__scheme=scheme, spell__from_month__lte=month)
    rows = rows.filter(Q(spell__to_month=None) | Q(spell__to_month__gte=month)).annotate(
        person_id=F("spell__person_id"), from_month=F("spell__from_month")
    )
    return read_columns(rows.order_by("person_id"), "person_id", "employer_id", "from_month")


def alone_columns(scheme: str, month: int) -> Columns:
    """`person_id`, `from_month` of everyone who is insured in a scheme without an employer in a month, by person."""
    return read_columns(_in_force(scheme, month).filter(employment=None).order_by("person_id"), "person_id", "from_month")


def employed_count(employer_id: int, scheme: str = "") -> int:
    """How many people an employer has insured now, in any scheme or in one."""
    rows = Employment.objects.filter(employer_id=employer_id, spell__to_month=None)
    if scheme:
        rows = rows.filter(spell__scheme=scheme)
    return rows.values("spell__person_id").distinct().count()


def employed_counts(employer_ids: Iterable[int]) -> dict[int, int]:
    """Employer → how many people it has insured now, of some employers."""
    rows = Employment.objects.filter(employer_id__in=among(employer_ids), spell__to_month=None).values("employer_id")
    counted = rows.order_by("employer_id").annotate(n=Count("spell__person_id", distinct=True))
    return dict(counted.values_list("employer_id", "n"))


def employed_at(person_ids: Column, employer_id: int, scheme: str) -> Column:
    """Those of the given people whom an employer has insured in a scheme now, in the order given."""
    rows = Employment.objects.filter(employer_id=employer_id, spell__scheme=scheme, spell__to_month=None)
    people = read_columns(rows.filter(spell__person_id__in=among(person_ids)).annotate(person_id=F("spell__person_id")), "person_id")
    return person_ids[np.isin(person_ids, people["person_id"])]


def ever_employed_at(person_ids: Column, employer_id: int, scheme: str) -> Column:
    """Those of the given people whom an employer has or had insured in a scheme."""
    rows = Employment.objects.filter(employer_id=employer_id, spell__scheme=scheme, spell__person_id__in=among(person_ids))
    return np.unique(read_columns(rows.annotate(person_id=F("spell__person_id")), "person_id")["person_id"])


def employees(employer_id: int, month: int) -> dict[int, list[str]]:
    """Person → the schemes in which an employer has them insured in a month."""
    rows = Employment.objects.filter(employer_id=employer_id, spell__from_month__lte=month)
    rows = rows.filter(Q(spell__to_month=None) | Q(spell__to_month__gte=month)).order_by("spell__person_id", "spell__scheme")
    people: dict[int, list[str]] = {}
    for person_id, scheme in rows.values_list("spell__person_id", "spell__scheme"):
        people.setdefault(person_id, []).append(scheme)
    return people


def employments(employer_id: int) -> dict[int, tuple[str, date]]:
    """Person → (form of employment, day of hiring) of everybody an employer has insured now."""
    rows = Employment.objects.filter(employer_id=employer_id, spell__to_month=None).order_by("id")
    return {person: (form, hired_on) for person, form, hired_on in rows.values_list("spell__person_id", "form", "hired_on")}


def employers_of(person_id: int) -> list[tuple[str, int, int, int | None]]:
    """(scheme, employer, first month, last month or None) of one person's employments, the newest first."""
    rows = Employment.objects.filter(spell__person_id=person_id).order_by("-spell__from_month", "spell__scheme")
    return list(rows.values_list("spell__scheme", "employer_id", "spell__from_month", "spell__to_month"))


def ended_since(scheme: str, reasons: Iterable[str], month: int) -> dict[int, int]:
    """Person → last month of an insurance in a scheme that ended for one of these reasons, in a month or later."""
    rows = Spell.objects.filter(scheme=scheme, to_month__gte=month, end_reason__in=list(reasons)).order_by("to_month")
    return dict(read_rows(rows, "person_id", "to_month"))


def left_employers(scheme: str, reasons: Iterable[str], first: int, last: int) -> dict[int, int]:
    """Employer → how many left it for one of these reasons with their last month in a span."""
    rows = Employment.objects.filter(spell__scheme=scheme, spell__to_month__range=(first, last), spell__end_reason__in=list(reasons))
    counted = rows.order_by("employer_id").values("employer_id").annotate(n=Count("id"))
    return dict(counted.values_list("employer_id", "n"))
