"""One scheme of working people of the invented county, drawn before the first day: people, employers, wages, pensions, claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.public_institution import KEY as PUBLIC

from ..agency import Agency
from ..law import Law
from .amounts import Amounts, solve_pensions, solve_wages
from .decisions import Claim, claims_of
from .figures import Figures, figures_of, heads_of
from .law import PensionLaw
from .members import Members, draw_members

Column = npt.NDArray[np.int64]
SCHEMES = (EMPLOYEE, PUBLIC)
"""The schemes of working people that the county lives, in the order in which a month comes to them."""


@dataclass(frozen=True)
class Branch:
    """Everything of one scheme. start: the place of its people in the county's lists of names and numbers."""

    figures: Figures
    law: PensionLaw
    members: Members
    amounts: Amounts
    claims: tuple[Claim, ...]
    start: int
    no_collection: str
    """Why nobody is assessed, where that is so; ""."""

    @property
    def scheme(self) -> str:
        """The scheme's key."""
        return self.figures.scheme

    @property
    def collects(self) -> bool:
        """Whether employers are assessed and pay."""
        return bool((self.members.first > 0).any())


def draw_branches(seed: int, agency: Agency, law: Law, scale: float, residents: int) -> Mapping[str, Branch]:
    """The schemes that the agency runs and published something of, each from streams of its own."""
    result: dict[str, Branch] = {}
    start = residents
    for number, scheme in enumerate(SCHEMES):
        figures = figures_of(agency, scheme, scale)
        if figures is not None:
            result[scheme] = _draw(np.random.default_rng([seed, number]), figures, agency, law, start)
            start += len(result[scheme].members)
    return result


def _draw(rng: np.random.Generator, figures: Figures, agency: Agency, county_law: Law, start: int) -> Branch:
    people, wages, pensions = rng.spawn(3)
    law = PensionLaw(figures.scheme, county_law.places, county_law.place, county_law.year)
    missing = law.missing()
    members = draw_members(people, figures, heads_of(figures), law.year, at_employers=figures.paying > 0 and not missing)
    earned = solve_wages(wages, members, figures, law, agency.share("deposit_rate", "2.00%"))
    claims = tuple(claims_of(members, law, earned.wage_fen, earned.saved_fen))
    decided, final = np.zeros(len(members), dtype=np.int64), np.zeros(len(members), dtype=np.int64)
    for claim in claims:
        (decided if members.retire[claim.row] else final)[claim.row] = claim.award.total_fen
    amounts = solve_pensions(pensions, members, figures, law, earned, decided, final)
    return Branch(figures, law, members, amounts, claims, start, missing)
