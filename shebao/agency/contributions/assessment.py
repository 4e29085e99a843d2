"""What a list of yearly payments amounts to: kind, own part, subsidy and what the government pays, by the law of the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.schemes import RESIDENT, scheme_title
from shebao.agency.store.columns import Column, int_column, listed_text
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.base.money import yuan_text
from shebao.core.policy.resident import monthly

ARREARS_FROM_YEAR = 2009
"""The first year a resident could pay for. 国发〔2009〕32号."""


class Payment(NamedTuple):
    """What one person pays for one insured year: the chosen tier (缴费档次), received in a month (YYYYMM).

    The government's part of an assisted person is inside the tier; subsidy comes on top. Neither is given: both follow
    from the place's parameters and the person's group.
    """

    person_id: int
    year: int
    paid_month: int
    tier_fen: int
    collective_fen: int = 0


@dataclass(frozen=True, slots=True)
class Assessed:
    """Columns of the payments after the law was applied, in the order given; amounts in fen."""

    person_id: Column
    year: Column
    kind: list[str]
    paid_month: Column
    own_fen: Column
    collective_fen: Column
    subsidy_fen: Column
    assisted_fen: Column


def assess(payments: Sequence[Payment], scheme: str, place: str, places: Places) -> Assessed:
    """Apply the law of the place to payments; refused for a tier the place does not offer, naming people.

    A payment for an earlier year than that of its receipt is arrears: no subsidy and nothing paid by the government.
    Raises `MissingValue` where the place lacks a parameter for one of the years.
    """
    scheme_title(scheme)
    if scheme != RESIDENT:
        refuse("contributions.scheme", f"险种“{scheme}”不按年缴费。", "请核对险种。", "scheme")
    people, years, months, tiers, collective = (int_column(cells) for cells in zip(*payments, strict=True))
    arrears = years < months // 100
    poor = np.zeros(people.shape, dtype=np.bool_)
    own, subsidy, assisted = (np.zeros(people.shape, dtype=np.int64) for _ in range(3))
    for year in np.unique(years).tolist():
        rows = years == year
        poor[rows] = np.isin(people[rows], enrolment.assisted(year)[0]) & ~arrears[rows]
        _check_tiers(people[rows], tiers[rows], poor[rows], year, place, places)
        columns = {"tier_fen": tiers[rows], "poor": poor[rows], "arrears": arrears[rows], "collective_fen": collective[rows]}
        made = monthly.contribution_credit(columns, year, places, place)
        own[rows], subsidy[rows], assisted[rows] = made["own_fen"], made["subsidy_fen"], made["government_fen"]
    kinds = np.where(arrears, "arrears", np.where(poor, "assisted", "normal")).tolist()
    return Assessed(people, years, kinds, months, own, collective, subsidy, assisted)


def tiers_fen(year: int, place: str, places: Places) -> list[int]:
    """The tiers a place offers for a year, in fen, rising."""
    return sorted(_fen(tier) for tier in _listed(places.value("resident_tiers", place, date(year, 12, 31)).value))


def assisted_fen(year: int, place: str, places: Places) -> int:
    """What the government pays in a year for a person of an assisted group, in fen."""
    return _fen(places.value("resident_poor_contribution", place, date(year, 12, 31)).value)


def _check_tiers(people: Column, tiers: Column, poor: np.ndarray, year: int, place: str, places: Places) -> None:
    offered = tiers_fen(year, place, places)
    right = np.isin(tiers, offered)
    if poor.any():
        # The lowest tier kept for those the government pays for is offered to them alone.
        right |= poor & (tiers == assisted_fen(year, place, places))
    if not right.all():
        choice = "、".join(yuan_text(fen).removesuffix(".00") for fen in offered)
        refuse("contributions.tier", f"人员 {listed_text(people[~right])} 选择的档次不在{year}年度的缴费档次之中。", f"可选档次（元）：{choice}。", "tier_fen")


def _listed(content: object) -> Sequence[object]:
    assert isinstance(content, tuple)
    return content


def _fen(yuan: object) -> int:
    amount = Fraction(str(yuan)) * 100
    assert amount.denominator == 1, f"{yuan} yuan is not whole fen"
    return int(amount)
