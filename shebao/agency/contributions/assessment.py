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
from shebao.agency.people.queries import called
from shebao.agency.store.columns import Column, int_column
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.base.money import yuan_text
from shebao.core.policy.resident import tiers as tier_rules
from shebao.core.policy.resident.columns import contribution_credit
from shebao.core.policy.resident.questions import CONTRIBUTION, TIERS

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


class Added(NamedTuple):
    """A tier that is not on the nation's list and is taken as one the place has added, its own list not being on file."""

    year: int
    tier_fen: int
    payments: int


@dataclass(frozen=True, slots=True)
class Assessed:
    """Columns of the payments after the law was applied, in the order given; amounts in fen. added: tiers to be told of."""

    person_id: Column
    year: Column
    kind: list[str]
    paid_month: Column
    own_fen: Column
    collective_fen: Column
    subsidy_fen: Column
    assisted_fen: Column
    added: tuple[Added, ...]


def assess(payments: Sequence[Payment], scheme: str, place: str, places: Places) -> Assessed:
    """Apply the law of the place to payments; refused for a tier the place does not offer, naming people.

    Which tiers there are is the very rule of the calculation sheet (`core.policy.resident.tiers`); those taken as added
    by the place come back in `added`. A payment for an earlier year than that of its receipt is arrears: no subsidy and
    nothing paid by the government.
    Raises `MissingValue` where the place lacks a parameter for one of the years.
    """
    scheme_title(scheme)
    if scheme != RESIDENT:
        refuse("contributions.scheme", f"险种“{scheme}”不按年缴费。", "请核对险种。", "scheme")
    people, years, months, tiers, collective = (int_column(cells) for cells in zip(*payments, strict=True))
    arrears = years < months // 100
    poor = np.zeros(people.shape, dtype=np.bool_)
    own, subsidy, assisted = (np.zeros(people.shape, dtype=np.int64) for _ in range(3))
    added: list[Added] = []
    for year in np.unique(years).tolist():
        rows = years == year
        poor[rows] = np.isin(people[rows], enrolment.assisted(year)[0]) & ~arrears[rows]
        added += _check_tiers(people[rows], tiers[rows], poor[rows], year, place, places)
        columns = {"tier_fen": tiers[rows], "poor": poor[rows], "arrears": arrears[rows], "collective_fen": collective[rows]}
        parts = contribution_credit(columns, year, places, place)
        own[rows], subsidy[rows], assisted[rows] = parts["own_fen"], parts["subsidy_fen"], parts["government_fen"]
    kinds = np.where(arrears, "arrears", np.where(poor, "assisted", "normal")).tolist()
    return Assessed(people, years, kinds, months, own, collective, subsidy, assisted, tuple(added))


def assisted_fen(year: int, place: str, places: Places) -> int:
    """What the government pays in a year for a person of an assisted group, in fen."""
    return _fen(Fraction(str(CONTRIBUTION.reads["poor_contribution"].row(places, place, date(year, 12, 31)).value)))


def _check_tiers(people: Column, tiers: Column, poor: np.ndarray, year: int, place: str, places: Places) -> list[Added]:
    """The tiers of a year's payments that are taken as ones the place has added; refused where one is no tier at all."""
    row = TIERS.row(places, place, date(year, 12, 31))
    offered, own = tier_rules.listed(row), tier_rules.is_own(row)
    kept = Fraction(assisted_fen(year, place, places), 100) if poor.any() else None
    wrong, added = np.zeros(people.shape, dtype=np.bool_), []
    for helped in (False, True):
        # Few different tiers are ever chosen, so the rule is asked once for each instead of once a payment.
        for fen in np.unique(tiers[poor == helped]).tolist():
            rows = (tiers == fen) & (poor == helped)
            stands = tier_rules.standing(Fraction(fen, 100), offered, own=own, kept=kept if helped else None)
            if stands == "none":
                wrong |= rows
            elif stands == "added":
                added.append(Added(year, fen, int(rows.sum())))
    if wrong.any():
        choice = "、".join(yuan_text(_fen(tier)).removesuffix(".00") for tier in offered)
        refuse(
            "contributions.tier",
            f"{called(people[wrong])} 选择的档次不在{year}年度的缴费档次之中。",
            f"可选档次（元）：{choice}{'' if own else '，或高于最低档的地方增设档次（地方档次未取得）'}。",
            "tier_fen",
        )
    return added


def _fen(yuan: Fraction) -> int:
    amount = yuan * 100
    assert amount.denominator == 1, f"{yuan} yuan is not whole fen"
    return int(amount)
