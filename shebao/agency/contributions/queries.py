"""Questions about contributions: years paid, one person's grid of years, sums, and how many of those due have paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Q

from shebao.agency import schemes
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.store.columns import Column, Columns, among, int_column, look_up, narrowed, read_columns, read_rows, total
from shebao.base.money import half_up
from shebao.base.months import Month
from shebao.core.books.entries import FEES

from .models import CarriedOver, Contribution, ContributionPart, PersonMonth

KINDS: dict[str, str] = {"normal": "正常缴费", "arrears": "补缴", "assisted": "财政代缴", "correction": "更正"}


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


def payers(scheme: str, year: int, by_month: Month | None = None, person_ids: Iterable[int] | None = None) -> Column:
    """Ids of everyone who paid for a year, by person: posted here (to the end of a month, where `by_month` is given) and not taken back,
    or handed over as the last year. person_ids: of these alone."""
    posted = np.unique(_standing(scheme, year, by_month, person_ids)["person_id"])
    handed = CarriedOver.objects.filter(scheme=scheme, last_year=year)
    if person_ids is not None:
        handed = handed.filter(person_id__in=among(person_ids))
    return np.union1d(posted, read_columns(handed, "person_id")["person_id"])


def assisted(scheme: str, person_ids: Iterable[int] | None = None) -> Columns:
    """`person_id`, `year` of every year the government paid for somebody."""
    rows = Contribution.objects.filter(scheme=scheme, kind="assisted").order_by("id")
    return read_columns(rows if person_ids is None else rows.filter(person_id__in=among(person_ids)), "person_id", "year")


def _standing(scheme: str, year: int, by_month: Month | None = None, person_ids: Iterable[int] | None = None) -> Columns:
    """`id`, `person_id`, `turn` of a year's contributions that were not taken back, to the end of a month where it is given."""
    rows = Contribution.objects.filter(scheme=scheme, year=year)
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    if by_month is not None:
        rows = rows.filter(paid_month__lte=by_month)
    paid = read_columns(rows.exclude(kind="correction").order_by("id"), "id", "person_id", "turn")
    back = read_columns(rows.filter(kind="correction"), "person_id", "turn")
    kept = ~np.isin(paid["person_id"] * 100 + paid["turn"], back["person_id"] * 100 + back["turn"])
    return {name: column[kept] for name, column in paid.items()}


def rates(scheme: str, year: int, month: int, claim_age_years: int) -> Rates:
    """How many of those due for a year have paid by the end of a month; claim_age_years comes from the law's parameters."""
    due = enrolment.paying_age(scheme, month, claim_age_years)
    paid, before = payers(scheme, year, month), payers(scheme, year - 1)
    renewal = np.intersect1d(due, before)
    return Rates(year, month, int(due.size), int(np.isin(due, paid).sum()), int(renewal.size), int(np.isin(renewal, paid).sum()))


def unpaid(scheme: str, year: int, month: int, claim_age_years: int) -> Column:
    """Ids of those due for a year in a month who have not paid by its end."""
    return np.setdiff1d(enrolment.paying_age(scheme, month, claim_age_years), payers(scheme, year, month))


def of_person(person_id: int, scheme: str) -> Grid:
    """One person's years of contribution."""
    carried = CarriedOver.objects.filter(person_id=person_id, scheme=scheme).first()
    keys = [part.key for part in schemes.of(scheme).CONTRIBUTIONS]
    listed = list(Contribution.objects.filter(person_id=person_id, scheme=scheme).order_by("-year", "-id"))
    parts = parts_of(int_column(c.id for c in listed), keys)
    rows = tuple(
        {
            "id": c.id,
            "year": c.year,
            "kind": c.kind,
            "title": KINDS[c.kind],
            "paid_month": c.paid_month,
            **{f"{key}_fen": int(parts[key][at]) for key in keys},
            "total_fen": c.total_fen,
            "entry_id": c.entry_id,
        }
        for at, c in enumerate(listed)
    )
    handed = (
        {"first_year": carried.first_year, "last_year": carried.last_year, "years": carried.years, "entry_id": carried.entry_id}
        if carried
        else None
    )
    return Grid(handed, rows, int(paid_years(np.array([person_id]), scheme)[0]))


