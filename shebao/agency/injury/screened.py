"""Injured people and dependants as whole-number columns for the screening rules."""

from __future__ import annotations

from collections.abc import Iterable

from shebao.agency.benefits import screened as benefits
from shebao.agency.benefits.screened import whole
from shebao.agency.store.columns import Columns, among

from .models import Dependant
from .queries import _dependants, cases

CHILD = 1
_FULL, _GIVEN = ("monthly_allowance",), ("allowance_paid", "difference_paid")


def injured(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `accident_day`, `grade`, `monthly_fen` (the allowance paid a month), `first_paid_month` (of the first contribution, 0:
    not known), `full_fen` (the allowance before a pension is set off), `employer`, a row a case that is recognised."""
    rows = cases() if person_ids is None else cases().filter(person_id__in=among(person_ids))
    drawn = {person: (_fen(sheet, _GIVEN), _fen(sheet, _FULL)) for person, _, sheet in benefits.sheets("work_injury", person_ids)}
    table = [
        (
            row["person_id"], int(f"{row['happened_on']:%Y%m%d}"), row["grade"] or 0, drawn.get(row["person_id"], (0, 0))[0],
            int(f"{row['insured_on']:%Y%m}") if row["insured_on"] else 0, drawn.get(row["person_id"], (0, 0))[1], row["employer_id"] or 0,
        )
        for row in rows.order_by("id")
        if row["result"] == "recognised"
    ]  # fmt: skip
    return whole(table, "person", "accident_day", "grade", "monthly_fen", "first_paid_month", "full_fen", "employer")


def _fen(sheet: dict[str, object], names: tuple[str, ...]) -> int:
    """The amount of the named steps of a sheet, in fen."""
    return sum(round(float(str(sheet[name])) * 100) for name in names if name in sheet)


def survivors(person_ids: Iterable[int] | None = None) -> list[tuple[int, int, int, int, int]]:
    """(person, dead, birth day, kind: 1 a child, whether wholly unable to work) of every dependant whose claim stands."""
    rows = Dependant.objects.all() if person_ids is None else Dependant.objects.filter(person_id__in=among(person_ids))
    listed = _dependants(rows)
    dead = {row["id"]: row["person_id"] for row in cases().filter(id__in=among({one.case_id for one in listed}))} if listed else {}
    return [
        (one.person_id, dead[one.case_id], int(f"{one.birth_date:%Y%m%d}"), CHILD if one.relation == "child" else 2, int(one.unable))
        for one in listed
    ]
