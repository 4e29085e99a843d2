"""Some lines of a regular run computed a second time, one person at a time by the rule that makes the calculation sheets, before the seal.

The run is computed in whole columns; the sheet of one person is computed by the formulas as they are printed. Two ways of computing
that were written apart seldom make the same mistake. Where awards stand every line is held against its award, to the part.
"""

from __future__ import annotations

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.holds.thresholds import thresholds_on
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.tables.against_awards import lines_against_awards
from shebao.agency.store.columns import Columns, pick, read_columns
from shebao.base.money import grouped


def second_count(run: Run) -> list[str]:
    """Lines that come out otherwise the second time, in sentences."""
    if run.kind != "regular":
        return []
    if schemes.stands(run.scheme):
        return lines_against_awards(run)
    lines = read_columns(Line.objects.filter(run=run).order_by("id"), "id", "person_id", "decision_id", "total_fen")
    lines = pick(lines, chosen(lines, run.basis, thresholds_on(run.business_day, run.scheme)("recompute_people")))
    decided, known = benefits.decided(run.scheme, lines["decision_id"]), parameters.known_on(run.business_day)
    problems = []
    for at, decision in enumerate(lines["decision_id"].tolist()):
        own = pick(decided, decided["id"] == decision)
        fen = int(schemes.of(run.scheme).decision(own, run.month, run.place, known, claim=False).amounts.total_fen[0])
        if fen != lines["total_fen"][at]:
            person, written = lines["person_id"][at], grouped(int(lines["total_fen"][at]))
            problems.append(f"人员{person}（核定{decision}）：逐人重算是 {grouped(fen)} 元，明细是 {written} 元")
    return problems


def chosen(lines: Columns, basis: str, most: int) -> np.ndarray:
    """Which lines are computed again: the largest, and others that nobody can foresee, because the digest of the run chooses them."""
    mask = np.zeros(len(lines["id"]), dtype=np.bool_)
    mask[np.argsort(-lines["total_fen"], kind="stable")[: most // 2]] = True
    rest = np.flatnonzero(~mask)
    chance = np.random.default_rng(int.from_bytes(basis.encode()))
    mask[chance.permutation(rest)[: most - int(mask.sum())]] = True
    return mask
