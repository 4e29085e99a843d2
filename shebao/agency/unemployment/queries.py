"""Questions about claims: who claims what and how many months are left; premiums; what was granted to people and employers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from shebao.agency.benefits import confirmations
from shebao.agency.people import queries as people
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.store.columns import among, read_rows, total
from shebao.base.months import Month

from .models import Claim, ClaimEnd, EmployerGrant, Grant, GrantCancelled, MedicalBack, MedicalMonth, MedicalSettled


class ClaimRow(NamedTuple):
    """One claim with the months of it that are confirmed, and how it ended (last_month 0: it goes on)."""

    id: int
    person_id: int
    turn: int
    employer_id: int | None
    left_on: date
    reason: str
    registered_on: date
    category: str
    paid_months: int
    unused_months: int
    granted: int
    from_month: Month
    monthly_fen: int
    entry_id: int
    months: tuple[Month, ...]
    last_month: Month
    end_reason: str
    kept: int
    end_note: str

    @property
    def used(self) -> int:
        """How many months of it are used."""
        return len(self.months)

    @property
    def left(self) -> int:
        """How many months are left to claim now, or kept after its end."""
        return self.kept if self.last_month else max(self.granted - self.used, 0)


def claims(person_ids: Iterable[int] | None = None) -> list[ClaimRow]:
    """Claims of some people or of all, by person and turn."""
    rows = Claim.objects.order_by("person_id", "turn")
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    listed = read_rows(rows, *Claim.SEALED, "entry_id")
    owner = {row[0]: row[1] for row in listed}
    ends = {row[0]: row[1:] for row in read_rows(ClaimEnd.objects.filter(id__in=among(row[0] for row in listed)), *ClaimEnd.SEALED)}
    alive = {row[1] for row in listed} - set(people.deaths({row[1] for row in listed}))
    # A death that was withdrawn ended nothing.
    ends = {key: end for key, end in ends.items() if end[1] != "died" or owner[key] not in alive}
    confirmed = confirmations.months_of({row[1] for row in listed}, SCHEME)
    starts: dict[int, list[Month]] = {}
    for row in listed:
        starts.setdefault(row[1], []).append(row[11])
    result = []
    for row in listed:
        last, reason, _, kept, note = ends.get(row[0], (0, "", 0, 0, ""))
        later = starts[row[1]][row[2] :]
        until = last or (min(later) - 1 if later else 999912)
        months = tuple(month for month in confirmed.get(row[1], ()) if row[11] <= month <= until)
        result.append(ClaimRow._make((*row, months, last, reason, kept, note)))
    return result


def claim_of(person_id: int) -> ClaimRow | None:
    """One person's last claim."""
    rows = claims([person_id])
    return rows[-1] if rows else None


def going_on(month: Month) -> list[ClaimRow]:
    """Claims that have begun by a month and not ended before it."""
    return [row for row in claims() if row.from_month <= month and (not row.last_month or row.last_month >= month)]


def listed() -> QuerySet[Any, Any]:
    """Claims as rows for a list that pages by itself."""
    ends = ClaimEnd.objects.filter(id=OuterRef("id"))
    rows: QuerySet[Any, Any] = Claim.objects.all()
    return rows.annotate(name=F("person__name"), last_month=Subquery(ends.values("last_month")), end_reason=Subquery(ends.values("reason")))


class Premium(NamedTuple):
    """One claimant's premium of a month."""

    id: int
    person_id: int
    month: Month
    fen: int


def premiums_after(person_id: int, last_month: Month) -> list[Premium]:
    """Premiums of one person paid for months after a month and not asked back yet."""
    rows = MedicalMonth.objects.filter(person_id=person_id, month__gt=last_month).exclude(id__in=MedicalBack.objects.values("id"))
    return [Premium(*row) for row in rows.order_by("id").values_list(*Premium._fields)]


def open_premiums() -> list[Premium]:
    """Premiums asked back that have not come, the oldest first; one of a month that is claimed again after all is not asked for."""
    rows = MedicalMonth.objects.filter(id__in=MedicalBack.objects.values("id")).exclude(id__in=MedicalSettled.objects.values("id"))
    asked = [Premium(*row) for row in rows.order_by("id").values_list(*Premium._fields)]
    claimed = {(row.person_id, month) for row in claims({one.person_id for one in asked}) for month in row.months}
    return [one for one in asked if (one.person_id, one.month) not in claimed]


