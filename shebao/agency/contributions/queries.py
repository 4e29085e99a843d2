"""Questions about contributions: years paid, one person's grid of years, sums, and how many of those due have paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Q

from shebao.agency.enrolment import queries as enrolment
from shebao.agency.store.columns import Column, Columns, among, look_up, read_columns, read_rows, total
from shebao.base.money import half_up

from .models import CarriedOver, Contribution

KINDS: dict[str, str] = {"normal": "正常缴费", "arrears": "补缴", "assisted": "财政代缴", "correction": "更正"}
PARTS = ("own_fen", "collective_fen", "subsidy_fen", "assisted_fen")


@dataclass(frozen=True, slots=True)
class Grid:
    """One person's years: what was handed over, and a row a contribution, newest year first."""

    carried_over: dict[str, int] | None
    rows: tuple[dict[str, Any], ...]
    paid_years: int


@dataclass(frozen=True, slots=True)
class Rates:
    """参保缴费率 and 续保率 of a year as of a month.

    due: insured and below the claim age in that month. paid: those of them who paid for the year (any kind).
    renewal_due: those of `due` who had paid for the year before; renewed: those of them who paid for this one too.
    """

    year: int
    month: int
    due: int
    paid: int
    renewal_due: int
    renewed: int

    @property
    def paid_e4(self) -> int:
        """Contribution rate in ten-thousandths, half up; 0 where nobody was due."""
        return half_up(self.paid * 10_000, self.due) if self.due else 0

    @property
    def renewed_e4(self) -> int:
        """Renewal rate in ten-thousandths, half up; 0 where nobody had paid before."""
        return half_up(self.renewed * 10_000, self.renewal_due) if self.renewal_due else 0


def paid_years(person_ids: Column, scheme: str) -> Column:
    """For each person the years paid: handed over and posted here; a year taken back does not count."""
    carried = read_columns(CarriedOver.objects.filter(scheme=scheme, person_id__in=among(person_ids)), "person_id", "years")
    counted = (
        Contribution.objects.filter(scheme=scheme, person_id__in=among(person_ids))
        .values("person_id")
        .annotate(n=Count("id", filter=~Q(kind="correction")) - Count("id", filter=Q(kind="correction")))
    )
    posted = read_columns(counted, "person_id", "n")
    return look_up(carried["person_id"], carried["years"], person_ids) + look_up(posted["person_id"], posted["n"], person_ids)


def payers(scheme: str, year: int) -> Column:
    """Ids of everyone who paid for a year, by person: posted here and not taken back, or handed over as the last year."""
    posted = np.unique(_standing(scheme, year)["person_id"])
    carried = read_columns(CarriedOver.objects.filter(scheme=scheme, last_year=year), "person_id")["person_id"]
    return np.union1d(posted, carried)


def _standing(scheme: str, year: int) -> Columns:
    """`person_id`, `turn`, `own_fen`, `assisted_fen` of a year's contributions that were not taken back."""
    rows = Contribution.objects.filter(scheme=scheme, year=year)
    paid = read_columns(rows.exclude(kind="correction"), "person_id", "turn", "own_fen", "assisted_fen")
    back = read_columns(rows.filter(kind="correction"), "person_id", "turn")
    kept = ~np.isin(paid["person_id"] * 100 + paid["turn"], back["person_id"] * 100 + back["turn"])
    return {name: column[kept] for name, column in paid.items()}


def rates(scheme: str, year: int, month: int, claim_age_years: int) -> Rates:
    """How many of those due for a year have paid, as of a month; claim_age_years comes from the law's parameters."""
    due = enrolment.paying_age(scheme, month, claim_age_years)
    paid, before = payers(scheme, year), payers(scheme, year - 1)
    renewal = np.intersect1d(due, before)
    return Rates(year, month, int(due.size), int(np.isin(due, paid).sum()), int(renewal.size), int(np.isin(renewal, paid).sum()))


def unpaid(scheme: str, year: int, month: int, claim_age_years: int) -> Column:
    """Ids of those due for a year in a month who have not paid."""
    return np.setdiff1d(enrolment.paying_age(scheme, month, claim_age_years), payers(scheme, year))


def of_person(person_id: int, scheme: str) -> Grid:
    """One person's years of contribution."""
    carried = CarriedOver.objects.filter(person_id=person_id, scheme=scheme).first()
    rows = tuple(
        {
            "id": c.id,
            "year": c.year,
            "kind": c.kind,
            "title": KINDS[c.kind],
            "paid_month": c.paid_month,
            "own_fen": c.own_fen,
            "collective_fen": c.collective_fen,
            "subsidy_fen": c.subsidy_fen,
            "assisted_fen": c.assisted_fen,
            "total_fen": c.own_fen + c.collective_fen + c.subsidy_fen + c.assisted_fen,
            "entry_id": c.entry_id,
        }
        for c in Contribution.objects.filter(person_id=person_id, scheme=scheme).order_by("-year", "-id")
    )
    handed = (
        {"first_year": carried.first_year, "last_year": carried.last_year, "years": carried.years, "entry_id": carried.entry_id}
        if carried
        else None
    )
    return Grid(handed, rows, int(paid_years(np.array([person_id]), scheme)[0]))


def totals(scheme: str, year: int) -> dict[str, dict[str, int]]:
    """Kind → `people`, `own_fen`, `collective_fen`, `subsidy_fen`, `assisted_fen` of an insured year."""
    return _sums(Q(scheme=scheme, year=year))


def received(scheme: str, from_month: int, to_month: int) -> dict[str, dict[str, int]]:
    """Kind → people and sums of what was received in the months from … to, both included, whatever year it was for."""
    return _sums(Q(scheme=scheme, paid_month__range=(from_month, to_month)))


def _sums(condition: Q) -> dict[str, dict[str, int]]:
    rows = (
        Contribution.objects.filter(condition)
        .values("kind")
        .order_by("kind")
        .annotate(people=Count("person_id", distinct=True), **{f"sum_{part}": total(part) for part in PARTS})
    )
    found = read_rows(rows, "kind", "people", *(f"sum_{part}" for part in PARTS))
    return {str(kind): dict(zip(("people", *PARTS), map(int, cells), strict=True)) for kind, *cells in found}


def tiers_chosen(scheme: str, year: int) -> dict[int, int]:
    """Tier in fen (own and government-paid part together) → people who paid it for a year."""
    columns = _standing(scheme, year)
    tiers, people = np.unique(columns["own_fen"] + columns["assisted_fen"], return_counts=True)
    return dict(zip(tiers.tolist(), people.tolist(), strict=True))


def posted_by(entry_id: int, scheme: str) -> Columns:
    """Columns of what one journal entry posted: `id`, `person_id`, `year`, `paid_month` and the four parts in fen."""
    return read_columns(
        Contribution.objects.filter(entry_id=entry_id, scheme=scheme).order_by("id"), "id", "person_id", "year", "paid_month", *PARTS
    )
