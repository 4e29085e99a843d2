"""Who of the county is insured against unemployment and injury, from when, and at what wage: drawn so that heads and income come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.dated import Places
from shebao.core.policy.contributions import columns as contributions

from ..agency import Agency, wan_to_fen
from ..law import Law
from .branch import Branch
from .industries import classes_of, is_office
from .relief import opening_fund

Column = npt.NDArray[np.int64]
COVERED = (UNEMPLOYMENT, INJURY)
_FULL_FACTOR, _NO_CUT = 100, 10_000
_QUARTERS = 4
_HIGHEST_WAGE_FEN = 30_000_00


@dataclass(frozen=True)
class Cover:
    """One scheme besides the pensions. joins: by scheme of pension, a column of its members: the month 1–12 from which somebody is
    insured by the employer, 0 for who is not. wage_fen, employer: of those who have this insurance alone, at employers of their own."""

    scheme: str
    joins: Mapping[str, Column]
    wage_fen: Column
    employer: Column
    employers: int
    risk_class: int
    quarter_interest_fen: int
    whole_year_fen: int
    """What all of them would pay had everybody been insured all year."""
    expected_fen: int

    def employers_joining(self, branch: Branch) -> dict[int, int]:
        """Place of an employer of a branch → the month 1–12 in which it takes part in the scheme."""
        joins, places = self.joins[branch.scheme], branch.members.employer
        some = np.flatnonzero((joins > 0) & (branch.members.first == 1))
        result: dict[int, int] = {}
        for place, month in zip(places[some].tolist(), joins[some].tolist(), strict=True):
            result[place] = min(month, result.get(place, 12))
        return result


def collected(agency: Agency, scheme: str) -> bool:
    """Whether heads and income of such a scheme were printed of an agency whose employers pay."""
    printed = agency.fund_figures.get(scheme, {})
    pays = any(agency.pension_text(one, "employers") for one in agency.pensions)
    return scheme in COVERED and scheme in agency.relief and pays and "insured" in printed and "income_wan" in printed


def draw_covers(seed: int, agency: Agency, law: Law, scale: float, branches: Mapping[str, Branch]) -> dict[str, Cover]:
    """The schemes besides pensions whose heads and income were printed, in a county whose employers pay."""
    collecting = {scheme: branch for scheme, branch in branches.items() if branch.collects}
    result = {}
    for number, scheme in enumerate(COVERED):
        if collecting and collected(agency, scheme):
            printed = agency.fund_figures[scheme]
            heads, income = max(1, round(int(printed["insured"]) * scale)), round(wan_to_fen(printed["income_wan"]) * scale)
            interest = int(opening_fund(agency, scheme, scale) * agency.share("deposit_rate", "2.00%") / _QUARTERS)
            draw = _unemployment if scheme == UNEMPLOYMENT else _injury
            employers = max(1, round(int(agency.relief_text(scheme, "employers") or "1") * scale))
            rng = np.random.default_rng([seed, 20 + number])
            result[scheme] = draw(rng, collecting, law, heads, income - _QUARTERS * interest, interest, employers)
    return result


def _year(fees: Callable[[Column, int], Column], wage_fen: Column) -> npt.NDArray[np.int64]:
    """A row a month: what is paid for each wage in it."""
    return np.stack([fees(wage_fen, month) for month in range(1, 13)])


def _in_months(branch: Branch) -> npt.NDArray[np.bool_]:
    """A row a month: who is at an employer in it."""
    months = np.arange(1, 13)[:, None]
    return np.asarray((branch.members.first > 0) & (branch.members.first <= months) & (months <= branch.members.last))


def _staying(branch: Branch) -> npt.NDArray[np.bool_]:
    """Who is at an employer in December."""
    return np.asarray((branch.members.first > 0) & (branch.members.last == 12))


def _unemployment(
    rng: np.random.Generator, branches: Mapping[str, Branch], law: Law, heads: int, target_fen: int, interest_fen: int, employers: int
) -> Cover:
    """Everybody of the enterprises all year; of the public employers as many as the printed heads leave, from the month on that
    brings the income."""

    def fees(wage_fen: Column, month: int) -> Column:
        due = contributions.unemployment(np.maximum(wage_fen, 1), law.year * 100 + month, law.places, law.place)
        return due.unit_fen + due.person_fen

    joins: dict[str, Column] = {}
    paid = whole = 0
    for scheme, branch in branches.items():
        if scheme != EMPLOYEE:
            continue
        joins[scheme] = np.where(branch.members.first > 0, np.maximum(branch.members.first, 1), 0)
        paid += int((_year(fees, branch.amounts.wage_fen) * _in_months(branch)).sum())
        heads -= int(_staying(branch).sum())
    whole = paid
    if PUBLIC in branches:
        branch = branches[PUBLIC]
        rows, order = _of_public(branch, max(heads, 0))
        joins[PUBLIC] = np.zeros(len(branch.members), dtype=np.int64)
        year = _year(fees, branch.amounts.wage_fen[rows]) * _in_months(branch)[:, rows]
        whole += int(year.sum())
        start = _starts(year, branch.members.employer[rows], order, target_fen - paid)
        month = np.maximum(start, branch.members.first[rows])
        joins[PUBLIC][rows] = np.where(month <= branch.members.last[rows], month, 0)
        paid += int((year * (np.arange(1, 13)[:, None] >= start)).sum())
    return _cover(UNEMPLOYMENT, joins, interest_fen, whole, paid)


def _of_public(branch: Branch, heads: int) -> tuple[Column, list[int]]:
    """Who of the public employers is insured, and the order of their employers: institutions before offices, the last one in part."""
    members, staying = branch.members, _staying(branch)
    order = sorted(range(branch.figures.employers), key=lambda place: (is_office(place), place))
    chosen: list[Column] = []
    used = []
    for place in order:
        mine = np.flatnonzero((members.employer == place) & (members.first > 0))
        if heads <= 0:
            break
        # Who comes in the year is enrolled in all that the employer takes part in; of an employer counted in part they come first.
        mine = mine[np.argsort(~(members.first[mine] > 1), kind="stable")]
        count = np.cumsum(staying[mine])
        mine = mine[count <= heads]
        heads -= int(staying[mine].sum())
        chosen.append(mine)
        used.append(place)
    return (np.concatenate(chosen) if chosen else np.zeros(0, dtype=np.int64)), used


def _starts(year: npt.NDArray[np.int64], employer: Column, order: list[int], target_fen: int) -> Column:
    """The month 1–12 from which each is insured: one month for all employers, the first of them a month earlier, nearest to the target."""
    from_month = np.cumsum(year.sum(axis=1)[::-1])[::-1]
    month = max([1, *(number for number in range(1, 13) if from_month[number - 1] >= target_fen)])
    if from_month[month - 1] < target_fen or month == 12:
        return np.full(employer.size, month, dtype=np.int64)
    # All from the next month on; what is missing is brought by employers that join a month earlier.
    missing, early = target_fen - int(from_month[month]), []
    for place in order:
        own = int(year[month - 1][employer == place].sum())
        if own <= missing:
            early.append(place)
            missing -= own
    return np.where(np.isin(employer, early), month, month + 1).astype(np.int64)


def _injury(
    rng: np.random.Generator, branches: Mapping[str, Branch], law: Law, heads: int, target_fen: int, interest_fen: int, employers: int
) -> Cover:
    """Everybody who works for an employer; those whom the printed heads leave have this insurance alone, at wages that bring the income."""

    def fees(risk: Column, wage_fen: Column, month: int) -> Column:
        factor = np.full(wage_fen.size, _FULL_FACTOR, dtype=np.int64)
        wages = np.maximum(wage_fen, 1)
        return contributions.work_injury(wages, risk, factor, _NO_CUT, law.year * 100 + month, law.places, law.place).unit_fen

    joins: dict[str, Column] = {}
    paid = 0
    for scheme, branch in branches.items():
        members = branch.members
        classes = classes_of(scheme, branch.figures.employers)[np.maximum(members.employer, 0)]
        joins[scheme] = np.where(members.first > 0, np.maximum(members.first, 1), 0)
        paid += int((_year(partial(fees, classes), branch.amounts.wage_fen) * _in_months(branch)).sum())
        heads -= int(_staying(branch).sum())
    count = max(heads, 0)
    place = rng.integers(0, employers, size=count).astype(np.int64)
    shape = np.exp(rng.normal(0.0, 0.2, size=count))

    def total(wage_fen: Column, risk: int) -> int:
        return int(_year(partial(fees, np.full(wage_fen.size, risk, dtype=np.int64)), wage_fen).sum())

    rest, lowest = target_fen - paid, np.ones(count, dtype=np.int64)
    known = _classes(law.places, law.place, law.year)
    risk = max([known[0], *(one for one in known if count and total(lowest, one) <= rest)])
    low, high = 0, _HIGHEST_WAGE_FEN
    while count and high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if total((shape * middle).astype(np.int64), risk) < rest else (low, middle)
    wages = np.maximum((shape * high).astype(np.int64), 100)
    paid += total(wages, risk) if count else 0
    cover = _cover(INJURY, joins, interest_fen, paid, paid)
    return replace(cover, wage_fen=wages, employer=place, employers=employers if count else 0, risk_class=risk)


def _classes(places: Places, place: str, year: int) -> list[int]:
    """Classes of risk of which the place's benchmark rate is on file, the lowest rate first."""
    row = places.value("injury_benchmark", place, date(year, 12, 31))
    content: Any = row.value
    return sorted((int(key) for key in content), key=lambda key: Fraction(str(content[str(key)])))


def _cover(scheme: str, joins: Mapping[str, Column], interest_fen: int, whole: int, paid: int) -> Cover:
    nobody = np.zeros(0, dtype=np.int64)
    return Cover(scheme, joins, nobody, nobody, 0, 1, interest_fen, whole, paid + _QUARTERS * interest_fen)