def premiums_of(person_id: int) -> dict[Month, tuple[int, bool]]:
    """Month → (premium, whether it was asked back) of one person."""
    back = Exists(MedicalBack.objects.filter(id=OuterRef("id")))
    rows = MedicalMonth.objects.filter(person_id=person_id).annotate(back=back).values_list("month", "fen", "back")
    return {month: (fen, asked) for month, fen, asked in rows}


def premium_sums() -> dict[Month, tuple[int, int]]:
    """Month → (claimants, fen) of premiums."""
    rows = MedicalMonth.objects.order_by().values("month").annotate(n=Count("id"), fen=total("fen"))
    return {row["month"]: (row["n"], int(row["fen"])) for row in rows}


class GrantRow(NamedTuple):
    """One grant to a person with the facts it was judged by."""

    id: int
    person_id: int
    kind: str
    key: str
    month: Month
    amount_fen: int
    facts: dict[str, Any]
    entry_id: int


def standing_grants(kind: str) -> QuerySet[Grant]:
    """Grants of a kind that were not cancelled."""
    return Grant.objects.filter(kind=kind).exclude(id__in=GrantCancelled.objects.values("id"))


def grants_of(person_id: int, kind: str = "") -> list[GrantRow]:
    """What one person was granted and not cancelled, the newest first."""
    rows = Grant.objects.filter(person_id=person_id).exclude(id__in=GrantCancelled.objects.values("id"))
    return _grants(rows.filter(kind=kind) if kind else rows)


def grant_row(grant_id: int) -> GrantRow | None:
    """One grant; None where there is none or it was cancelled."""
    return next(iter(_grants(Grant.objects.filter(id=grant_id).exclude(id__in=GrantCancelled.objects.values("id")))), None)


def _grants(rows: QuerySet[Grant]) -> list[GrantRow]:
    listed = rows.order_by("-id").values_list("id", "person_id", "kind", "key", "month", "amount_fen", "facts", "entry_id")
    return [GrantRow(*row[:6], json.loads(row[6]), row[7]) for row in listed]


class Granted(NamedTuple):
    """What was granted of a kind in a year and not cancelled: different people, grants, and their sum."""

    people: int
    grants: int
    fen: int


def granted_in(kind: str, year: int) -> Granted:
    """Grants of a kind to people in the months of a year."""
    rows = standing_grants(kind).filter(month__gte=year * 100 + 1, month__lte=year * 100 + 12)
    sums = rows.aggregate(people=Count("person_id", distinct=True), grants=Count("id"), fen=total("amount_fen"))
    return Granted(sums["people"], sums["grants"], int(sums["fen"]))


class EmployerRow(NamedTuple):
    """One employer on a list."""

    id: int
    employer_id: int
    kind: str
    year: int
    order_id: int
    person_id: int | None
    amount_fen: int
    rule: str
    facts: dict[str, Any]


def employer_rows(kind: str, *, year: int = 0, order_id: int = 0) -> list[EmployerRow]:
    """The employers of a list, of a year or of an order, in their order."""
    rows = EmployerGrant.objects.filter(kind=kind).order_by("id")
    if year:
        rows = rows.filter(year=year)
    if order_id:
        rows = rows.filter(order_id=order_id)
    listed = rows.values_list("id", "employer_id", "kind", "year", "order_id", "person_id", "amount_fen", "rule", "facts")
    return [EmployerRow(*row[:8], json.loads(row[8])) for row in listed]


def hired_before(person_ids: Iterable[int], orders_cancelled: Iterable[int]) -> set[int]:
    """Those of some people for whom an employer was granted something before, cancelled orders left out."""
    rows = EmployerGrant.objects.filter(kind="job_expansion", person_id__in=among(person_ids), amount_fen__gt=0)
    return {person for person in rows.exclude(order_id__in=list(orders_cancelled)).values_list("person_id", flat=True) if person}


def granted_to(person_ids: Iterable[int], kind: str) -> dict[int, list[GrantRow]]:
    """Person → what they were granted of a kind and not cancelled, of some people at once."""
    result: dict[int, list[GrantRow]] = {}
    for row in _grants(standing_grants(kind).filter(person_id__in=among(person_ids))):
        result.setdefault(row.person_id, []).append(row)
    return result
