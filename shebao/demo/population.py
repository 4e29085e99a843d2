"""The people of a county, drawn in columns: who they are, what they paid before, and what will befall them in the year."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.base.months import add_months, month, month_at, month_index

from .ages import draw_death_months, draw_pensioner_months, draw_working_months, hazard
from .law import Law
from .sizes import Sizes
from .slots import NEVER

Column = npt.NDArray[np.int64]
PENSIONER, CLAIMANT, CONTRIBUTOR = 0, 1, 2
SCHEME_BEGAN = 201001
"""First month of insurance in the invented county: the year after the scheme began (国发〔2009〕32号)."""

_FIRST_PAYABLE_YEAR = 2009


@dataclass(frozen=True)
class Population:
    """One row a person. Months 1–12 are months of the year lived, 0 means never, 13 means not within the year."""

    kind: Column
    birth_month: Column
    birth_day: Column
    male: npt.NDArray[np.bool_]
    insured_from: Column
    carried_years: Column
    first_month: Column
    certified_until: Column
    died: Column
    reported: Column
    suspended: Column
    resumed: Column
    rejected: Column
    card_changed: Column
    enrolled: Column
    moved: Column
    year: int
    """The year lived."""

    def __len__(self) -> int:
        return len(self.kind)

    def birth(self) -> npt.NDArray[np.datetime64]:
        """Birth dates."""
        months = (month_index(self.birth_month) - 1970 * 12).astype("datetime64[M]")
        return months.astype("datetime64[D]") + (self.birth_day - 1).astype("timedelta64[D]")

    def regular_payments(self) -> Column:
        """Regular payments of each person in the year, as the counters will make them."""
        year = self.year
        begins = np.where(self.first_month > year * 100, self.first_month % 100, 1)
        last = np.where(self.died > 0, np.minimum(np.maximum(self.died, self.reported - 1), 12), 12)
        gap = np.where(self.suspended > 0, np.minimum(self.resumed, NEVER) - self.suspended, 0)
        paid = last - begins + 1 - gap
        return np.where((self.kind == CONTRIBUTOR) | (self.first_month > year * 100 + 12), 0, paid)

    def back_payments(self) -> Column:
        """1 for each person suspended and resumed within the year."""
        return ((self.suspended > 0) & (self.resumed < NEVER)).astype(np.int64)

    def in_december(self) -> npt.NDArray[np.bool_]:
        """Who is in December's regular run."""
        last = np.where(self.died > 0, np.maximum(self.died, self.reported - 1), 12)
        return (self.kind != CONTRIBUTOR) & (last >= 12) & ~((self.suspended > 0) & (self.resumed == NEVER))

    def insured_in_december(self) -> npt.NDArray[np.bool_]:
        """Who counts as insured in December."""
        known_dead = (self.died > 0) & (self.died < 12) & (self.reported <= 12)
        return ~known_dead & ~((self.moved > 0) & (self.moved < 12))


def draw_population(rng: np.random.Generator, sizes: Sizes, law: Law) -> Population:
    """Everybody, in an order that tells nothing: pensioners, those who turn sixty, contributors, shuffled."""
    parts = [_pensioners(rng, sizes, law), _claimants(rng, sizes, law), _contributors(rng, sizes, law)]
    joined = {f.name: np.concatenate([part[f.name] for part in parts]) for f in fields(Population) if f.name != "year"}
    order = rng.permutation(len(joined["kind"]))
    return Population(**{name: column[order] for name, column in joined.items()}, year=law.year)


def _blank(count: int, kind: int) -> dict[str, Any]:
    """Columns of `count` people of a kind to whom nothing happens."""
    columns = {f.name: np.zeros(count, dtype=np.int64) for f in fields(Population) if f.name != "year"}
    return columns | {"kind": np.full(count, kind, dtype=np.int64), "insured_from": np.full(count, SCHEME_BEGAN, dtype=np.int64)}


def _people(rng: np.random.Generator, columns: dict[str, Any], birth_month: Column) -> None:
    """Fill in birth and sex; women live longer, so there are more of them among the old."""
    count = len(birth_month)
    columns["birth_month"] = birth_month
    columns["birth_day"] = rng.integers(1, 29, size=count).astype(np.int64)
    old = columns["kind"] == PENSIONER
    columns["male"] = rng.random(count) < np.where(old, 0.46, 0.51)


def _pensioners(rng: np.random.Generator, sizes: Sizes, law: Law) -> dict[str, Any]:
    """People in payment on 1 January: the exempt ones who were sixty when the scheme began, and those who paid since."""
    count, slots = sizes.pensioners, sizes.slots
    assert slots.people <= count, "more happens than there are people"
    columns = _blank(count, PENSIONER)
    past_sixty = draw_pensioner_months(rng, count)
    # The youngest drew their first pension last December: sixty the month before.
    youngest = month(law.year - 61, 11)
    birth_month = add_months(np.full(count, youngest, dtype=np.int64), 1 - past_sixty)
    _people(rng, columns, birth_month)
    columns["first_month"] = np.maximum(law.first_month(birth_month), SCHEME_BEGAN)
    required = law.required_years(birth_month)
    columns["carried_years"] = np.where(
        required > 0, np.minimum(required + rng.integers(0, 3, size=count), _possible(columns["first_month"])), 0
    )
    _befall(rng, columns, sizes, past_sixty)
    _certify(rng, columns, law)
    return columns


