"""The whole invented county as one value: people, names, accounts, payers, villages and what was planted. Same seed, same county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .accounts import Accounts, due_months, solve_accounts, without_accounts
from .agency import Agency
from .branches.branch import Branch, draw_branches
from .branches.cover import Cover, draw_covers
from .branches.crowd import Crowd, draw_crowd
from .branches.relief import Relief, relief_of
from .contributions import Paying, draw_paying
from .identities import card_numbers, citizen_numbers, phone_numbers
from .irregularities import Planted, certified_until, plant
from .law import Law
from .names import draw_names, draw_villages, lists
from .population import CONTRIBUTOR, Population, draw_population, with_changes
from .sizes import Sizes, draw_sizes

Column = npt.NDArray[np.int64]
SEED = 20_230_101
_CARD_FROM_AGE_MONTHS = 45 * 12
_CROWD_STREAM = 7
_QUARTERS, _RESERVE_SHARE = 4, 20
"""Bank interest comes each quarter; the fund holds a twentieth more than it owes the accounts (set, not published)."""


@dataclass(frozen=True)
class County:
    """Everything drawn before the first day. Lists and columns have a row a person: the residents', and in names and numbers the
    people of the other schemes after them."""

    agency: Agency
    law: Law
    scale: float
    sizes: Sizes
    population: Population
    paying: Paying
    accounts: Accounts
    planted: Planted
    names: list[str]
    citizens: list[str]
    phones: list[str]
    cards: list[str]
    second_cards: list[str]
    has_card: npt.NDArray[np.bool_]
    bank: Column
    villages: list[tuple[str, str]]
    village: Column
    opening_fund_fen: int
    quarter_interest_fen: int
    branches: Mapping[str, Branch]
    covers: Mapping[str, Cover]
    """Unemployment and injury, where employers pay for them: who is insured, from when."""
    relief: Relief
    crowd: Crowd
    crowd_start: int
    """The place of the people of unemployment and injury in the lists: after everybody else."""

    def target_fen(self, name: str) -> int | None:
        """A published amount for this scale; None where not published."""
        fen = self.agency.fen(name)
        return None if fen is None else round(fen * self.scale)


def draw_county(agency: Agency, law: Law, scale: float = 1.0, seed: int = SEED) -> County:
    """Draw a county; each part from its own stream, so that a change in one leaves the others as they were."""
    streams = iter(np.random.default_rng(seed).spawn(12))
    sizes = draw_sizes(next(streams), agency, scale)
    population = draw_population(next(streams), sizes, law)
    due = due_months(population)
    probe = np.random.default_rng(seed + 1)
    income, paid = agency.fen("income_wan"), agency.fen("paid_wan")
    mean_fen = int(agency.text("mean_account_yuan", "5000") or "0") * 100
    # Bank interest depends on the accounts and those on nothing it changes, so accounts are solved first with nobody paying.
    basic = without_accounts(population, law, due)
    paying = draw_paying(next(streams), population, agency, law, scale, None)
    account_stream = next(streams)
    first = solve_accounts(_copy(account_stream), population, paying, law, None if paid is None else round(paid * scale), mean_fen)
    interest = _quarter_interest(agency, _fund(first)) * _QUARTERS
    if income is not None:
        paying = draw_paying(probe, population, agency, law, scale, round(income * scale) - basic - interest)
    accounts = solve_accounts(account_stream, population, paying, law, None if paid is None else round(paid * scale), mean_fen)
    planted = plant(next(streams), population, paying.month > 0)
    population = with_changes(population, certified_until=certified_until(next(streams), population, planted))
    texts, places = next(streams), next(streams)
    villages = draw_villages(places, len(population))
    branches = draw_branches(seed, agency, law, scale, len(population))
    covers = draw_covers(seed, agency, law, scale, branches)
    relief = replace(relief_of(agency, scale), workers=sum(cover.wage_fen.size for cover in covers.values()))
    crowd = draw_crowd(np.random.default_rng([seed, _CROWD_STREAM]), relief, law.year)
    others = [branch.members for branch in branches.values()]
    birth, male = (
        np.concatenate(columns)
        for columns in (
            [population.birth(), *(one.birth() for one in others), crowd.birth],
            [population.male, *(one.male for one in others), crowd.male],
        )
    )
    count, everybody = len(population), len(male)
    cards = card_numbers(texts, count + everybody)
    return County(
        agency,
        law,
        scale,
        sizes,
        population,
        paying,
        accounts,
        planted,
        names=draw_names(texts, male, birth.astype("datetime64[Y]").astype(np.int64) + 1970),
        citizens=citizen_numbers(texts, birth, male),
        phones=phone_numbers(texts, everybody),
        cards=[cards[row] for row in planted.card_of.tolist()] + cards[2 * count :],
        second_cards=cards[count : 2 * count],
        has_card=_needs_card(population),
        bank=places.integers(0, len(lists()["banks"]), size=len(population)),
        villages=villages,
        village=places.integers(0, len(villages), size=len(population)),
        opening_fund_fen=_fund(first),
        quarter_interest_fen=_quarter_interest(agency, _fund(first)),
        branches=branches,
        covers=covers,
        relief=relief,
        crowd=crowd,
        crowd_start=everybody - len(crowd),
    )


def _copy(stream: np.random.Generator) -> np.random.Generator:
    """A second generator that will draw the same numbers."""
    twin = np.random.Generator(type(stream.bit_generator)())
    twin.bit_generator.state = stream.bit_generator.state
    return twin


def _fund(accounts: Accounts) -> int:
    owed = int(accounts.opening_fen.sum())
    return owed + owed // _RESERVE_SHARE


def _quarter_interest(agency: Agency, fund_fen: int) -> int:
    return int(fund_fen * agency.share("deposit_rate", "2.00%") / _QUARTERS)


def _needs_card(population: Population) -> npt.NDArray[np.bool_]:
    """Pensioners, those near it, and those whose heirs will be paid have an account with the bank."""
    born_before = (population.year - _CARD_FROM_AGE_MONTHS // 12) * 100
    return (population.kind != CONTRIBUTOR) | (population.birth_month < born_before) | (population.died > 0)
