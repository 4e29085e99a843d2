"""Months confirmed one by one (按月核验): a scheme that says `CONFIRMED` pays a month only to people whose right to it was looked at."""

from __future__ import annotations

from collections.abc import Iterable

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry, post
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, among, int_column, narrowed, read_columns, read_rows

from .models import Confirmation


def needed(scheme: str) -> bool:
    """Whether a scheme pays only months that were confirmed."""
    return bool(getattr(schemes.of(scheme), "CONFIRMED", False))


def confirm(rows: Iterable[tuple[int, int]], scheme: str, *, by: By) -> Entry:
    """Confirm months of people, (person, month) each; a month of a person is confirmed once. Inside the caller's transaction."""
    assert needed(scheme), scheme
    listed = sorted(set(rows), key=lambda row: (row[1], row[0]))
    first = next_id(Confirmation)
    return post(
        Confirmation,
        Confirmation.SEALED,
        [(first + at, person, scheme, month) for at, (person, month) in enumerate(listed)],
        "benefits.confirm",
        by=by,
        body={"scheme": scheme, "months": len(listed)},
        subject=("person", listed[0][0]) if len({person for person, _ in listed}) == 1 else None,
    )


def confirmed(people: Column, scheme: str, month: int) -> Column:
    """1 for each of these people whose month was confirmed, and for everybody where the scheme asks for none."""
    if not needed(scheme):
        return int_column([1] * people.size)
    rows = read_columns(narrowed(Confirmation.objects.filter(scheme=scheme, month=month), people), "person_id")
    return int_column(person in set(rows["person_id"].tolist()) for person in people.tolist())


def months_of(person_ids: Iterable[int] | Column, scheme: str) -> dict[int, list[int]]:
    """Person → the months confirmed, rising."""
    result: dict[int, list[int]] = {}
    rows = Confirmation.objects.filter(scheme=scheme, person_id__in=among(person_ids)).order_by("month")
    for person, month in read_rows(rows, "person_id", "month"):
        result.setdefault(person, []).append(month)
    return result


def counts(scheme: str) -> dict[int, int]:
    """Month → people confirmed."""
    result: dict[int, int] = {}
    for (month,) in read_rows(Confirmation.objects.filter(scheme=scheme).order_by("month"), "month"):
        result[month] = result.get(month, 0) + 1
    return result