def _possible(first_month: Column) -> Column:
    """The most years anybody could have paid for by the first month of pension: from the scheme's first year on."""
    return first_month // 100 - _FIRST_PAYABLE_YEAR


def _befall(rng: np.random.Generator, columns: dict[str, Any], sizes: Sizes, past_sixty: Column) -> None:
    """Choose people for the year's slots; deaths strike by age, the rest by chance."""
    slots, count = sizes.slots, sizes.pensioners
    weights = hazard(60 + past_sixty / 12)
    dead = rng.choice(count, size=len(slots.died), replace=False, p=weights / weights.sum())
    columns["died"][dead], columns["reported"][dead] = slots.died, slots.reported
    rest = rng.permutation(np.setdiff1d(np.arange(count), dead))
    for names, values in (
        (("suspended", "resumed"), (slots.suspended, slots.resumed)),
        (("rejected",), (slots.rejected,)),
        (("card_changed",), (slots.card_changed,)),
    ):
        chosen, rest = rest[: len(values[0])], rest[len(values[0]) :]
        for name, value in zip(names, values, strict=True):
            columns[name][chosen] = value


def _certify(rng: np.random.Generator, columns: dict[str, Any], law: Law) -> None:
    """Until when each pensioner's proof of life holds at the beginning; everyone will renew in that month, but for the slots."""
    year = law.year * 100
    until = year + rng.integers(1, 13, size=len(columns["kind"]))
    until = np.where(columns["suspended"] > 0, year + columns["suspended"] - 1, until)
    # The dead prove nothing any more: what they proved last must reach past the month in which their death is reported.
    columns["certified_until"] = np.where(columns["died"] > 0, year + 12, until)


def _claimants(rng: np.random.Generator, sizes: Sizes, law: Law) -> dict[str, Any]:
    """People who draw their first pension in the year: `claimant_months` payments each."""
    months = sizes.claimant_months
    columns = _blank(len(months), CLAIMANT)
    first = law.year * 100 + 13 - months
    birth_month = add_months(first, -60 * 12)
    shift = month_index(law.first_month(birth_month)) - month_index(first)
    birth_month = add_months(birth_month, -shift)
    _people(rng, columns, birth_month)
    columns["first_month"] = law.first_month(birth_month)
    assert np.array_equal(columns["first_month"], first), "first month and birth must agree"
    paying = birth_month + 60_00 > (law.year - 1) * 100 + 12
    # Those who still pay for this year before they turn sixty bring one year less with them.
    columns["carried_years"] = np.maximum(law.required_years(birth_month) - paying, 0)
    return columns


def _contributors(rng: np.random.Generator, sizes: Sizes, law: Law) -> dict[str, Any]:
    """People below sixty: who pay or do not, enrol, move away, or die."""
    leaving = draw_death_months(rng, sizes.died_young)
    reported = leaving + rng.integers(0, 2, size=len(leaving))
    reported = np.where(reported > 12, NEVER, reported)
    moved = rng.integers(1, 13, size=sizes.moved)
    gone = int(((leaving < 12) & (reported <= 12)).sum()) + int((moved < 12).sum())
    count = sizes.contributors + gone
    columns = _blank(count, CONTRIBUTOR)
    months_old = draw_working_months(rng, count)
    birth_month = month_at(month_index(month(law.year, 12)) - months_old)
    # Nobody here may claim in the year, and nobody is enrolled before sixteen.
    _people(rng, columns, birth_month)
    since = np.maximum(add_months(birth_month, 16 * 12), np.where(rng.random(count) < 0.2, SCHEME_BEGAN + 500, SCHEME_BEGAN))
    turning = since > (law.year - 1) * 100 + 12
    # Whoever turns sixteen in the year enrols then, and neither dies nor moves in the same year.
    order = np.argsort(rng.random(count) + turning, kind="stable")
    cut = np.cumsum([sizes.died_young, sizes.moved, sizes.enrolled])
    dead, movers, new = order[: cut[0]], order[cut[0] : cut[1]], order[cut[1] : cut[2]]
    columns["died"][dead], columns["reported"][dead] = leaving, reported
    columns["moved"][movers] = moved
    columns["enrolled"][new] = rng.integers(1, 13, size=len(new))
    columns["enrolled"] = np.where(turning, np.maximum(columns["enrolled"], since % 100), columns["enrolled"])
    columns["insured_from"] = np.where(columns["enrolled"] > 0, law.year * 100 + columns["enrolled"], since)
    _carry(rng, columns, law)
    return columns


def _carry(rng: np.random.Generator, columns: dict[str, Any], law: Law) -> None:
    """Years paid before this year: most of those since enrolment, none for the newly enrolled."""
    since = law.year - columns["insured_from"] // 100
    skipped = rng.binomial(np.maximum(since, 0), 0.12)
    columns["carried_years"] = np.where(columns["enrolled"] > 0, 0, np.maximum(since - skipped, 0))


def with_changes(population: Population, **columns: Any) -> Population:
    """The same people with some columns replaced."""
    return replace(population, **columns)
