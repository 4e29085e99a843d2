"""What employers pay less because of a temporary cut (单位减负清单): the same bases at the rates without it, less what was assessed.

It is counted from what was assessed and booked nowhere: a relief is no expense of the fund.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shebao.agency.contributions import months
from shebao.agency.employers import queries as employers
from shebao.agency.employers.queries import CutRow
from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.agency.store.columns import Column, Columns, look_up
from shebao.base.money import half_up
from shebao.core.policy.contributions import columns

from .models import Assessment


class Relief(NamedTuple):
    """One employer under one cut: its name, person-months, what would be due without it, what is due, and the difference, in fen."""

    employer_id: int
    name: str
    person_months: int
    normal_fen: int
    due_fen: int

    @property
    def relief_fen(self) -> int:
        """What it pays less."""
        return self.normal_fen - self.due_fen


def reliefs(cut: CutRow) -> list[Relief]:
    """Every employer with assessed months in the span of a cut, the largest relief first."""
    sums: dict[int, list[int]] = {}
    for one in Assessment.objects.filter(scheme=cut.scheme, month__range=(cut.from_month, cut.to_month)).order_by("id"):
        block = months.block(one.first_id, one.rows)
        normal, due = _normal(cut, one.month, block), block["unit_fen"] + block["person_fen"]
        ids, place = np.unique(block["employer_id"], return_inverse=True)
        for at, employer_id in enumerate(ids.tolist()):
            mine = place == at
            entry = sums.setdefault(employer_id, [0, 0, 0])
            entry[0] += int(mine.sum())
            entry[1] += int(normal[mine].sum())
            entry[2] += int(due[mine].sum())
    names = employers.names(sums)
    rows = [Relief(employer_id, names[employer_id], *entry) for employer_id, entry in sums.items()]
    return sorted(rows, key=lambda row: (-row.relief_fen, row.employer_id))


def _normal(cut: CutRow, month: int, block: Columns) -> Column:
    """What would be due of each base without the cut, each part of each person rounded to the fen."""
    base: Column = block["base_fen"]
    if cut.scheme != "work_injury":
        return np.asarray(half_up(base * cut.normal_unit_e6, 10**6) + half_up(base * cut.normal_person_e6, 10**6))
    rates = employers.injury_rate_columns(month)
    risk, factor = (look_up(rates["employer_id"], rates[name], block["employer_id"]) for name in ("risk_class", "factor_e2"))
    return columns.work_injury(base, risk, factor, 10_000, month, parameters.places(), installation.place()).unit_fen
