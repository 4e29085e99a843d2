"""What a list of yearly payments amounts to: kind, own part, subsidy and what the government pays, by the law of the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from shebao.agency import schemes
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.columns import Column, Columns, Mask, int_column
from shebao.base.dated import Places
from shebao.base.finding import refuse

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
    parts: Columns
    """Key of a part of the scheme's contribution → fen."""
    added: tuple[Added, ...]

    @property
    def total_fen(self) -> Column:
        """Each payment with everything the government adds."""
        return sum(self.parts.values(), np.zeros_like(self.year))


def assess(payments: Sequence[Payment], scheme: str, place: str, places: Places) -> Assessed:
    """Apply the law of the place to payments; refused for a tier the place does not offer, naming people.

    Which tiers there are is the very rule of the calculation sheet of the scheme; those taken as added
    by the place come back in `added`. A payment for an earlier year than that of its receipt is arrears: no subsidy and
    nothing paid by the government.
    Raises `MissingValue` where the place lacks a parameter for one of the years.
    """
    rules = schemes.of(scheme)
    if rules.contribution is None:
        refuse("contributions.scheme", f"险种“{scheme}”不按年缴费。", "请核对险种。", "scheme")
    people, years, months, tiers, collective = (int_column(cells) for cells in zip(*payments, strict=True))
    arrears = years < months // 100
    poor = np.zeros(people.shape, dtype=np.bool_)
    parts = {part.key: np.zeros(people.shape, dtype=np.int64) for part in rules.CONTRIBUTIONS}
    added: list[Added] = []
    for year in np.unique(years).tolist():
        rows = years == year
        poor[rows] = np.isin(people[rows], enrolment.assisted(year)[0]) & ~arrears[rows]
        added += _check_tiers(people[rows], tiers[rows], poor[rows], year, rules.tiers_of(year, place, places, helping=poor[rows].any()))
        columns = {"tier_fen": tiers[rows], "poor": poor[rows], "arrears": arrears[rows], "collective_fen": collective[rows]}
        for key, fen in rules.contribution(columns, year, place, places).items():
            parts[key][rows] = fen
    kinds = np.where(arrears, "arrears", np.where(poor, "assisted", "normal")).tolist()
    return Assessed(people, years, kinds, months, parts, tuple(added))


def _check_tiers(people: Column, tiers: Column, poor: Mask, year: int, offer: Any) -> list[Added]:
    """The tiers of a year's payments that are taken as ones the place has added; refused where one is no tier at all."""
    wrong, added = np.zeros(people.shape, dtype=np.bool_), []
    for helped in (False, True):
        # Few different tiers are ever chosen, so the rule is rules once for each instead of once a payment.
        for fen in np.unique(tiers[poor == helped]).tolist():
            rows = (tiers == fen) & (poor == helped)
            stands = offer.standing(fen, helped=helped)
            if stands == "none":
                wrong |= rows
            elif stands == "added":
                added.append(Added(year, fen, int(rows.sum())))
    if wrong.any():
        refuse_people(
            "contributions.tier",
            people[wrong],
            f"选择的档次不在{year}年度的缴费档次之中。",
            f"可选档次（元）：{offer.choice()}。",
            "tier_fen",
        )
    return added
