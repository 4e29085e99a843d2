"""The law of a month's contributions for each scheme: asked in whole columns, at this agency's place."""

from __future__ import annotations

from typing import Any

import numpy as np

from shebao.agency.employers import queries as employers
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.columns import Column, look_up
from shebao.base.dated import Places
from shebao.core.policy.contributions import columns
from shebao.core.policy.contributions.columns import Contributions, base_limits

__all__ = ["assessed", "assessed_alone", "base_limits", "origins"]


def assessed(scheme: str, people: Column, employer_ids: Column, wage_fen: Column, month: int, places: Places, place: str) -> Contributions:
    """What is due for people at their employers for a month; refused where an employer has no work-injury rate. Of nobody, no law
    is asked: a place whose rates of one scheme are not on file assesses the others."""
    if not people.size:
        return Contributions(wage_fen, wage_fen, wage_fen, {}, 0, 0)
    if scheme == "employee":
        return columns.employee(wage_fen, month, places, place)
    if scheme == "public_institution":
        return columns.public_institution(wage_fen, month, places, place)
    if scheme == "unemployment":
        return columns.unemployment(wage_fen, month, places, place)
    assert scheme == "work_injury", scheme
    rates = employers.injury_rate_columns(month)
    risk = look_up(rates["employer_id"], rates["risk_class"], employer_ids)
    factor = look_up(rates["employer_id"], rates["factor_e2"], employer_ids)
    if not risk.all():
        missing = ", ".join(employers.names(np.unique(employer_ids[risk == 0])[:5]).values())
        refuse_people("declarations.no_rate", people[risk == 0], f"所在单位没有工伤费率（{missing}）。", "请先办理工伤费率核定。", "month")
    cut = employers.cut("work_injury", month)
    return columns.work_injury(wage_fen, risk, factor, cut.factor_e4 if cut else 10_000, month, places, place)


def assessed_alone(chosen_fen: Column, month: int, places: Places, place: str) -> Contributions:
    """What is due of people who insure themselves: the base they chose, lifted to the floor or cut to the cap of the month."""
    floor, cap = base_limits("employee", month, places, place)
    return columns.flexible(np.clip(chosen_fen, floor, cap), month, places, place)


def origins(result: Contributions) -> dict[str, Any]:
    """Where the values stand that a month was assessed with: key → value, place, document, confidence."""
    return {
        row.key: {"value": row.value, "place": row.place, "document": row.document, "confidence": row.confidence}
        for row in result.rows.values()
    }