def totals(scheme: str, year: int) -> dict[str, dict[str, int]]:
    """Kind → `people`, `total_fen`, and the sum of each part (`own_fen` …) of an insured year."""
    return _sums(scheme, year=year)


def received(scheme: str, from_month: int, to_month: int) -> dict[str, dict[str, int]]:
    """Kind → people and sums of what was received in the months from … to, both included, whatever year it was for."""
    return _sums(scheme, paid_month__range=(from_month, to_month))


def _sums(scheme: str, **condition: Any) -> dict[str, dict[str, int]]:
    contributions = Contribution.objects.filter(scheme=scheme, **condition).values("kind").order_by("kind")
    counted = contributions.annotate(people=Count("person_id", distinct=True), fen=total("total_fen"))
    none = {f"{part.key}_fen": 0 for part in schemes.of(scheme).CONTRIBUTIONS}
    sums: dict[str, dict[str, int]] = {
        str(kind): {"people": int(people), "total_fen": int(fen), **none}
        for kind, people, fen in read_rows(counted, "kind", "people", "fen")
    }
    parts = ContributionPart.objects.filter(
        contribution__scheme=scheme, **{f"contribution__{name}": value for name, value in condition.items()}
    )
    by_part = parts.values("contribution__kind", "part").order_by("contribution__kind", "part").annotate(sum=total("fen"))
    for kind, part, fen in read_rows(by_part, "contribution__kind", "part", "sum"):
        sums[str(kind)][f"{part}_fen"] = int(fen)
    return sums


def tiers_chosen(scheme: str, year: int) -> dict[int, int]:
    """Tier in fen (own and government-paid part together) → people who paid it for a year."""
    listed = schemes.of(scheme).CONTRIBUTIONS
    parts = parts_of(_standing(scheme, year)["id"], [part.key for part in listed])
    tiers, people = np.unique(sum(parts[part.key] for part in listed if part.income == FEES), return_counts=True)
    return dict(zip(tiers.tolist(), people.tolist(), strict=True))


def posted_by(entry_id: int, scheme: str) -> Columns:
    """Columns of what one journal entry posted: `id`, `person_id`, `year`, `paid_month` and each part in fen (`own_fen` …)."""
    rows = Contribution.objects.filter(entry_id=entry_id, scheme=scheme).order_by("id")
    columns = read_columns(rows, "id", "person_id", "year", "paid_month")
    parts = parts_of(columns["id"], [part.key for part in schemes.of(scheme).CONTRIBUTIONS])
    return columns | {f"{key}_fen": fen for key, fen in parts.items()}


def parts_of(contribution_ids: Column, keys: Sequence[str]) -> Columns:
    """For each contribution its parts in fen, a column a key; keys: those of the scheme, in its order."""
    rows = read_columns(narrowed(ContributionPart.objects.all(), contribution_ids, "contribution_id"), "id", "fen")
    return schemes.part_columns(contribution_ids, rows["id"], rows["fen"], keys)


def check_parts() -> tuple[int, list[str]]:
    """(contributions examined, problems): the parts of every contribution add up to its total."""
    sums = dict(
        read_rows(ContributionPart.objects.order_by().values("contribution_id").annotate(sum=total("fen")), "contribution_id", "sum")
    )
    totals = dict(read_rows(Contribution.objects.all(), "id", "total_fen"))
    problems = [f"缴费记录{row}：各分项之和不等于合计。" for row, fen in totals.items() if sums.get(row, 0) != fen]
    return len(totals), problems


def months_paid(since: Month, person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `scheme` (its number), `month`, `employer`, `base_fen` of months of every scheme paid in full since a month."""
    rows = PersonMonth.objects.filter(month__gte=since, paid_month__gt=0, turn=0, person_id__gt=0)
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    known = read_columns(rows.order_by("id"), "person_id", "scheme", "month", "employer_id", "base_fen")
    return {"person": known.pop("person_id"), "employer": known.pop("employer_id"), **known}
